"""Longer searches for bytes that break something than the tests have time for."""
