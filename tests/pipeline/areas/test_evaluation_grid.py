from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from connectors.sheets.grid import PRINTED_WIDTH, ROW_HEIGHT, Chart, Grid, GridCell
from connectors.sheets.looks.grid_looks import grid_charts
from connectors.sheets.sheet import Sheet
from connectors.sheets.tab import Kind
from connectors.workspace.call import GoogleError
from connectors.workspace.json_schema import check_request
from loket import columns as c
from loket.week import Week
from pipeline.areas.evaluation_grid import evaluation_grid
from pipeline.areas.sections import Section
from pipeline.tabs import evaluation_tab
from tests.pipeline.grids import block, values
from tests.transforms.evaluation_factories import (
    MONDAY,
    a_response,
    a_session,
    responses_of,
    schedule_of,
)
from transforms.evaluation.feedback import normalise
from transforms.evaluation.page import evaluation_page
from transforms.evaluation.weekly import weekly

W48 = Week.of(MONDAY)
NO_DATA = ["Belum ada data"]


def the_page(*sessions: dict[str, Any], feedback: int = 0, suggestion: str | None = None) -> Any:
    schedule = schedule_of(*sessions)
    answers = [a_response(suggestion=suggestion) for _ in range(feedback)]
    counted = normalise(responses_of(*answers), schedule, due={}).counted
    slots = pd.DataFrame(
        [("Rina Marlina", "Koperasi", MONDAY)] * 2,
        columns=["consultant", "service", "date"],
        dtype=object,
    ).astype({"consultant": "str", "service": "str"})
    weeks = weekly(schedule, counted)
    capacities = pd.DataFrame(
        [(str(W48), MONDAY, "Koperasi", 3, 2)],
        columns=[c.WEEK, c.DATE, c.SERVICE, c.CAPACITY, c.FILLED],
        dtype=object,
    )
    return evaluation_page(W48, schedule, slots, counted, weeks, capacities)


def drawn(*sessions: dict[str, Any], final: bool = False, **answers: Any) -> Grid:
    return evaluation_grid(W48, the_page(*sessions, **answers), final=final)


def below(grid: Grid, heading: str) -> list[list[object]]:
    """The table under a heading, its column heads first."""
    rows = values(grid)
    first = rows.index([heading]) + 1
    end = next((n for n in range(first, len(rows)) if not rows[n]), len(rows))
    return rows[first:end]


@pytest.mark.parametrize(("final", "word"), [(False, "Sementara"), (True, "Final")])
def test_the_head_says_the_week_and_whether_it_is_final(final: bool, word: str) -> None:
    assert values(drawn(final=final))[:2] == [
        ["Evaluasi Clean & Clear 2026-W48"],
        [f"23 November 2026 – 27 November 2026 · {word}"],
    ]


def test_the_tables_one_below_the_other() -> None:
    grid = drawn(a_session("CC-1"), a_session("CC-2", status="Tidak Hadir"), feedback=1)
    summary = {str(row[0]): row[1:] for row in below(grid, "Ringkasan")}
    assert summary["Angka"] == ["Minggu ini", "Rata-rata 4 minggu", "Selisih"]
    assert summary["Terdaftar"] == [2, None, None]
    assert summary["Keterisian sesi"] == [2 / 3, None, None]
    assert below(grid, "Per layanan")[1] == ["Koperasi", 2, 2, 1, 1, 0, 1, 100.0]
    assert below(grid, "Permintaan per bidang") == [
        ["Bidang", "Layanan", "Peminat", "Terlayani", "Menunggu"],
        ["Simpan pinjam", "Koperasi", 2, 1, 0],
    ]
    assert below(grid, "Beban konsultan")[1] == ["Rina Marlina", "Koperasi", 2, 2, 1, 1.0]
    unsur = below(grid, "Survei Kepuasan Masyarakat per unsur")
    assert unsur[1] == ["U1 Persyaratan", 4.0, 0.444, 1, 4]
    assert unsur[-1] == ["IKM 100,00 · mutu pelayanan A (Sangat baik) · unsur terendah: Semua sama"]
    assert below(grid, "Nilai unsur (25 × NRR) dan batas mutu")[:2] == [
        ["Kode unsur", "Nilai", "A mulai 88,31", "B mulai 76,61", "C mulai 65,00", "Mutu"],
        ["U1", 100.0, 88.31, 76.61, 65.0, "A"],
    ]
    assert below(grid, "Permasalahan terjawab menurut klien")[1] == ["Koperasi", 1, 0, 0, 0]
    assert below(grid, "Minggu ini dan sebelumnya")[1] == ["2026-W48", 2, 1, 1, 0, 1, 100.0]
    assert below(grid, "Asal kecamatan")[1] == ["Cibinong", 2, 1, 0]


