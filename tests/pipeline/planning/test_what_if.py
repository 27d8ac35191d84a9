"""``--set TAB[ROW].COLUMN=VALUE``: which cell that is, and what is said where it is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from connectors.sheets.sheet import Sheet
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.errors import UsageError
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.planning.what_if import what_if

_DAY_ZERO = date(1899, 12, 30)


def serial(day: date) -> float:
    return float((day - _DAY_ZERO).days)


def a_sheet(tab: Tab, *rows: tuple[Any, ...]) -> Sheet:
    headers = tuple(column.header for column in tab.columns)
    cells = ((f"Tab {tab.title}",), headers, *rows)
    return Sheet(tab.sheet_id, tab.title, 100, 20, cells, raw={})


BOOK = Snapshot(
    "book",
    {},
    {
        sheet.sheet_id: sheet
        for sheet in (
            a_sheet(
                tabs.CONSULTANTS,
                ("Rina Kartika", "", "UKM", "NIB/OSS", "", "Senin-Rabu", None, None, True),
                ("Rini Lestari", "", "UKM", "Ekspor", "", None, None, 4.0, True),
                ("Hadi Wijaya", "", "Koperasi", "Pajak", "", "Senin", None, None, True),
                ("Hadi Wijaya", "", "Koperasi", "Pajak", "", "Rabu", None, None, True),
            ),
            a_sheet(
                tabs.QUOTAS,
                ("Senin-Kamis", "UKM", 2.0, 8.0),
                (serial(date(2026, 11, 24)), "UKM", 0.0, 4.0),
            ),
            a_sheet(tabs.AVAILABILITY),
            a_sheet(tabs.FIELDS),
            a_sheet(tabs.CLOSURES, (serial(date(2026, 12, 24)), "Cuti bersama", "UKM")),
            a_sheet(tabs.INVITATIONS),
            a_sheet(tabs.CHANGES),
        )
    },
    TIME_ZONE,
    {},
)


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        pytest.param(
            "Konsultan[Rina].Hari=Senin, Rabu",
            3,
            "Konsultan[Rina Kartika].Hari: Senin-Rabu → Senin, Rabu",
            id="beginning-of-a-name",
        ),
        pytest.param(
            " konsultan [ rini lestari , u ] . maks = ",
            4,
            "Konsultan[Rini Lestari, UKM].Maks Sesi per Hari: 4 → blank",
            id="spaces-case-and-no-value",
        ),
        pytest.param(
            "Konsultan[Hadi,Koperasi,Rabu].Aktif=tidak",
            6,
            "Konsultan[Hadi Wijaya, Koperasi, Rabu].Aktif: True → tidak",
            id="one-of-two-rows",
        ),
        pytest.param(
            "Konsultan[+Rina,UKM].Hari=Jumat",
            7,
            "Konsultan[Rina, UKM].Hari: a new row → Jumat",
            id="somebody-new",
        ),
        pytest.param(
            "Kuota[24/11/2026,UKM].Ruang=3",
            4,
            "Kuota[24/11/2026, UKM].Ruang: blank → 3",
            id="a-date",
        ),
        pytest.param(
            "Kuota[Senin,UKM].Kuota Umum=4",
            5,
            "Kuota[Senin, UKM].Kuota Umum: a new row → 4",
            id="no-beginning-of-days",
        ),
        pytest.param(
            "Hari Libur[24-12-2026].Keterangan=Libur = tutup",
            3,
            "Hari Libur[24/12/2026].Keterangan: Cuti bersama → Libur = tutup",
            id="a-date-written-otherwise",
        ),
        pytest.param(
            "Ketersediaan[Rina, 27/11/2026].Tersedia=ya",
            3,
            "Ketersediaan[Rina Kartika, 27/11/2026].Tersedia: a new row → ya",
            id="a-name-of-another-tab",
        ),
        pytest.param(
            "Perubahan[CC-1XXH-C514, Tanggal Bisa].Nilai=27/11/2026",
            3,
            "Perubahan[CC-1XXH-C514, Tanggal Bisa].Nilai Baru: a new row → 27/11/2026",
            id="a-new-name",
        ),
    ],
)
def test_cell(text: str, row: int, said: str) -> None:
    _, (change,) = what_if(BOOK, [text])
    assert (change.row, str(change)) == (row, said)


def test_only_that_cell_changes_and_the_book_stays() -> None:
    texts = ["Konsultan[+Wati,UKM].Bidang Utama=Ekspor", "Konsultan[Wati].Hari=Kamis"]
    other, changes = what_if(BOOK, texts)
    assert [change.added for change in changes] == [True, False]
    before, after = (book.tab(tabs.CONSULTANTS).frame for book in (BOOK, other))
    assert after.iloc[:-1].equals(before)
    assert after.iloc[-1].dropna().to_dict() == {
        "name": "Wati",
        "service": "UKM",
        "main_field": "Ekspor",
        "days": "Kamis",
        "active": True,
        "row": 7,
    }
    untouched = other.sheets.keys() - {tabs.CONSULTANTS.sheet_id}
    assert all(other.sheets[sheet] is BOOK.sheets[sheet] for sheet in untouched)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Konsultan.Hari=Senin", "this is not TAB[ROW].COLUMN=VALUE. Write", id="form"),
        pytest.param(
            "HALO[1].Topik=x", "there is no tab 'HALO'. There are: Konsultan; K", id="tab"
        ),
        pytest.param(
            "K[Rina].Hari=x", "tab 'K' is not one alone. There are: Konsultan; Keters", id="tabs"
        ),
        pytest.param(
            "Konsultan[Rina].Umur=4", "there is no column 'Umur'. There are: Nama;", id="column"
        ),
        pytest.param(
            "Konsultan[Rina].Bidang=x",
            "column 'Bidang' is not one alone. There are: Bidang Utama; Bidang Lain.",
            id="columns",
        ),
        pytest.param(
            "Konsultan[Budi,UKM].Hari=x",
            "'Konsultan' has no row 'Budi, UKM'. There are: Rina Kartika, UKM, Senin-Rabu, –;",
            id="row",
        ),
        pytest.param(
            "Konsultan[Hadi].Hari=x",
            "'Konsultan' has several rows 'Hadi'. There are: Hadi Wijaya, Koperasi, Senin, –; "
            "Hadi Wijaya, Koperasi, Rabu, –.",
            id="rows",
        ),
        pytest.param(
            "Konsultan[Ri].Hari=x",
            "Nama 'Ri' is not one alone. There are: Rina Kartika; Rini Lestari.",
            id="names",
        ),
        pytest.param(
            "Ketersediaan[Budi,27/11/2026].Tersedia=ya",
            "there is no Konsultan 'Budi'. There are: Rina Kartika; Rini Lestari; Hadi Wijaya.",
            id="name-of-another-tab",
        ),
        pytest.param(
            "Kuota[Senin].Ruang=3", "'Kuota' has no row 'Senin'. There are: Senin-K", id="short"
        ),
        pytest.param(
            "Hari Libur[24/12/2026,UKM].Keterangan=x",
            "rows of 'Hari Libur' are named by Tanggal.",
            id="too-long",
        ),
        pytest.param("Bidang[].Bidang=x", "rows of 'Bidang' are named by Layanan, B", id="empty"),
    ],
)
def test_what_is_no_cell_is_told_with_what_there_is(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        what_if(BOOK, [text])
    assert str(caught.value).startswith(f"--set {text!r}: {said}")
