"""Why: proofs in plain sentences, reports, and evidence files that others can check."""
