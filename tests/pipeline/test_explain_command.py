"""``loket explain``: all about one registration, for the operator's eyes, and nothing written."""

from __future__ import annotations

import json
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.ledger.ledger import Ledger
from loket import columns as c
from loket.vocabulary import Form, code_of
from pipeline import tabs
from pipeline.cli import run
from pipeline.explanation.case import known_code
from pipeline.explanation.explain import explain
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    SCHEDULE,
    WEEK,
    OpenOffice,
    a_registration,
    code_of_client,
    documents,
    open_folder,
    reads_and_writes,
)
from transforms.reading.indonesian import option_text, session_text

MONDAY = option_text(WEEK.days[0])
ASEP = "Asep Suryana"


def explained(office: OpenOffice, name: str) -> dict[str, Any]:
    code = code_of_client(office.look(), name)
    return explain(office.office, code, office.clock.now).data


def code_in(folder: Path, name: str) -> str:
    with open_folder(folder, DRAFTED) as office:
        return code_of_client(office.look(), name)


def loket(folder: Path, *arguments: str) -> int:
    return run([*arguments, "--config", str(folder / "config.yaml"), "--now", DRAFTED])


def test_the_command_writes_nothing_and_logs_nothing_personal(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_in(drafted_folder, ASEP)
    before = documents(drafted_folder), (drafted_folder / "loket.sqlite").read_bytes()
    assert loket(drafted_folder, "explain", code.lower().replace("-", ""), "--verbose") == 0
    printed = capsys.readouterr()
    assert (documents(drafted_folder), (drafted_folder / "loket.sqlite").read_bytes()) == before
    for secret in (ASEP, "6281200000001", f"Usaha {ASEP}"):
        assert secret in printed.out
        assert secret not in printed.err
    lines = printed.out.splitlines()
    assert lines[0] == f"{code}: Terjadwal, week 2026-W48"
    for line in (
        "  stands at Mon 23/11/2026 13.00 Rina Kartika",
        "  rank 1 of 3 in the week: invited before public, then by time",
        "  not fixed: a pass may move it, but never take it away",
        "  1. submitted 2026-11-11 09:00",
    ):
        assert line in lines, line
    assert loket(drafted_folder, "explain", code, "--json") == 0
    assert json.loads(capsys.readouterr().out)["code"] == code


def test_a_code_that_nobody_has(drafted_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = code_in(drafted_folder, ASEP)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert loket(drafted_folder, "explain", wrong) == 64
    said = f"loket: No registration has the code {wrong}. Did you mean {code}?"
    assert capsys.readouterr().err.startswith(said)


CODES = {"CC-7K2M-90XD", "CC-1111-0000"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CC-7K2M-90XD", "CC-7K2M-90XD"),
        ("7k2m90xd", "CC-7K2M-90XD"),
        ("cc 7k2m-9Oxd", "CC-7K2M-90XD"),
        ("kode: CC-ilIL-oO0o.", "CC-1111-0000"),
    ],
)
def test_codes_as_people_type_them(typed: str, code: str) -> None:
    assert known_code(typed, CODES) == code


def test_why_this_slot_what_a_wish_would_cost_and_what_holds_it(drafted: OpenOffice) -> None:
    """Asep stands at 13.00 already when Wulan registers, who asks for that start."""
    wulan = drafted.register(
        name="Wulan",
        phone="0812-0000-0009",
        dates=(MONDAY,),
        times_sme=(session_text(time(13)),),
        field_sme="Ekspor",
    )
    drafted.sync()
    with drafted.watched() as requests:
        data = explained(drafted, "Wulan")
    assert reads_and_writes(requests)[1] == 0
    asep = code_of_client(drafted.look(), ASEP)
    slot = data["slot"]
    assert (slot["date_chosen"], slot["start_wished"], slot["main_field"]) == (True, False, False)
    start, field = slot["wishes"]
    assert (start["kind"], start["level"], start["loss"]) == ("worse", 3, 2)
    both = f"{asep}, {wulan}"
    assert (start["start"], start["evidence"]) == ("13:00", both)
    assert start["reason"] == f"2 jadwal akan berubah tanggal atau jamnya: {both}"
    assert field["reason"] == "Tidak ada konsultan Bidang Utama Ekspor pada tanggal pilihan"
    (placed,) = data["history"]["bookings"]
    assert (placed["cause"], placed["after"]["date"]) == ("placed", "2026-11-23")
    drafted.staff.mark(drafted.look(), SCHEDULE, {wulan: {c.PINNED: True, c.TOLD: True}})
    slot = explained(drafted, "Wulan")["slot"]
    assert slot["held_by"] == ["pinned", "told"]
    assert slot["wishes"][0]["kind"] == "fixed"


def test_answers_that_were_edited_corrected_and_changed_by_phone(drafted: OpenOffice) -> None:
    link = drafted.submit(Form.REGISTRATION, a_registration(name="Yayah", phone="14045"))
    drafted.sync()
    code = drafted.codes(Form.REGISTRATION)[-1]
    drafted.clock.now += timedelta(minutes=5)
    edited = a_registration(name="Yayah", phone="14046")
    drafted.visitor.edit(link, drafted.by_id(Form.REGISTRATION, edited))
    drafted.staff.fill(tabs.CHANGES, [(code, "Tanggal Bisa", "24/11/2026", "Nia", "")])
    data = explain(drafted.office, code, drafted.clock.now).data
    assert data["problems"][0]["value"] == "14046"
    assert [row["changed"] for row in data["history"]["versions"]] == [
        [],
        [{"question": "Nomor WhatsApp aktif", "old": "14045", "new": "14046"}],
    ]
    assert data["changes"] == [
        {"column": "Tanggal Bisa", "value": "24/11/2026", "clerk": "Nia", "at": None}
    ]


def test_why_none(two_weeks: OpenOffice) -> None:
    two_weeks.register(name="Neng", phone="0812-0000-0009", field_sme="Pemasaran digital")
    next_monday = option_text(WEEK.shift(1).days[0])
    two_weeks.register(name="Maya", phone="0812-0000-0008", dates=(next_monday,))
    two_weeks.sync()
    neng, maya = explained(two_weeks, "Neng"), explained(two_weeks, "Maya")
    assert neng["slot"] is None
    assert (neng["waiting"]["kind"], neng["waiting"]["reason"]) == (
        *("no_consultant", "Tidak ada konsultan bidang Pemasaran digital minggu ini"),
    )
    assert maya["waiting"] == {"kind": "not_drafted", "drafted": "2026-11-23 00:00"}


def test_duplicates_and_a_registration_that_was_deleted(drafted: OpenOffice) -> None:
    asep = code_of_client(drafted.look(), ASEP)
    again = drafted.register(name=ASEP, phone=CLIENTS[ASEP], business=f"Usaha {ASEP}")
    drafted.sync()
    others = explain(drafted.office, asep, drafted.clock.now).data["others"]
    assert {row["row"] for row in others} == {asep, again}
    form = drafted.settings.forms.registration.id
    with Ledger(drafted.config.parent / "loket.sqlite") as ledger:
        (key,) = [one for one in ledger.responses.ids(Form.REGISTRATION) if code_of(one) == again]
    drafted.visitor.delete(str(form), key, drafted.settings.google.owner)
    found = explain(drafted.office, again, drafted.clock.now)
    assert found.text.startswith(f"{again}: Batal")
    assert len(found.data["history"]["versions"]) == 1
