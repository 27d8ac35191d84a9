"""Two Lokets, each with a ledger, on one spreadsheet: nothing is doubled, and staff not blamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from connectors.ledger.ledger import Ledger
from connectors.workspace.faults import Fault
from loket import columns as c
from loket.vocabulary import Status
from pipeline import tabs
from pipeline.office import Office, office_at
from pipeline.order import Order
from pipeline.sync import EDITS, Report, locked_sync
from pipeline.writing.log_tab import TO_SEE
from tests.pipeline.interleaving.gaps import Call, Gaps
from tests.pipeline.office_factory import SCHEDULE, WEEK, OpenOffice
from transforms.reading.indonesian import option_text

BATCH = "sheets.spreadsheets.batchUpdate"


class Machines:
    """The office's own Loket and another one, on a machine with a ledger of its own."""

    def __init__(self, opened: OpenOffice) -> None:
        self.opened = opened
        self.mine, self.other = opened.office, _elsewhere(opened)
        self.codes = opened.rows(SCHEDULE)[c.CODE].tolist()

    def run(self, office: Office) -> Report:
        return locked_sync(office, Order(self.opened.clock.now))

    def mark(self, code: str, **cells: str) -> None:
        self.opened.staff.mark(self.opened.look(), SCHEDULE, {code: dict(cells)})

    def type_over_status(self, code: str, text: str) -> None:
        state = self.opened.look().tab(SCHEDULE)
        sheet = self.opened.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
        sheet.update_cell(state.keys[code,] + 1, state.positions[c.STATUS] + 1, text)

    def recorded(self, office: Office) -> list[str]:
        """What people are on record to have typed, by one of the two."""
        with Ledger(office.settings.path(office.settings.sync.ledger)) as ledger:
            return [edit.value for edit in ledger.edits.all()]

    def status(self, code: str) -> object:
        return self.opened.rows(SCHEDULE).set_index(c.CODE)[c.STATUS][code]

    def told(self) -> str:
        """All that Log says, but for what staff have to see to."""
        lines = "\n".join(self.opened.rows(tabs.LOG)[c.REMARK].dropna()).splitlines()
        return "\n".join(line for line in lines if not line.startswith(TO_SEE))

    @contextmanager
    def from_its_batch_on(self, *acts: Callable[[], object]) -> Iterator[None]:
        """Let something happen before this Loket's first batch, and before each call after it."""
        waiting, begun = list(acts), False

        def before(call: Call) -> None:
            nonlocal begun
            begun = begun or call.batch is not None
            if begun and waiting:
                waiting.pop(0)()

        Gaps(before, lambda _: None, lambda _: False).watch(self.mine.access)
        yield
        assert not waiting

    def close(self) -> None:
        for office in (self.mine, self.other):
            office.access.close()
            office.founder.close()


def _elsewhere(opened: OpenOffice) -> Office:
    settings = opened.settings
    sync = settings.sync.model_copy(update={"ledger": Path("elsewhere.sqlite")})
    elsewhere = settings.model_copy(update={"sync": sync})
    return office_at(elsewhere, opened.workspace, now=opened.clock)


@pytest.fixture
def machines(drafted: OpenOffice) -> Iterator[Machines]:
    machines = Machines(drafted)
    yield machines
    machines.close()


def test_of_two_at_once_one_writes_and_the_other_plans_again(machines: Machines) -> None:
    opened, first = machines.opened, machines.codes[0]
    new = opened.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    theirs: list[Report] = []

    def write_first() -> None:
        theirs.append(machines.run(machines.other))
        machines.mark(first, notes="catatan", confirmation="Batal")

    with machines.from_its_batch_on(write_first), opened.watched() as requests:
        mine = machines.run(machines.mine)
    refused = [each.status for each in requests if each.method_id == BATCH].count(400)
    assert (refused, theirs[0].outcome, mine.outcome) == (1, "changed", "changed")
    rows = opened.rows(SCHEDULE)
    assert sorted(rows[c.CODE]) == sorted([*machines.codes, new])
    assert rows.set_index(c.CODE).loc[first, [c.STATUS, c.NOTES]].tolist() == ["Batal", "catatan"]
    assert opened.rows(tabs.REGISTRATIONS)[c.CODE].is_unique
    assert opened.rows(tabs.LOG)["number"].is_unique
    assert [machines.run(each).outcome for each in (machines.other, machines.mine)] == ["quiet"] * 2
    assert not machines.told()
    assert machines.recorded(machines.mine) == machines.recorded(machines.other) == []


def test_what_the_other_wrote_is_nobodys_hand_edit_but_what_was_typed_since_is(
    machines: Machines,
) -> None:
    machines.run(machines.other)
    wavering, typed_over = machines.codes[:2]
    machines.mark(wavering, confirmation="Dikonfirmasi")
    machines.run(machines.other)
    assert machines.status(wavering) == Status.CONFIRMED
    machines.mark(wavering, confirmation="Batal")
    machines.type_over_status(typed_over, "diketik")
    report = machines.run(machines.mine)
    assert [(edit.row, edit.value) for edit in report.edits] == [(typed_over, "diketik")]
    assert machines.recorded(machines.mine) == ["diketik"]
    assert machines.status(wavering) == Status.CANCELLED
    assert machines.told().endswith(f"{SCHEDULE.title} / {typed_over} / Status")


def test_where_that_cannot_be_told_it_is_on_record_and_nobody_is_told(machines: Machines) -> None:
    machines.run(machines.other)
    wavering, typed_over = machines.codes[:2]
    for answer in ("Dikonfirmasi", "Batal", "Dikonfirmasi"):
        machines.mark(wavering, confirmation=answer)
        machines.run(machines.other)
    machines.mark(wavering, confirmation="Batal")
    machines.type_over_status(typed_over, "diketik")
    report = machines.run(machines.mine)
    assert (report.outcome, report.counts[EDITS]) == ("changed", 0)
    assert "diketik" in machines.recorded(machines.mine)
    assert not machines.told()
    assert machines.status(typed_over) == Status.SCHEDULED
    machines.type_over_status(typed_over, "lagi")
    assert [edit.value for edit in machines.run(machines.mine).edits] == ["lagi"]


def test_a_row_that_the_other_dropped_does_not_come_back(machines: Machines) -> None:
    opened = machines.opened
    friday = (option_text(WEEK.days[4]),)
    waiting = opened.register(
        name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan", dates=friday
    )
    machines.run(machines.mine)
    assert waiting in opened.rows(tabs.WAITING_LIST)[c.CODE].tolist()
    machines.mark(waiting, confirmation="Batal")
    machines.run(machines.other)
    assert opened.rows(tabs.WAITING_LIST).empty
    assert machines.run(machines.mine).outcome == "quiet"


def test_a_batch_that_was_lost_is_planned_again_if_the_other_has_written_since(
    machines: Machines,
) -> None:
    opened = machines.opened
    new = opened.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    with machines.from_its_batch_on(
        lambda: opened.workspace.faults.add(Fault(BATCH, drop="before")),
        lambda: machines.run(machines.other),
    ):
        report = machines.run(machines.mine)
    assert report.exit_code == 0
    assert opened.rows(tabs.REGISTRATIONS)[c.CODE].tolist().count(new) == 1
