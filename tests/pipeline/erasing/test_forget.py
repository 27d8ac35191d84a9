"""``loket forget``: what goes and what stays, whatever happens on the way."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from pipeline.cli import run
from pipeline.forget import Forgotten, forget, look_up
from pipeline.runs.status import health
from tests.pipeline.erasing.remains import bytes_of_the_ledger, texts_in
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    SCHEDULE,
    WEEK,
    OpenOffice,
    a_registration,
    code_of_client,
    documents,
)
from transforms.reading.indonesian import option_text

NAME, PHONE = "Siti Nurhayati", CLIENTS["Siti Nurhayati"]
TRACES = (NAME, "1200000002", "0812 0000 0002", "Usaha Siti")
DAYS = tuple(option_text(day) for day in WEEK.days[:2])


def traces(office: OpenOffice, folder: Path) -> list[str]:
    """What is still to be found of the person, in the spreadsheet and in the ledger's files."""
    text = texts_in(office) + bytes_of_the_ledger(folder)
    return [trace for trace in TRACES if trace in text.replace("-", "") or trace in text]


def folder_of(office: OpenOffice) -> Path:
    return office.config.parent


def erase(office: OpenOffice, *typed: str) -> Forgotten:
    return forget(office.office, typed, office.clock.now)


def others(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    return rows[rows[c.CODE] != code].drop(columns="row").reset_index(drop=True)


def row_of(rows: pd.DataFrame, code: str) -> dict[str, object]:
    """What stands in a row, without its empty cells and boxes."""
    (row,) = rows[rows[c.CODE] == code].drop(columns="row").to_dict("records")
    return {str(name): value for name, value in row.items() if value not in (None, False)}


@pytest.fixture
def known(drafted: OpenOffice) -> OpenOffice:
    """An office in which staff have typed beside a client's row, and beside others'."""
    code = code_of_client(drafted.look(), NAME)
    marks = {c.TOLD: True, c.NOTES: f"{NAME}, 0812 0000 0002"}
    drafted.staff.mark(drafted.look(), SCHEDULE, {code: marks})
    asep = code_of_client(drafted.look(), "Asep Suryana")
    drafted.staff.mark(drafted.look(), SCHEDULE, {asep: {c.TOLD: True, c.NOTES: "kursi roda"}})
    return drafted


def test_one_row_becomes_a_tombstone_for_good_and_the_others_stay(known: OpenOffice) -> None:
    ledger = folder_of(known) / "loket.sqlite"
    elsewhere = ledger.read_bytes()
    code = code_of_client(known.look(), NAME)
    before = {tab: others(known.rows(tab), code) for tab in (tabs.REGISTRATIONS, SCHEDULE)}
    assert traces(known, folder_of(known)) == list(TRACES)
    found = erase(known, "+62 812 0000 0002")
    assert (found.codes, found.done, found.errors) == ((code,), True, ())
    assert found.rows == {f"Jadwal {WEEK}": 1, f"Papan {WEEK}": 1, "Pendaftaran": 1}
    for tab, rows in before.items():
        assert row_of(known.rows(tab), code) == {c.CODE: code, c.STATUS: "Dihapus"}
        # A consultant's half hour is free now; who has a place keeps it.
        pd.testing.assert_frame_equal(others(known.rows(tab), code), rows)
    assert traces(known, folder_of(known)) == []
    _bring_back(known, code)
    known.sync()
    assert row_of(known.rows(tabs.REGISTRATIONS), code) == {c.CODE: code, c.STATUS: "Dihapus"}
    ledger.write_bytes(elsewhere)
    assert traces(known, folder_of(known)) != []
    known.sync(full=True)
    assert traces(known, folder_of(known)) == []


def _bring_back(office: OpenOffice, code: str) -> None:
    """Type what an older version of the spreadsheet says."""
    sheet = office.owner.book.get_worksheet_by_id(tabs.REGISTRATIONS.sheet_id)
    rows = office.rows(tabs.REGISTRATIONS)
    number = int(rows.loc[rows[c.CODE] == code, "row"].iloc[0])
    sheet.update_cell(number, tabs.REGISTRATIONS.places[c.STATUS] + 1, "Terjadwal")
    sheet.update_cell(number, tabs.REGISTRATIONS.places[c.NAME] + 1, NAME)


def test_a_response_that_is_edited_later_stays_out_and_a_new_one_counts(
    drafted: OpenOffice,
) -> None:
    answers = a_registration(name=NAME, phone="0812 9999 0000", dates=DAYS, business="Lain")
    link = drafted.submit(Form.REGISTRATION, answers)
    code = drafted.codes(Form.REGISTRATION)[-1]
    drafted.sync()
    erase(drafted, code)
    drafted.clock.now += timedelta(hours=1)
    edited = {**answers, c.NAME: "Siti Suntingan", c.PROBLEM: "xkcdsurat"}
    drafted.visitor.edit(link, drafted.by_id(Form.REGISTRATION, edited))
    new = drafted.register(name=NAME, phone="0812 9999 0000", dates=DAYS, business="Lain")
    drafted.sync()
    rows = drafted.rows(tabs.REGISTRATIONS)
    assert row_of(rows, code) == {c.CODE: code, c.STATUS: "Dihapus"}
    assert row_of(rows, new)[c.STATUS] in {"Terjadwal", "Daftar Tunggu"}
    stored = bytes_of_the_ledger(folder_of(drafted))
    assert "Suntingan" not in stored
    assert "xkcdsurat" not in stored


def test_all_registrations_with_a_phone_go_and_one_that_nobody_could_read(
    drafted: OpenOffice,
) -> None:
    first = code_of_client(drafted.look(), NAME)
    second = drafted.register(Service.COOPERATIVE, name="S. Nurhayati", phone="62812 0000 0002")
    drafted.clock.now += timedelta(minutes=1)
    unread = drafted.register(name="123", phone=f"{PHONE} / 021")
    drafted.sync()
    assert unread not in set(drafted.rows(tabs.REGISTRATIONS)[c.CODE])
    alone = look_up(drafted.office, [first.lower().replace("-", " ")], drafted.clock.now)
    assert (alone.codes, alone.alike) == ((first,), tuple(sorted((second, unread))))
    found = erase(drafted, PHONE)
    assert found.codes == tuple(sorted((first, second, unread)))
    assert found.done
    rows = drafted.rows(tabs.REGISTRATIONS)
    for code in found.codes:
        assert row_of(rows, code) == {c.CODE: code, c.STATUS: "Dihapus"}
    assert traces(drafted, folder_of(drafted)) == []


def test_an_erasure_that_is_killed_twice_is_told_and_ended_by_the_next_pass(
    known: OpenOffice,
) -> None:
    office, code = known.office, code_of_client(known.look(), NAME)
    for _ in ("the batch that erases", "the one that empties the journal"):
        Gaps(lambda _: None, _dying_with_its_batch, lambda _: False).watch(office.access)
        with pytest.raises(Killed):
            forget(office, [PHONE], known.clock.now)
        assert traces(known, folder_of(known)) != []
    office.access.close()
    told = health(known.settings, known.clock.now)
    assert told.data["erasing"] == [code]
    assert f"Asked to be erased, and not done yet: {code}." in told.text
    known.sync()
    assert health(known.settings, known.clock.now).data["erasing"] == []
    assert traces(known, folder_of(known)) == []


def _dying_with_its_batch(call: Call) -> None:
    if call.batch:
        raise Killed


def test_rows_that_people_move_in_the_last_moment_are_told_apart(known: OpenOffice) -> None:
    code = code_of_client(known.look(), NAME)
    before = others(known.rows(SCHEDULE), code).drop(columns=c.REMARK)
    moved: list[Call] = []

    def before_call(call: Call) -> None:
        if call.batch and not moved:
            moved.append(call)
            known.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id).insert_rows([[]], row=2)

    office = known.office
    Gaps(before_call, lambda _: None, lambda _: False).watch(office.access)
    found = forget(office, [PHONE], known.clock.now)
    office.access.close()
    assert found.done
    assert row_of(known.rows(SCHEDULE), code) == {c.CODE: code, c.STATUS: "Dihapus"}
    after = others(known.rows(SCHEDULE), code).drop(columns=c.REMARK)
    pd.testing.assert_frame_equal(after, before)
    assert traces(known, folder_of(known)) == []


