"""What is amiss with a show, from which day to which."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.transforms.calendar_frames import the_working_days
from transforms.halo.alarms import alarms

FRIDAY, NEW_YEAR, AFTER_NEW_YEAR = date(2026, 11, 27), date(2027, 1, 1), date(2027, 1, 15)


def told(today: date, day: date = FRIDAY, **cells: Any) -> list[str]:
    """What is amiss with one show of which all is known but ``cells``."""
    row = {"date": day, "guest": "Dedi", "viewers": 905, **cells}
    found = alarms(pd.DataFrame([row], dtype=object), the_working_days(), today)
    found = found[found["alarm"] != "no episode"]
    assert set(found["date"]) <= {day}
    return found["alarm"].tolist()


def span(day: date, found: str, **cells: Any) -> tuple[date, date]:
    """The first and last day on which something is told, looking six weeks to both sides."""
    days = [day + timedelta(days=number) for number in range(-42, 43)]
    amiss = [each for each in days if found in told(each, day, **cells)]
    assert amiss == [each for each in days if amiss[0] <= each <= amiss[-1]]
    return amiss[0], amiss[-1]


@pytest.mark.parametrize(
    ("day", "found", "cells", "expected"),
    [
        pytest.param(FRIDAY, "no guest", {"guest": None}, (date(2026, 11, 13), FRIDAY), id="guest"),
        pytest.param(
            AFTER_NEW_YEAR, "no guest", {"guest": None}, (date(2026, 12, 31), AFTER_NEW_YEAR),
            id="H-14 is a holiday",
        ),
        pytest.param(
            NEW_YEAR, "holiday", {}, (NEW_YEAR - timedelta(days=42), NEW_YEAR),
            id="as soon as it is planned",
        ),
        pytest.param(
            FRIDAY, "no figures", {"viewers": pd.NA}, (date(2026, 11, 28), date(2026, 12, 25)),
            id="figures from the day after",
        ),
    ],
)  # fmt: skip
def test_from_when_to_when(
    day: date, found: str, cells: dict[str, Any], expected: tuple[date, date]
) -> None:
    assert span(day, found, **cells) == expected


HELD = [FRIDAY - timedelta(weeks=number) for number in (3, 2, 1)]
NEXT, THEN = FRIDAY + timedelta(weeks=1), FRIDAY + timedelta(weeks=2)


@pytest.mark.parametrize(
    ("more", "today", "expected"),
    [
        pytest.param([], date(2026, 11, 12), [], id="H-15"),
        pytest.param([], date(2026, 11, 13), [FRIDAY], id="H-14"),
        pytest.param([], date(2026, 11, 20), [FRIDAY, NEXT], id="the next one as well"),
        pytest.param([], FRIDAY, [FRIDAY, NEXT, THEN], id="the day itself"),
        pytest.param([], date(2026, 11, 28), [NEXT, THEN], id="it was not held"),
        pytest.param([FRIDAY], FRIDAY, [NEXT, THEN], id="planned"),
        pytest.param([date(2026, 11, 25)], date(2026, 11, 19), [], id="on another weekday"),
        pytest.param([], date(2026, 12, 19), [], id="no show for four weeks"),
        pytest.param([date(2026, 12, 18)], date(2026, 12, 24), [date(2027, 1, 8)], id="holidays"),
    ],
)
def test_fridays_for_which_nobody_has_planned_a_show(
    more: list[date], today: date, expected: list[date]
) -> None:
    rows = [{"date": day, "guest": "Dedi", "viewers": 905} for day in (*HELD, *more)]
    found = alarms(pd.DataFrame(rows, dtype=object), the_working_days(), today)
    assert found.loc[found["alarm"] == "no episode", "date"].tolist() == expected


def test_nothing_is_amiss_with_a_show_of_which_all_is_known() -> None:
    assert told(FRIDAY) == []
    assert told(FRIDAY - timedelta(days=1), guest=None, viewers=pd.NA) == ["no guest"]


def test_several_shows_by_date() -> None:
    rows = [{"date": day, "guest": None, "viewers": pd.NA} for day in (FRIDAY, NEW_YEAR)]
    found = alarms(pd.DataFrame(rows, dtype=object), the_working_days(), date(2026, 12, 18))
    assert found.to_numpy().tolist() == [
        [FRIDAY, "no figures"], [date(2026, 12, 18), "no episode"],
        [NEW_YEAR, "no guest"], [NEW_YEAR, "holiday"],
    ]  # fmt: skip


def test_no_show_nothing_amiss() -> None:
    empty = pd.DataFrame(columns=["date", "guest", "viewers"], dtype=object)
    assert alarms(empty, the_working_days(), FRIDAY).empty
