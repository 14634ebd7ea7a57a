"""Invented houses: surveys of houses that do not exist, drawn from stated distributions."""
