"""What a link of FollowTheMoney means: who holds what in which way, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ownership.readers import _ftm_text as text

Props = Mapping[str, list[str]]
_CONTROL_TYPES = {
    "voting": "votingRights", "appointment": "appointmentOfBoard", "contractual": "rightsGrantedByContract",
    "trust": "trustee", "nominee": "nominee",
}  # fmt: skip
#: Schemas of which only control is kept, and who leads to whom.
_LINKS = {"UnknownLink": ("subject", "object"), "Representation": ("agent", "client")}
#: Schemas of links without a share.
OFFICES = ("Directorship", "Control", *_LINKS)


class Holding(NamedTuple):
    """What an Ownership says besides its ends and times; `wrong` are percentages that cannot be read."""

    share: str | None
    type: str
    directness: str
    share_class: str | None
    wrong: tuple[str, ...]


class Office(NamedTuple):
    """Which property leads to which, and how."""

    left: str
    right: str
    type: str
    directness: str


def holding(props: Props, *, ours: bool = False) -> Holding:
    """Return what an Ownership says; `ours` where our own exporter wrote it.

    Examples
    --------
    >>> holding({"percentage": ["51"], "role": ["voting rights"]})[:3]
    ('51', 'votingRights', 'direct')
    """
    share, wrong = text.shares(props.get("percentage") or ())
    roles = props.get("role") or ()
    kinds = [found for role in roles if (found := text.owning_type(role)) != "shareholding"]
    said = [text.directness(each) for each in (*(props.get("ownershipType") or ()), *roles)]
    directness = next((each for each in said if each), "direct")
    shares_type = "; ".join(props.get("sharesType") or ())
    share_class = shares_type if shares_type and (text.is_class(shares_type) or ours) else None
    return Holding(share, kinds[0] if kinds else "shareholding", directness, share_class, tuple(wrong))


def office(schema: str, props: Props) -> Office | None:
    """Return what a link without a share means, None when it is neither an office nor control.

    Examples
    --------
    >>> office("Directorship", {"role": ["Chairman"]})
    Office(left='director', right='organization', type='boardChair', directness='direct')
    >>> office("UnknownLink", {"role": ["Controlled by"]})[:2], office("UnknownLink", {"role": ["friend"]})
    (('object', 'subject'), None)
    """
    if schema == "Directorship":
        roles = props.get("role") or ("secretary" if "secretary" in props else "",)
        return Office("director", "organization", text.leading_type(roles[0]), "direct")
    if schema == "Control":
        how = next(iter(props.get("controlType") or ()), "").casefold()
        kind = text.verbatim(how) or _CONTROL_TYPES.get(how, "otherInfluenceOrControl")
        return Office("controller", "controlled", kind, text.directness(how) or "direct")
    words = [*(props.get("role") or ()), *(props.get("status") or ()), *(props.get("summary") or ())]
    type_ = next((found for word in words if (found := text.verbatim(word))), None)
    way = "forwards" if type_ else next((found for word in words if (found := text.controlling(word))), None)
    if way is None:
        return None
    left, right = _LINKS[schema] if way == "forwards" else _LINKS[schema][::-1]
    return Office(left, right, type_ or "otherInfluenceOrControl", "direct")
