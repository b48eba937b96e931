"""What a format cannot hold, said in words and counted."""

from __future__ import annotations

from ownership.records import Records

#: Table -> what its rows are called, one of them and several.
_WORDS = {
    "entities": ("entity", "entities"),
    "interests": ("interest", "interests"),
    "listings": ("listing", "listings"),
    "sources": ("description of a source", "descriptions of sources"),
    "absences": ("filed absence of an owner", "filed absences of an owner"),
    "links": ("link between records that may be the same", "links between records that may be the same"),
    "groups": ("membership of an arrangement", "memberships of arrangements"),
    "skipped": ("row that could not be read", "rows that could not be read"),
    "notices": ("notice", "notices"),
}


def counted(count: int, name: str) -> str:
    """Return a number of rows of a table in words: "1 listing", "2 listings"."""
    return f"{count:,} {_WORDS[name][count != 1]}"


def tables_lost(records: Records, *names: str) -> list[str]:
    """Return a sentence for each of these tables that has rows."""
    counts = {name: len(getattr(records, name)) for name in names}
    return [f"{counted(n, name)} {'is' if n == 1 else 'are'} not kept" for name, n in counts.items() if n]


def columns_lost(records: Records, name: str, *columns: str) -> list[str]:
    """Return a sentence for these columns of a table, when some row has something in them."""
    looked = getattr(records, name)
    filled = {column: int(looked[column].notna().sum()) for column in columns}
    what = [f"{column} ({count:,})" for column, count in filled.items() if count]
    return [f"of {counted(len(looked), name)}, these columns are not kept: {', '.join(what)}"] if what else []
