"""What staff can do from the spreadsheet, told as one week's story; nobody touches a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pandas as pd
from gspread.utils import rowcol_to_a1

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket import columns as c
from loket.vocabulary import Confirmation, Form, ProblemStatus, Service, Status
from pipeline import tabs
from tests.pipeline.office_factory import (
    CLIENTS,
    SCHEDULE,
    WEEK,
    OpenOffice,
    a_registration,
    code_of_client,
)
from tests.pipeline.two_weeks.teller import W48, Teller
from transforms.reading.indonesian import option_text
from transforms.registration.earlier_answers import KEPT
from transforms.schedule.standing_bookings import LOST

MONDAY, TUESDAY = WEEK.days[:2]
CHANGED = "Berubah, beri tahu lagi"
AGAIN = "Sebab: jawaban pendaftaran ulang dipakai"
MOVED = "Sebab: tanggal klien diubah petugas"


ASEP, SITI, UJANG, LINA, BUDI = CLIENTS
RINA = "Rina Kartika"
NO_SAVINGS = "Tidak ada konsultan bidang Simpan pinjam minggu ini"
UNUSED = "Perubahan dengan kode ini tidak dipakai, tulis dengan kode Ujang (2)"
NEWER = "Memakai jawaban terbaru dari Ujang (2)"


@dataclass(frozen=True)
class Sight:
    """The spreadsheet as staff see it after a pass; people stand there by name."""

    snapshot: Snapshot

    def row(self, name: str, tab: Tab = SCHEDULE) -> pd.Series[Any]:
        return self._only(tab, c.NAME, name)

    def booking(self, name: str) -> tuple[date, time, str]:
        found = self.row(name)
        return found[c.DATE], found[c.START], found[c.CONSULTANT]

    def status(self, name: str, tab: Tab = SCHEDULE) -> str:
        return str(self.row(name, tab)[c.STATUS])

    def problem(self, phone: str) -> pd.Series[Any]:
        return self._only(tabs.PROBLEMS, c.VALUE, phone)

    def typed(self) -> dict[str, tuple[object, ...]]:
        """The ✎ cells of the schedule by name, in the order in which the rows stand."""
        fields = [column.field for column in SCHEDULE.staff_columns]
        rows = self.snapshot.tab(SCHEDULE).frame.iterrows()
        return {str(row[c.NAME]): tuple(row[fields]) for _, row in rows}

    def _only(self, tab: Tab, column: str, value: str) -> pd.Series[Any]:
        frame = self.snapshot.tab(tab).frame
        (found,) = [row for _, row in frame[frame[column] == value].iterrows()]
        return found


def after_a_pass(office: OpenOffice) -> Sight:
    assert office.sync().exit_code == 0
    return Sight(office.look())


def mark(office: OpenOffice, seen: Sight, name: str, **cells: object) -> None:
    """Type into ✎ cells of somebody's row."""
    code = code_of_client(seen.snapshot, name)
    office.staff.mark(seen.snapshot, SCHEDULE, {code: cells})


def paste(office: OpenOffice, seen: Sight, name: str, **cells: object) -> None:
    """Put values into ✎ cells of somebody's row as they are, dates and times as text."""
    state = seen.snapshot.tab(SCHEDULE)
    for field, value in cells.items():
        cell = rowcol_to_a1(seen.row(name)["row"], state.positions[field] + 1)
        office.sheet(SCHEDULE).update([[value]], cell, raw=True)


def correct(office: OpenOffice, seen: Sight, phone: str, correction: str) -> None:
    state = seen.snapshot.tab(tabs.PROBLEMS)
    cell = rowcol_to_a1(seen.problem(phone)["row"], state.positions[c.CORRECTION] + 1)
    office.sheet(tabs.PROBLEMS).update([[correction]], cell, raw=False)


def sort_by_name_backwards(office: OpenOffice, seen: Sight) -> None:
    state = seen.snapshot.tab(SCHEDULE)
    last = rowcol_to_a1(max(state.frame["row"]), len(SCHEDULE.columns))
    sheet = office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    sheet.sort((state.positions[c.NAME] + 1, "des"), range=f"A2:{last}")


