"""Remarks of several sources, joined into one text per registration."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from loket.columns import CODE, REMARK

SEPARATOR = "; "


def remarks(parts: Iterable[pd.DataFrame]) -> pd.Series:
    """Join remarks, first source first, each text once; a series of texts by CODE.

    parts: frames with CODE and REMARK (Indonesian, may be joined already; blank ones are left
    out). Codes come in the order in which they are first spoken of.
    """
    frames = [part[[CODE, REMARK]].astype("str") for part in parts if not part.empty]
    if not frames:
        return pd.Series(dtype="str", index=pd.Index([], dtype="str", name=CODE), name=REMARK)
    table = pd.concat(frames, ignore_index=True).dropna(subset=[REMARK])
    texts = table.assign(**{REMARK: table[REMARK].str.split(SEPARATOR)}).explode(REMARK)
    texts = texts[texts[REMARK] != ""].drop_duplicates()
    joined = texts.groupby(CODE, sort=False)[REMARK].agg(SEPARATOR.join)
    return joined.astype("str").rename_axis(index=CODE)


def says(texts: pd.Series, remark: str) -> pd.Series:
    """Tell which joined texts hold this remark, word for word, as one of theirs."""
    return texts.map(lambda text: isinstance(text, str) and remark in text.split(SEPARATOR)).astype(
        bool
    )
