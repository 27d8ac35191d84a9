"""Bad input: each has its own message and exit code, and nothing is written."""

from __future__ import annotations

import socket
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.forms.items import placed_questions
from connectors.ledger.lock import one_pass_at_a_time
from connectors.sheets.journal.journal import SHEET_ID as JOURNAL
from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.cli import run
from tests.pipeline.office_factory import (
    OPENED,
    SCHEDULE,
    OpenOffice,
    documents,
    open_folder,
    replace,
)


def loket(folder: Path, *arguments: str, now: str = OPENED) -> int:
    command, *options = arguments
    return run([command, "--config", str(folder / "config.yaml"), "--now", now, *options])


@dataclass(frozen=True)
class Case:
    """What is done to an office's folder before ``loket COMMAND``, and what comes of it."""

    exit_code: int
    message: tuple[str, ...]
    spoil: Callable[[Path], None] = lambda _: None
    command: tuple[str, ...] = ("sync",)


def without_config(folder: Path) -> None:
    (folder / "config.yaml").unlink()


def unknown_keys(folder: Path) -> None:
    replace(folder / "config.yaml", "  port: 8765", "  prot: 8765")
    replace(folder / "config.yaml", "  weight: 1/9", "  weight: 0.2")


def no_yaml(folder: Path) -> None:
    replace(folder / "config.yaml", "office:", "office: [")


def wrong_spreadsheet(folder: Path) -> None:
    with open_folder(folder) as office:
        found = str(office.settings.spreadsheet.id)
    replace(folder / "config.yaml", found, found[::-1])


def wrong_form(folder: Path) -> None:
    with open_folder(folder) as office:
        found = str(office.settings.forms.registration.id)
    replace(folder / "config.yaml", f"id: {found}", f"id: {found[::-1]}")


def not_set_up(folder: Path) -> None:
    with open_folder(folder) as office:
        found = str(office.settings.spreadsheet.id)
    replace(folder / "config.yaml", f"  id: {found}", "")


def unshare(folder: Path, file_id: Callable[[OpenOffice], str]) -> None:
    """Take Loket's right to a file away, as its owner does."""
    with open_folder(folder) as office:
        founder, loket = office.office.founder, office.settings.google.loket
        service = founder.drive().permissions()
        listed = service.list(fileId=file_id(office), fields="permissions(id,emailAddress)")
        for permission in listed.execute()["permissions"]:
            if permission.get("emailAddress") == loket:
                service.delete(fileId=file_id(office), permissionId=permission["id"]).execute()


def unshared_spreadsheet(folder: Path) -> None:
    unshare(folder, lambda office: str(office.settings.spreadsheet.id))


def ledger_below_a_file(folder: Path) -> None:
    replace(folder / "config.yaml", "ledger: loket.sqlite", "ledger: config.yaml/loket.sqlite")


def other_file(folder: Path) -> None:
    for old in folder.glob("workspace.sqlite*"):
        old.unlink()
    (folder / "workspace.sqlite").write_text("Daftar belanja: gula, kopi, teh.\n" * 100)


