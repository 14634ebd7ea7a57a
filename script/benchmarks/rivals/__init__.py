"""The same ten clauses in other engines, each written as its own users write: nothing is added for unknown facts."""
