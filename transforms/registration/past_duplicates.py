"""Duplicates as the last pass settled them; the spreadsheet is the record."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from loket.columns import CODE, DATES, ORIGINAL, REMARK, STATUS, WEEK
from loket.vocabulary import Status
from transforms.registration.duplicate_rule import lends_answers, original_of, predecessor_of

LENDS = "lends"
"""Whether the original has taken the copy's answers."""


def past_duplicates(sheet: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, ORIGINAL, LENDS of those that stand as duplicates, one row each.

    sheet: Pendaftaran, or a week's tab, as it is: CODE, STATUS, REMARK, one row per code.
    """
    rows = zip(sheet[CODE], sheet[STATUS], sheet[REMARK], strict=True)
    return _copies(
        (code, original_of(remark), lends_answers(remark))
        for code, status, remark in rows
        if status == Status.SUSPECTED_DUPLICATE
    )


def successions(rows: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, ORIGINAL, LENDS of those who have stepped up for a cancelled original.

    rows: Pendaftaran, or the registrations that count: CODE, REMARK. The cancelled one stays in
    the week where it was cancelled, which may be one of its successor's only.
    """
    pairs = zip(rows[CODE], rows[REMARK], strict=True)
    return _copies((code, predecessor_of(remark), True) for code, remark in pairs)


def with_lent_dates(registrations: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """Give the registrations with the dates of those whose answers they have taken.

    copies: see ``past_duplicates`` and ``successions``. So an original is looked
    for in the week where it stands, which its own dates need not hold.
    """
    dates = dict(zip(registrations[CODE], registrations[DATES], strict=True))
    lent = copies[copies[LENDS] & copies[CODE].isin(set(dates))]
    taken = {
        original: dates[code] for code, original in zip(lent[CODE], lent[ORIGINAL], strict=True)
    }
    shown = [taken.get(code, own) for code, own in dates.items()]
    return registrations.assign(**{DATES: pd.Series(shown, registrations.index, dtype=object)})


def beside_originals(places: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, WEEK with each copy in its original's week, wherever its own dates lie.

    places: CODE, WEEK, one row per registration that has a week; copies: see ``past_duplicates``.
    Apart they would be compared no more, and one person would be served twice.
    """
    week = places.set_index(CODE)[WEEK]
    original = places[CODE].map(dict(zip(copies[CODE], copies[ORIGINAL], strict=True)))
    theirs = original.map(week)
    return places.assign(**{WEEK: theirs.where(theirs.notna(), places[WEEK]).astype("str")})


def _copies(rows: Iterable[tuple[str, str | None, bool]]) -> pd.DataFrame:
    """Give the rows that name an original."""
    found = [row for row in rows if row[1] is not None]
    codes, originals, lends = zip(*found, strict=True) if found else ((), (), ())
    return pd.DataFrame(
        {
            CODE: pd.Series(codes, dtype="str"),
            ORIGINAL: pd.Series(originals, dtype="str"),
            LENDS: pd.Series(lends, dtype=bool),
        }
    )