def test_a_week_in_the_hands_of_staff(drafted: OpenOffice) -> None:
    office, seen = drafted, Sight(drafted.look())
    assert seen.booking(ASEP) == (MONDAY, time(13), RINA)
    assert {seen.status(name) for name in (ASEP, SITI, UJANG)} == {Status.SCHEDULED}

    # They pin one where he stands, move one, and cancel one who called. Of two phones that cannot
    # be read they have found out the one; the other they set aside.
    mark(office, seen, ASEP, pinned=True, notes="Minta jam pertama")
    mark(office, seen, SITI, move_date=TUESDAY, move_start="15.30")
    mark(office, seen, UJANG, confirmation=Confirmation.CANCELLED)
    correct(office, seen, CLIENTS[LINA], "0812-0000-0004")
    correct(office, seen, CLIENTS[BUDI], "-")
    seen = after_a_pass(office)
    assert seen.booking(ASEP) == (MONDAY, time(13), RINA)
    assert seen.booking(SITI) == (TUESDAY, time(15, 30), RINA)
    assert seen.status(UJANG) == seen.status(UJANG, tabs.REGISTRATIONS) == Status.CANCELLED
    assert seen.status(LINA) == Status.SCHEDULED
    assert seen.row(LINA, tabs.REGISTRATIONS)[c.PHONE] == "+6281200000004"
    assert seen.problem(CLIENTS[LINA])[c.STATUS] == ProblemStatus.DONE
    assert seen.problem(CLIENTS[BUDI])[c.STATUS] == ProblemStatus.IGNORED
    assert BUDI not in set(seen.snapshot.tab(tabs.REGISTRATIONS).frame[c.NAME])

    # They tell one, another confirms, and a third asks by phone for Tuesday instead.
    mark(office, seen, SITI, told=True)
    mark(office, seen, ASEP, told=True, confirmation=Confirmation.CONFIRMED)
    lina = code_of_client(seen.snapshot, LINA)
    office.staff.fill(tabs.CHANGES, [(lina, "Tanggal Bisa", "24/11/2026", "Tuti")])
    seen = after_a_pass(office)
    assert seen.status(ASEP) == Status.CONFIRMED
    assert seen.row(LINA, tabs.REGISTRATIONS)[c.DATES] == "24/11/2026"
    assert seen.booking(LINA)[0] == TUESDAY

    # The one who was told has to be moved after all: staff are reminded until they tick anew.
    mark(office, seen, SITI, move_start="14.00")
    seen = after_a_pass(office)
    assert seen.booking(SITI) == (TUESDAY, time(14), RINA)
    assert CHANGED in seen.row(SITI)[c.REMARK]
    mark(office, seen, SITI, told=False)
    seen = after_a_pass(office)
    mark(office, seen, SITI, told=True)

    # The owner sorts the tab by name, backwards: every row keeps what was typed beside it.
    before = Sight(office.look())
    sort_by_name_backwards(office, before)
    seen = after_a_pass(office)
    assert list(seen.typed()) == sorted(before.typed(), reverse=True) != list(before.typed())
    assert seen.typed() == before.typed()
    assert seen.row(SITI)[c.REMARK] is None
    assert office.sync().outcome == "quiet"

    # On the day: one came, one did not, of a third nothing is known.
    office.at("2026-11-24T17:00")
    mark(office, seen, ASEP, attendance=Status.PRESENT, arrived="12.40")
    mark(office, seen, SITI, attendance=Status.ABSENT)
    seen = after_a_pass(office)
    assert seen.status(ASEP) == Status.PRESENT
    assert seen.status(SITI) == Status.ABSENT
    assert seen.status(LINA) == Status.UNRECORDED
    assert seen.status(UJANG) == Status.CANCELLED
    assert seen.row(ASEP)[c.ARRIVED] == time(12, 40)


def test_cells_that_were_pasted_as_text(drafted: OpenOffice) -> None:
    office, seen = drafted, Sight(drafted.look())
    paste(office, seen, ASEP, move_date="24/11/2026", move_start="10.00", confirmation="batal ")
    paste(office, seen, SITI, move_date="24/11/2026", move_start=13, move_consultant="rina KARTIKA")
    paste(office, seen, UJANG, told="sudah", pinned="x", attendance="?")
    seen = after_a_pass(office)
    assert seen.status(ASEP) == Status.CANCELLED
    assert seen.booking(SITI) == (TUESDAY, time(13), RINA)
    assert seen.row(SITI)[c.REMARK] is None
    assert seen.row(UJANG)[c.REMARK] == (
        "Isian tidak terbaca: Diberitahu (centang kotaknya), Kunci (centang kotaknya), "
        "Kehadiran (pilih Hadir atau Tidak Hadir)"
    )
    assert office.sync().outcome == "quiet"


