"""Two hundred personal values: where they may be kept, and that they are gone once erased."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.cli import run
from tests.connectors.signals.servers import a_web_server
from tests.pipeline.erasing.lived_week import ENDED, NAMES, TRACES, found_in
from tests.pipeline.erasing.remains import bytes_of_the_ledger, everything_in
from tests.pipeline.office_factory import SCHEDULE, open_folder, replace
from transforms.evaluation.satisfaction_scale import UNSUR

MAY_HOLD = {
    # The raw store: a rebuilt week is worked out from it.
    ("responses", "payload"),
    # What Loket's tabs hold, so that a row that somebody deletes comes back.
    ("tab_rows", "cells"),
    ("expected_rows", "cells"),
    # What people typed over Loket's cells, so that nothing typed is lost.
    ("edits", "value"),
}


def loket(folder: Path, *arguments: str, now: str = ENDED) -> int:
    return run([*arguments, "--config", str(folder / "config.yaml"), "--now", now])


def columns_that_hold(ledger: Path, traces: Iterable[str]) -> set[tuple[str, str]]:
    """The columns of the ledger in which one of the values stands."""
    with closing(sqlite3.connect(ledger)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE rootpage")
        ]
        cells = [
            (table, description[0], str(value))
            for table in tables
            if not table.startswith("sqlite_") and "_responses" not in table
            for cursor in [connection.execute(f"SELECT * FROM {table}")]
            for row in cursor.fetchall()
            for description, value in zip(cursor.description, row, strict=True)
        ]
    texts = [(table, column, text.replace("-", "")) for table, column, text in cells]
    return {(table, column) for table, column, text in texts if any(t in text for t in traces)}


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    """Leave logging as it was: `--verbose` logs to this test's own standard error."""
    yield
    logging.basicConfig(level=logging.WARNING, force=True)


def test_personal_values_stand_in_no_alert(lived: Path) -> None:
    """Everything there is to tell at once: responses that nobody can read, a tab that drifted."""
    config = lived / "config.yaml"
    replace(config, "quarantine_percent: 20", "quarantine_percent: 1")
    replace(config, "failures: 3", "failures: 1")
    with open_folder(lived, ENDED) as office:
        name, spreadsheet = SCHEDULE.column(c.NAME).header, str(office.settings.spreadsheet.id)
        sheet = office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
        sheet.update_cell(1, SCHEDULE.places[c.NAME] + 1, NAMES[0])
    with a_web_server() as web:
        replace(config, "  # webhook: file:webhook-address", f"  webhook: {web.url}/hook")
        assert loket(lived, "sync") == 65
        replace(config, spreadsheet, f"bukan-{spreadsheet}")
        assert loket(lived, "sync") == 78
        assert loket(lived, "status", "--alert", now="2026-11-30T12:00") == 69
    kinds = {str(body["kind"]) for body in web.bodies}
    assert kinds >= {"quarantine", "drift", "failing", "stale"}
    assert any(name in str(body["text"]) for body in web.bodies)
    assert found_in(json.dumps(web.bodies, ensure_ascii=False)) == set()


def test_personal_values_stay_where_they_belong_and_go_when_erased(
    lived: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    replace(lived / "config.yaml", "# health_file:", "health_file:")
    assert loket(lived, "sync", "--verbose", "--week", "2026-W48") == 0
    logged = capfd.readouterr().err
    assert loket(lived, "status", "--json") == 0
    health = "".join(capfd.readouterr()) + (lived / "health.json").read_text()
    assert "http" not in health
    assert found_in(logged, health) == set()
    held = columns_that_hold(lived / "loket.sqlite", TRACES)
    assert {("responses", "payload"), ("tab_rows", "cells"), ("edits", "value")} <= held
    assert held <= MAY_HOLD
    with open_folder(lived, ENDED) as office:
        before = office.rows(tabs.EVALUATIONS)
        assert len(found_in(everything_in(office))) > 100
        codes = office.codes(Form.REGISTRATION)
    (lived / "loket.sqlite.damaged-1").write_text(NAMES[0])

    assert loket(lived, "forget", "--yes", "--verbose", *codes) == 0
    told = "".join(capfd.readouterr())
    assert "Erased: " in told
    assert "the response submitted 11/11/2026 09.00" in told
    assert found_in(told) == set()
    assert found_in(bytes_of_the_ledger(lived)) == set()
    with open_folder(lived, ENDED) as office:
        assert found_in(everything_in(office)) == set()
        after = office.rows(tabs.EVALUATIONS)
        marks = ["feedback", "ikm", *(unsur.key for unsur in UNSUR)]
        assert after[marks].equals(before[marks])
        assert set(office.rows(tabs.REGISTRATIONS)[c.STATUS]) == {"Dihapus"}

        assert office.sync(full=True).outcome == "quiet"
    assert found_in(bytes_of_the_ledger(lived)) == set()

    for file in lived.glob("loket.sqlite*"):
        file.unlink()
    with open_folder(lived, ENDED) as office:
        report = office.sync()
        assert (report.outcome, report.cells) == ("quiet", 0)
        assert found_in(everything_in(office)) == set()
    assert found_in(bytes_of_the_ledger(lived)) == set()
