"""Checking files of messages without any server: levels 0 to 2, every finding, for people and programs.

`judge` is the pure part: bytes in, a verdict out. Around it: `sources` finds the messages in files, folders
and ZIP files, `batch` judges them on all cores, `report` makes the page that a person can mail.
"""
