"""Readers: a family of modules, each of which turns one kind of file into records.

A member has `ABOUT` (one line), `claims(head)` (whether the first bytes are of its kind; exactly one member says so)
and `read(source)` (the records in the source). No member raises for a row: what cannot be read is a row in `skipped`.
Members that know a schema have `validate(source)` too, those that read tables `read_mapped(source, mapping)`.
"""
