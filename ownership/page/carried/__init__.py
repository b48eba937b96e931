"""What a page carries as evidence: its records, its question, the rules; and the calculation in the page."""
