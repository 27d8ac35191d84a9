"""``loket runs``, ``loket runs show`` and ``loket diff``, and the forms as they stood at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from connectors.ledger.ledger import Ledger
from pipeline.cli import run
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    SCHEDULE,
    WEEK,
    at,
    documents,
)

Told = pytest.CaptureFixture[str]


def told(capsys: Told, folder: Path, *arguments: str) -> str:
    """What a command prints that goes well."""
    assert run([*arguments, "--config", str(folder / "config.yaml")]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def data(capsys: Told, folder: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, folder, *arguments, "--json"))
    return found


@pytest.fixture
def killed(drafted_folder: Path) -> Path:
    """The folder of an office with a drafted week, and a run that never ended between two."""
    with Ledger(drafted_folder / "loket.sqlite") as ledger:
        for _ in range(2):
            number = ledger.runs.start(
                started=at(DRAFTED),
                trigger="rutin",
                now=at(DRAFTED),
                weeks=[str(WEEK)],
                versions={"loket": "99"},
                options={"reassign": True},
            )
        ledger.runs.finish(
            number, finished=at(DRAFTED), outcome="failed", api_calls={}, error="Out of order.\nx"
        )
    return drafted_folder


def test_runs_are_listed_and_each_is_shown(killed: Path, capsys: Told) -> None:
    before = (killed / "loket.sqlite").read_bytes()
    lines = told(capsys, killed, "runs").splitlines()
    assert [line.split()[0] for line in lines] == ["run", "4", "3", "2", "1"]
    assert lines[1].endswith("2026-W48; reassign; Out of order.")
    assert "killed" in lines[2]
    assert len(told(capsys, killed, "runs", "--limit", "1").splitlines()) == 2

    drafted = data(capsys, killed, "runs", "show", "2")
    (listed,) = [each for each in data(capsys, killed, "runs")["runs"] if each["run"] == 2]
    titles = [tab["tab"] for tab in drafted["changes"]]
    assert titles.count("Tahapan") == 2
    assert list(listed["changes"]) == list(dict.fromkeys(titles))
    assert listed["cells"] == sum(listed["changes"].values())
    assert {key: listed[key] for key in listed if key != "changes"} == {
        key: drafted[key] for key in drafted if key != "changes"
    }
    assert drafted["counts"]["forms"]["registration"] == {
        "read": len(CLIENTS),
        "new": len(CLIENTS),
        "edited": 0,
        "deleted": 0,
        "withheld": 0,
        "quarantined": 2,
    }
    assert drafted["windows"]["registration"] == {"since": None, "until": f"{DRAFTED}:00+07:00"}

    shown = told(capsys, killed, "runs", "show", "2")
    for part in ("Run 2: changed", "all responses: 5 read", "| … | … | UKM |", "2026-W48: inputs"):
        assert part in shown
    assert "may have done so" not in shown
    assert not [name for name in CLIENTS if name in shown]
    assert "error: Out of order." in told(capsys, killed, "runs", "show", "4")
    assert told(capsys, killed, "runs", "show", "2", "--quiet") == ""
    assert (killed / "loket.sqlite").read_bytes() == before


def test_two_runs_are_compared(killed: Path, capsys: Told) -> None:
    found = data(capsys, killed, "diff", "1", "2")
    assert (found["from"]["run"], found["to"]["run"]) == (1, 2)
    assert found["responses"] == {"registration": {"new": len(CLIENTS), "edited": 0, "deleted": 0}}
    assert found["figures"]["Terjadwal"] == [None, 3]
    assert found["weeks"][str(WEEK)]["result"][0] is None
    assert {tab["tab"] for tab in found["changes"]} >= {"Pendaftaran", SCHEDULE.title, "Log"}
    assert (found["unsure_runs"], found["lost_runs"], found["versions"]) == ([], 0, {})

    said = told(capsys, killed, "diff", "2", "1")
    assert said.startswith("From run 1 (")
    assert "  Terjadwal: – → 3\n" in said
    assert "Pendaftaran 3 rows added" in said
    later = data(capsys, killed, "diff", "2", "4")
    assert later["unsure_runs"] == [3, 4]
    assert later["versions"]["loket"][1] == "99"
    assert "The spreadsheet is the same." in told(capsys, killed, "diff", "2", "4")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["runs", "show", "99"], "No run 99 is on record"),
        (["runs", "show"], "Which run?"),
        (["diff", "98", "99"], "No run 98 or 99 is on record"),
        (["diff", "2", "2"], "the same as itself"),
    ],
    ids=" ".join,
)
def test_runs_that_are_not_there(killed: Path, capsys: Told, call: list[str], said: str) -> None:
    assert run([*call, "--config", str(killed / "config.yaml")]) == 64
    assert said in capsys.readouterr().err


def test_without_a_ledger_there_are_no_runs_and_with_a_damaged_one_it_is_said(
    killed: Path, capsys: Told
) -> None:
    path = killed / "loket.sqlite"
    path.write_bytes(b"no ledger" * 200)
    for call in (["runs"], ["diff", "1", "2"]):
        assert run([*call, "--config", str(killed / "config.yaml")]) == 74
        assert "cannot be read: file is not a database" in capsys.readouterr().err
    path.unlink()
    assert told(capsys, killed, "runs") == "No pass has run yet.\n"
    assert data(capsys, killed, "runs") == {"runs": []}
    assert run(["runs", "show", "1", "--config", str(killed / "config.yaml")]) == 64
    assert not path.exists()


def test_a_week_as_the_forms_stood_at_a_time(drafted_folder: Path, capsys: Told) -> None:
    """Five clients came a minute apart; the last two gave numbers that are no phones."""
    before = documents(drafted_folder), (drafted_folder / "loket.sqlite").read_bytes()
    call = ["sync", "--now", DRAFTED, "--week", str(WEEK), "--as-of"]
    found = data(capsys, drafted_folder, *call, "2026-11-11T09:01:30")
    assert (documents(drafted_folder), (drafted_folder / "loket.sqlite").read_bytes()) == before
    assert found["outcome"] == "rehearsed"
    then = found["as_of"]["forms"]["registration"]
    assert (then["stood"], len(then["later"]), then["unknown"]) == (2, 3, [])
    rows = found["as_of"]["weeks"][str(WEEK)]
    assert [row["status"] for row in rows] == ["Terjadwal"] * 2
    rowed = [tab for tab in found["changes"] if not tab["tab"].startswith("Papan")]
    assert not any(code in json.dumps(rowed) for code in then["later"])

    said = told(capsys, drafted_folder, *call, "2026-11-11T09:00:30")
    assert "Responses as they stood at 2026-11-11 09:00: registration 1," in said
    assert "left out, for they came later: registration 4" in said
    assert "bookings and the clock (2026-11-16 08:00) are those of now" in said
    assert f"{WEEK}: 1 registrations" in said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-01T09:00", "no registration stood at 2026-11-01 09:00"),
        ("2026-11-16T08:01", "is yet to come"),
        ("kemarin", "--as-of 'kemarin' is no time"),
    ],
)
def test_times_of_which_nothing_is_to_be_shown(
    drafted_folder: Path, capsys: Told, moment: str, said: str
) -> None:
    config = str(drafted_folder / "config.yaml")
    assert run(["sync", "--as-of", moment, "--now", DRAFTED, "--config", config]) == 64
    assert said in capsys.readouterr().err
