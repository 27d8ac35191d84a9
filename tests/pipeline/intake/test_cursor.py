"""A pass that dies between reading and writing is made good by the next one."""

from __future__ import annotations

import pytest

from connectors.ledger.ledger import Ledger
from connectors.ledger.recordable import recordable
from connectors.ledger.response_ledger import Cursor
from loket import columns as c
from loket.errors import LocalError
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.order import Order
from pipeline.sync import locked_sync, sync
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.office_factory import WEEK, OpenOffice, reads_and_writes
from transforms.reading.indonesian import option_text


def ledger_of(office: OpenOffice) -> Ledger:
    return Ledger(office.settings.path(office.settings.sync.ledger))


def cursor_of(office: OpenOffice) -> Cursor:
    with ledger_of(office) as ledger:
        return ledger.responses.cursor(Form.REGISTRATION)


def killed_before_it_writes(office: OpenOffice) -> None:
    def before(call: Call) -> None:
        if call.batch:
            raise Killed

    connected = office.office
    Gaps(before, lambda _: None, lambda _: False).watch(connected.access)
    with pytest.raises(Killed):
        locked_sync(connected, Order(office.clock.now))


def test_what_a_dead_pass_has_read_is_asked_for_again(drafted: OpenOffice) -> None:
    before = cursor_of(drafted)
    code = drafted.register(name="Dewi Lestari", phone="081200000009")
    killed_before_it_writes(drafted)
    assert cursor_of(drafted) == before
    report = drafted.sync()
    assert code in set(drafted.rows(tabs.REGISTRATIONS)[c.CODE])
    moved = cursor_of(drafted)
    assert before.seen_until is not None
    assert moved.seen_until is not None
    assert moved.seen_until > before.seen_until
    with ledger_of(drafted) as ledger:
        found, dead = ledger.runs.latest(2)
    asked = [run.windows["registration"] for run in (dead, found)]
    assert asked[0]["since"] == asked[1]["since"] is not None
    assert dead.outcome == "running"
    assert dead.counts["forms"]["registration"]["new"] == 1
    assert found.outcome == report.outcome == "changed"
    assert found.changes == recordable({"tabs": report.changes})
    assert found.seconds is not None
    assert found.seconds > 0
    assert found.versions.keys() == {"loket", "python", "pandas", "solver", "schema"}


def test_a_week_that_is_run_again_changes_nothing_and_moves_no_cursor(drafted: OpenOffice) -> None:
    drafted.at("2026-12-03T11:00")
    drafted.sync()
    drafted.at("2026-12-04T09:00")
    before = cursor_of(drafted)
    with drafted.watched() as requests:
        assert drafted.sync(weeks=(WEEK,)).outcome == "quiet"
    assert reads_and_writes(requests)[1] == 0
    drafted.register(name="Dewi Lestari", dates=(option_text(WEEK.shift(3).monday),))
    drafted.sync(weeks=(WEEK,))
    assert cursor_of(drafted) == before
    drafted.sync()
    assert cursor_of(drafted) != before
    with drafted.watched() as requests:
        report = drafted.sync(weeks=(WEEK, WEEK.shift(30), WEEK.shift(-90)))
    assert reads_and_writes(requests)[1] == 0
    assert [remark.split()[0] for remark in report.remarks] == ["2027-W25", "2025-W10"]


@pytest.mark.parametrize(
    ("room", "stands"),
    [
        pytest.param(0, False, id="as it reads the form"),
        pytest.param(2, False, id="as it is about to write"),
        pytest.param(4, True, id="once it has written"),
    ],
)
def test_a_disk_that_fills_up_leaves_nothing_half_done(
    drafted: OpenOffice, room: int, *, stands: bool
) -> None:
    """Wherever the ledger takes no more, the next pass makes of it what it would have been."""
    code = drafted.register(name="Dewi Lestari", phone="081200000009")
    with ledger_of(drafted) as ledger:
        connection = ledger._database._connection
        connection.execute("VACUUM")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + room}")
        with pytest.raises(LocalError, match=r"is full.*Free some space"):
            sync(drafted.office, ledger, Order(drafted.clock.now))
    assert (code in set(drafted.rows(tabs.REGISTRATIONS)[c.CODE])) is stands
    assert drafted.sync().edits == ()
    assert list(drafted.rows(tabs.REGISTRATIONS)[c.CODE]).count(code) == 1
    assert drafted.sync().outcome == "quiet"
