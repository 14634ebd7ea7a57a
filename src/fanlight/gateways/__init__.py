"""Other systems: mail and post, payments, the storage of files, the scanning for viruses; each real one, and what stands in for it."""
