"""The dates on which a client can come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from loket.columns import BLOCKING, DATES, PROBLEM, REMARK
from transforms.calendar.date_options import WAITING_LIST_OPTION
from transforms.reading.indonesian import Reading, read_date

WALK_IN = "Datang langsung"
WAITS = "Memilih daftar tunggu"

_WAITING_LIST = WAITING_LIST_OPTION.partition(" (")[0].casefold()


class _Wish(NamedTuple):
    dates: tuple[date, ...]
    problem: str | None = None
    blocking: bool = False
    remark: str | None = None


def normalise(answers: pd.Series, created: pd.Series, walk_in: pd.Series) -> pd.DataFrame:
    """Give one row per answer, same index: ``dates``, ``problem``, ``blocking``, ``remark``.

    answers: tuples of texts; created: instants in the office's zone; walk_in: whether staff filled
    the form at the desk, then the one date is the day of ``created`` whatever was ticked.
    ``dates`` is a sorted tuple, empty for who chose the waiting list alone. A date is read whether
    or not the form still offers it. Blocking: none given, none readable, or all before ``created``.
    """
    options = {option for answer in answers for option in answer}
    known = {option: read_date(option) for option in options}
    rows = [
        _Wish((day,), remark=WALK_IN) if at_desk else _wish(answer, day, known)
        for answer, day, at_desk in zip(answers, created.dt.date, walk_in, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=[DATES, PROBLEM, BLOCKING, REMARK], index=answers.index)
    return frame.astype({DATES: object, PROBLEM: "str", BLOCKING: bool, REMARK: "str"})


def _wish(answer: tuple[str, ...], today: date, known: Mapping[str, Reading[date]]) -> _Wish:
    """Read one answer of several options."""
    given = [option for option in answer if option.strip()]
    dated = [option for option in given if not _is_waiting_list(option)]
    if not given:
        return _Wish((), "belum ada tanggal", blocking=True)
    if not dated:
        return _Wish((), remark=WAITS)
    readings = [known[option] for option in dated]
    dates = tuple(sorted({reading.value for reading in readings if reading.value}))
    reasons = "; ".join(sorted({reading.reason for reading in readings if reading.reason}))
    if dates and dates[-1] < today:
        reasons = "; ".join(filter(None, ["semua tanggal sudah lewat", reasons]))
        return _Wish(dates, reasons, blocking=True)
    return _Wish(dates, reasons or None, blocking=not dates)


def _is_waiting_list(option: str) -> bool:
    """Recognise the option that stands on the form when no date is left."""
    return " ".join(option[:40].casefold().split()).startswith(_WAITING_LIST)