def test_quotas_that_staff_lower_or_leave_blank_stop_no_move_within_the_day(
    drafted: OpenOffice,
) -> None:
    office, seen = drafted, Sight(drafted.look())
    assert [seen.booking(name)[0] for name in (ASEP, SITI, UJANG)] == [MONDAY, MONDAY, TUESDAY]
    office.staff.fill(tabs.QUOTAS, [("Senin", "UKM", "", 1, ""), ("Selasa", "UKM", "", 2, "")])
    mark(office, seen, SITI, move_start="15.00")
    mark(office, seen, UJANG, move_start="15.30")
    seen = after_a_pass(office)
    assert seen.booking(SITI) == (MONDAY, time(15), RINA)
    assert seen.booking(UJANG) == (TUESDAY, time(15, 30), RINA)
    mark(office, seen, UJANG, move_date=MONDAY)
    seen = after_a_pass(office)
    assert seen.booking(UJANG) == (TUESDAY, time(15, 30), RINA)
    assert seen.row(UJANG)[c.REMARK] == "Pindah tidak bisa: kuota UKM 23/11 penuh"


def test_who_cancelled_and_came_was_there(drafted: OpenOffice) -> None:
    office, seen = drafted, Sight(drafted.look())
    mark(office, seen, ASEP, confirmation=Confirmation.CANCELLED)
    office.at("2026-11-23T14:00")
    seen = after_a_pass(office)
    mark(office, seen, ASEP, attendance=Status.PRESENT)
    seen = after_a_pass(office)
    assert seen.status(ASEP) == seen.status(ASEP, tabs.REGISTRATIONS) == Status.PRESENT
    assert office.sync().outcome == "quiet"


def test_a_consultant_lost_on_the_day_stands_on_top_of_the_log(drafted: OpenOffice) -> None:
    office = drafted
    office.at("2026-11-23T08:00")
    seen = after_a_pass(office)
    hit = [name for name in (ASEP, SITI, UJANG) if seen.booking(name)[0] == MONDAY]
    office.staff.fill(tabs.AVAILABILITY, [(RINA, MONDAY, "", "", False, "Sakit")])
    seen = after_a_pass(office)
    codes = ", ".join(sorted(code_of_client(seen.snapshot, name) for name in hit))
    log = seen.snapshot.tab(tabs.LOG).frame
    lines = log[c.REMARK].iloc[0].split("\n")
    assert lines[0] == "☐ Perlu dilihat Senin, 23/11/2026:"
    assert lines[-1] == f"{WEEK}: {LOST} bagi {codes}"
    assert office.sync().outcome == "quiet"


def test_decisions_about_those_who_register_again(opened: OpenOffice) -> None:
    story = Teller(opened)
    people = ("Asep", "Siti", "Ujang")
    for minute, name in enumerate(people, start=1):
        story.at(f"Wed 18 Nov 09.0{minute}")
        story.registers(name, Service.SME, "NIB/OSS", "23/11")
    opened.sync()
    story.staff_mark(W48, {name: {"Diberitahu": True} for name in people})
    for minute, name in enumerate(people, start=1):
        story.at(f"Wed 18 Nov 10.0{minute}")
        story.registers(name, Service.SME, "NIB/OSS", "25/11")
    story.at_the_next_pass(
        pendaftaran="""
            W48 | Diduga Ganda | Umum | Asep (2), Siti (2), Ujang (2)
            W48 | Terjadwal    | Umum | Asep, Siti, Ujang
        """
    )
    decided = {"Asep (2)": "Bukan ganda", "Siti (2)": "Abaikan", "Ujang (2)": "Pakai yang baru"}
    cells = {name: {"Keputusan": decision} for name, decision in decided.items()}
    story.staff_mark(tabs.REGISTRATIONS, cells)
    story.staff_add(tabs.CHANGES, (story.code("Ujang"), "Tanggal Bisa", "24/11/2026", "Nia"))
    phone = "Nomor WhatsApp sama dengan"
    ignored = "Diabaikan petugas, ganda dari Siti"
    merged = (
        "Pendaftaran ulang dari Ujang, jawaban ini dipakai. Bila bukan ganda, pilih Bukan ganda"
    )
    rest = f"{NEWER}; {UNUSED}"
    story.at_the_next_pass(
        jadwal_w48=f"""
            Sen 23/11 | 13.00 | {RINA} | Asep      | Terjadwal    | {phone} Asep (2)
            Sen 23/11 | 13.30 | {RINA} | Siti      | Terjadwal    |
            Rab 25/11 | 13.00 | {RINA} | Ujang     | Terjadwal    | {CHANGED}; {AGAIN}; {rest}
            Rab 25/11 | 13.30 | {RINA} | Asep (2)  | Terjadwal    | {phone} Asep
                      |       |        | Siti (2)  | Diduga Ganda | {ignored}
                      |       |        | Ujang (2) | Diduga Ganda | {merged}
        """
    )


