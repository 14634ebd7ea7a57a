"""Other systems: mail, the storage of files, the scanning for viruses; each real one, and what stands in for it."""
