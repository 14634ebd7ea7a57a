"""A stock of houses on disk: made of surveys, checked, and assessed a block at a time."""
