"""Side by side and over time: several rules, several days, several record sets, and what made the difference."""
