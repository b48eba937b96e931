"""Red flags beside verdicts: what a law asks to look at although its test is not met."""
