"""What reads cases, one module a noun; every reader names the council it reads for."""
