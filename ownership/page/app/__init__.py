"""The page itself: its template, style and scripts, and how it is written."""
