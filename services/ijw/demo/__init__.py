"""Synthetic people and a story of real messages, to see the system at work. Pure: no I/O, no clock."""
