"""The demo: what its summary states is what another reader finds in the spreadsheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gspread import Spreadsheet
from gspread.utils import ValueRenderOption
from openpyxl import load_workbook

from pipeline import tabs
from pipeline.cli import run
from pipeline.demo.office import WEEK
from pipeline.demo.story import run_demo
from tests.pipeline.office_factory import CONFIG, open_folder
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
    declared = (*tabs.STAFF_TABS, *tabs.LOKET_TABS, tabs.schedule_tab(WEEK))
    found = demo.book.values_batch_get([f"'{tab.title}'!1:1" for tab in declared])["valueRanges"]
    headers = {tab.title: [column.header for column in tab.columns] for tab in declared}
    assert {t.title: r["values"][0] for t, r in zip(declared, found, strict=True)} == headers
    titles = {sheet.title for sheet in demo.book.worksheets()}
    assert {f"Papan {WEEK}", f"Evaluasi {WEEK}"} <= titles


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
