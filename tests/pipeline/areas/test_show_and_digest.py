"""HALO KOP-UKM, Tahapan, the day's text and the minutes as staff find them in the spreadsheet."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.areas.halo_tabs import ALARMS
from pipeline.areas.milestone_tabs import DIGEST
from pipeline.cli import run
from tests.pipeline.office_factory import WEEK, OpenOffice

FRIDAY, CHRISTMAS = WEEK.days[4], date(2026, 12, 25)
DECISION = "Tambah konsultan Ekspor"
OVER, LATER = "2026-12-01T08:00", "2026-12-04T07:00"
LONG_AGO = date(2026, 11, 5)
"""A show that is over for four weeks between the two."""


PARTS = {
    "Layanan hari ini": [
        "Koperasi 09.00–12.00: belum ada klien; konsultan: Hadi",
        "UKM 13.00–16.00: belum ada klien; konsultan: Rina",
    ],
    "Jatuh tempo hari ini": ["Hari layanan: tahap 12–20"],
    "Terlambat": [
        "2026-W51: tahap 1 (sejak 30/11)",
        "HALO 11/12: tahap 1, 2 (sejak 27/11)",
        "2026-W50: tahap 1, 6–8 (sejak 23/11)",
        "HALO 04/12: tahap 1, 2 (sejak 20/11)",
        "2026-W49: tahap 1, 6–8, 11–14 (sejak 16/11)",
        "dan 3 minggu atau siaran sebelumnya, lihat tab Tahapan",
    ],
    "Perlu dilihat": [
        "Kehadiran belum dicatat: 3",
        "Perlu Perbaikan: 2 baris terbuka",
        "HALO 04/12/2026: Siaran belum ditulis di HALO Episode",
        "HALO 11/12/2026: Siaran belum ditulis di HALO Episode",
        "HALO 25/12/2026: Siaran jatuh pada hari libur: tentukan tanggal baru",
    ],
}
"""The text of OVER: nobody has ticked or recorded anything, and W51's consultants are there."""


def an_episode(day: date, guest: str = "", viewers: object = "") -> tuple[object, ...]:
    return (day, guest, "Ketua", "Batik Harapan", "Batik", "", viewers, "", 40, 8, 2, "", "")


def an_opinion(role: str, mark: str) -> dict[str, Any]:
    return {
        c.HALO_DATE: str(FRIDAY),
        c.HALO_ROLE: role,
        c.HALO_SATISFACTION: mark,
        c.HALO_BENEFIT: mark,
    }


def steps(office: OpenOffice) -> dict[tuple[str, int], tuple[str, str]]:
    """Status and text of the once-a-week steps of WEEK and of the steps of FRIDAY's show."""
    rows = office.rows(tabs.MILESTONES)
    ours = rows[
        rows[c.DATE].isna() | (rows[c.DATE] == FRIDAY) & (rows[c.PROGRAM] != "Clean & Clear")
    ]
    return {
        (row[c.PROGRAM][:4], int(row[c.NUMBER])): (row[c.STATUS], row[c.STEP])
        for row in ours[ours[c.WEEK] == str(WEEK)].to_dict("records")
    }


def text_on_tahapan(office: OpenOffice) -> str:
    rows = office.rows(tabs.MILESTONES)
    assert rows[c.PROGRAM].iloc[0] == DIGEST
    return str(rows[c.STEP].iloc[0])


def page(office: OpenOffice, tab: Any, heading: str) -> list[list[object]]:
    """The rows below a heading of a page, up to the next empty one, without empty cells."""
    sheet = office.look().sheets[tab.sheet_id]
    cells: list[list[object]] = [[each for each in row if each is not None] for row in sheet.cells]
    first = cells.index([heading]) + 1
    end = next((n for n in range(first, len(cells)) if not cells[n]), len(cells))
    return cells[first:end]


def end_week(drafted: OpenOffice) -> None:
    """WEEK is over, its show too; somebody has just walked in; a show is planned for Christmas."""
    drafted.staff.fill(
        tabs.EPISODES,
        [
            an_episode(LONG_AGO, "Dedi", 80),
            an_episode(CHRISTMAS),
            an_episode(FRIDAY, "Ibu Ratna Permana", 100),
        ],
    )
    drafted.staff.fill(
        tabs.QUESTIONS,
        [
            (FRIDAY, "@a", "Bagaimana daftar merek?", "Lewat klinik", "Merek"),
            (FRIDAY, "@b", "Hubungi 081234567890, syarat KUR?", "", ""),
        ],
    )
    drafted.at("2026-11-28T09:00")
    for role, mark in (("Penonton", "2"), ("Penonton", "3"), ("Narasumber", "4")):
        drafted.submit(Form.HALO_FEEDBACK, an_opinion(role, mark))
    drafted.at(OVER)
    drafted.register(invitation_code="DATANG")


