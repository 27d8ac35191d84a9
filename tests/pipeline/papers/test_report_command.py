"""``loket report`` in a small office: which papers, from which template, and what is published."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from connectors.sheets.tab import Link
from loket import columns as c
from loket.vocabulary import Form, Status
from pipeline import tabs
from pipeline.areas.report_links import MARK
from tests.pipeline.office_factory import (
    CLIENTS,
    SCHEDULE,
    WEEK,
    code_of_client,
    copy_office,
    documents,
    open_folder,
    reads_and_writes,
    replace,
)
from tests.pipeline.papers.documents import paragraphs, table_with, tables
from tests.pipeline.papers.printer import OVER, Printer
from transforms.evaluation.satisfaction_scale import UNSUR

EVE = "2026-11-20T12:00"
"""H−1 of the Monday, a working day before: the sheets are printed."""
ASEP = "Asep Suryana"


@pytest.fixture(scope="module")
def held(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose week has been held; never changed."""
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("held"))
    with open_folder(folder, "2026-11-24T16:30") as office:
        code = code_of_client(office.look(), ASEP)
        office.staff.mark(office.look(), SCHEDULE, {code: {c.ATTENDANCE: Status.PRESENT}})
        scores = {unsur.key: unsur.answers[2] for unsur in UNSUR}
        said = {"solved": "Ya", "suggestion": f"{ASEP} puas, 081200000001"}
        office.submit(Form.FEEDBACK, {c.FEEDBACK_CODE: code, **scores, **said})
        office.at(OVER)
        office.sync()
    return folder


@pytest.fixture(autouse=True)
def no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.fixture
def printer(held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Printer:
    return Printer(copy_office(held, tmp_path / "office"), capsys)


def test_a_week_has_sheets_lists_and_a_report_and_nothing_is_written(printer: Printer) -> None:
    before = documents(printer.folder)
    files = printer.files("--week", "2026-W48")
    assert documents(printer.folder) == before
    assert list(files) == [
        "laporan-mingguan-2026-W48.docx",
        "daftar-hadir-2026-W48.docx",
        "daftar-konsultan-2026-W48.docx",
    ]
    report, sheets, lists = files.values()
    text = "\n".join(paragraphs(report))
    assert "23–27 November 2026 · final" in text
    assert "Nilai IKM 75,00, mutu pelayanan C (Kurang baik)." in text
    for personal in (*CLIENTS, "0812"):
        assert personal not in text
    assert [row["Nama"] for rows in tables(sheets) for row in rows if row["Nama"]] == [
        "Asep Suryana",
        "Siti Nurhayati",
        "Ujang Hidayat",
    ]
    clients = [row["Klien dan permasalahan"] for rows in tables(lists) for row in rows]
    assert f"{ASEP}\nUsaha {ASEP} · NIB/OSS\n" in clients


def test_before_the_week_there_are_sheets_and_lists_only(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Printer(drafted_folder, capsys)
    files = before.files("--week", "next", "-o", str(drafted_folder / "cetak"), now=EVE)
    assert {path.parent.name for path in files.values()} == {"cetak"}
    assert list(files) == ["daftar-hadir-2026-W48.docx", "daftar-konsultan-2026-W48.docx"]
    _, error = before.report("--week", "next", "--publish", now=EVE, code=64)
    assert "personal data" in error


def test_what_staff_restyle_is_used_and_a_slip_in_it_is_named(printer: Printer) -> None:
    out, _ = printer.report("--templates")
    own = printer.folder / "templat" / "laporan-skm.docx"
    assert f"Copied {own}" in out
    document = Document(str(own))
    document.add_paragraph("Tambahan kantor: {{ periode }}")
    document.save(str(own))
    assert f"Kept {own}" in printer.report("--templates")[0]
    (made,) = printer.files("--quarter", "2026-Q4").values()
    assert paragraphs(made)[-1] == "Tambahan kantor: Triwulan IV Tahun 2026"
    document.add_paragraph("{{ perioda }}")
    document.save(str(own))
    _, error = printer.report("--quarter", "2026-Q4", code=78)
    assert str(own) in error
    assert "perioda" in error


def test_a_broken_template_stops_its_own_paper_only(printer: Printer) -> None:
    own = printer.folder / "templat" / "daftar-hadir.docx"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(b"rusak")
    out, error = printer.report("--week", "2026-W48", code=78)
    assert str(own) in error
    saved = [Path(line.removeprefix("Saved ")).name for line in out.splitlines()]
    assert [name for name in saved if name.endswith(".docx")] == [
        "laporan-mingguan-2026-W48.docx",
        "daftar-konsultan-2026-W48.docx",
    ]


def test_a_survey_report_has_its_figures_between_letterhead_and_signature(printer: Printer) -> None:
    replace(printer.folder / "config.yaml", 'address: ""', 'address: "Jalan Uji & Coba 1"')
    replace(printer.folder / "config.yaml", '    name: ""', '    name: "Dr. Uji Coba"')
    (made,) = printer.files("--semester", "2026-S2").values()
    assert made.name == "laporan-skm-2026-S2.docx"
    assert {row["NRR"] for row in table_with(made, "Nama unsur")} == {"3,000"}
    trend = {row["Periode"]: row["IKM"] for row in table_with(made, "Periode")}
    assert (trend["November 2026"], trend["Oktober 2026"]) == ("75,00", "–")
    assert "[nama] puas, [nomor]" in paragraphs(made)
    head = Document(str(made)).sections[0].first_page_header.tables[0].rows[0].cells[1].text
    assert head.splitlines() == [
        "PEMERINTAH KABUPATEN BOGOR",
        "DINAS KOPERASI DAN UKM KABUPATEN BOGOR",
        "Jalan Uji & Coba 1",
    ]
    assert "Dr. Uji Coba" in paragraphs(made)
    assert "Cibinong, 1 Desember 2026" in paragraphs(made)
    replace(printer.folder / "config.yaml", "  # logo: logo.png", "  logo: logo.png")
    assert "papers.logo" in printer.report("--year", "2026", code=78)[1]


def test_a_published_report_is_linked_once_and_stays(printer: Printer) -> None:
    out, error = printer.report("--week", "2026-W48", "--publish")
    link = re.findall(r"Published laporan-mingguan-2026-W48: (\S+)", out)[0]
    assert "No PDF was made" in error
    assert "Published daftar" not in out
    with open_folder(printer.folder, OVER) as office:
        assert linked(office.look()) == link
        with office.watched() as seen:
            office.sync()
        assert reads_and_writes(seen)[1] == 0
        (printer.folder / "loket.sqlite").unlink()
        office.at("2027-01-05T09:00")
        office.sync()
        assert linked(office.look()) == link


def linked(snapshot: Any) -> str:
    """The address behind the week's Catatan."""
    state = snapshot.tab(tabs.EVALUATIONS)
    cell = state.sheet.cell(state.keys[(str(WEEK),)], state.positions[c.REMARK])
    assert isinstance(cell, Link)
    assert cell.text.endswith(f"(Krejcie–Morgan); 2 kehadiran belum dicatat; {MARK}")
    return cell.uri


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give one of --week"),
        (["--week", "2026-W48", "--year", "2026"], "Give one of --week"),
        (["--quarter", "2026"], "no quarter"),
        (["--quarter", "2026-Q1"], "nobody has answered"),
        (["--week", "2026-W10"], "no session to print"),
    ],
)
def test_what_cannot_be_printed(printer: Printer, arguments: list[str], said: str) -> None:
    assert said in printer.report(*arguments, code=64)[1]