def test_sections_stand_last_with_their_notes_and_tables() -> None:
    asked = Section("Tindak lanjut", ("Salin.",), ("Keputusan",), ((GridCell("Tambah sesi"),),))
    grid = evaluation_grid(
        W48, the_page(a_session("CC-1")), sections=[asked, Section("Baris")], final=False
    )
    assert values(grid)[-6:] == [
        ["Tindak lanjut"], ["Salin."], ["Keputusan"], ["Tambah sesi"], [], ["Baris"]
    ]  # fmt: skip


def test_notes_stand_below_their_tables() -> None:
    notes = {"fields": "Satu konsultan lagi.", "days": "Sebaran beban 5."}
    grid = evaluation_grid(W48, the_page(a_session("CC-1")), notes, final=False)
    assert below(grid, "Permintaan per bidang")[-1] == ["Satu konsultan lagi."]
    assert below(grid, "Beban per hari") == [
        ["Hari", "Tanggal", "Layanan", "Kapasitas", "Terjadwal", "Hadir", "Keterisian"],
        ["Senin", MONDAY, "Koperasi", 3, 1, 1, 1 / 3],
        ["Sebaran beban 5."],
    ]
    # The title, its note, the notes of both tables and of the week.
    assert len(grid.merges) == 5


def test_what_the_recap_remarks_stands_below_the_summary_on_lines_that_fit() -> None:
    page = the_page(a_session("CC-1"), feedback=1)
    long = {**page, "recap": page["recap"].assign(remark="kata " * 60)}
    lines = [row[0] for row in below(evaluation_grid(W48, long, final=True), "Ringkasan")[13:]]
    assert " ".join(map(str, lines)) == "Catatan: " + " ".join(["kata"] * 60)
    assert max(len(str(line)) for line in lines) <= 170
    assert len(lines) == 2


def test_kinds_set_the_number_formats() -> None:
    grid = drawn(a_session("CC-1"), feedback=1)
    kinds = {row[0].value: [cell.kind for cell in row[1:]] for row in grid.rows if len(row) == 4}
    # The mean of four weeks and the difference from it are no whole numbers.
    assert kinds["Terdaftar"] == [Kind.INTEGER, Kind.NUMBER, Kind.NUMBER]
    assert kinds["Tingkat respons"] == [Kind.PERCENT] * 3
    assert kinds["IKM"] == [Kind.NUMBER] * 3


def test_suggestions_stand_without_names() -> None:
    grid = drawn(a_session("CC-1"), feedback=1, suggestion="Tambah jam layanan")
    assert below(grid, "Saran (tanpa nama)") == [
        ["Saran", "Layanan", "Keterangan"],
        ["Tambah jam layanan", "Koperasi", None],
    ]
    assert not any("Asep" in str(value) for row in values(grid) for value in row)


def test_small_cells_of_the_profile_are_masked() -> None:
    answers = below(drawn(feedback=1), "Profil responden (sel di bawah 5 disamarkan)")
    counts = {(row[0], row[1]): row[2] for row in answers[1:]}
    assert counts["Jenis kelamin", "Tidak diisi"] == "<5"


def test_charts_refer_to_the_cells_of_their_tables() -> None:
    grid = drawn(a_session("CC-1"), feedback=1)
    charts = {chart.title: chart for chart in grid.charts}
    assert list(charts) == [
        "Nilai per unsur dan batas mutu",
        "Permintaan per bidang",
        "Sesi per konsultan",
        "Kehadiran per minggu",
    ]
    unsur = charts["Nilai per unsur dan batas mutu"]
    assert block(grid, unsur.domain) == [["Kode unsur"], *([f"U{n}"] for n in range(1, 10))]
    assert block(grid, unsur.series[0]) == [["Nilai"], *([100.0] for _ in range(9))]
    assert [block(grid, line)[8] for line in unsur.lines] == [[88.31], [76.61], [65.0]]
    weeks = charts["Kehadiran per minggu"]
    assert [block(grid, place)[1] for place in (weeks.domain, *weeks.series)] == [
        ["2026-W48"], [1], [1], [0],
    ]  # fmt: skip
    fields = charts["Permintaan per bidang"]
    assert [block(grid, place) for place in (fields.domain, *fields.series)] == [
        [["Bidang"], ["Simpan pinjam"]],
        [["Peminat"], [1]],
        [["Terlayani"], [1]],
    ]
    load = charts["Sesi per konsultan"]
    assert [block(grid, place)[0] for place in load.series] == [["Sesi tersedia"], ["Terjadwal"]]
    assert len({chart.key for chart in grid.charts}) == 4
    assert not grid.retired


