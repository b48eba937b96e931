"""Readers: a family of modules, each of which turns one kind of file into records.

A member has `ABOUT` (one line), `claims(head, name)` (whether the first bytes are of its kind) and
`read(data, name)` (the records in the bytes). No member raises for a row: what cannot be read is a row in `skipped`.
"""
