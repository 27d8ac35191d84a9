"""Duplicates as the last pass settled them; the spreadsheet is the record."""

from __future__ import annotations

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
    rows = sheet[sheet[STATUS] == Status.SUSPECTED_DUPLICATE]
    found = pd.DataFrame(
        {
            CODE: rows[CODE].astype("str"),
            ORIGINAL: rows[REMARK].map(original_of).astype("str"),
            LENDS: rows[REMARK].map(lends_answers).astype(bool),
        }
    )
    return found.dropna(subset=[ORIGINAL]).reset_index(drop=True)


def successions(rows: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, ORIGINAL, LENDS of those who have stepped up for a cancelled original.

    rows: Pendaftaran, or the registrations that count: CODE, REMARK. The cancelled one stays in
    the week where it was cancelled, which may be one of its successor's only.
    """
    original = rows[REMARK].map(predecessor_of).astype("str")
    found = pd.DataFrame({CODE: rows[CODE].astype("str"), ORIGINAL: original, LENDS: True})
    return found.dropna(subset=[ORIGINAL]).reset_index(drop=True)


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
