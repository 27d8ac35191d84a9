"""Tabs as people leave them: what is affected is told and left alone, everything else goes on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

import pytest
from gspread.utils import rowcol_to_a1

from connectors.forms.items import placed_questions
from connectors.sheets.tab import Tab
from loket import columns as c
from loket.errors import HeaderMissing
from loket.vocabulary import Phase, ProblemStatus, Status
from pipeline import tabs
from pipeline.sync import Report
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    SCHEDULE,
    WEEK,
    OpenOffice,
    copy_office,
    open_folder,
)
from transforms.reading.indonesian import option_text

LATER = (option_text(WEEK.shift(1).days[0]),)


@pytest.fixture(scope="module")
def marked_original(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafted week of which one client was told and one is off, and one phone is put right."""
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("marked"))
    with open_folder(folder, DRAFTED) as office:
        told, off = two_placed(office)
        marks: Mapping[str, Mapping[str, object]] = {
            told: {c.TOLD: True},
            off: {c.CONFIRMATION: "Batal"},
        }
        office.staff.mark(office.look(), SCHEDULE, marks)
        correct(office, "Budi Saputra")
        office.sync()
    return folder


@pytest.fixture
def marked(marked_original: Path, tmp_path: Path) -> Iterator[OpenOffice]:
    with open_folder(copy_office(marked_original, tmp_path / "office"), DRAFTED) as office:
        yield office


def two_placed(office: OpenOffice) -> list[str]:
    """The codes of two clients who have a place."""
    frame = office.rows(SCHEDULE).set_index(c.NAME)
    return [str(frame[c.CODE][name]) for name in ("Asep Suryana", "Siti Nurhayati")]


def test_copied_and_nameless_invitations_are_borne(opened: OpenOffice) -> None:
    rows = [
        ("Ibu Neng", "KSP Barokah", "0812-9000-1111", "Koperasi", "UND-1"),
        ("Pak Dadang", "Keripik Mekar", "0812-9000-2222", "UKM", "und 1"),
        ("", "", "0812-9000-3333", "UKM", ""),
        ("", "", "0812-9000-4444", "UKM", ""),
    ]
    opened.staff.fill(tabs.INVITATIONS, rows)
    code = opened.register(invitation_code="UND1")
    assert opened.sync().exit_code == 0
    (party,) = opened.rows(tabs.INVITED_PARTIES).to_dict("records")
    assert (party[c.NAME], party[c.CODE]) == ("Ibu Neng", code)
    (problem,) = opened.rows(tabs.PROBLEMS).to_dict("records")
    assert (problem[c.FORM], problem[c.CODE]) == ("Tab Undangan", "Baris 3")
    assert (problem[c.VALUE], problem[c.STATUS]) == ("und 1", ProblemStatus.OPEN)
    assert problem[c.REASON] == "Kode ini sudah dipakai di baris 2."
    assert opened.sync().outcome == "quiet"


def test_an_invitation_keeps_its_code_when_staff_correct_the_name(opened: OpenOffice) -> None:
    opened.staff.fill(tabs.INVITATIONS, [("Ibu Neng", "KSP Barokah", "", "Koperasi", "")])
    opened.sync()
    before = opened.rows(tabs.INVITED_PARTIES)[c.INVITATION_CODE][0]
    opened.sheet(tabs.INVITATIONS).update([["Ibu Neneng"]], "A2")
    forget_everything(opened)
    code = opened.register(invitation_code=before)
    opened.sync()
    (party,) = opened.rows(tabs.INVITED_PARTIES).to_dict("records")
    assert (party[c.NAME], party[c.INVITATION_CODE], party[c.CODE]) == ("Ibu Neneng", before, code)

    opened.owner.book.get_worksheet_by_id(tabs.INVITED_PARTIES.sheet_id).update([["?"]], "D1")
    report = opened.sync()
    assert "lost the header 'Kode Undangan'" in str(report.errors)
    assert opened.rows(tabs.REGISTRATIONS)[c.GROUP].tolist() == ["Undangan"]


