"""What nobody foresaw: it is told by its place, put on record, and nothing personal leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.ledger.ledger import Ledger
from loket.columns import REMARK
from pipeline import tabs
from pipeline.cli import run
from pipeline.configuration.settings import Trigger
from pipeline.configuration.settings_file import load
from pipeline.demo.office import Clock
from pipeline.internal_error import internal_error
from pipeline.service.serve import run_pass
from pipeline.writing import writing
from tests.pipeline.office_factory import DRAFTED, at, documents, open_folder
from tests.pipeline.service.serve_day import Simulation
from transforms.reading.indonesian import option_text


@pytest.fixture
def broken(drafted_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office in which every pass comes upon something that nobody foresaw."""

    def breaks(*_: object, **__: object) -> None:
        raise KeyError("Siti Nurhayati")

    monkeypatch.setattr(writing, "write_book", breaks)
    return drafted_folder


def test_pass_that_breaks_off_is_on_record_and_has_its_exit_code(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "--config", str(broken / "config.yaml"), "--now", DRAFTED]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("loket: Internal error: KeyError in pipeline/writing/writing.py:")
    assert "Siti" not in said.err
    with Ledger(broken / "loket.sqlite") as ledger:
        (last,) = ledger.runs.latest(1)
    assert (last.outcome, last.finished is None) == ("failed", False)
    assert last.error
    assert "KeyError in pipeline/writing/writing.py:" in last.error
    assert "Siti" not in last.error


def test_log_tells_of_it_once(broken: Path) -> None:
    call = ["sync", "--config", str(broken / "config.yaml"), "--now", DRAFTED]
    assert run([*call, "--dry-run"]) == 70
    with open_folder(broken) as office:
        before = office.rows(tabs.LOG)
    assert run(call) == 70
    with open_folder(broken) as office:
        after = office.rows(tabs.LOG)
    assert len(after) == len(before) + 1
    assert after["outcome"][0] == "Gagal"
    assert str(after[REMARK][0]).startswith("⚠ Kesalahan di Loket (pipeline/writing/writing.py:")
    told = documents(broken)
    assert run(call) == 70
    assert documents(broken) == told


def test_service_outlives_it(broken: Path, caplog: pytest.LogCaptureFixture) -> None:
    trigger = Trigger(name="rutin", cron="0 7 * * *")
    clock = Clock(at(DRAFTED))
    stop = Simulation(clock, at("2027-01-01T00:00"))
    assert run_pass(load(broken / "config.yaml"), trigger, stop, clock) == 70
    assert "rutin: pass failed" in caplog.text
    assert "Internal error: KeyError" in caplog.text
    assert "Siti" not in caplog.text


def test_place_is_the_last_line_of_loket_s_own() -> None:
    with pytest.raises(AttributeError) as raised:
        option_text("Siti Nurhayati")  # type: ignore[arg-type]
    error = internal_error(raised.value)
    assert error.kind == "AttributeError"
    assert error.place.startswith("transforms/reading/indonesian.py:")
    assert "Siti" not in str(error)
