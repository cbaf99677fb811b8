"""A valid message of every type with synthetic persons, for who builds or tests a program. Pure."""
