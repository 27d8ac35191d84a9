"""The sessions that anybody may read of: when, which service, and a client only they recognise."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

import pandas as pd

from loket.columns import CODE, DATE, DAY, NAME, SERVICE, START, STATUS
from loket.vocabulary import Status
from transforms.reading.privacy import mask_name
from transforms.schedule.statuses import HOLDING

COLUMNS = [DAY, DATE, START, SERVICE, NAME, STATUS]

PLANNED, SETTLED = "Rencana, bisa berubah", "Terjadwal"
CONFIRMED, BEGUN = "Sudah dikonfirmasi", "Berlangsung atau selesai"
_NOBODY = "***"


def public_sessions(schedule: pd.DataFrame, settled: Container[str], today: date) -> pd.DataFrame:
    """Give the sessions of a week from today on, one row each, ordered by what they show.

    schedule: the week's schedule; settled: codes of bookings that no pass moves. Columns: DAY,
    DATE, START, SERVICE, NAME (masked), STATUS in the client's words. Nothing else of a client
    leaves here. Who came and who did not is told of nobody: both read BEGUN.
    """
    held = schedule[schedule[STATUS].isin(HOLDING)].dropna(subset=[DATE, START])
    ahead = pd.Series([day >= today for day in held[DATE]], index=held.index, dtype=bool)
    rows = held[ahead]
    words = [
        _words(status, is_settled=code in settled)
        for status, code in zip(rows[STATUS], rows[CODE], strict=True)
    ]
    masked = rows.assign(
        **{
            NAME: pd.Series(map(_masked, rows[NAME]), index=rows.index, dtype="str"),
            STATUS: pd.Series(words, index=rows.index, dtype="str"),
        }
    )[COLUMNS]
    return masked.sort_values([DATE, START, SERVICE, NAME, STATUS], ignore_index=True)


def _masked(name: object) -> str:
    return (mask_name(name) if isinstance(name, str) else "") or _NOBODY


def _words(status: str, *, is_settled: bool) -> str:
    match status:
        case Status.SCHEDULED:
            return SETTLED if is_settled else PLANNED
        case Status.CONFIRMED:
            return CONFIRMED
    return BEGUN
