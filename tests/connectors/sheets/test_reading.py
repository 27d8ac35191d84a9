"""A reading of just what a pass needs shows it as a whole reading does, and never guesses."""

from __future__ import annotations

import pytest

from connectors.sheets.change_set import diff
from connectors.sheets.client import SpreadsheetClient
from connectors.sheets.reading import NotRead, Reading, part_without
from connectors.sheets.snapshot import RowKey, Snapshot
from connectors.sheets.tab import Tab
from connectors.workspace.server import RunningWorkspace
from tests.connectors.factories import EVENTS, VISITS, a_snapshot, events, visits

CODES = [f"K{number:03}" for number in range(300)]
OLD = {(code,) for code in CODES[:200]}


@pytest.fixture
def filled(spreadsheet: SpreadsheetClient) -> SpreadsheetClient:
    """A spreadsheet with 300 visits and an event."""
    desired = {VISITS: visits(*CODES), EVENTS: events(1)}
    spreadsheet.apply(diff(spreadsheet.read(), desired))
    return spreadsheet


def reading(snapshot: Snapshot, *skipped: Tab) -> Reading:
    """Read all but the old visits and these tabs."""
    part = part_without(snapshot.tab(VISITS), OLD)
    assert part
    return Reading(
        titles={key: sheet.title for key, sheet in snapshot.sheets.items()},
        skipped=frozenset(tab.sheet_id for tab in skipped),
        parts={VISITS.sheet_id: part},
        batch=max(snapshot.stamps),
    )


def test_the_rows_that_are_read_are_as_in_a_whole_reading(filled: SpreadsheetClient) -> None:
    whole = filled.read()
    part = filled.read_part(reading(whole))
    old, new = whole.tab(VISITS), part.tab(VISITS)
    rows = old.frame[~old.frame["code"].isin(CODES[:200])].reset_index(drop=True)
    assert new.frame.to_dict("list") == rows.to_dict("list")
    assert (new.keys, new.header_row, new.positions) == (old.keys, old.header_row, old.positions)
    assert part.tab(EVENTS).frame.equals(whole.tab(EVENTS).frame)
    assert (part.stamps, part.titles) == (whole.stamps, whole.titles)
    assert diff(part, {VISITS: visits(*CODES[200:]), EVENTS: events(1)}).is_empty


def test_a_batch_from_a_partial_reading_lands_where_it_belongs(
    filled: SpreadsheetClient,
) -> None:
    part = filled.read_part(reading(filled.read()))
    desired = visits(*CODES[200:], "L001").assign(status=["Batal", *["Terdaftar"] * 100])
    filled.apply(diff(part, {VISITS: desired}))
    frame = filled.read().tab(VISITS).frame
    assert frame["code"].tolist() == [*CODES, "L001"]
    assert frame.loc[frame["status"] == "Batal", "code"].tolist() == ["K200"]


def test_what_was_not_read_is_not_taken_for_missing(filled: SpreadsheetClient) -> None:
    part = filled.read_part(reading(filled.read(), EVENTS))
    assert part.lacks(EVENTS)
    assert EVENTS.title in part.titles
    with pytest.raises(NotRead):
        part.tab(EVENTS)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"deleteSheet": {"sheetId": EVENTS.sheet_id}}, id="a tab is gone"),
        pytest.param(
            {
                "updateCells": {
                    "start": {"sheetId": VISITS.sheet_id, "rowIndex": 50},
                    "rows": [{"values": [{"userEnteredValue": {"stringValue": "K250"}}]}],
                    "fields": "userEnteredValue",
                }
            },
            id="a key stands twice, once among the settled rows",
        ),
    ],
)
def test_a_surprise_is_no_reading(filled: SpreadsheetClient, change: dict[str, object]) -> None:
    known = reading(filled.read())
    http = filled.access.gspread.http_client
    http.batch_update(filled.spreadsheet_id, {"requests": [change]})
    with pytest.raises(NotRead):
        assert filled.read_part(known).tab(VISITS).keys


def test_a_reply_that_does_not_know_the_last_batch_is_no_reading(
    filled: SpreadsheetClient,
) -> None:
    known = reading(filled.read())
    later = Reading(known.titles, known.skipped, known.parts, batch=known.batch + 1)
    with pytest.raises(NotRead):
        filled.read_part(later)


def test_a_partial_reading_is_one_call(served: RunningWorkspace, filled: SpreadsheetClient) -> None:
    known = reading(filled.read())
    before = len(served.requests)
    filled.read_part(known)
    (request,) = served.requests[before:]
    assert (request.method_id, request.is_read) == ("sheets.spreadsheets.getByDataFilter", True)


HEADER = [column.header for column in VISITS.columns]


@pytest.mark.parametrize(
    ("live", "gaps"),
    [
        pytest.param([299], [(25, 299)], id="the last row lives"),
        pytest.param([150, 299], [(25, 150), (151, 299)], id="one in the middle"),
        pytest.param([150, 160, 299], [(25, 150), (161, 299)], id="rows between near ones"),
        pytest.param([10, 40, 299], [(41, 299)], id="the top is read anyway"),
        pytest.param([], [(25, 300)], id="none"),
    ],
)
def test_long_runs_of_settled_rows_are_left_out(
    live: list[int], gaps: list[tuple[int, int]]
) -> None:
    """Rows are numbered from the sheet's first; the header is row 0."""
    state = a_snapshot(VISITS, [HEADER, *([code] for code in CODES)]).tab(VISITS)
    settled = {(code,) for number, code in enumerate(CODES, start=1) if number not in live}
    part = part_without(state, settled)
    assert part
    assert (part.gaps, part.columns) == (tuple(range(*gap) for gap in gaps), (0, 4, 5))
    left_out = {row for gap in part.gaps for row in gap} | {state.keys[key] for key in part.near}
    assert left_out == {state.keys[key] for key in settled}


def test_few_rows_are_read_and_left_out_all_the_same() -> None:
    state = a_snapshot(VISITS, [HEADER, *([code] for code in CODES[:60])]).tab(VISITS)
    settled: set[RowKey] = {(code,) for code in CODES[:50]}
    part = part_without(state, settled)
    assert part
    assert not part.gaps
    assert part.near == frozenset(settled)
    assert list(part.filters(7)) == [{"gridRange": {"sheetId": 7}}]


def test_a_tab_without_settled_rows_is_no_part() -> None:
    state = a_snapshot(VISITS, [HEADER, *([code] for code in CODES)]).tab(VISITS)
    assert part_without(state, {("lain",)}) is None
