"""Remarks of several sources, joined into one text per registration."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from loket.columns import CODE, REMARK

SEPARATOR = "; "


def remarks(parts: Iterable[pd.DataFrame]) -> pd.Series:
    """Join remarks, first source first, each part once; a series of texts by CODE.

    parts: frames with CODE and REMARK (Indonesian; blank ones are left out).
    """
    frames = [part[[CODE, REMARK]] for part in parts if not part.empty]
    if not frames:
        return pd.Series(dtype="str", index=pd.Index([], dtype="str", name=CODE), name=REMARK)
    table = pd.concat(frames, ignore_index=True).dropna(subset=[REMARK])
    table = table.assign(**{REMARK: table[REMARK].str.split(SEPARATOR)}).explode(REMARK)
    table = table[table[REMARK] != ""].drop_duplicates()
    return table.groupby(CODE, sort=False)[REMARK].agg(SEPARATOR.join)
