"""What Fanlight costs, measured: against other engines, one edition at a time, and as a whole cold process."""
