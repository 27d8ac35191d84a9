"""Which rows of a frame stand in another one too."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def rows_among(frame: pd.DataFrame, others: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Say of each row whether its values in these columns stand together in a row of ``others``.

    The values are hashable and not NA. For the few rows of a week this is far cheaper than to
    factorise them into a ``MultiIndex``.
    """
    known = set(zip(*(others[name] for name in columns), strict=True))
    rows = zip(*(frame[name] for name in columns), strict=True)
    return pd.Series([row in known for row in rows], index=frame.index, dtype=bool)
