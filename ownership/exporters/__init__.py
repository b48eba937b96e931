"""Exporters: a family of modules, each of which writes records in one format.

A member has `ABOUT` (one line) and `write(records, path)`, which returns the paths it wrote.
"""
