"""On which line of a TOML text a key stands: the reader of the standard library does not say."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:=|\.)""")


class Lines:
    """Dotted path of a key, as in `periods[2].start` counted from 1, -> its line.

    What the scan does not find (keys inside inline tables, say) has the line of what is around it.

    Examples
    --------
    >>> lines = Lines('id = "a"\\n\\n[[periods]]\\nstart = 2024-01-01\\n[[periods]]\\nstart = 2025-01-01\\n')
    >>> lines.of("id"), lines.of("periods[2].start"), lines.of("periods[1].end"), lines.of("threshold")
    (1, 6, 3, None)
    """

    def __init__(self, text: str) -> None:
        self.at: dict[str, int] = {}
        counts: dict[str, int] = {}
        table = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                bracket, name = header.groups()
                name = name.strip("\"' ")
                table = name
                if bracket == "[[":
                    counts[name] = counts.get(name, 0) + 1
                    table = f"{name}[{counts[name]}]"
                self.at.setdefault(table, number)
            elif key := _KEY.match(line):
                word = next(part for part in key.groups() if part is not None)
                self.at.setdefault(f"{table}.{word}" if table else word, number)

    def of(self, path: str) -> int | None:
        """Return the line of a key, or of the nearest thing around it; None when neither is found."""
        while path:
            if path in self.at:
                return self.at[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None
