"""What becomes known of a pass that nobody watches: log, health file, pings, alerts."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.ledger.lock import one_pass_at_a_time
from pipeline import tabs
from pipeline.cli import run
from tests.connectors.signals.servers import Web, a_web_server
from tests.pipeline.office_factory import CLIENTS, open_folder, replace

SIGNALS = """signals:
  health_file: keadaan/health.json
  ping_success: {url}/ping/a1
  ping_failure: env:LOKET_PING_GAGAL
"""
ALERTS = """alerts:
  webhook: {url}/hook
"""


@pytest.fixture
def web() -> Iterator[Web]:
    with a_web_server() as server:
        yield server


@pytest.fixture
def watched(drafted_folder: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office with a drafted week that tells of its passes."""
    monkeypatch.setenv("LOKET_PING_GAGAL", f"{web.url}/ping/a1/fail")
    config = drafted_folder / "config.yaml"
    replace(config, "\nsignals:\n", "\n" + SIGNALS.format(url=web.url))
    replace(config, "\nalerts:\n", "\n" + ALERTS.format(url=web.url))
    return drafted_folder


def sync(folder: Path, time: str, *options: str) -> int:
    now = ["--now", f"2026-11-16T{time}"]
    return run(
        ["sync", "--config", str(folder / "config.yaml"), "--trigger", "cron", *now, *options]
    )


def health(folder: Path) -> dict[str, Any]:
    state: dict[str, Any] = json.loads((folder / "keadaan" / "health.json").read_text("utf-8"))
    return state


def events(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The lines of the log, all of them JSON, and nothing beside them."""
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]


def test_passes_are_told_in_the_log_the_health_file_by_pings_and_an_alert(
    watched: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sync(watched, "08:10", "--log-format", "json") == 0
    (event,) = events(capsys)
    assert event["event"].startswith("cron: pass 3 quiet: 0 cells, 4 calls, ")
    told = {
        name: event[name] for name in ("level", "pass", "trigger", "outcome", "cells", "errors")
    }
    assert told == {
        "level": "info", "pass": 3, "trigger": "cron", "outcome": "quiet", "cells": 0, "errors": [],
    }  # fmt: skip
    assert event["counts"]["quarantine"] == {"responses": len(CLIENTS), "open": 2}
    assert event["calls"]["reads"] == 4
    assert event["seconds"] > 0
    assert web.paths == ["/ping/a1"]
    assert {name: health(watched)[name] for name in ("healthy", "healthy_until", "last_pass")} == {
        "healthy": True,
        "healthy_until": "2026-11-17T03:10:00Z",
        "last_pass": "2026-11-16T01:10:00Z",
    }

    with open_folder(watched) as office:
        office.sheet(tabs.CONSULTANTS).update([["Nama lama"]], "A1")
    assert sync(watched, "08:20", "--log-format", "json") == 65
    *rest, event, alert = events(capsys)
    assert rest == []
    assert (event["level"], event["outcome"]) == ("error", "partial")
    assert [(each["kind"], each["exit_code"]) for each in event["errors"]] == [
        ("HeaderMissing", 65)
    ]
    assert alert["event"] == "Alert drift: tab 'Konsultan' begins."
    assert web.paths[1:] == ["/ping/a1/fail", "/hook"]
    assert web.bodies[-1]["alert"] == "drift: tab 'Konsultan'"
    state = health(watched)
    assert (state["outcome"], state["errors"], state["exit_code"]) == (
        "partial", ["HeaderMissing"], 65,
    )  # fmt: skip
    assert (state["healthy"], state["last_success"]) == (True, "2026-11-16T01:10:00Z")

    web.status = 500
    with open_folder(watched) as office:
        office.sheet(tabs.CONSULTANTS).update([["Nama"]], "A1")
    assert sync(watched, "08:30", "--log-format", "json") == 0
    levels = [(event["level"], event["event"].partition(".")[0]) for event in events(capsys)]
    assert levels[1:] == [
        ("error", "127"),
        ("warning", "Alert drift: tab 'Konsultan' is over"),
        ("error", "Alert drift: tab 'Konsultan' by webhook: 127"),
    ]
    web.status = 200
    assert sync(watched, "08:40", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert [body["state"] for body in web.bodies if body][-1] == "over"


def test_a_pass_that_fails_is_told_once_and_ends_as_it_would_have(
    watched: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its file of the workspace is spoilt, so not even a run goes on record."""
    (watched / "workspace.sqlite").write_text("rusak" * 1000)
    assert sync(watched, "08:10", "--log-format", "json") == 74
    (event,) = events(capsys)
    assert (event["outcome"], event["pass"], event["errors"][0]["kind"]) == (
        "failed", None, "LocalError",
    )  # fmt: skip
    assert web.paths == ["/ping/a1/fail"]
    state = health(watched)
    assert (state["outcome"], state["last_success"]) == ("failed", "2026-11-16T01:00:00Z")
    assert sync(watched, "08:20") == 74
    out, err = capsys.readouterr()
    assert (out, err.count("workspace.sqlite")) == ("", 1)

    web.seen.clear()
    with one_pass_at_a_time(watched / "loket.lock"):
        assert sync(watched, "08:30") == 74
    (watched / "workspace.sqlite").unlink()
    assert sync(watched, "08:40", "--dry-run", "--log-format", "text") != 0
    assert web.paths == ["/ping/a1/fail"]
    assert health(watched)["last_pass"] == "2026-11-16T01:30:00Z"


def test_no_line_of_the_log_names_a_client(
    watched: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with open_folder(watched) as office:
        name, phone = "Nyai Roro Kenari", "0812-7777-8888"
        office.register(name=name, phone=phone, business="Batik Kenari")
        office.sheet(tabs.CONSULTANTS).update([["Kenari"]], "A1")
    assert sync(watched, "08:10", "--log-format", "json") == 65
    said = capsys.readouterr().err
    assert json.loads(said.splitlines()[0])["counts"]["new"] == 1
    for secret in (name, phone, "Kenari", "8127777", *CLIENTS, *CLIENTS.values()):
        assert secret not in said
        assert secret not in caplog.text


def test_a_terminal_gets_words(watched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync(watched, "08:10", "--log-format", "text", "--dry-run") == 0
    assert "pass 3 rehearsed: 0 cells" in capsys.readouterr().err
    assert logging.getLogger().level == logging.INFO
    assert not (watched / "keadaan").exists()