def test_shows_steps_text_and_minutes(
    drafted: OpenOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    end_week(drafted)
    report = drafted.sync()
    unplanned = ["2026-12-04", "2026-12-11"]
    assert report.counts[ALARMS] == {"holiday": [str(CHRISTMAS)], "no episode": unplanned}
    steps_and_their_order(drafted)
    the_page_of_the_show(drafted)
    the_text_is_that_of_the_command(drafted, capsys)
    row = page(drafted, tabs.evaluation_tab(WEEK), "Baris untuk Notulen Evaluasi")[-1]
    assert row[:3] == ["Clean & Clear", str(WEEK), 46356.0]
    assert str(row[3]).startswith(
        "Terdaftar 3, terjadwal 3, hadir 0, tidak hadir 0, belum dicatat 3"
    )
    assert drafted.sync().outcome == "quiet"
    write_minutes(drafted)
    drafted.sheet(tabs.EPISODES).update([["23/12/2026"]], "A3", raw=False)
    drafted.at(LATER)
    drafted.sync()
    what_was_decided_is_followed_up(drafted)
    assert drafted.sync().outcome == "quiet"
    rows = drafted.rows(tabs.MILESTONES)
    lapsed = rows[rows[c.DATE] == CHRISTMAS]
    assert set(lapsed[c.STATUS]) == {"Tidak berlaku"}
    assert lapsed.set_index(c.NUMBER)[c.STEP][4].endswith("kolom komentar (09.00)")
    assert list(rows.loc[rows[c.DATE] == date(2026, 12, 23), c.NUMBER]) == list(range(1, 9))
    assert set(rows[c.DATE].tail(8)) == {LONG_AGO}


def steps_and_their_order(evaluated: OpenOffice) -> None:
    found = steps(evaluated)
    assert found["HALO", 1][0] == "Selesai"
    assert found["HALO", 1][1].endswith("\nTerlihat: narasumber ada di HALO Episode")
    assert found["HALO", 7][0] == "Belum"
    assert found["Clea", 22][0] == "Terlambat"
    assert found["Clea", 11][1].endswith(
        "\nPerhatian: Digeser ke hari kerja, bersamaan dengan tahap 10: atur urutannya"
    )
    rows = evaluated.rows(tabs.MILESTONES)
    of_a_show = rows[(rows[c.DATE] == date(2026, 12, 4)) & (rows[c.PROGRAM] == "HALO KOP-UKM")]
    assert of_a_show[c.NUMBER].tolist() == list(range(1, 9))
    assert of_a_show[c.STEP].iloc[0].endswith("\nPerhatian: Siaran belum ditulis di HALO Episode")
    places = rows[c.STATUS].tolist()[1:]
    in_turn = list(dict.fromkeys(places))
    assert in_turn == ["Terlambat", "Hari ini", "Belum", "Selesai"]


def the_page_of_the_show(evaluated: OpenOffice) -> None:
    halo = tabs.HALO_EVALUATION
    assert page(evaluated, halo, "Umpan balik penonton dan narasumber")[1:] == [
        [46353.0, "Penonton", 2.0, 2.5, 2.5],
        [46353.0, "Narasumber", 1.0, 4.0, 4.0],
    ]
    assert page(evaluated, halo, "Pertanyaan menurut kategori")[1:] == [
        ["Merek", 1.0, 1.0],
        ["Tanpa kategori", 1.0, 0.0],
    ]
    assert page(evaluated, halo, "Pertanyaan yang belum dijawab")[2:] == [
        ["Tanpa kategori", 46353.0, "Pembiayaan/KUR (UKM)", "Hubungi [nomor], syarat KUR?"]
    ]
    prepared = page(evaluated, halo, "Baris untuk Notulen Evaluasi")
    assert prepared[-1] == [
        "HALO KOP-UKM", "27/11/2026", 46359.0,
        "Penonton 100, perubahan 25,0%, interaksi 50,0%, pertanyaan 2, dijawab 1, umpan balik 3, "
        "kepuasan 3,00, manfaat 3,00",
    ]  # fmt: skip


def the_text_is_that_of_the_command(
    evaluated: OpenOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["digest", "--json", "--config", str(evaluated.config), "--now", OVER]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["text"] == text_on_tahapan(evaluated)
    assert told["text"].startswith(
        "*Clean & Clear dan HALO KOP-UKM*\nSelasa, 1 Desember 2026\n\n*L"
    )
    assert told["parts"] == PARTS
    for personal in ("Suryana", "Permana", "0812", "CC-"):
        assert personal not in told["text"]


def write_minutes(evaluated: OpenOffice) -> None:
    evaluated.staff.fill(
        tabs.MINUTES,
        [
            ("Clean & Clear", str(WEEK), date(2026, 11, 30), "", "", DECISION, "Acara",
             date(2026, 12, 3), False),
            ("HALO KOP-UKM", "27/11/2026", date(2026, 12, 3), "", "", "Cari tamu", "",
             date(2026, 12, 3), False),
            ("Clean & Clear", "Minggu 48", "", "", "", "x", "", "", False),
        ],
    )  # fmt: skip


def what_was_decided_is_followed_up(evaluated: OpenOffice) -> None:
    week = tabs.evaluation_tab(WEEK)
    assert page(evaluated, week, "Baris untuk Notulen Evaluasi") == [
        ["Evaluasi ini sudah dicatat di Notulen Evaluasi."]
    ]
    following = tabs.evaluation_tab(WEEK.shift(1))
    asked_after = [DECISION, str(WEEK), 46359.0, "Acara", "Lewat tenggat"]
    assert page(evaluated, following, "Tindak lanjut keputusan sebelumnya")[1:] == [asked_after]
    assert page(evaluated, tabs.HALO_EVALUATION, "Tindak lanjut keputusan sebelumnya")[1:] == [
        ["Cari tamu", "27/11/2026", 46359.0, "Lewat tenggat"]
    ]
    assert "• Keputusan evaluasi lewat tenggat, lihat Notulen Evaluasi: 2" in text_on_tahapan(
        evaluated
    )
    assert steps(evaluated)["Clea", 22] == (
        "Selesai",
        "Evaluasi bersama seluruh pihak pelaksana Clean & Clear\nTerlihat: ada di Notulen Evaluasi",
    )
    problems = evaluated.rows(tabs.PROBLEMS)
    told = problems.loc[problems[c.FORM] == "Tab Notulen Evaluasi", [c.QUESTION, c.VALUE]]
    assert told.to_numpy().tolist() == [["Periode", "Minggu 48"]]
