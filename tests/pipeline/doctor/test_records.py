"""What the doctor says of the ledger, the lock, the passes and the calls that they made."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from loket.errors import QuestionMissing, QuotaExceeded
from pipeline.configuration.settings import Settings
from pipeline.doctor import records
from pipeline.doctor.case import Premises
from pipeline.doctor.finding import Finding
from pipeline.runs.troubles import TROUBLES, troubles
from tests.pipeline.office_factory import at

NOW = "2026-11-16T12:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def premises(folder: Path, now: str = NOW, **sync: Any) -> Premises:
    settings = Settings.model_validate({"sync": sync}, context={"root": folder})
    return Premises(settings, lambda: at(now))


def record(folder: Path, hour: int, outcome: str | None, **fields: Any) -> None:
    """Put the pass of an hour on record; without an outcome it never ended."""
    started = at(f"2026-11-16T{hour:02}:00")
    trigger = fields.pop("trigger", "rutin")
    given = {"counts": {}, "api_calls": {}, "error": None, **fields}
    with Ledger(folder / "loket.sqlite") as ledger:
        number = ledger.runs.start(
            started=started, trigger=trigger, now=started, weeks=[], versions={}
        )
        if outcome:
            finished = started + timedelta(minutes=1)
            ledger.runs.finish(number, finished=finished, outcome=outcome, **given)


def said(found: Any) -> list[tuple[str, int, str]]:
    results: list[Finding] = list(found)
    return [(each.level.value, each.exit_code, each.what) for each in results]


def test_ledger_that_is_not_there_yet(folder: Path) -> None:
    ((level, code, what),) = said(records.ledger(premises(folder)))
    assert (level, code, "the next pass begins one" in what) == ("ok", 0, True)
    assert not list(folder.iterdir())


def test_damaged_ledger_is_told_and_left_alone(folder: Path) -> None:
    path = folder / "loket.sqlite"
    path.write_bytes(b"rusak" * 1000)
    path.with_name("loket.sqlite.damaged-1").touch()
    damaged, aside = records.ledger(premises(folder))
    assert (damaged.exit_code, damaged.what) == (
        74,
        f"The ledger {path} is damaged: file is not a database.",
    )
    assert "nothing that is published" in damaged.affects
    assert "loket.sqlite.damaged-1" in aside.what
    assert path.read_bytes() == b"rusak" * 1000


def test_lock(folder: Path) -> None:
    record(folder, 11, None)
    with one_pass_at_a_time(folder / "loket.lock"):
        held = said(records.lock(premises(folder, "2026-11-16T11:30")))
        hung = list(records.lock(premises(folder, "2026-11-16T11:31")))
    who = f"Process {os.getpid()}"
    assert held == [("ok", 0, f"{who} holds it: a pass or another command is under way.")]
    assert said(hung) == [("error", 75, f"{who} has held it since 2026-11-16 11:00: a pass hangs.")]
    assert f"`kill {os.getpid()}`" in hung[0].remedy
    assert said(records.lock(premises(folder))) == [("ok", 0, "Nobody holds it.")]


def test_a_pass_that_may_take_longer_hangs_later(folder: Path) -> None:
    record(folder, 11, None)
    with one_pass_at_a_time(folder / "loket.lock"):
        found = [
            said(records.lock(premises(folder, f"2026-11-16T{time}", deadline_minutes=60)))
            for time in ("13:00", "13:01")
        ]
    assert [level for ((level, _, _),) in found] == ["ok", "error"]


def test_passes(folder: Path) -> None:
    ((level, code, what),) = said(records.passes(premises(folder)))
    assert (level, code) == ("error", 69)
    assert what.startswith("NOT HEALTHY: last successful pass never")
    record(folder, 9, "quiet", trigger="cron")
    good = said(records.passes(premises(folder)))
    assert good == [("ok", 0, "1 passes began in the last 24 hours (triggers: cron).")]
    lost = QuestionMissing("Pendaftaran", "Nama lengkap", "1a")
    record(folder, 10, "partial", counts={TROUBLES: troubles([lost])}, error=str(lost))
    (failing,) = records.passes(premises(folder))
    assert failing.what == "No pass has done everything since 2026-11-16T10:00:00+07:00."
    assert records.by_cron(premises(folder))
    assert not records.by_cron(premises(folder, "2026-11-18T12:00"))


@pytest.mark.parametrize(
    ("reads", "errors", "level", "words"),
    [
        pytest.param(6, [], "ok", "At most 10% of a quota a minute (sheets read)", id="little"),
        pytest.param(36, [], "warning", "at most 60% of a quota", id="near"),
        pytest.param(6, [QuotaExceeded("Up.")], "warning", "1 passes met Google's quota", id="met"),
    ],
)
def test_quota(
    folder: Path, reads: int, errors: list[QuotaExceeded], level: str, words: str
) -> None:
    met = {"family": "sheets read", "used": reads, "quota": 60, "of": "user", "refused": 0}
    counts = {TROUBLES: troubles(errors)}
    record(folder, 11, "failed", api_calls={"retries": 2, "quota": met}, counts=counts)
    ((found, _, what),) = said(records.quota(premises(folder)))
    assert (found, words in what, "2 retries" in what) == (level, True, True)


def test_alerts(folder: Path) -> None:
    silent = premises(folder)
    told = Settings.model_validate(
        {"alerts": {"webhook": "https://x.example/hook"}}, context={"root": folder}
    )
    assert [level for level, _, _ in said(records.alerts(silent))] == ["warning"]
    assert said(records.alerts(Premises(told, silent.now))) == [
        ("ok", 0, "Alerts go out by webhook.")
    ]
