"""What became of registrations that stand on a tab and are, or take part, there no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from loket.columns import ATTENDANCE, CODE, CURRENT, REMARK, WEEK
from loket.vocabulary import Status
from pipeline.clinic.registrants import Registrants

DELETED = "Dihapus dari formulir"
NO_DATE = "Belum memilih tanggal; menunggu jadwal berikutnya"

Departures = Mapping[str, tuple[Status, str]]
"""Status and remark (Indonesian) by code."""


def departures(registrants: Registrants, sheets: Iterable[pd.DataFrame]) -> Departures:
    """Tell what became of registrations that were listed once and are valid no more."""
    valid = set(registrants.valid[CODE])
    listed = set(registrants.responses[CODE])
    attended = {
        code: Status(attendance)
        for rows in sheets
        for code, attendance in zip(rows[CODE], rows[ATTENDANCE], strict=True)
        if attendance
    }
    found: dict[str, tuple[Status, str]] = {}
    for code in registrants.sheet[CODE]:
        if code in registrants.erased:
            found[code] = (Status.ERASED, "")
        elif code in valid:
            continue
        elif code in listed:
            status = attended.get(code, Status.NEEDS_CORRECTION)
            found[code] = (status, "Lihat tab Perlu Perbaikan")
        elif registrants.complete:
            found[code] = (attended.get(code, Status.CANCELLED), DELETED)
    return found


def gone_from(
    sheet: pd.DataFrame,
    members: set[str],
    departed: Departures,
    doubles: pd.DataFrame,
    visits: pd.DataFrame,
) -> Departures:
    """Tell what became of the codes on a week's tab that take part in it no more."""
    current = visits[visits[CURRENT]].set_index(CODE)[WEEK].to_dict()
    remarks = dict(zip(doubles[CODE], doubles[REMARK], strict=True))
    found: dict[str, tuple[Status, str]] = {}
    for code in sheet[CODE]:
        if code in members:
            continue
        if code in departed:
            found[code] = departed[code]
        elif code in remarks:
            found[code] = (Status.SUSPECTED_DUPLICATE, str(remarks[code]))
        elif code in current:
            found[code] = (Status.TRANSFERRED, f"Dialihkan ke {current[code]}")
        elif code in visits[CODE].to_numpy():
            found[code] = (Status.TRANSFERRED, NO_DATE)
    return found
