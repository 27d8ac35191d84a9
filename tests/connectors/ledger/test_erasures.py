"""What is taken out of the ledger is gone from its file, and what runs keep is not personal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.forms.response import RawResponse
from connectors.ledger.booking_ledger import BookingChange
from connectors.ledger.edit_ledger import OverwrittenCell
from connectors.ledger.ledger import Ledger
from connectors.ledger.leftover_copies import REHEARSAL, drop_copies, rehearsal_prefix
from connectors.ledger.recordable import recordable

START = datetime(2026, 11, 21, 3, tzinfo=UTC)
CODE, OTHER = "CC-0000-0001", "CC-0000-0002"
CHANGES = {
    "tabs": [
        {
            "tab": "Jadwal",
            "personal": ["Nama", "Kirim WA"],
            "added": [{"Kode": CODE, "Nama": "Siti"}, {"Kode": OTHER, "Nama": "Asep"}],
            "changed": [
                {"row": CODE, "header": "Kirim WA", "old": None, "new": {"text": "K", "uri": "u"}},
                {"row": OTHER, "header": "Status", "old": "Siti", "new": "Batal"},
            ],
            "removed": [],
        },
        {
            "tab": "Papan",
            "personal": ["*"],
            "changed": [{"row": "#3", "header": "#2", "old": None, "new": "Siti"}],
        },
    ]
}


def an_answer(number: int) -> RawResponse:
    at = START.isoformat()
    payload = {"responseId": f"r{number}", "createTime": at, "lastSubmittedTime": at}
    return RawResponse.of(payload).answering({"q1": (f"rahasia {number}",)})


def test_runs_keep_where_something_personal_changed_and_not_what_it_says() -> None:
    schedule, board = recordable(CHANGES)["tabs"]
    assert schedule["added"] == [{"Kode": CODE, "Nama": "…"}, {"Kode": OTHER, "Nama": "…"}]
    assert [(c["old"], c["new"]) for c in schedule["changed"]] == [
        (None, {"text": "…", "uri": "…"}),
        ("Siti", "Batal"),
    ]
    assert board["changed"] == [{"row": "#3", "header": "#2", "old": None, "new": "…"}]


def test_history_of_one_registration_goes_and_that_of_others_stays(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = ledger.runs.start(started=START, trigger="t", now=START, weeks=[], versions={})
        ledger.runs.record_changes(run, CHANGES)
        for code in (CODE, OTHER):
            change = BookingChange("2026-W48", code, run, None, "Senin", "assigned", None)
            ledger.bookings.record("book", [change])
            cell = OverwrittenCell("Jadwal", code, "Nama", f"kata {code}")
            ledger.edits.record("book", 1, [cell], seen_at=START)
        assert ledger.erasures.drop_history([CODE]) == 2
        assert ledger.erasures.drop_edits([CODE]) == 1
        assert ledger.runs.touching(CODE) == []
        assert ledger.bookings.of("book", CODE) == []
        assert len(ledger.runs.touching(OTHER)) == len(ledger.bookings.of("book", OTHER)) == 1
        assert [edit.row for edit in ledger.edits.all()] == [OTHER]


def test_no_byte_stays_of_what_was_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        given = [an_answer(number) for number in range(300)]
        ledger.responses.record("form", given, full=True, seen_at=START)
        rows = {f'["{number}"]': {"name": f"rahasia {number}"} for number in range(300)}
        ledger.tabs.keep("book", "Pendaftaran", rows)
        ledger.tabs.expect("book", "Pendaftaran", {'["0"]': {"name": "rahasia lama"}}, (1, "w"))
        assert ledger.erasures.redact("form", lambda each: each.answering({})) == 300
        assert ledger.erasures.redact("form", lambda each: each.answering({})) == 0
        assert ledger.erasures.rewrite_rows(lambda *_: {"name": None}) == 301
        ledger.erasures.wipe()
        left = b"".join(file.read_bytes() for file in tmp_path.glob("ledger.sqlite*"))
        assert b'{"name":null}' in left
        assert b"rahasia" not in left


def test_an_erasure_is_pending_until_it_is_done_and_is_asked_for_anew(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.erasures.ask("registration", [CODE], person=True, now=START)
        ledger.erasures.ask("registration", [OTHER], person=False, now=START)
        assert ledger.erasures.pending() == {CODE, OTHER}
        assert ledger.erasures.pending(person=True) == {CODE}
        ledger.erasures.finish([CODE, OTHER], START)
        assert ledger.erasures.pending() == frozenset()
        ledger.erasures.ask("registration", [OTHER], person=True, now=START)
        assert ledger.erasures.pending() == {OTHER}
        assert ledger.erasures.persons("registration") == {CODE, OTHER}
        assert ledger.erasures.codes("feedback") == frozenset()


def test_copies_that_nobody_uses_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names = (f"{rehearsal_prefix()}abc", f"{REHEARSAL}999999999-abc", "office")
    running, abandoned, office = (tmp_path / name for name in names)
    for folder in (running, abandoned, office):
        folder.mkdir()
        (folder / "loket.sqlite.damaged-1").touch()
    assert drop_copies(office / "loket.sqlite") == 2
    assert [running.exists(), abandoned.exists(), [*office.iterdir()]] == [True, False, []]
