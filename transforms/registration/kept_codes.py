"""Which invited party a code belongs to once it was made, whatever staff correct in its row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

_CUT_OFF = 85


class Party(NamedTuple):
    """An invited party by what tells it from others: keys of name and business, and service."""

    name: str
    business: str
    service: str


def kept_codes(parties: Mapping[int, Party], recap: Sequence[tuple[Party, str]]) -> dict[int, str]:
    """Give the codes that Rekap Undangan holds for parties of the tab Undangan, by their place.

    parties: those that need a code, in an order of their own; recap: the recap's rows with their
    codes, of which each goes to one party at most. A party has the code of the row that names it
    alike. A row that was corrected since is known again if it is like one row that is left over and
    no other, and that row like no other: the same business, the same name where a business has
    come, gone or been mended, or both nearly alike. A letter with that code is out by then.
    """
    found: dict[int, str] = {}
    left = dict(enumerate(recap))
    for likeness in (_whole, _named):
        _take(parties, left, found, likeness)
    _take_corrected(parties, left, found)
    return found


def _whole(party: Party) -> Hashable:
    return party


def _named(party: Party) -> Hashable:
    return party.name, party.business


def _take(
    parties: Mapping[int, Party],
    left: dict[int, tuple[Party, str]],
    found: dict[int, str],
    likeness: Callable[[Party], Hashable],
) -> None:
    """Let each party that has no code yet take the first row left that is like it."""
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for number, (party, _) in left.items():
        rows[likeness(party)].append(number)
    for place, party in parties.items():
        if place not in found and (same := rows.get(likeness(party))):
            found[place] = left.pop(same.pop(0))[1]


def _take_corrected(
    parties: Mapping[int, Party], left: Mapping[int, tuple[Party, str]], found: dict[int, str]
) -> None:
    """Pair what is left on either side where there is no choice."""
    pairs = [
        (place, number)
        for place, party in parties.items()
        if place not in found
        for number, (known, _) in left.items()
        if _may_be(party, known)
    ]
    places, numbers = zip(*pairs, strict=True) if pairs else ((), ())
    for place, number in pairs:
        if places.count(place) == numbers.count(number) == 1:
            found[place] = left[number][1]


def _may_be(party: Party, known: Party) -> bool:
    if party.business and party.business == known.business:
        return True
    mended = not party.business or not known.business or _alike(party.business, known.business)
    if party.name and party.name == known.name:
        return mended
    return mended and bool(party.name and known.name) and _alike(party.name, known.name)


def _alike(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other) >= _CUT_OFF