def test_without_a_ledger_a_week_whose_schedule_is_gone_stops_alone(drafted: OpenOffice) -> None:
    drafted.at("2026-11-18T09:00")
    drafted.sync()
    drafted.register(name="Dodi Permana", phone="0812-3333-4444", dates=LATER)
    drafted.sync()
    before, offered = about(drafted), dates_offered(drafted)
    drafted.owner.book.del_worksheet_by_id(SCHEDULE.sheet_id)
    forget_everything(drafted)
    drafted.at("2026-11-18T10:00")
    new = drafted.register(name="Yayan Mulyana", phone="0812-5555-6666", business="Usaha Yayan")
    drafted.at("2026-11-18T10:05")
    later = drafted.register(name="Wati Lestari", phone="0812-7777-8888", dates=LATER)

    report = drafted.sync()
    (error,) = report.errors
    assert (report.outcome, report.exit_code) == ("partial", 65)
    assert "lost the tab 'Jadwal 2026-W48'" in str(error)
    assert "version history" in str(error)
    assert about(drafted, without=new) == before
    assert dates_offered(drafted) == offered
    assert not drafted.look().tab(SCHEDULE).exists
    assert later in set(drafted.rows(tabs.schedule_tab(WEEK.shift(1)))[c.CODE])
    rows = drafted.rows(tabs.REGISTRATIONS).set_index(c.CODE)
    assert (rows[c.WEEK][new], rows[c.STATUS][new]) == (str(WEEK), Status.REGISTERED)
    assert drafted.sync().cells == 0

    # Once it is long over nobody need be told any more, and what is known of it still stands.
    drafted.at("2027-01-18T09:00")
    assert drafted.sync().exit_code == 0
    assert about(drafted, without=new)[:2] == before[:2]


def test_what_is_copied_on_a_schedule_is_told(drafted: OpenOffice) -> None:
    sheet = drafted.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    first = drafted.rows(SCHEDULE).iloc[0]
    sheet.append_row(sheet.row_values(int(first["row"])))
    sheet.add_cols(1)
    sheet.update([["Konfirmasi"], ["Batal"]], rowcol_to_a1(1, sheet.col_count))
    assert drafted.sync().exit_code == 0
    problems = drafted.rows(tabs.PROBLEMS)
    told = problems[problems[c.FORM] == "Tab Jadwal 2026-W48"]
    assert sorted(told[c.QUESTION]) == ["Kode", "Konfirmasi"]
    assert set(told[c.STATUS]) == {ProblemStatus.OPEN}
    stands = drafted.rows(SCHEDULE).drop_duplicates(c.CODE).set_index(c.CODE)
    assert stands[c.STATUS][first[c.CODE]] == Status.SCHEDULED
    assert drafted.sync().outcome == "quiet"

    # A row that comes above the copy moves it, which is told once and then no more.
    drafted.at("2026-11-17T09:00")
    drafted.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    assert drafted.sync().exit_code == 0
    assert drafted.sync().outcome == "quiet"


def test_a_copied_row_without_a_code_is_told_and_stops_nothing(drafted: OpenOffice) -> None:
    sheet = drafted.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    first = drafted.rows(SCHEDULE).iloc[0]
    copied = ["", *sheet.row_values(int(first["row"]))[1:]]
    sheet.append_row(copied, table_range="A1")
    drafted.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    assert drafted.sync().exit_code == 0
    problems = drafted.rows(tabs.PROBLEMS).set_index(c.FORM)
    problem = problems.loc["Tab Jadwal 2026-W48"]
    assert (problem[c.QUESTION], problem[c.VALUE]) == ("Kode", first[c.NAME])
    assert problem[c.REMEDY].startswith("Pindahkan isian yang masih perlu")
    names = list(drafted.rows(SCHEDULE)[c.NAME])
    assert (names.count(first[c.NAME]), names.count("Aan Herlina")) == (2, 1)
    assert drafted.sync().outcome == "quiet"


def test_without_a_ledger_a_row_that_lost_its_code_stops_its_week(drafted: OpenOffice) -> None:
    (told, *_) = drafted.rows(SCHEDULE)[c.CODE]
    drafted.staff.mark(drafted.look(), SCHEDULE, {told: {c.TOLD: True}})
    drafted.sync()
    found = drafted.rows(SCHEDULE).set_index(c.CODE).loc[told]
    type_over(drafted, int(found["row"]), "")
    forget_everything(drafted)
    before, schedule = about(drafted), cells(drafted, SCHEDULE)
    drafted.at("2026-11-20T12:00")

    report = drafted.sync()
    (error,) = report.errors
    assert report.exit_code == 65
    assert f"'Jadwal 2026-W48' has lost the Kode of row {found['row']}" in str(error)
    assert cells(drafted, SCHEDULE) == schedule
    assert about(drafted) == before
    problems = drafted.rows(tabs.PROBLEMS).set_index(c.FORM)
    problem = problems.loc["Tab Jadwal 2026-W48"]
    assert (problem[c.CODE], problem[c.VALUE]) == (f"Baris {found['row']}", found[c.NAME])
    assert told in problem[c.REMEDY]
    assert drafted.sync().cells == 0

    type_over(drafted, int(found["row"]), told)
    assert drafted.sync().exit_code == 0
    after = drafted.rows(SCHEDULE).set_index(c.CODE).loc[told]
    assert after[[c.DATE, c.START, c.TOLD]].equals(found[[c.DATE, c.START, c.TOLD]])
    problems = drafted.rows(tabs.PROBLEMS).set_index(c.FORM)
    assert problems[c.STATUS]["Tab Jadwal 2026-W48"] == ProblemStatus.DONE


