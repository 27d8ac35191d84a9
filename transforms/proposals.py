"""Whom staff may ask when a slot falls free at short notice."""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    CODE,
    CONSULTANT,
    DATE,
    DATES,
    FIELD,
    MAIN_FIELDS,
    OTHER_FIELDS,
    RANK,
    REMARK,
    SERVICE,
    START,
)
from loket.vocabulary import FIELD_OTHER
from transforms.indonesian import clock, short_date

PROPOSAL = "Usulan: "
"""How a proposal begins."""

_ASKED = 3


def proposals(waiting: pd.DataFrame, free: pd.DataFrame) -> pd.DataFrame:
    """Propose free slots to the first three waiting clients who fit each.

    waiting: CODE, RANK, SERVICE, FIELD, DATES of clients without a place; free: slots that nobody
    holds and that are past automatic placement. Returns CODE, REMARK (Indonesian), at most one
    row per client: the earliest slot for which it is among the first three. Staff place by
    ✎Pindah. Source: the contract's section 5, "Short notice".
    """
    pairs = _fitting(waiting, free).sort_values([DATE, START, CONSULTANT, RANK])
    place = pairs.groupby([DATE, START, CONSULTANT]).cumcount() + 1
    asked = pairs.assign(place=place)[place <= _ASKED].drop_duplicates(CODE)
    texts = [
        f"{PROPOSAL}{short_date(row[DATE])} {clock(row[START])} dengan {row[CONSULTANT]} "
        f"(calon ke-{row['place']}), isi Pindah bila cocok"
        for _, row in asked.iterrows()
    ]
    return pd.DataFrame(
        {CODE: asked[CODE].astype("str"), REMARK: pd.Series(texts, index=asked.index, dtype="str")}
    ).reset_index(drop=True)


def _fitting(waiting: pd.DataFrame, free: pd.DataFrame) -> pd.DataFrame:
    days = waiting[[CODE, RANK, SERVICE, FIELD, DATES]].explode(DATES).dropna(subset=[DATES])
    pairs = days.rename(columns={DATES: DATE}).merge(free, on=[DATE, SERVICE], validate="m:m")
    fits = [
        field == FIELD_OTHER or field in main or field in other
        for field, main, other in zip(
            pairs[FIELD], pairs[MAIN_FIELDS], pairs[OTHER_FIELDS], strict=True
        )
    ]
    return pairs[pd.Series(fits, index=pairs.index, dtype=bool)]
