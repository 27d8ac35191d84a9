"""Remarks of one frame, joined column by column."""

from __future__ import annotations

import pandas as pd

from loket.columns import REMARK
from transforms.reading.remarks import SEPARATOR


def joined(*columns: pd.Series) -> pd.Series:
    """Join remarks that share an index, first column first, each text once; missing if none."""
    rows = [
        SEPARATOR.join(
            dict.fromkeys(
                part for cell in cells if isinstance(cell, str) for part in cell.split(SEPARATOR)
            )
        )
        for cells in zip(*(column.to_numpy(dtype=object) for column in columns), strict=True)
    ]
    return pd.Series(
        [row or None for row in rows], index=columns[0].index, dtype="str", name=REMARK
    )