def test_what_people_have_to_erase_is_named_by_its_place(
    known: OpenOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_of_client(known.look(), NAME)
    known.staff.fill(
        tabs.INVITATIONS, [("Ibu Siti Nurhayati, S.E.", "Usaha", "", "UKM", "", False)]
    )
    known.staff.fill(tabs.CHANGES, [(code, "Nama", "Siti N.", "Sari", "")])
    known.staff.fill(tabs.MINUTES, [("Clean & Clear", "", "", f"{PHONE}", "", "", "", "", False)])
    folder = folder_of(known)
    before = documents(folder), bytes_of_the_ledger(folder)
    arguments = ["forget", PHONE, "--config", str(known.config), "--now", DRAFTED]
    assert run([*arguments, "--dry-run", "--json"]) == 0
    told = capsys.readouterr().out
    found = json.loads(told)
    assert (found["codes"], found["rehearsed"], found["done"]) == ([code], True, False)
    lines = "\n".join(found["by_hand"])
    assert "Tab 'Undangan': row 2." in lines
    assert "Tab 'Perubahan': row 2." in lines
    assert "Tab 'Notulen Evaluasi': row 2." in lines
    assert "the response submitted 11/11/2026 09.01" in lines
    assert not [trace for trace in TRACES if trace in told]
    assert (documents(folder), bytes_of_the_ledger(folder)) == before
    assert run(arguments) == 64, "nobody is there to be asked"
    assert "--yes" in capsys.readouterr().err
    assert run(["forget", "0899 0000 0000", *arguments[2:], "--yes"]) == 64
    assert (documents(folder), bytes_of_the_ledger(folder)) == before
