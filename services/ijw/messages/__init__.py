"""Typed models of the iJw messages, and the one reader and writer between XML and models."""
