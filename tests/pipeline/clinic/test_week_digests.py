"""Same sheet, same schedule: each run keeps what a week was made from and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.ledger.ledger import Ledger
from connectors.sheets.tab import Tab
from loket import columns as c
from pipeline import tabs
from pipeline.sync import SCHEDULES
from tests.pipeline.office_factory import SCHEDULE, WEEK, OpenOffice

Digests = Mapping[str, str]


def digests(office: OpenOffice, **order: object) -> Digests:
    """What a pass finds of WEEK, as the ledger keeps it."""
    office.sync(**order)
    with Ledger(office.config.parent / "loket.sqlite") as ledger:
        (run,) = ledger.runs.latest(1)
    found: Digests = run.counts[SCHEDULES][str(WEEK)]
    return found


def turned(office: OpenOffice, tab: Tab) -> None:
    """Move a tab's first row of data to its end, and its last column to its beginning."""
    sheet = office.sheet(tab)
    last = len(sheet.get_all_values())
    moves = [("ROWS", 1, last), ("COLUMNS", len(tab.columns) - 1, 0)]
    owner = office.owner.book
    owner.batch_update(
        {
            "requests": [
                {
                    "moveDimension": {
                        "source": {
                            "sheetId": tab.sheet_id,
                            "dimension": dimension,
                            "startIndex": start,
                            "endIndex": start + 1,
                        },
                        "destinationIndex": goal,
                    }
                }
                for dimension, start, goal in moves
            ]
        }
    )


def test_the_order_of_rows_and_columns_does_not_count(drafted: OpenOffice) -> None:
    before = digests(drafted)
    for tab in (tabs.CONSULTANTS, tabs.REGISTRATIONS, SCHEDULE):
        turned(drafted, tab)
    assert digests(drafted) == before


def test_what_staff_type_counts_where_the_schedule_depends_on_it(drafted: OpenOffice) -> None:
    rows = drafted.rows(SCHEDULE)
    code = rows.loc[rows[c.DATE].notna(), c.CODE].iloc[0]
    drafted_once = digests(drafted)

    def after_typing(field: str, value: object) -> Digests:
        drafted.staff.mark(drafted.look(), SCHEDULE, {code: {field: value}})
        return digests(drafted)

    assert after_typing(c.NOTES, "sudah ditelepon") == drafted_once
    pinned = after_typing(c.PINNED, value=True)
    assert pinned["inputs"] != drafted_once["inputs"]
    assert pinned["result"] == drafted_once["result"]
    moved = after_typing(c.MOVE_DATE, WEEK.days[2])
    assert moved["inputs"] != pinned["inputs"]
    assert moved["result"] != pinned["result"]


def test_a_week_that_is_over_comes_out_the_same_however_often_it_is_run(
    drafted: OpenOffice,
) -> None:
    drafted.at("2026-11-28T09:00")
    before = digests(drafted)
    drafted.at("2026-12-03T11:00")
    assert digests(drafted, weeks=(WEEK,)) == before
