"""The command line: `ijw`."""
