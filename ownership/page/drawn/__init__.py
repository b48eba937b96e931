"""How it looks: cards and lines as marks, SVG, canvas, PNG and PDF; twins in Python and in the page."""