def forget_everything(office: OpenOffice) -> None:
    """Delete the ledger, from which what people delete would come back."""
    office.settings.path(office.settings.sync.ledger).unlink()


def type_over(office: OpenOffice, row: int, code: str) -> None:
    """Let the owner type over a code on the schedule."""
    office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id).update_cell(row, 1, code)


@pytest.mark.parametrize("header", ["Konfirmasi", "Jam"])
def test_a_schedule_that_lost_a_header_stops_its_week(marked: OpenOffice, header: str) -> None:
    told, off = two_placed(marked)
    marked.at("2026-11-17T09:00")
    rename(marked, SCHEDULE, header)
    before, schedule = about(marked), cells(marked, SCHEDULE)

    report = marked.sync()
    (error,) = report.errors
    assert report.exit_code == 65
    assert f"'Jadwal 2026-W48' has lost the header '{header}'" in str(error)
    assert cells(marked, SCHEDULE) == schedule
    assert about(marked) == before

    rename(marked, SCHEDULE, f"{header} lama", header)
    assert marked.sync().exit_code == 0
    rows = marked.rows(SCHEDULE).set_index(c.CODE)
    assert rows[c.STATUS][[told, off]].tolist() == [Status.SCHEDULED, Status.CANCELLED]


@pytest.mark.parametrize(
    ("tab", "header", "spared"),
    [
        (tabs.REGISTRATIONS, "Keputusan", [tabs.REGISTRATIONS, SCHEDULE, tabs.CAPACITIES]),
        (tabs.PROBLEMS, "Koreksi", [tabs.PROBLEMS, tabs.REGISTRATIONS, SCHEDULE]),
        (tabs.CAPACITIES, "Fase", [tabs.CAPACITIES, tabs.REGISTRATIONS, SCHEDULE]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_lost_header_stops_what_needs_its_column(
    marked: OpenOffice, tab: Tab, header: str, spared: list[Tab]
) -> None:
    rename(marked, tab, header)
    before = [cells(marked, one) for one in spared]
    marked.at("2026-11-20T12:00")
    report = marked.sync()
    (error,) = report.errors
    assert report.exit_code == 65
    assert f"{tab.title!r} has lost the header {header!r}" in str(error)
    assert [cells(marked, one) for one in spared] == before

    rename(marked, tab, f"{header} lama", header)
    assert marked.sync().exit_code == 0
    rows = marked.rows(SCHEDULE).set_index(c.NAME)
    assert rows[c.STATUS]["Budi Saputra"] == Status.SCHEDULED
    phases = marked.rows(tabs.CAPACITIES).set_index(c.WEEK)[c.PHASE]
    assert set(phases[[str(WEEK)]]) == {Phase.FROZEN.label}


NEEDED = {
    tabs.CONSULTANTS: "Nama",
    tabs.AVAILABILITY: "Tanggal",
    tabs.QUOTAS: "Layanan",
    tabs.FIELDS: "Bidang",
    tabs.INVITATIONS: "Kode Undangan",
    tabs.CHANGES: "Kolom",
}
"""A header of each tab that the clinic needs, and HALO does not."""
ALONE = {tabs.EPISODES: "Narasumber", tabs.QUESTIONS: "Pertanyaan", tabs.MINUTES: "Program"}
"""Headers that HALO needs, and the clinic does not."""
SPARE = {
    tabs.CONSULTANTS: "Instansi",
    tabs.AVAILABILITY: "Keterangan",
    tabs.CLOSURES: "Keterangan",
    tabs.CHANGES: "Petugas",
    tabs.EPISODES: "Jabatan",
    tabs.QUESTIONS: "Penanya",
    tabs.MINUTES: "Peserta",
}
"""Headers that only people need."""


def test_a_staff_tab_without_a_header_stops_what_depends_on_it(drafted: OpenOffice) -> None:
    clinic = (tabs.REGISTRATIONS, SCHEDULE, tabs.CAPACITIES, tabs.WAITING_LIST)
    drafted.register(name="Yayan Mulyana", phone="0812-5555-6666", business="Usaha Yayan")
    drafted.staff.fill(tabs.EPISODES, [(WEEK.days[4], "Ibu Ratna", "", "", "Batik")])
    before = [cells(drafted, tab) for tab in (*clinic, tabs.MILESTONES)]
    for tab, header in NEEDED.items():
        rename(drafted, tab, header)
    report = drafted.sync()
    assert told_of(report) == {tab.title: header for tab, header in NEEDED.items()}
    assert (report.outcome, report.exit_code) == ("partial", 65)
    log = drafted.rows(tabs.LOG)[c.REMARK].iloc[0].split("\n")
    assert "⚠ Tab “Konsultan” kehilangan judul kolom Nama. Ketik kembali di baris judul." in log
    assert [cells(drafted, tab) for tab in (*clinic, tabs.MILESTONES)] == before
    assert list(drafted.rows(tabs.HALO_EPISODES)["guest"]) == ["Ibu Ratna"]

    for tab, header in NEEDED.items():
        rename(drafted, tab, f"{header} lama", header)
    gone = [*ALONE.items(), *SPARE.items(), (tabs.INVITATIONS, "Surat Dikirim")]
    for tab, header in gone:
        rename(drafted, tab, header)
    halo = cells(drafted, tabs.HALO_EPISODES)
    report = drafted.sync()
    lost = {tab.title: header for tab, header in ALONE.items()}
    assert told_of(report) == lost | {"Undangan": "Surat Dikirim"}
    assert cells(drafted, tabs.HALO_EPISODES) == halo
    assert "Yayan Mulyana" in set(drafted.rows(SCHEDULE)[c.NAME])

    for tab, header in ALONE.items():
        rename(drafted, tab, f"{header} lama", header)
    report = drafted.sync()
    assert told_of(report) == {"Undangan": "Surat Dikirim"}
    rename(drafted, tabs.INVITATIONS, "Surat Dikirim lama", "Surat Dikirim")
    assert drafted.sync().exit_code == 0


def told_of(report: Report) -> dict[str, str]:
    """The headers that a pass misses, by tab."""
    return {error.tab: ", ".join(error.headers) for error in report.errors
            if isinstance(error, HeaderMissing)}  # fmt: skip


def rename(office: OpenOffice, tab: Tab, header: str, to: str = "") -> None:
    """Let the owner type over a header."""
    sheet = office.owner.book.get_worksheet_by_id(tab.sheet_id)
    cell = sheet.find(header)
    assert cell is not None
    sheet.update_cell(cell.row, cell.col, to or f"{header} lama")


def correct(office: OpenOffice, name: str) -> None:
    """Let staff type a client's right phone number into ✎Koreksi."""
    state = office.look().tab(tabs.PROBLEMS)
    (row,) = state.frame.loc[state.frame[c.VALUE] == CLIENTS[name], "row"]
    column = state.positions[c.CORRECTION] + 1
    office.sheet(tabs.PROBLEMS).update_cell(int(row), column, "0812-0000-0005")


def cells(office: OpenOffice, tab: Tab) -> object:
    """What stands in a tab's cells."""
    sheet = office.look().tab(tab).sheet
    return sheet and sheet.cells


def about(office: OpenOffice, without: str = "") -> list[list[dict[Hashable, object]]]:
    """What stands about WEEK outside its schedule: registrations, capacities, who waits."""
    frames = map(office.rows, (tabs.REGISTRATIONS, tabs.CAPACITIES, tabs.WAITING_LIST))
    return [
        rows[(rows[c.WEEK] == str(WEEK)) & (rows.get(c.CODE) != without)]
        .drop(columns=["row", c.ORDER], errors="ignore")
        .to_dict("records")
        for rows in frames
    ]


def dates_offered(office: OpenOffice) -> list[Mapping[str, str]]:
    """The options of the form's question for dates."""
    form = office.settings.forms.registration
    questions = placed_questions(office.office.forms.get(str(form.id)))
    (found,) = [q for q in questions if q.question_id == form.questions[c.DATES]]
    return list(found.options)
