"""Councils' standards as data: editions, clauses, citations, and the language their requirements are written in."""
