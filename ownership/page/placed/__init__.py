"""What is on screen and where: which cards, in which layers, with few crossings; twins in Python and in the page."""
