"""ijw: the open message street for Dutch youth care."""

from importlib.metadata import version

__version__ = version("ijw")
