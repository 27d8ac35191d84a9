"""The one half day that serves most: tried one by one, and by hand."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.transforms.assignment_random_weeks import random_week
from tests.transforms.assignment_weeks import (
    MONDAY,
    Row,
    WeekFrames,
    a_booking,
    a_client,
    a_quota,
    a_slot,
    a_week,
)
from transforms.assignment.as_assigned import as_assigned
from transforms.assignment.assignment import assign
from transforms.assignment.extra_half_day import HalfDay, extra_half_day

TUESDAY = MONDAY + timedelta(days=1)
LATER = time(13, 30)


def half_days(*slots: Row) -> pd.DataFrame:
    """Slots of half days; of somebody new the field is said."""
    frame = a_week(slots=[{**slot, "rooms": None} for slot in slots]).slots
    fields = [slot.get("field") for slot in slots]
    return frame.assign(field=pd.Series(fields, dtype="str"))


def best(week: WeekFrames, more: pd.DataFrame, fixed: frozenset[str] = frozenset()) -> Any:
    return extra_half_day(
        *(week.clients, week.slots, week.quotas, week.placed, more),
        released=week.released,
        fixed=fixed,
    )


def somebody_new(field: str = "Ekspor", **changes: object) -> Row:
    new: Row = {"main_fields": frozenset({field}), "other_fields": frozenset(), "field": field}
    return {**a_slot(f"+ {field}", **changes), **new}


@pytest.mark.parametrize("seed", range(8))
def test_no_other_half_day_serves_more(seed: int) -> None:
    drawn = random_week(seed, most=25)
    frames = (drawn.clients, drawn.slots, drawn.quotas)
    bookings = assign(*frames, drawn.placed[:0], released=drawn.released).bookings
    fixed = frozenset(bookings["code"][::3])
    days = sorted(set(drawn.slots["date"]))
    services = {"Koperasi": time(9), "UKM": time(13)}
    more = half_days(
        *(
            somebody_new(field, date=day, start=start, service=service)
            for field in ("Ekspor", "NIB/OSS")
            for day in days
            for service, start in services.items()
        )
    )
    gains = {}
    for key, group in more.groupby(["date", "service", "consultant"]):
        offered = pd.concat([drawn.slots, group[drawn.slots.columns]], ignore_index=True)
        placed = as_assigned(bookings, drawn.slots, fixed)
        found = assign(drawn.clients, offered, drawn.quotas, placed, released=drawn.released)
        gains[key] = [code for code in found.bookings["code"] if code not in {*bookings["code"]}]
    week = WeekFrames(*frames, bookings, drawn.released)
    found = best(week, more, fixed)
    most = max(map(len, gains.values()))
    if most == 0:
        assert found is None
        return
    first = min(key for key, served in gains.items() if len(served) == most)
    assert (found.date, found.service, f"+ {found.field}") == first
    assert sorted(found.served) == sorted(gains[first])
    assert found.proven


WAITING = [
    a_client(1, field="Kemitraan"),
    a_client(2, field="Ekspor"),
    a_client(3, field="Ekspor", dates=(TUESDAY,)),
]
FULL = a_week(WAITING, [a_slot()], placed=[a_booking(1)])
RINA = half_days(a_slot(date=TUESDAY), a_slot(date=TUESDAY, start=LATER))
HADI = half_days(a_slot("Hadi"), a_slot("Hadi", start=LATER))
NEW = half_days(somebody_new(), somebody_new(start=LATER))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param([NEW], (None, "Ekspor", MONDAY, ("CC-0002",)), id="somebody-new"),
        pytest.param([NEW, RINA], ("Rina", None, TUESDAY, ("CC-0003",)), id="who-is-here-first"),
        pytest.param([RINA, HADI], ("Hadi", None, MONDAY, ("CC-0002",)), id="then-the-earlier"),
        pytest.param([half_days(somebody_new("NIB/OSS"))], None, id="nobody-asks-for-it"),
        pytest.param([NEW[:0]], None, id="no-half-day"),
    ],
)
def test_by_hand(more: list[pd.DataFrame], expected: Any) -> None:
    found = best(FULL, pd.concat(more, ignore_index=True))
    shown = found and (found.consultant, found.field, found.date, found.served)
    assert shown == expected


def test_who_may_move_makes_room_and_who_may_not_does_not() -> None:
    """The new one has another field than the one who waits: somebody would have to change over."""
    week = a_week(
        [a_client(1, field="Kemitraan"), a_client(2, field="Ekspor")],
        [a_slot()],
        placed=[a_booking(1)],
    )
    more = half_days(somebody_new("Kemitraan"))
    found = best(week, more)
    assert isinstance(found, HalfDay)
    assert found.served == ("CC-0002",)
    assert best(week, more, frozenset({"CC-0001"})) is None


def test_a_full_quota_lets_no_half_day_help() -> None:
    week = a_week(WAITING[:2], [a_slot()], [a_quota(0, 1)], [a_booking(1)])
    assert best(week, NEW) is None