def test_charts_cover_no_cell_and_nothing_is_wider_than_a_printed_page() -> None:
    grid = drawn(a_session("CC-1"), feedback=1)
    assert sum(grid.widths) <= PRINTED_WIDTH
    covered = [place for chart in grid.charts for place in places_under(grid, chart)]
    assert len(covered) == len(set(covered))
    assert all(grid.cell(row, column).value is None for row, column in covered)


def places_under(grid: Grid, chart: Chart) -> list[tuple[int, int]]:
    """The cells that a chart lies over, reckoned by the widths and heights that are declared."""
    left = sum(grid.widths[: chart.column])
    assert left + chart.width <= sum(grid.widths)
    columns = [
        number
        for number in range(chart.column, len(grid.widths))
        if sum(grid.widths[:number]) < left + chart.width
    ]
    rows = range(chart.row, chart.row + -(-chart.height // ROW_HEIGHT))
    return [(row, column) for row in rows for column in columns]


def test_the_charts_are_such_as_google_takes() -> None:
    grid = drawn(a_session("CC-1"), feedback=1)
    tab = evaluation_tab(W48)
    requests = list(grid_charts(tab, grid, Sheet(tab.sheet_id, tab.title, 200, 12, (), {})))
    specs = [request["addChart"]["chart"]["spec"] for request in requests]
    for spec in specs:
        check_request("sheets.v4", "ChartSpec", spec)
    assert [spec["basicChart"]["chartType"] for spec in specs] == ["COMBO", "BAR", "BAR", "COLUMN"]
    unsur = specs[0]["basicChart"]
    assert [series["type"] for series in unsur["series"]] == ["COLUMN", "LINE", "LINE", "LINE"]
    with pytest.raises(GoogleError, match="chartKind"):
        check_request("sheets.v4", "ChartSpec", {"basicChart": {"chartKind": "COMBO"}})


def test_what_both_services_have_has_two_labels_in_the_charts() -> None:
    grid = drawn(
        a_session("CC-1", field="Lainnya"),
        a_session("CC-2", service="UKM", field="Lainnya"),
        a_session("CC-3", consultant="Hadi Wijaya", field="Perpajakan"),
    )
    (fields,) = [chart for chart in grid.charts if chart.title == "Permintaan per bidang"]
    assert block(grid, fields.domain)[1:] == [
        ["Lainnya (Koperasi)"], ["Perpajakan"], ["Lainnya (UKM)"],
    ]  # fmt: skip
    (load,) = [chart for chart in grid.charts if chart.title == "Sesi per konsultan"]
    assert block(grid, load.domain) == [
        ["Konsultan"],
        ["Hadi Wijaya"],
        ["Rina Marlina (Koperasi)"],
        ["Rina Marlina (UKM)"],
    ]


def test_a_week_that_nobody_visited() -> None:
    page = the_page()
    empty = evaluation_grid(W48, {**page, "consultants": page["consultants"].iloc[:0]}, final=False)
    assert below(empty, "Permintaan per bidang")[1:] == [NO_DATA]
    assert below(empty, "Saran (tanpa nama)")[1:] == [NO_DATA]
    assert not empty.charts
    assert set(empty.retired) == {
        chart.key for chart in drawn(a_session("CC-1"), feedback=1).charts
    }


def test_what_is_not_known_is_blank() -> None:
    grid = drawn(a_session("CC-1"))
    summary = {str(row[0]): row[1:] for row in below(grid, "Ringkasan")}
    assert summary["IKM"] == [None, None, None]
    assert all(value is None or value == value for row in values(grid) for value in row)
