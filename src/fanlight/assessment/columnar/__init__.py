"""Assessing a whole stock of houses at once: the same nodes as the interpreter runs, compiled to queries over both ends of the bounds."""
