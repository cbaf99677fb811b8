"""Tests of the municipal policy."""
