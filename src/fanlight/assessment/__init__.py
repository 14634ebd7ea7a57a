"""Facts and standards brought together: bounds, findings, what is missing, what to ask next, councils compared."""
