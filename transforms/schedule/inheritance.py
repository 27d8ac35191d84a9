"""Bookings of registrations that were deleted in the form, which their merged copies take over.

A client who registered twice has one booking, under the older registration with the newer
answers. Staff who tidy up the form may delete either; the client keeps the place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import pandas as pd

from loket.columns import CODE, CREATED, ORIGINAL, REMARK, STATUS, TOLD
from loket.vocabulary import Status
from transforms.reading.sheet_instants import sheet_instants
from transforms.registration.duplicate_rule import was_adopted
from transforms.registration.past_duplicates import past_duplicates
from transforms.schedule.standing_bookings import SLOT, ticked
from transforms.schedule.statuses import HOLDING

_HEIR = re.compile(r"Menggantikan (\S+) yang dihapus")


def inherited(rows: pd.DataFrame, deleted: Collection[str], order: Iterable[str]) -> pd.DataFrame:
    """Give a week's rows with the bookings of deleted registrations under those who inherit them.

    rows: the week's tab as it is; deleted: codes that the form lists no more; order: the valid
    registrations, the oldest first: the oldest merged copy of a deleted one inherits.
    """
    booked = rows[rows[CODE].isin(deleted) & rows[STATUS].isin(HOLDING)].set_index(CODE)
    if booked.empty:
        return rows
    merged = past_duplicates(rows[rows[REMARK].map(was_adopted).astype(bool)]).set_index(CODE)
    living = merged.reindex([code for code in order if code in merged.index])
    heirs = living[living[ORIGINAL].isin(booked.index)].drop_duplicates(ORIGINAL)[ORIGINAL]
    original = rows[CODE].map(heirs)
    new = {column: original.map(booked[column]) for column in SLOT}
    new[STATUS] = original.map(dict.fromkeys(booked.index, Status.SCHEDULED.value))
    new[REMARK] = original.map({code: f"Menggantikan {code} yang dihapus" for code in booked.index})
    return rows.assign(
        **{name: rows[name].where(original.isna(), values) for name, values in new.items()}
    )


def inheritances(rows: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, REMARK that says whose booking a client has taken over, of a week's rows."""
    found = rows[REMARK].map(_sentence).astype("str")
    table = pd.DataFrame({CODE: rows[CODE].astype("str"), REMARK: found})
    return table.dropna(subset=[REMARK]).reset_index(drop=True)


def with_inherited_turn(
    members: pd.DataFrame, rows: pd.DataFrame, registered: pd.DataFrame
) -> pd.DataFrame:
    """Give the week's members, those who have inherited with the turn of the deleted original.

    members: CODE, CREATED, by which ``ranks`` orders; rows: the week's tab, as ``inherited`` gives
    it; registered: Pendaftaran as it is, where the original still stands with its CREATED.
    """
    originals = members[CODE].map(_originals(rows))
    if originals.isna().all():
        return members
    turns = dict(zip(registered[CODE], sheet_instants(registered[CREATED]), strict=True))
    inherited_turns = pd.to_datetime(originals.map(turns), utc=True)
    created = inherited_turns.astype(members[CREATED].dtype)
    return members.assign(**{CREATED: created.where(created.notna(), members[CREATED])})


def told_with_original(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a week's rows with those ticked as told who stand where the deleted one was told of.

    The tick is staff's and stays in the row of the registration that was deleted.
    """
    before = rows.set_index(CODE)
    original = rows[CODE].map(_originals(rows))
    same = original.isin(before.index[ticked(before[TOLD])])
    for column in SLOT:
        same &= rows[column].notna() & (original.map(before[column]) == rows[column])
    return rows.assign(**{TOLD: rows[TOLD].where(~same, other=True)})


def _originals(rows: pd.DataFrame) -> dict[str, str]:
    """Give the deleted registration by the code of the one that has inherited from it."""
    return {
        code: found[1]
        for code, text in zip(rows[CODE], rows[REMARK], strict=True)
        if isinstance(text, str) and (found := _HEIR.search(text))
    }


def _sentence(remark: object) -> str | None:
    found = _HEIR.search(remark) if isinstance(remark, str) else None
    return found[0] if found else None
