"""What people delete comes back, and what they type into Loket's cells is put back and kept."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.sheets.client import SETUP_READING
from connectors.sheets.tab import Tab
from loket import columns as c
from pipeline import tabs
from tests.pipeline.office_factory import SCHEDULE, WEEK, OpenOffice, code_of_client

ASEP, SITI = "Asep Suryana", "Siti Nurhayati"


@pytest.fixture
def marked(drafted: OpenOffice) -> OpenOffice:
    """A drafted week beside whose rows staff have written, as the last pass has seen it."""
    codes = {name: code_of_client(drafted.look(), name) for name in (ASEP, SITI)}
    drafted.staff.mark(
        drafted.look(),
        SCHEDULE,
        {
            codes[ASEP]: {c.TOLD: True, c.NOTES: "titip"},
            codes[SITI]: {c.CONFIRMATION: "Dikonfirmasi"},
        },
    )
    drafted.sync()
    return drafted


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="row").sort_values(frame.columns[0], ignore_index=True)


def delete_tab(office: OpenOffice) -> None:
    office.owner.book.del_worksheet_by_id(SCHEDULE.sheet_id)


def row_of(office: OpenOffice, tab: Tab, name: str) -> int:
    frame = office.rows(tab)
    (row,) = frame.loc[frame[c.NAME] == name, "row"]
    return int(row)


def delete_row(office: OpenOffice) -> None:
    row = row_of(office, SCHEDULE, ASEP)
    office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id).delete_rows(row)


def wipe_code(office: OpenOffice, text: str = "") -> None:
    row = row_of(office, SCHEDULE, ASEP)
    office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id).update_cell(row, 1, text)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(delete_tab, id="the tab is deleted"),
        pytest.param(delete_row, id="a row is deleted"),
        pytest.param(wipe_code, id="a code is wiped out"),
        pytest.param(lambda office: wipe_code(office, "salah"), id="a code is typed over"),
    ],
)
def test_a_schedule_comes_back_with_its_bookings_and_what_staff_typed(
    marked: OpenOffice, act: Callable[[OpenOffice], None]
) -> None:
    before = in_order(marked.rows(SCHEDULE))
    act(marked)
    report = marked.sync()
    assert (report.outcome, report.errors) == ("changed", ())
    pd.testing.assert_frame_equal(in_order(marked.rows(SCHEDULE)), before)
    assert drop_downs(marked) == ["ONE_OF_RANGE"] * len(before)
    assert marked.sync().outcome == "quiet"


def drop_downs(office: OpenOffice) -> list[str]:
    """What kind of choice each row of the schedule offers for another consultant."""
    sheet = office.office.spreadsheet.read(SETUP_READING).sheets[SCHEDULE.sheet_id]
    place = SCHEDULE.places[c.MOVE_CONSULTANT]
    rules = [sheet.validations.get((row, place), {}) for row in range(1, len(sheet.cells))]
    return [str(rule.get("condition", {}).get("type")) for rule in rules]


@pytest.mark.parametrize(
    ("tab", "field", "text"),
    [
        (SCHEDULE, c.STATUS, "Sudah lunas"),
        (SCHEDULE, c.NAME, "Asep S."),
        (tabs.REGISTRATIONS, c.PHONE, "0812 9999"),
        (tabs.REGISTRATIONS, c.REMARK, "catatan di kolom yang salah"),
        (SCHEDULE, c.CODE, "CC-salah"),
    ],
)
def test_a_cell_of_lokets_is_put_back_and_what_stood_there_is_kept(
    marked: OpenOffice, tab: Tab, field: str, text: str
) -> None:
    code = code_of_client(marked.look(), ASEP)
    before = in_order(marked.rows(tab))
    state = marked.look().tab(tab)
    row = row_of(marked, tab, ASEP)
    sheet = marked.owner.book.get_worksheet_by_id(tab.sheet_id)
    sheet.update_cell(row, state.positions[field] + 1, text)
    report = marked.sync()
    assert report.counts["edits"] == 1
    pd.testing.assert_frame_equal(in_order(marked.rows(tab)), before)
    with Ledger(marked.settings.path(marked.settings.sync.ledger)) as ledger:
        assert ledger.edits.all() == [
            OverwrittenCell(tab.title, code, tab.column(field).header, text)
        ]
    assert marked.sync().outcome == "quiet"


def test_what_stands_in_rows_of_peoples_own_is_kept_where_they_have_to_go(
    marked: OpenOffice,
) -> None:
    waiting = marked.owner.book.get_worksheet_by_id(tabs.WAITING_LIST.sheet_id)
    waiting.update_acell("B2", "CC-tamu")
    board = marked.owner.book.get_worksheet_by_id(tabs.board_tab(WEEK).sheet_id)
    board.add_rows(2)
    board.update_cell(board.row_count, 1, "Jangan lupa kunci")
    assert marked.sync().counts["edits"] == 2
    with Ledger(marked.settings.path(marked.settings.sync.ledger)) as ledger:
        assert {cell.value for cell in ledger.edits.all()} == {"CC-tamu", "Jangan lupa kunci"}


def test_headers_that_were_sorted_along_come_back_above_their_rows(marked: OpenOffice) -> None:
    before = in_order(marked.rows(SCHEDULE))
    area = {"sheetId": SCHEDULE.sheet_id, "startRowIndex": 1}
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    title = {"range": area | {"startRowIndex": 0, "endRowIndex": 1}, "shiftDimension": "ROWS"}
    sort = {"sortRange": {"range": area, "sortSpecs": specs}}
    marked.owner.book.batch_update({"requests": [{"insertRange": title}, sort]})
    assert marked.look().tab(SCHEDULE).header_row == 1 + len(before)
    assert (marked.sync().outcome, marked.sync().outcome) == ("changed", "quiet")
    assert marked.look().tab(SCHEDULE).header_row == 1
    pd.testing.assert_frame_equal(in_order(marked.rows(SCHEDULE)), before)


def test_what_staff_type_while_a_part_is_stopped_is_remembered(marked: OpenOffice) -> None:
    fields = marked.owner.book.get_worksheet_by_id(tabs.FIELDS.sheet_id)
    fields.update_acell("A1", "apa")
    code = code_of_client(marked.look(), ASEP)
    marked.staff.mark(marked.look(), SCHEDULE, {code: {c.NOTES: "sambil menunggu"}})
    assert marked.sync().outcome == "partial"
    delete_tab(marked)
    marked.sync()
    assert marked.rows(SCHEDULE).set_index(c.CODE).loc[code, c.NOTES] == "sambil menunggu"
