"""Answers on record that stand in for edited ones which cannot be read.

A client who edits an answer, or a correction of staff, must not cost the place that was given on
the answers before: what cannot be read replaces nothing.
"""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    BLOCKING,
    CODE,
    DATES,
    FIELD,
    NAME,
    PHONE,
    QUESTION,
    SERVICE,
    STATUS,
    TIMES,
    VALUE,
)
from loket.vocabulary import Status

KEPT = "Isian baru belum terbaca, jawaban lama dipakai: lihat Perlu Perbaikan"
"""Stands in Keterangan while it is so."""

_ON_RECORD = {
    NAME: (NAME,),
    PHONE: (PHONE,),
    DATES: (DATES,),
    SERVICE: (SERVICE, FIELD, TIMES),
}
"""The columns of Pendaftaran that stand in for each question; the service takes its own along."""

_NOT_LIVE = (Status.NEEDS_CORRECTION, Status.ERASED)


def earlier_answers(problems: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Give CODE, QUESTION, VALUE as ``corrections.apply`` takes them, for all who have such.

    problems: see ``answer_problems.flagged``; sheet: Pendaftaran as it is, one row per code.
    A registration without consent, which stands nowhere on record, has none; nor one that has not
    been read before.
    """
    blocked = problems[problems[BLOCKING]]
    live = sheet[~sheet[STATUS].isin(_NOT_LIVE)].set_index(CODE)
    without = set(blocked.loc[~blocked[QUESTION].isin(_ON_RECORD), CODE])
    known = blocked[blocked[CODE].isin(live.index) & ~blocked[CODE].isin(without)]
    rows = [
        (code, column, live[column][code])
        for code, question in zip(known[CODE], known[QUESTION], strict=True)
        for column in _ON_RECORD[question]
    ]
    return pd.DataFrame(rows, columns=[CODE, QUESTION, VALUE], dtype=object)
