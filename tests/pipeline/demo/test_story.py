"""The demo: what its summary states is what another reader finds in the spreadsheet."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gspread import Spreadsheet
from gspread.utils import ValueRenderOption
from openpyxl import load_workbook

from connectors.documents.pdf import converter
from pipeline import tabs
from pipeline.areas.report_links import MARK
from pipeline.cli import run
from pipeline.demo.office import WEEK
from pipeline.demo.story import run_demo
from tests.pipeline.office_factory import CONFIG, open_folder
from tests.pipeline.papers.documents import number, table_with, tables
from transforms.reading.indonesian import decimal
from transforms.schedule.statuses import HOLDING


@dataclass(frozen=True)
class Demo:
    """A demo that was run: its folder, what it said, and the spreadsheet in plain gspread."""

    folder: Path
    said: str
    book: Spreadsheet

    def rows(self, title: str) -> list[dict[str, Any]]:
        """A tab's rows by header, as another program reads them."""
        found: list[dict[str, Any]] = self.book.worksheet(title).get_all_records(
            numericise_ignore=["all"], value_render_option=ValueRenderOption.unformatted
        )
        return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    said: list[str] = []
    run_demo(CONFIG, folder, seed=48, clients=32, say=said.append)
    with open_folder(folder, "2026-12-01T09:00") as office:
        yield Demo(folder, "\n".join(said), office.staff.book)


def stated(demo: Demo, pattern: str) -> tuple[str, ...]:
    """What the summary states in a line of this shape."""
    match = re.search(pattern, demo.said, re.MULTILINE)
    assert match, demo.said
    return match.groups()


def test_every_tab_has_its_headers(demo: Demo) -> None:
    every = (*tabs.STAFF_TABS, *tabs.LOKET_TABS, tabs.schedule_tab(WEEK))
    declared = [tab for tab in every if not tab.free_form]
    found = demo.book.values_batch_get([f"'{tab.title}'!1:1" for tab in declared])["valueRanges"]
    headers = {tab.title: [column.header for column in tab.columns] for tab in declared}
    assert {t.title: r["values"][0] for t, r in zip(declared, found, strict=True)} == headers
    titles = {sheet.title for sheet in demo.book.worksheets()}
    assert {f"Papan {WEEK}", f"Evaluasi {WEEK}", "HALO Evaluasi"} <= titles


def test_registrations_are_those_of_the_summary(demo: Demo) -> None:
    rows = demo.rows("Pendaftaran")
    assert stated(demo, r"Registrations: (\d+),") == (str(len(rows)),)
    counts = Counter(str(row["Status"]) for row in rows)
    said = dict(re.findall(r"^    ([A-Z][A-Za-z ]+?) +(\d+)$", demo.said, re.MULTILINE))
    assert {name: int(number) for name, number in said.items()} == counts


def test_schedule_is_that_of_the_summary(demo: Demo) -> None:
    rows = [row for row in demo.rows(f"Jadwal {WEEK}") if row["Status"] in HOLDING]
    days = Counter(str(row["Hari"]) for row in rows)
    said = re.findall(r"^    (\w+) +\d\d/\d\d/\d{4} +(\d+) = ", demo.said, re.MULTILINE)
    assert {day: int(number) for day, number in said} == days
    slots = [(row["Konsultan"], row["Tanggal"], row["Jam"]) for row in rows]
    assert len(set(slots)) == len(slots)


def test_evaluation_is_that_of_the_summary(demo: Demo) -> None:
    (row,) = [row for row in demo.rows("Rekap Evaluasi") if row["Minggu"] == str(WEEK)]
    survey = (decimal(row["IKM"]), row["Mutu"], row["Unsur Terendah"])
    assert stated(demo, r"IKM (\S+) \((\w)\), lowest (.+)$") == survey
    counts = [str(row[name]) for name in ("Hadir", "Tidak Hadir", "Belum Dicatat", "Umpan Balik")]
    line = r"(\d+) present, (\d+) absent, (\d+) not recorded; (\d+) feedbacks$"
    assert list(stated(demo, line)) == counts


def test_every_assignment_was_proven(demo: Demo) -> None:
    proven, all_of_them = stated(demo, r"proven optimal on every level: (\d+) of (\d+)$")
    assert proven == all_of_them


def test_other_commands_go_on_with_what_the_demo_leaves(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(demo.folder / "config.yaml")
    arguments = ["--config", config, "--now", "2026-12-01T09:00"]
    assert run(["status", *arguments]) == 0
    assert capsys.readouterr().out.startswith("Healthy")
    assert f"Jadwal {WEEK}" in load_workbook(demo.folder / "loket.xlsx").sheetnames


def test_the_papers_say_what_the_sheet_says(demo: Demo) -> None:
    assert f"{demo.folder / 'laporan'}: " in demo.said
    report = demo.folder / "laporan" / f"laporan-mingguan-{WEEK}.docx"
    (row,) = (row for row in demo.rows("Rekap Evaluasi") if row["Minggu"] == str(WEEK))
    printed = {row["Uraian"]: number(row["Minggu ini"]) for row in table_with(report, "Uraian")}
    names = {"Tidak hadir": "Tidak Hadir", "Belum dicatat": "Belum Dicatat"}
    names |= {"Daftar tunggu": "Daftar Tunggu", "Umpan balik": "Umpan Balik"}
    names |= {"Tingkat respons": "Tingkat Respons", "Permasalahan terjawab": "Terjawab"}
    for title, figure in printed.items():
        if title != "Keterisian sesi":
            assert figure == pytest.approx(row[names.get(title, title)], abs=5e-4), title
    unsur = {row["Unsur"]: number(row["NRR"]) for row in table_with(report, "Nama unsur")}
    assert unsur == {f"U{n}": row[f"U{n}"] for n in range(1, 10)}
    days = table_with(report, "Keterisian", "Hari")
    assert sum(number(day["Terjadwal"]) or 0 for day in days) == row["Terjadwal"]
    assert row["Catatan"].endswith(MARK)


def test_every_client_with_a_session_signs_for_it(demo: Demo) -> None:
    sheets = tables(demo.folder / "laporan" / f"daftar-hadir-{WEEK}.docx")
    names = Counter(row["Nama"] for rows in sheets for row in rows if row["Nama"])
    held = [row for row in demo.rows(f"Jadwal {WEEK}") if row["Status"] in HOLDING]
    assert names == Counter(row["Nama"] for row in held)
    assert len(sheets) == len({(row["Tanggal"], row["Layanan"]) for row in held})


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (poppler-utils)")
@pytest.mark.skipif(converter() is None, reason="needs LibreOffice")
def test_the_pdf_says_what_the_document_says(demo: Demo) -> None:
    folder = demo.folder / "laporan"
    for document in folder.glob("*.docx"):
        command = ["pdftotext", "-layout", str(document.with_suffix(".pdf")), "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        words = [word for rows in tables(document) for row in rows for word in row.values()]
        assert words or document.stem == "poster-umpan-balik"
        for word in {word for text in words for word in text.split()}:
            assert word in said, (document.name, word)
        pages = [page.split() for page in said.split("\f")[:-1]]
        # A page of a single line has little beside its footer.
        assert min(map(len, pages)) > 25, document.name
