"""The technical rules of the standard: one rule, one function, one name."""
