"""``loket sync`` as an operator calls it: rehearsals, single weeks, another clock, JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loket.vocabulary import Service
from pipeline import tabs
from pipeline.cli import run
from tests.pipeline.office_factory import (
    DRAFTED,
    SCHEDULE,
    WEEK,
    documents,
    open_folder,
)


@pytest.fixture
def registered(folder: Path) -> Path:
    """The folder of an office with three clients that no pass has seen."""
    with open_folder(folder) as office:
        office.register(name="Asep Suryana", phone="081200000001")
        office.register(Service.COOPERATIVE, name="Dewi Lestari", phone="081200000002")
        office.register(name="Ujang Hidayat", phone="081200000003")
    return folder


def loket(folder: Path, *arguments: str, now: str = DRAFTED) -> int:
    return run([*arguments, "--config", str(folder / "config.yaml"), "--now", now])


def sync_data(
    capsys: pytest.CaptureFixture[str], folder: Path, *options: str, now: str = DRAFTED
) -> dict[str, Any]:
    assert loket(folder, "sync", "--json", *options, now=now) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_rehearsal_writes_nothing_and_tells_what_the_pass_then_does(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, ledger = documents(registered), (registered / "loket.sqlite").read_bytes()
    rehearsed = sync_data(capsys, registered, "--dry-run")
    assert documents(registered) == before
    assert (registered / "loket.sqlite").read_bytes() == ledger
    done = sync_data(capsys, registered)
    assert (rehearsed["outcome"], done["outcome"]) == ("rehearsed", "changed")
    assert rehearsed["calls"]["writes"] == 0
    # Tahapan comes in order once a day, when all else is written.
    *told, moved = done["changes"]
    assert moved["setup"] == ["8 rows moved into order"]
    assert rehearsed["changes"] == [*told, {**moved, "setup": ["rows come into order"]}]
    for part in ("counts", "cells"):
        assert rehearsed[part] == done[part], part
    assert {change["tab"] for change in done["changes"]} >= {"Pendaftaran", "Jadwal 2026-W48"}


def test_given_week_touches_no_tab_of_another(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = sync_data(capsys, registered, "--week", "next")
    titles = {change["tab"] for change in data["changes"]}
    assert {title for title in titles if " 2026-" in title} == {SCHEDULE.title, f"Papan {WEEK}"}


def test_clock_given_on_the_command_line_counts(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    midnight = {
        now: sync_data(capsys, registered, "--dry-run", now=now)["counts"]["statuses"]
        for now in ("2026-11-15T23:59:59", "2026-11-15T17:00Z")
    }
    assert list(midnight.values()) == [{"Terdaftar": 3}, {"Terjadwal": 3}]


def test_report_for_people_names_tabs_rows_and_calls(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert loket(registered, "sync", "--trigger", "rutin") == 0
    said = capsys.readouterr().out
    assert "Pendaftaran 3 rows added" in said
    assert "Asep Suryana" in said
    assert "changed;" in said
    assert "Tahapan 0 rows added, 0 cells changed, 0 rows removed\n  * 8 rows moved" in said
    assert "3 writes." in said
    with open_folder(registered) as office:
        log = office.rows(tabs.LOG)
        assert list(log["trigger"]) == ["rutin", "manual"]
        assert list(log["new"]) == [3, 0]
    assert loket(registered, "sync", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
