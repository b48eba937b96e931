"""Canada's autonomous sanctions list (SEMA and JVCFOA): flat records, as XML or as CSV in English or French."""

from __future__ import annotations

from collections.abc import Iterator

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, local
from ownership.readers._building import Building
from ownership.readers._list_rows import by_column, header_of
from ownership.readers._listed import Party, put, short
from ownership.readers._loose import day, together
from ownership.readers._parties import slug
from ownership.records import Records

ABOUT = "Canadian autonomous sanctions list (sema-lmes.xml, or CSV in English or French)"

_FRENCH = {
    "pays": "country", "article": "item", "annexe": "schedule", "nom": "lastname", "prénom": "givenname",
    "pseudonymes": "aliases", "date de naissance": "dateofbirth", "entité": "entity", "titre": "title",
    "date d'inscription": "dateoflisting", "entityorship": "entity", "titleorship": "title",
    "dateofbirthorshipbuilddate": "dateofbirth", "shipimonumber": "imo",
}  # fmt: skip
_COLUMNS = {"country", "item", "schedule", "lastname", "givenname"}


def _column(name: str) -> str:
    bare = name.casefold().replace("’", "'")
    known = bare.replace(" ", "").replace("_", "").replace("/", "")
    return _FRENCH.get(bare) or _FRENCH.get(known) or known


def claims(head: Head) -> bool:
    """Whether it is the list as XML or as CSV.

    Examples
    --------
    >>> claims(Head(b"<data-set><record><Country>Russia</Country><Schedule>1</Schedule></record></data-set>", "x.xml"))
    True
    """
    if head.root == "data-set":
        return "<record>" in head.text and "<Country>" in head.text and "<Schedule>" in head.text
    return {_column(name) for name in header_of(head)} >= _COLUMNS


def read(source: Source) -> Records:
    """Read the list: one entity and one listing for each record.

    Examples
    --------
    >>> text = b"Country,Item,Schedule,LastName,GivenName,Aliases,Entity,DateOfListing\\n"
    >>> text += b"Russia,12,1,ALDER,Kim,,,2022-03-04\\n"
    >>> found = read(Source.of(text, "x.csv"))
    >>> found.entities.loc[0, "name"], found.listings.loc[0, ["list", "program", "start"]].tolist()
    ('Kim ALDER', ['ca-sema', 'Russia', '2022-03-04'])
    """
    building = Building(source)
    building.described(
        "Consolidated Canadian Autonomous Sanctions List",
        url="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions",
    )
    taken: set[str] = set()
    for ref, row in _records(source, building):
        _party(building, row, ref, taken)
    return building.records()


def _records(source: Source, building: Building) -> Iterator[tuple[str, dict[str, str]]]:
    if not source.head.root:
        for ref, row in by_column(source, building):
            yield ref, {_column(name): " ".join(cell.split()) for name, cell in row.items()}
        return
    for element in elements(source, building, "record"):
        cells = ((_column(local(each)), " ".join("".join(each.itertext()).split())) for each in element)
        yield f"line {element.sourceline}", {name: cell for name, cell in cells if cell}


def _party(building: Building, row: dict[str, str], ref: str, taken: set[str]) -> None:
    person = together(row.get("givenname"), row.get("lastname"))
    names = [person] if person else [part.strip() for part in row.get("entity", "").split(" / ") if part.strip()]
    if not names:
        building.skip(ref, "the record has neither a person nor an entity", ", ".join(filter(None, row.values())))
        return
    country = row.get("country", "").partition(" / ")[0].strip()
    place = [part for part in (country, row.get("schedule"), row.get("item")) if part and part.upper() != "N/A"]
    id = f"ca-sema-{slug(' '.join(place))}" if len(place) > 1 else f"ca-sema-{slug(names[0])}"
    if id in taken:
        id = f"{id}-{slug(names[0])}"
    if id in taken:
        id = f"{id}-{ref.replace(' ', '-')}"
    taken.add(id)
    party = Party(id, ref)
    party.kind = "person" if person else "unknown"
    # commas stand between the aliases of people; in those of companies they are part of the name
    mark = ";" if ";" in row.get("aliases", "") or not person else ", "
    party.names = [*names, *(alias.strip() for alias in row.get("aliases", "").split(mark))]
    party.identifiers = [identifier("imo", row["imo"])] if row.get("imo") else []
    born = row.get("dateofbirth")
    party.notes = [
        f"{'born' if person else 'built'} {born}" if born else None,
        f"title: {row['title']}" if row.get("title") else None,
    ]
    put(building, party)
    start, doubt = day(building, row.get("dateoflisting"), "listed", ref)
    where = [f"Schedule {row['schedule']}"] if row.get("schedule") else []
    where += [f"item {row['item']}"] if row.get("item") else []
    building.listing(
        id, "ca-sema", program=country or None, start=start, citation=", ".join(where) or None, ref=ref,
        named="perhaps" if doubt else "yes", note=short([doubt]),
    )  # fmt: skip
