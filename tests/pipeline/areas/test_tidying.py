"""What a pass looks after beside cells: filter views, the order of rows, weeks that are past."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sheets.tab import Tab
from loket import columns as c
from pipeline import tabs
from pipeline.areas.tidying import weeks_past
from tests.pipeline.office_factory import CONSULTANTS, SCHEDULE, WEEK, OpenOffice, at

DAYS = {"Urut waktu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat"}


def properties(office: OpenOffice, tab: Tab) -> dict[str, Any]:
    sheets = office.owner.book.fetch_sheet_metadata()["sheets"]
    (sheet,) = [each for each in sheets if each["properties"]["sheetId"] == tab.sheet_id]
    return dict(sheet)


def views(office: OpenOffice) -> set[str]:
    return {view["title"] for view in properties(office, SCHEDULE)["filterViews"]}


def hidden(office: OpenOffice, tab: Tab) -> bool:
    return bool(properties(office, tab)["properties"].get("hidden"))


def codes(office: OpenOffice, tab: Tab) -> list[str]:
    return office.rows(tab)[c.CODE].tolist()


def test_views_follow_the_roster_and_rows_come_in_order_once_a_day(drafted: OpenOffice) -> None:
    assert views(drafted) == {*DAYS, "Rina Kartika", "Hadi Wijaya"}
    before = {tab: codes(drafted, tab) for tab in (SCHEDULE, tabs.REGISTRATIONS)}
    for tab, sorted_by in {SCHEDULE: 7, tabs.REGISTRATIONS: 3}.items():
        sheet = drafted.owner.book.get_worksheet_by_id(tab.sheet_id)
        sheet.sort((sorted_by, "des"), range=f"A2:P{1 + len(before[tab])}")
    tuti = ("Tuti Herawati", "Akuntan", "UKM", "Ekspor", "", "", "", "", True)
    drafted.staff.fill(tabs.CONSULTANTS, (*CONSULTANTS, tuti))
    disorder = {tab: codes(drafted, tab) for tab in before}
    drafted.sync()
    assert views(drafted) == {*DAYS, "Rina Kartika", "Hadi Wijaya", "Tuti Herawati"}
    assert {tab: codes(drafted, tab) for tab in before} == disorder != before
    drafted.sync(full=True)
    assert {tab: codes(drafted, tab) for tab in before} == before
    with drafted.watched() as requests:
        drafted.sync(full=True)
    assert all(request.is_read for request in requests)


@pytest.mark.parametrize(
    ("now", "visible", "is_past"),
    [
        pytest.param("2026-11-29T23:59", 0, False, id="its Sunday"),
        pytest.param("2026-11-30T00:00", 0, True, id="the Monday after"),
        pytest.param("2026-12-27T23:59", 4, False, id="four weeks later"),
        pytest.param("2026-12-28T00:00", 4, True, id="the Monday after four weeks"),
    ],
)
def test_a_week_is_past_after_so_many_others(now: str, visible: int, is_past: bool) -> None:
    assert weeks_past([WEEK], at(now), visible) == [WEEK] * is_past


def test_tabs_of_weeks_long_past_go_out_of_sight_once(drafted: OpenOffice) -> None:
    drafted.at("2026-12-28T08:00")
    drafted.sync()
    assert hidden(drafted, SCHEDULE)
    assert hidden(drafted, tabs.board_tab(WEEK))
    drafted.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id).show()
    assert drafted.sync().changes == []
    assert not hidden(drafted, SCHEDULE)
