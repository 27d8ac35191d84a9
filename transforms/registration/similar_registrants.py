"""Registrations that may be one client's although the rule for duplicates doesn't say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from loket.columns import BUSINESS_KEY, CODE, DISTRICT, NAME_KEY, PHONE, WEEK
from transforms.reading.remarks import SEPARATOR

_CUT_OFF = 90
_NAMED_AT_MOST = 3
_ROWS_AT_ONCE = 500


def similar_registrants(registrations: pd.DataFrame) -> dict[str, str]:
    """Give a remark, by code, for each registration that staff should look at.

    registrations: CODE, WEEK, PHONE, NAME_KEY, BUSINESS_KEY, DISTRICT. Two of one week with the
    same phone are noted; and two with other phones whose names and core business names are both
    90 or more alike by token_sort_ratio (without a business: alike names in one kecamatan). Names
    whose first letters differ are not compared. Nobody is ever merged on this.
    """
    rows = registrations.sort_values(CODE, ignore_index=True)
    weeks = rows[WEEK].fillna("").astype("str")
    remarks: dict[str, list[str]] = defaultdict(list)
    for code, others in _same_phone(rows[CODE], weeks + "|" + rows[PHONE].astype("str")):
        remarks[code].append(f"Nomor WhatsApp sama dengan {_list(others)}")
    for code, others in _alike(_people(rows, weeks)).items():
        remarks[code].append(f"Nama dan usaha mirip {_list(others)}, nomornya lain")
    return {code: SEPARATOR.join(texts) for code, texts in remarks.items()}


class _Wording(NamedTuple):
    """Name and core business name (or kecamatan) of a week's registrants, words in order."""

    week: str
    name: str
    owner: str

    @property
    def block(self) -> tuple[str, str, str]:
        """What two wordings have in common if they are compared at all."""
        return self.week, self.name[:1], self.owner if self.owner[:1] == "@" else self.owner[:1]


_People = Mapping[_Wording, Sequence[tuple[str, str]]]


def _same_phone(codes: pd.Series[str], keys: pd.Series[str]) -> Iterator[tuple[str, list[str]]]:
    """Give each code whose key others have, with the first of those."""
    several = keys.duplicated(keep=False)
    for _, group in codes[several].groupby(keys[several]):
        first = list(group.iloc[: _NAMED_AT_MOST + 2])
        for code in group:
            yield code, [other for other in first if other != code]


def _people(rows: pd.DataFrame, weeks: pd.Series[str]) -> _People:
    """Gather phones and codes by wording, in the order of the codes."""
    people: dict[_Wording, list[tuple[str, str]]] = defaultdict(list)
    columns = (weeks, rows[NAME_KEY], rows[BUSINESS_KEY], rows[DISTRICT], rows[PHONE], rows[CODE])
    for week, name, business, district, phone, code in zip(*columns, strict=True):
        owner = _in_order(business) if isinstance(business, str) else f"@{district}"
        people[_Wording(week, _in_order(name), owner)].append((phone, code))
    return people


def _alike(people: _People) -> dict[str, list[str]]:
    """Give, by code, some of the codes with an alike wording and another phone."""
    blocks: dict[tuple[str, str, str], list[_Wording]] = defaultdict(list)
    for wording in people:
        blocks[wording.block].append(wording)
    others: dict[str, list[str]] = defaultdict(list)
    pairs = [(wording, wording) for wording in people if len(people[wording]) > 1]
    for here, there in chain(pairs, *map(_alike_wordings, blocks.values())):
        for one, two in {(here, there), (there, here)}:
            for phone, code in people[one]:
                found = (other for number, other in people[two] if number != phone)
                others[code] += islice(found, _NAMED_AT_MOST + 1)
    return {code: sorted(set(found)) for code, found in others.items() if found}


def _alike_wordings(block: Sequence[_Wording]) -> Iterator[tuple[_Wording, _Wording]]:
    """Compare the wordings of one block with each other, some rows of the matrix at a time."""
    names = [wording.name for wording in block]
    for start in range(0, len(block) - 1, _ROWS_AT_ONCE):
        some = names[start : start + _ROWS_AT_ONCE]
        scores = process.cdist(
            some, names, scorer=fuzz.ratio, score_cutoff=_CUT_OFF, dtype=np.uint8
        )
        for row, column in zip(*np.nonzero(np.triu(scores, k=start + 1)), strict=True):
            here, there = block[start + row], block[column]
            if fuzz.ratio(here.owner, there.owner) >= _CUT_OFF:
                yield here, there


def _in_order(words: str) -> str:
    """Sort the words, as token_sort_ratio does."""
    return " ".join(sorted(words.split()))


def _list(codes: Sequence[str]) -> str:
    """Name the first codes."""
    named = ", ".join(codes[:_NAMED_AT_MOST])
    return f"{named} dan lainnya" if len(codes) > _NAMED_AT_MOST else named
