"""The fast path: the program of an edition as machine code that goes through the houses one by one, equal to its queries cell by cell."""
