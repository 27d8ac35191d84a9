from __future__ import annotations

import pandas as pd

from transforms.reading.remark_column import joined


def test_remarks_are_joined_in_order_each_once() -> None:
    first = pd.Series(["a", None, "a; b", None], index=[3, 1, 2, 0], dtype="str")
    second = pd.Series(["b", "c", "b", None], index=[3, 1, 2, 0], dtype="str")
    expected = pd.Series(
        ["a; b", "c", "a; b", None], index=[3, 1, 2, 0], dtype="str", name="remark"
    )
    pd.testing.assert_series_equal(joined(first, second), expected)
