"""What people delete comes back, and what they type into Loket's cells is put back and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.sheets.client import SETUP_READING
from connectors.sheets.tab import Tab
from loket import columns as c
from pipeline import tabs
from tests.pipeline.office_factory import (
    DRAFTED,
    SCHEDULE,
    WEEK,
    OpenOffice,
    code_of_client,
    copy_office,
    open_folder,
)

ASEP, SITI, UJANG = "Asep Suryana", "Siti Nurhayati", "Ujang Hidayat"


@pytest.fixture(scope="module")
def marked_original(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafted week beside whose rows staff have written, as the last pass has seen it."""
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("marked"))
    with open_folder(folder, DRAFTED) as office:
        codes = {name: code_of_client(office.look(), name) for name in (ASEP, SITI)}
        typed: dict[str, dict[str, object]] = {
            codes[ASEP]: {c.TOLD: True, c.NOTES: "titip"},
            codes[SITI]: {c.CONFIRMATION: "Dikonfirmasi"},
        }
        office.staff.mark(office.look(), SCHEDULE, typed)
        office.sync()
    return folder


@pytest.fixture
def marked(marked_original: Path, tmp_path: Path) -> Iterator[OpenOffice]:
    with open_folder(copy_office(marked_original, tmp_path / "office"), DRAFTED) as office:
        yield office


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


def type_a_wrong_code(office: OpenOffice) -> None:
    wipe_code(office, "salah")


def test_a_schedule_comes_back_with_its_bookings_and_what_staff_typed(marked: OpenOffice) -> None:
    before = in_order(marked.rows(SCHEDULE))
    for act in (delete_tab, delete_row, wipe_code, type_a_wrong_code):
        act(marked)
        report = marked.sync()
        assert (report.outcome, report.errors) == ("changed", ()), act
        pd.testing.assert_frame_equal(in_order(marked.rows(SCHEDULE)), before)
        assert drop_downs(marked) == ["ONE_OF_RANGE"] * len(before)
    assert marked.sync().outcome == "quiet"


def drop_downs(office: OpenOffice) -> list[str]:
    """What kind of choice each row of the schedule offers for another consultant."""
    sheet = office.office.spreadsheet.read(SETUP_READING).sheets[SCHEDULE.sheet_id]
    place = SCHEDULE.places[c.MOVE_CONSULTANT]
    rules = [sheet.validations.get((row, place), {}) for row in range(1, len(sheet.cells))]
    return [str(rule.get("condition", {}).get("type")) for rule in rules]


TYPED = (
    (SCHEDULE, ASEP, c.STATUS, "Sudah lunas"),
    (SCHEDULE, SITI, c.NAME, "Siti N."),
    (SCHEDULE, UJANG, c.CODE, "CC-salah"),
    (tabs.REGISTRATIONS, ASEP, c.PHONE, "0812 9999"),
    (tabs.REGISTRATIONS, SITI, c.REMARK, "catatan di kolom yang salah"),
)


def test_cells_of_lokets_are_put_back_and_what_stood_there_is_kept(marked: OpenOffice) -> None:
    before = {tab: in_order(marked.rows(tab)) for tab in (SCHEDULE, tabs.REGISTRATIONS)}
    look = marked.look()
    codes = {name: code_of_client(look, name) for name in (ASEP, SITI, UJANG)}
    places = [(row_of(marked, tab, name), look.tab(tab).positions[f]) for tab, name, f, _ in TYPED]
    for (tab, _, _, text), (row, column) in zip(TYPED, places, strict=True):
        sheet = marked.owner.book.get_worksheet_by_id(tab.sheet_id)
        sheet.update_cell(row, column + 1, text)
    assert marked.sync().counts["edits"] == len(TYPED)
    for tab, frame in before.items():
        pd.testing.assert_frame_equal(in_order(marked.rows(tab)), frame)
    with Ledger(marked.settings.path(marked.settings.sync.ledger)) as ledger:
        assert set(ledger.edits.all()) == {
            OverwrittenCell(tab.title, codes[name], tab.column(field).header, text)
            for tab, name, field, text in TYPED
        }
    assert marked.sync().outcome == "quiet"


SLOTS = (
    (ASEP, c.DATE, "besok"),
    (ASEP, c.START, ""),
    (SITI, c.CONSULTANT, "Budi"),
    (UJANG, c.DATE, "25/11/2026"),
)


def test_a_booking_goes_by_what_loket_wrote_not_by_what_is_typed_over_it(
    marked: OpenOffice,
) -> None:
    before = in_order(marked.rows(SCHEDULE))
    sheet = marked.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    for name, field, value in SLOTS:
        sheet.update_cell(row_of(marked, SCHEDULE, name), SCHEDULE.places[field] + 1, value)
    assert marked.sync().counts["edits"] == 3, "of a cell that was cleared nothing is to be kept"
    pd.testing.assert_frame_equal(in_order(marked.rows(SCHEDULE)), before)
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


def test_what_stands_in_rows_of_peoples_own_stays_theirs_while_a_part_is_stopped(
    marked: OpenOffice,
) -> None:
    fields = marked.owner.book.get_worksheet_by_id(tabs.FIELDS.sheet_id)
    problems = marked.owner.book.get_worksheet_by_id(tabs.PROBLEMS.sheet_id)
    header = str(fields.acell("A1").value)
    fields.update_acell("A1", "apa")
    row = ["CC-0000-0000", "Pendaftaran Clean & Clear", "Nama lengkap", "", "", "", "", "nanti"]
    problems.insert_row(row, 2)
    assert marked.sync().counts["edits"] == 0
    fields.update_acell("A1", header)
    assert marked.sync().counts["edits"] == 1
    with Ledger(marked.settings.path(marked.settings.sync.ledger)) as ledger:
        assert [cell.value for cell in ledger.edits.all()] == ["nanti"]
    assert marked.sync().outcome == "quiet"
