"""What the demo's staff type: rosters, quotas, invitations, ticks and moves, as people do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gspread import Spreadsheet, Worksheet
from gspread.utils import ValueInputOption, rowcol_to_a1

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket.columns import CODE, DONE, STATUS, WORKING_DEADLINE
from pipeline import tabs
from transforms.steps.milestones import MilestoneStatus

CONSULTANTS = (
    ("Rina Kartika", "Akademisi", "UKM", "NIB/OSS", "Sertifikasi halal; SPP-IRT", "", "", 5),
    (
        "Agus Salim",
        "Praktisi",
        "UKM",
        "Pembiayaan/KUR",
        "Pembukuan & perpajakan; Kemitraan",
        "Senin-Kamis",
        "",
        6,
    ),
    (
        "Dewi Anggraini",
        "Rumah Kemasan",
        "UKM",
        "Kemasan & produksi",
        "Merek/HKI; Pemasaran digital",
        "Senin-Rabu",
        "",
        "",
    ),
    (
        "Bagus Prakoso",
        "Praktisi",
        "UKM",
        "Pemasaran digital",
        "Merek/HKI; Kemitraan",
        "Selasa, Jumat",
        "13.00-15.00",
        "",
    ),
    ("Lina Marlina", "LPPOM", "UKM", "Sertifikasi halal", "SPP-IRT; NIB/OSS", "Rabu, Kamis", "", 4),
    (
        "Hadi Wijaya",
        "Dekopinda",
        "Koperasi",
        "Pendirian & kelembagaan",
        "Pengawasan & kesehatan koperasi",
        "",
        "",
        4,
    ),
    (
        "Tuti Herawati",
        "Akuntan",
        "Koperasi",
        "Akuntansi & laporan RAT",
        "Perpajakan",
        "Senin, Selasa, Kamis",
        "",
        "",
    ),
    (
        "Yusuf Maulana",
        "Praktisi",
        "Koperasi, UKM",
        "Simpan pinjam",
        "Pembiayaan; Pembiayaan/KUR",
        "Selasa, Rabu",
        "",
        5,
    ),
)
QUOTAS = (
    *((day, "Koperasi", 2, 8, 3) for day in ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")),
    *((day, "UKM", 2, 8, 4) for day in ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")),
)
INVITED = (
    ("Neng Komalasari", "KSP Barokah", "0812-9000-1111", "Koperasi"),
    ("Dadang Hidayat", "Keripik Singkong Mekar", "081290002222", "UKM"),
    ("Euis Handayani", "KUD Tirta", "0812 9000 3333", "Koperasi"),
    ("Cecep Mulyadi", "Kopi Pasundan", "+62 812-9000-4444", "UKM"),
)
FIGURES = (
    (640, 210, 480, 95, 22),
    (720, 260, 530, 120, 31),
    (580, 190, 410, 60, 15),
    (810, 300, 700, 150, 44),
)
"""Viewers, most viewers at once, likes, comments, shares of four shows before."""


@dataclass(frozen=True)
class DemoStaff:
    """A member of staff with the spreadsheet open; everything goes through the public API."""

    book: Spreadsheet

    def fill(self, tab: Tab, rows: Sequence[Sequence[object]]) -> None:
        """Type rows below what stands on a tab."""
        sheet = self._sheet(tab)
        used = len(sheet.get_all_values())
        sheet.update(
            [[_typed(value) for value in row] for row in rows],
            rowcol_to_a1(used + 1, 1),
            value_input_option=ValueInputOption.user_entered,
        )

    def mark(self, snapshot: Snapshot, tab: Tab, marks: Mapping[str, Mapping[str, object]]) -> None:
        """Type into the ✎ cells of rows found by their code: code → field → value."""
        state = snapshot.tab(tab)
        rows = dict(zip(state.frame[CODE], state.frame["row"], strict=True))
        cells = [
            {
                "range": rowcol_to_a1(rows[code], state.positions[name] + 1),
                "values": [[_typed(value)]],
            }
            for code, values in marks.items()
            for name, value in values.items()
        ]
        if cells:
            self._sheet(tab).batch_update(cells, value_input_option=ValueInputOption.user_entered)

    def prepare(self, live: date, past_lives: Sequence[date]) -> None:
        """Fill the staff tabs for the week."""
        self.fill(tabs.CONSULTANTS, [(*row, True) for row in CONSULTANTS])
        self.fill(tabs.QUOTAS, QUOTAS)
        self.fill(tabs.INVITATIONS, [(*row, "", False) for row in INVITED])
        self.fill(
            tabs.EPISODES,
            [
                (
                    day,
                    f"Narasumber {n}",
                    "Ketua",
                    "Koperasi Sauyunan",
                    "Cerita usaha",
                    "",
                    *row,
                    12,
                    30,
                )
                for n, (day, row) in enumerate(zip(past_lives, FIGURES, strict=True), start=1)
            ],
        )
        self.fill(
            tabs.EPISODES,
            [
                (
                    live,
                    "Ibu Ratna Permana",
                    "Pemilik",
                    "Batik Harapan",
                    "Batik dari Cibinong",
                    "0812-7777-8888",
                ),
                (live + timedelta(weeks=1), "Bapak Asep Suryana", "Ketua", "KUD Tirta", "Susu"),
                (live + timedelta(weeks=2), "Ibu Yuli Astuti", "Pemilik", "Kopi Pasundan", "Kopi"),
            ],
        )

    def tick_off(self, snapshot: Snapshot, before: date) -> None:
        """Tick the steps on Tahapan that were due before a day and that nobody has ticked."""
        state = snapshot.tab(tabs.MILESTONES)
        late = state.frame[state.frame[STATUS] == MilestoneStatus.LATE]
        column = state.positions[DONE] + 1
        due = zip(late["row"], late[WORKING_DEADLINE], strict=True)
        cells = [
            {"range": rowcol_to_a1(row, column), "values": [[True]]}
            for row, day in due
            if day < before
        ]
        if cells:
            self._sheet(tabs.MILESTONES).batch_update(cells)

    def tick_letters(self) -> None:
        """Tick every invitation's letter as sent."""
        last = len(tabs.INVITATIONS.columns)
        area = f"{rowcol_to_a1(2, last)}:{rowcol_to_a1(1 + len(INVITED), last)}"
        self._sheet(tabs.INVITATIONS).update([[True]] * len(INVITED), area)

    def _sheet(self, tab: Tab) -> Worksheet:
        return self.book.get_worksheet_by_id(tab.sheet_id)


def _typed(value: object) -> object:
    """Give a value as somebody types it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value
