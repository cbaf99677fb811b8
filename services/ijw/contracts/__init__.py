"""The contracts of the standard: where they are, what may come in (levels 0 and 1), and the code lists."""