def test_an_edited_answer_that_cannot_be_read_costs_nobody_the_place(opened: OpenOffice) -> None:
    story = Teller(opened)
    story.at("Wed 18 Nov 09.00")
    link = story.registers("Asep", Service.SME, "NIB/OSS", "23/11")
    opened.sync()
    story.at("Wed 18 Nov 10.00")
    edited = a_registration(name="Asep", phone="14045", dates=(option_text(WEEK.days[1]),))
    opened.visitor.edit(link, opened.by_id(Form.REGISTRATION, edited))
    for correction, remark, value, status in (
        (None, KEPT, "14045", ProblemStatus.OPEN),
        ("0811", KEPT, "0811", ProblemStatus.OPEN),
        ("0812-4747-0009", "", "0811", ProblemStatus.DONE),
    ):
        if correction:
            story.staff_mark(tabs.PROBLEMS, {"Asep": {"Koreksi": correction}})
        story.at_the_next_pass(
            jadwal_w48=f"Sel 24/11 | 13.00 | {RINA} | Asep | Terjadwal | {remark}",
            perlu_perbaikan=f"Asep | Nomor WhatsApp aktif | {value} | {status}",
        )


def test_changes_by_phone_a_consultant_who_leaves_and_a_step_that_is_done(
    opened: OpenOffice,
) -> None:
    story = Teller(opened)
    story.at("Wed 18 Nov 09.00")
    story.registers("Asep", Service.SME, "NIB/OSS", "23/11")
    story.registers("Budi", Service.COOPERATIVE, "Simpan pinjam", "23/11")
    opened.sync()
    asep, budi = story.code("Asep"), story.code("Budi")
    story.staff_mark(W48, {"Asep": {"Diberitahu": True, "Konfirmasi": "Dikonfirmasi"}})
    story.staff_add(
        tabs.CHANGES,
        (asep, "Tanggal Bisa", "25/11/2026", "Nia"),
        (asep, "tanggal bisa", "24/11/2026", "Nia"),
        (budi, "Status", "Hadir", "Nia"),
        ("CC-0000-0000", "Nama", "Siapa", "Nia"),
    )
    inactive = rowcol_to_a1(2, len(tabs.CONSULTANTS.columns))
    opened.sheet(tabs.CONSULTANTS).update([[False]], inactive)
    assert first_step(opened)[c.STATUS] == "Terlambat"
    tick_first_step(opened)
    story.at_the_next_pass(
        jadwal_w48=f"""
            Sel 24/11 | 13.00 | {RINA} | Asep | Dikonfirmasi  | {CHANGED}; {MOVED}
                      |       |        | Budi | Daftar Tunggu | {LOST}; {NO_SAVINGS}
        """,
        perlu_perbaikan="""
            Baris 4 | Kolom | Status       | Terbuka
            Baris 5 | Kode  | CC-0000-0000 | Terbuka
        """,
    )
    assert first_step(opened)[c.STATUS] == "Selesai"


def first_step(office: OpenOffice) -> pd.Series[Any]:
    """The first step of the week on Tahapan."""
    steps = office.rows(tabs.MILESTONES)
    return steps[(steps[c.WEEK] == str(WEEK)) & (steps[c.NUMBER] == 1)].iloc[0]


def tick_first_step(office: OpenOffice) -> None:
    column = [column.field for column in tabs.MILESTONES.columns].index(c.DONE) + 1
    cell = rowcol_to_a1(first_step(office)["row"], column)
    office.sheet(tabs.MILESTONES).update([[True]], cell)
