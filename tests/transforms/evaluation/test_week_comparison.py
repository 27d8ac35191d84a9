"""A week beside the mean of the four before it."""

from __future__ import annotations

import pandas as pd
import pytest

from loket import columns as c
from loket.week import Week
from tests.transforms.evaluation_factories import a_session, responses_of, schedule_of
from transforms.evaluation.feedback import normalise
from transforms.evaluation.week_comparison import week_comparison
from transforms.evaluation.weekly import weekly

NOTHING = normalise(responses_of(), schedule_of(), due={}).counted


def with_present(**present: int) -> pd.DataFrame:
    """Give the weekly figures of weeks such as ``W48=3``: so many clients present."""
    rows = [
        a_session(f"CC-{label}-{n}", week=f"2026-{label}")
        for label, number in present.items()
        for n in range(number)
    ]
    return weekly(schedule_of(*rows), NOTHING, weeks=[f"2026-{label}" for label in present])


@pytest.mark.parametrize(
    ("weeks", "value", "before", "change"),
    [
        pytest.param({"W44": 2, "W45": 4, "W46": 6, "W47": 8, "W48": 3}, 3, 5, -2, id="four weeks"),
        pytest.param({"W43": 99, "W44": 2, "W48": 3, "W49": 99}, 3, 2, 1,
                     id="older and later weeks don't count"),
        pytest.param({"W47": 0, "W48": 3}, 3, 0, 3, id="a week without clients counts as none"),
        pytest.param({"W48": 3}, 3, None, None, id="no week before"),
        pytest.param({"W47": 3}, None, 3, None, id="a week without figures"),
    ],
)  # fmt: skip
def test_present(
    weeks: dict[str, int], value: int | None, before: int | None, change: int | None
) -> None:
    table = week_comparison(Week(2026, 48), with_present(**weeks), {})
    [row] = table[table["key"] == c.PRESENT].to_dict("records")
    shown = [None if pd.isna(row[name]) else row[name] for name in ("value", "before", "change")]
    assert shown == [value, before, change]


def test_weeks_read_back_from_the_sheet_count_too() -> None:
    weeks = with_present(W46=2, W47=4, W48=3).astype(object)
    weeks.loc[weeks[c.WEEK] == "2026-W46", c.PRESENT] = "–"
    table = week_comparison(Week(2026, 48), pd.concat([weeks, weeks]), {})
    assert table.set_index("key")["before"].to_dict()[c.PRESENT] == 4


def test_the_weeks_before_run_over_new_year() -> None:
    weeks = weekly(
        schedule_of(a_session(week="2026-W53"), a_session("CC-2", week="2027-W01")), NOTHING
    )
    rates = {"2026-W52": 0.9, "2026-W53": 0.5, "2027-W01": 0.25}
    table = week_comparison(Week(2027, 1), weeks, rates).set_index("key")
    values, before = table["value"].to_dict(), table["before"].to_dict()
    assert (values[c.PRESENT], before[c.PRESENT]) == (1, 1)
    # W52 has room, but no row of figures: nobody came near it.
    assert (values["fill_rate"], before["fill_rate"]) == (0.25, 0.5)
    assert pd.isna(values[c.SATISFACTION_INDEX])
