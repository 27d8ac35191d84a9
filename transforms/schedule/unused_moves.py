"""Moves that staff ask for on rows that take part in the week no more."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from loket.columns import CODE, MOVE_CONSULTANT, MOVE_DATE, MOVE_START, REMARK
from loket.vocabulary import Status
from transforms.reading.remarks import SEPARATOR
from transforms.reading.tab_cells import is_blank

UNUSED = "Pindah tidak dipakai: "
"""How the remark begins that says why nothing came of a move."""

_WISHES = [MOVE_DATE, MOVE_START, MOVE_CONSULTANT]
_ELSEWHERE = {Status.TRANSFERRED, Status.SUSPECTED_DUPLICATE}


def unused_moves(sheet: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    """Give CODE, REMARK (Indonesian), one row per row of the sheet whose ✎Pindah does nothing.

    sheet: the week's tab as it is; departed: status and remark of the codes on it that take part
    no more. Only those are told of whose registration goes on elsewhere: in a later week, or
    under its original. Whoever cancelled may keep the cells of a move that was made before.
    """
    asked = ~sheet[_WISHES].map(is_blank).all(axis="columns")
    rows = [
        (code, f"{UNUSED}{_why(*departed[code])}")
        for code in sheet.loc[asked, CODE]
        if code in departed and departed[code][0] in _ELSEWHERE
    ]
    return pd.DataFrame(rows, columns=[CODE, REMARK], dtype="str")


def _why(status: Status, remark: str) -> str:
    if status is Status.SUSPECTED_DUPLICATE:
        return f"baris ini {status}"
    first = remark.split(SEPARATOR, maxsplit=1)[0]
    return f"sudah {first[:1].lower()}{first[1:]}" if first.startswith(status) else first.lower()
