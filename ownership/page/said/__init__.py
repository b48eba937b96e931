"""What a page says: parties, stakes, answers and proofs in words, in Python and in the page."""