CASES = {
    "no settings": Case(78, ("There is no settings file", "--config PATH"), without_config),
    "unknown key, wrong value": Case(
        78, ("2 mistakes", "google.prot: unknown setting", "satisfaction.weight"), unknown_keys
    ),
    "no YAML": Case(78, ("is not YAML at line",), no_yaml),
    "wrong spreadsheet id": Case(
        78, ("spreadsheet", "there is no such file", "Correct its id"), wrong_spreadsheet
    ),
    "not set up": Case(78, ("no id for the spreadsheet", "loket init"), not_set_up),
    "unshared spreadsheet": Case(
        77, ("spreadsheet", "access is refused", "Share the file"), unshared_spreadsheet
    ),
    "no such week": Case(
        64, ("'2026-W60' is no week", "Give e.g. 2026-W48"), command=("sync", "--week", "2026-W60")
    ),
    "no such time": Case(64, ("--now 'besok' is no time",), command=("sync", "--now", "besok")),
    "unknown option": Case(64, ("No such option",), command=("sync", "--weeks", "x")),
    "unknown command": Case(64, ("No such command 'snyc'",), command=("snyc",)),
    "ledger cannot be": Case(74, ("loket.lock cannot be used",), ledger_below_a_file),
    "workspace file is no database": Case(74, ("workspace.sqlite", "move it away"), other_file),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_bad_input_stops_with_its_own_message(
    folder: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    case.spoil(folder)
    before = contents(folder)
    assert loket(folder, *case.command) == case.exit_code
    said = capsys.readouterr()
    assert said.out == ""
    assert all(part in said.err for part in case.message), said.err
    assert "Traceback" not in said.err
    assert contents(folder) == before


def test_second_pass_at_the_same_time_stops_at_the_lock(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = documents(folder)
    with one_pass_at_a_time(folder / "loket.lock"):
        assert loket(folder, "sync") == 75
    assert "Another pass holds the lock" in capsys.readouterr().err
    assert documents(folder) == before


def test_workspace_stops_where_its_port_is_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert loket(folder, "workspace", "--port", str(port)) == 74
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Port {port} of 127.0.0.1 cannot be used" in said.err


def lose_question(office: OpenOffice) -> None:
    form_id = str(office.settings.forms.registration.id)
    definition = office.office.forms.get(form_id)
    (place,) = [q.index for q in placed_questions(definition) if q.title == "Nama lengkap"]
    office.office.forms.batch_update(form_id, [{"deleteItem": {"location": {"index": place}}}])


def rename_header(office: OpenOffice) -> None:
    office.sheet(tabs.CONSULTANTS).update([["Siapa"]], "A1")


def empty_roster(office: OpenOffice) -> None:
    office.sheet(tabs.CONSULTANTS).batch_clear(["A2:I100"])


DRIFTS = {
    "deleted question": (
        lose_question,
        "Form 'Pendaftaran Clean & Clear' has lost the question 'Nama lengkap'",
        "⚠ Formulir “Pendaftaran Clean & Clear” kehilangan pertanyaan “Nama lengkap”;",
    ),
    "renamed header": (
        rename_header,
        "Tab 'Konsultan' has lost the header 'Nama'. Type the header back",
        "⚠ Tab “Konsultan” kehilangan judul kolom Nama. Ketik kembali",
    ),
    "emptied roster": (
        empty_roster,
        "Tab 'Konsultan' is empty, though it had consultants at the last pass. Restore its rows",
        "⚠ Hubungi operator Loket. Tab 'Konsultan' is empty",
    ),
}


@pytest.mark.parametrize(("spoil", "message", "told"), DRIFTS.values(), ids=DRIFTS)
def test_what_depends_on_a_lost_part_stays_as_it_is(
    drafted_folder: Path,
    spoil: Callable[[OpenOffice], None],
    message: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Log tells staff of it once; then nothing at all is written."""
    with open_folder(drafted_folder) as office:
        spoil(office)
    before = all_but_the_log(drafted_folder)
    assert loket(drafted_folder, "sync", now="2026-11-17T08:00") == 65
    said = capsys.readouterr()
    assert message in said.err
    assert "partial; 10 cells in 1 tabs" in said.out
    assert all_but_the_log(drafted_folder) == before
    with open_folder(drafted_folder) as office:
        log = office.rows(tabs.LOG)
    assert log["outcome"][0] == "Sebagian"
    assert str(log[c.REMARK][0]).startswith(told)

    before_again = documents(drafted_folder)
    assert loket(drafted_folder, "sync", now="2026-11-17T08:10") == 65
    assert "partial; 0 cells in 0 tabs" in capsys.readouterr().out
    assert documents(drafted_folder) == before_again


def all_but_the_log(folder: Path) -> dict[str, object]:
    """What every sheet but Log holds."""
    with open_folder(folder) as office:
        sheets = office.look().sheets.values()
    aside = {tabs.LOG.sheet_id, JOURNAL}
    return {sheet.title: sheet.cells for sheet in sheets if sheet.sheet_id not in aside}


def test_end_of_a_trouble_is_on_log_too(drafted: OpenOffice) -> None:
    rename_header(drafted)
    drafted.sync()
    drafted.sheet(tabs.CONSULTANTS).update([["Nama"]], "A1")
    assert [drafted.sync().exit_code for _ in range(2)] == [0, 0]
    log = drafted.rows(tabs.LOG)
    assert list(log["outcome"]) == ["Selesai", "Sebagian", "Selesai", "Selesai"]
    assert "⚠" not in str(log[c.REMARK][0])


def stands(office: OpenOffice) -> list[list[dict[Hashable, object]]]:
    """What the clinic's tabs hold."""
    snapshot = office.look()
    tabs_ = (tabs.REGISTRATIONS, SCHEDULE, tabs.CAPACITIES)
    return [snapshot.tab(tab).frame.to_dict("records") for tab in tabs_]


def test_unshared_form_stops_what_depends_on_it(folder: Path) -> None:
    unshare(folder, lambda office: str(office.settings.forms.registration.id))
    with open_folder(folder) as office:
        office.submit(
            Form.HALO_FEEDBACK,
            {
                "halo_date": "2026-11-06",
                "halo_role": "Penonton",
                "halo_satisfaction": "4",
                "halo_benefit": "3",
            },
        )
        before = stands(office)
        report = office.sync()
        assert report.exit_code == 77
        assert str(office.settings.forms.registration.id) in str(report.errors[0])
        assert stands(office) == before
        assert len(office.rows(tabs.PROBLEMS)) == 1


def contents(folder: Path) -> object:
    path = folder / "workspace.sqlite"
    is_database = path.read_bytes().startswith(b"SQLite")
    return documents(folder) if is_database else path.read_bytes()
