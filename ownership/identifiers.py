"""Countries as people write them become ISO 3166 codes, as far as a rule needs to know them."""

from __future__ import annotations

import re

#: How the one country whose companies a bundled rule leaves out is also written.
_UNITED_STATES = {"us", "usa", "unitedstates", "unitedstatesofamerica"}
_ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def country(text: str) -> str:
    """Return the country of a jurisdiction: the code before a subdivision, capital letters, the usual names known.

    Examples
    --------
    >>> country("us-de"), country("U.S.A."), country("Ruritania")
    ('US', 'US', 'RURITANIA')
    """
    head = text.partition("-")[0]
    bare = "".join(c for c in head.casefold() if c.isalpha())
    return "US" if bare in _UNITED_STATES else head.strip().upper()


def is_iso(text: str) -> bool:
    """Whether a jurisdiction has the form of an ISO 3166 code.

    Examples
    --------
    >>> is_iso("US-DE"), is_iso("United States")
    (True, False)
    """
    return _ISO.fullmatch(text.strip().upper()) is not None
