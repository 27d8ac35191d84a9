"""People rearrange the schedule as a pass writes, and the pass is killed: what they typed stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext

import gspread
import pytest

from connectors.ledger.ledger import Ledger
from connectors.sheets.reading import NotRead, Reading
from loket import columns as c
from loket.errors import DataError
from loket.vocabulary import Status
from pipeline import tabs
from pipeline.order import Order
from pipeline.sync import locked_sync
from pipeline.writing.failure import tell_of_failure
from pipeline.writing.memory import Memory
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.office_factory import SCHEDULE, OpenOffice

Act = Callable[[], None]


class TypedOver:
    """Somebody has typed over Status in every row; a column Meja is about to come before it."""

    def __init__(self, opened: OpenOffice) -> None:
        self.opened = opened
        self.office = opened.office
        self.sheet: gspread.Worksheet = opened.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
        self.column = opened.look().tab(SCHEDULE).positions[c.STATUS] + 1
        self.rows = range(2, 2 + len(opened.rows(SCHEDULE)))
        self.tables = [f"meja {row}" for row in self.rows]
        self.type_into(self.column, "salah")

    def type_into(self, column: int, text: str) -> None:
        for row in self.rows:
            self.sheet.update_cell(row, column, text)

    def insert_tables(self) -> None:
        self.sheet.insert_cols([["Meja", *self.tables]], col=self.column)

    def run(self, act: Act | None = None, then: Act | None = None, *, dies_after: int = 0) -> None:
        """Run a pass: before its first batch somebody acts, after it again; it may be killed."""
        batches: list[Call] = []

        def before(call: Call) -> None:
            if call.batch and not batches and act:
                act()

        def arrived(call: Call) -> None:
            if call.batch:
                batches.append(call)
                if then and len(batches) == 1:
                    then()
                if len(batches) == dies_after:
                    raise Killed

        Gaps(before, arrived, lambda _: False).watch(self.office.access)
        with pytest.raises(Killed) if dies_after else nullcontext():
            locked_sync(self.office, Order(self.opened.clock.now))

    def fail(self) -> None:
        """Let a pass fail of which just Log tells."""
        order = Order(self.opened.clock.now)
        with self.ledger() as ledger:
            tell_of_failure(self.office, ledger, order, DataError("x", remedy="y"))

    def recorded(self) -> set[tuple[str, str]]:
        with self.ledger() as ledger:
            return {(edit.header, edit.value) for edit in ledger.edits.all()}

    def ledger(self) -> Ledger:
        settings = self.opened.settings
        return Ledger(settings.path(settings.sync.ledger))

    def close(self) -> None:
        for access in (self.office.access, self.office.founder):
            access.close()


@pytest.fixture
def typed_over(drafted: OpenOffice) -> Iterator[TypedOver]:
    with closing(TypedOver(drafted)) as scene:
        yield scene


@pytest.mark.parametrize("fails", [False, True], ids=["", "a pass fails in between"])
def test_what_was_hit_is_put_back_by_the_pass_after_a_killed_one(
    typed_over: TypedOver, fails: bool
) -> None:
    typed_over.run(typed_over.insert_tables, dies_after=1)
    assert not set(typed_over.tables) & set(typed_over.sheet.col_values(typed_over.column))
    if fails:
        typed_over.fail()
    typed_over.opened.sync()
    assert typed_over.sheet.col_values(typed_over.column) == ["Meja", *typed_over.tables]
    assert ("Status", "salah") in typed_over.recorded()
    assert typed_over.opened.sync().outcome == "quiet"


def test_edits_of_a_killed_pass_are_on_record_though_the_next_one_fails(
    typed_over: TypedOver,
) -> None:
    typed_over.run(dies_after=1)
    typed_over.fail()
    assert ("Status", "salah") in typed_over.recorded()


@pytest.mark.parametrize("dies_after", [0, 2])
def test_what_cannot_be_put_back_is_on_record(typed_over: TypedOver, dies_after: int) -> None:
    def write_there() -> None:
        typed_over.type_into(typed_over.column, "lain")

    typed_over.run(typed_over.insert_tables, write_there, dies_after=dies_after)
    if dies_after:
        typed_over.opened.sync()
    assert {("Meja", table) for table in typed_over.tables} <= typed_over.recorded()


def test_what_is_typed_like_what_was_misplaced_is_on_record(typed_over: TypedOver) -> None:
    place = typed_over.opened.look().tab(SCHEDULE).positions[c.NAME] + 1

    def type_a_status() -> None:
        typed_over.sheet.update_cell(2, place, Status.SCHEDULED)

    typed_over.run(typed_over.insert_tables, type_a_status)
    assert ("Nama", Status.SCHEDULED) in typed_over.recorded()


def test_a_part_of_the_spreadsheet_is_not_enough_after_that(typed_over: TypedOver) -> None:
    typed_over.run(typed_over.insert_tables, dies_after=1)
    opened = typed_over.opened
    client, titles = typed_over.office.spreadsheet, opened.look().sheets
    reading = Reading(
        {key: sheet.title for key, sheet in titles.items()}, frozenset({SCHEDULE.sheet_id})
    )
    part = client.read_part(reading)
    with typed_over.ledger() as ledger, pytest.raises(NotRead):
        Memory(ledger, client.spreadsheet_id, opened.clock.now, ()).mend(part)


def test_a_note_stays_with_its_client_though_a_row_comes_where_a_code_was_cleared(
    drafted: OpenOffice,
) -> None:
    codes = drafted.rows(SCHEDULE)[c.CODE].tolist()
    wanted = {code: f"catatan {code}" for code in codes}
    typed = {code: {c.NOTES: note} for code, note in wanted.items()}
    drafted.staff.mark(drafted.look(), SCHEDULE, typed)
    drafted.sync()
    row = drafted.look().tab(SCHEDULE).keys[codes[1],] + 1
    with closing(TypedOver(drafted)) as scene:
        scene.sheet.update_cell(row, 1, "")

        def insert_a_row() -> None:
            scene.sheet.insert_rows([[]], row=row)

        scene.run(insert_a_row)
    drafted.sync()
    assert drafted.rows(SCHEDULE).set_index(c.CODE)[c.NOTES].dropna().to_dict() == wanted


@pytest.mark.parametrize("header_lost", [False, True], ids=["meant there", "a header is lost"])
def test_what_a_batch_misplaced_is_never_taken_for_typed(
    typed_over: TypedOver, header_lost: bool
) -> None:
    opened, sheet = typed_over.opened, typed_over.sheet
    places = opened.look().tab(SCHEDULE).positions
    attended, name = places[c.ATTENDANCE] + 1, places[c.NAME] + 1

    def insert_a_title() -> None:
        sheet.insert_rows([["Jadwal minggu ini"]], row=1)
        if not header_lost:
            # Now the remark that is about to be written into this row is its own as well.
            sheet.update_cell(3, attended, "entah")

    def rename_a_header() -> None:
        if header_lost:
            sheet.update_cell(2, name, "Siapa")

    sheet.update_cell(3, attended, "entah")
    typed_over.run(insert_a_title, rename_a_header)
    opened.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    opened.sync()
    sheet.update_cell(2, name, "Nama")
    sheet.update_cell(3, attended, "")
    opened.sync()
    assert typed_over.recorded() == {("Status", "salah")}
    assert opened.sync().outcome == "quiet"


def test_a_key_that_was_put_right_in_wrong_columns_is_no_edit(drafted: OpenOffice) -> None:
    sheet = drafted.owner.book.get_worksheet_by_id(tabs.PROBLEMS.sheet_id)
    header, *rows = sheet.get_all_values()
    column = header.index("Formulir") + 1
    sheet.update_cell(2, column, "entah")

    def insert_a_column() -> None:
        sheet.insert_cols([["Petugas loket"]], col=column)

    with closing(TypedOver(drafted)) as scene:
        scene.run(insert_a_column)
        assert [row.pop(column - 1) for row in sheet.get_all_values()] == ["Petugas loket", "", ""]
        drafted.sync()
        assert scene.recorded() == {("Formulir", "entah"), ("Status", "salah")}
    left = [row[: column - 1] + row[column:] for row in sheet.get_all_values()]
    assert left == [header, *rows]
    assert drafted.sync().outcome == "quiet"


def test_a_row_that_came_to_stand_in_wrong_columns_goes_once_and_is_no_edit(
    drafted: OpenOffice,
) -> None:
    """Wrong columns: a column was inserted as a deleted row was about to come back."""
    sheet = drafted.owner.book.get_worksheet_by_id(tabs.PROBLEMS.sheet_id)
    problems = sheet.get_all_values()
    sheet.delete_rows(2)

    def insert_a_column() -> None:
        sheet.insert_cols([["Petugas loket"]], col=1)

    with closing(TypedOver(drafted)) as scene:
        scene.run(insert_a_column)
        header, first, second = problems
        assert sheet.get_all_values() == [["Petugas loket", *header], ["", *second], ["", *first]]
        assert scene.recorded() == {("Status", "salah")}
    assert drafted.sync().outcome == "quiet"
