"""What is too old goes, and what the ledger shows of any later time stays the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.ledger.booking_ledger import BookingChange
from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.ledger.retention import Forgotten
from loket.errors import LocalError
from tests.connectors.ledger.responses import a_response, at, texts

HOURS = st.integers(0, 9)
VERSIONS = st.tuples(st.sampled_from("abc"), HOURS)


@given(st.lists(st.tuples(st.lists(VERSIONS, max_size=3), st.booleans()), max_size=6), HOURS)
def test_whatever_goes_every_later_time_is_shown_as_before(
    readings: list[tuple[list[tuple[str, int]], bool]], before: int
) -> None:
    with TemporaryDirectory() as folder, Ledger(Path(folder, "loket.sqlite")) as ledger:
        for hour, (listed, full) in enumerate(readings):
            responses = [a_response(name, 0, max(hour, edited)) for name, edited in listed]
            ledger.responses.record("form", responses, full=full, seen_at=at(hour))
        later = [at(hour) for hour in range(before, 12)]
        shown = [texts(ledger, instant) for instant in later]
        ledger.retention.forget(at(before), "2026-W01")
        assert [texts(ledger, instant) for instant in later] == shown
        assert ledger.retention.forget(at(before), "2026-W01").versions == 0
        for name in "abc":
            old = [v for v in ledger.responses.versions("form", name) if v.submitted < at(before)]
            assert len(old) <= 1


def test_runs_edits_bookings_and_versions_go_by_their_age(ledger: Ledger) -> None:
    versions = [a_response("a", 0), a_response("a", 0, 2), a_response("a", 0, 9)]
    ledger.responses.record("form", [*versions, a_response("b", 1)], full=True, seen_at=at(9))
    for hours in (0, 8, 9):
        number = ledger.runs.start(
            started=at(hours), trigger="cron", now=at(hours), weeks=[], versions={}
        )
        edit = OverwrittenCell("Tab", "row", "Header", f"typed at {hours}")
        ledger.edits.record("sheet", number, [edit], seen_at=at(hours))
    for week in ("2026-W08", "2026-W09", "2026-W10"):
        ledger.bookings.record(
            "sheet", [BookingChange(week, "CC-1", 1, None, "nine", "placed", None)]
        )
    assert ledger.retention.forget(at(8), "2026-W09") == Forgotten(1, 1, 1, 1)
    assert [run.number for run in ledger.runs.latest()] == [3, 2]
    assert [edit.value for edit in ledger.edits.all()] == ["typed at 8", "typed at 9"]
    assert [change.week for change in ledger.bookings.of("sheet", "CC-1")] == [
        "2026-W09",
        "2026-W10",
    ]
    assert texts(ledger) == ["a 9", "b 1"]
    assert ledger.edits.last_batch("sheet") == 3


def test_the_newest_run_stays_and_numbers_go_on(ledger: Ledger) -> None:
    for hours in (0, 1):
        ledger.runs.start(started=at(hours), trigger="x", now=at(hours), weeks=[], versions={})
    ledger.retention.forget(at(99), "2026-W09")
    assert [run.number for run in ledger.runs.latest()] == [2]


def test_the_file_is_packed_when_much_of_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        many = [a_response("a", 0, edited / 60) for edited in range(2000)]
        ledger.responses.record("form", many, full=True, seen_at=at(40))
        assert not ledger.retention.pack()
    large = path.stat().st_size
    with Ledger(path) as ledger:
        assert ledger.retention.forget(at(40), "2026-W09").versions == 1999
        ledger._database._connection.execute("PRAGMA query_only = 1")
        with pytest.raises(LocalError, match="readonly"):
            ledger.retention.pack()
        ledger._database._connection.execute("PRAGMA query_only = 0")
        assert ledger.retention.pack()
        assert not ledger.retention.pack()
        assert len(texts(ledger)) == 1
    assert path.stat().st_size < large / 4
