from __future__ import annotations

import pytest

from loket.errors import HeaderMissing
from loket.vocabulary import Phase
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.safeguards import stopped_weeks, whole
from tests.connectors.factories import a_snapshot

WEEK = Week(2026, 48)
SCHEDULE = tabs.schedule_tab(WEEK)
HEADERS = [column.header for column in SCHEDULE.columns]


@pytest.mark.parametrize("lost", HEADERS)
def test_a_week_stops_without_any_header_of_its_schedule(lost: str) -> None:
    snapshot = a_snapshot(SCHEDULE, [[header for header in HEADERS if header != lost]])
    found = stopped_weeks(snapshot, [WEEK], {})
    assert list(found) == [WEEK]
    assert f"has lost the header '{lost}'" in str(found[WEEK])


@pytest.mark.parametrize("reached", Phase)
def test_a_drafted_week_stops_without_its_schedule_if_somebody_is_registered(
    reached: Phase,
) -> None:
    other, nobodys = WEEK.shift(1), WEEK.shift(2)
    registered = a_snapshot(tabs.REGISTRATIONS, [["Kode", "Minggu"], ["A", str(other)]])
    snapshot = a_snapshot(SCHEDULE, [HEADERS]).with_sheets(registered.sheets)
    weeks = [WEEK, other, nobodys]
    found = stopped_weeks(snapshot, weeks, dict.fromkeys(weeks, reached))
    assert list(found) == ([other] if reached >= Phase.DRAFTED else [])


def test_a_tab_is_whole_or_not_there() -> None:
    snapshot = a_snapshot(SCHEDULE, [HEADERS[1:]])
    assert not whole(snapshot, tabs.PROBLEMS).exists
    with pytest.raises(HeaderMissing, match="Kode"):
        whole(snapshot, SCHEDULE)
