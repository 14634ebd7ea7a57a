"""What the council serves in a case: the particulars of each letter, gathered from what is kept, and the letter kept with its PDF."""
