"""Exporters: a family of modules, each of which writes records in one format.

A member has `ABOUT` (one line), `ENDING` (how its files end, "" for a folder), `write(records, path, view=None)`,
which returns the paths it wrote, and `lost(records)`: a sentence for each kind of thing that its format cannot hold.
`WHOLE = True` says that it computes answers: it is given all records, not only those around the entity asked about.
"""
