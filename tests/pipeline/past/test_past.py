"""A pass that leaves the past alone and one that looks at everything say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from tests.pipeline.office_factory import (
    CLIENTS,
    SCHEDULE,
    WEEK,
    OpenOffice,
    code_of_client,
    copy_office,
    open_folder,
    replace,
)
from tests.pipeline.test_survey import a_feedback
from transforms.reading.indonesian import option_text

NEXT, LAST = WEEK.shift(1), WEEK.shift(3)
NOW = "2026-12-08T08:00"
"""WEEK is past; of NEXT attendance and feedback are still taken in."""
CODE_GIVEN = "KPR-1"
_, SITI, UJANG, LINA, _ = CLIENTS


@pytest.fixture(scope="module")
def later(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    """An office that has a past: a week later still than the week after WEEK."""
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("later"))
    replace(folder / "config.yaml", "closed_weeks: 4", "closed_weeks: 1")
    with open_folder(folder, "2026-11-19T08:00") as office:
        office.staff.fill(tabs.INVITATIONS, [("Neng", "KSP", "", "UKM", CODE_GIVEN, True)])
        office.register(
            name="Neng", phone="081255550000", dates=dates(WEEK), invitation_code=CODE_GIVEN
        )
        office.sync()
        for number in range(3):
            office.register(name=f"Klien {number}", phone=f"08125555111{number}", dates=dates(NEXT))
        for moment in ("2026-11-23T08:00", NOW):
            office.at(moment)
            office.sync()
        office.register(name="Baru", phone="081255552222", dates=dates(LAST))
        office.sync()
        yield office


def dates(week: object) -> tuple[str, ...]:
    return tuple(option_text(day) for day in week.days[:3])  # type: ignore[attr-defined]


def reads_all(office: OpenOffice) -> bool:
    """Run a pass; whether it read the whole spreadsheet."""
    office.clock.now += timedelta(minutes=1)
    with office.watched() as seen:
        office.sync()
    return any(request.method_id == "sheets.spreadsheets.get" for request in seen)


def somebody_new(office: OpenOffice) -> None:
    office.register(name="Lagi", phone="081255553333", dates=dates(LAST))


def with_a_code_that_was_used(office: OpenOffice) -> None:
    office.register(
        name="Euis", phone="081255554444", dates=dates(LAST), invitation_code=CODE_GIVEN
    )


def tick_in_a_week_that_counts(office: OpenOffice) -> None:
    snapshot = office.look()
    (code, *_) = snapshot.tab(tabs.schedule_tab(NEXT)).frame[c.CODE]
    office.staff.mark(snapshot, tabs.schedule_tab(NEXT), {code: {c.ATTENDANCE: "Hadir"}})


def note_in_a_week_that_is_past(office: OpenOffice) -> None:
    snapshot = office.look()
    code = code_of_client(snapshot, SITI)
    office.staff.mark(snapshot, SCHEDULE, {code: {c.NOTES: "Telepon lagi"}})


def decide_about_the_past(office: OpenOffice) -> None:
    snapshot = office.look()
    code = code_of_client(snapshot, SITI)
    office.staff.mark(snapshot, tabs.REGISTRATIONS, {code: {c.DECISION: "Bukan ganda"}})


def correct_an_old_answer(office: OpenOffice) -> None:
    state = office.look().tab(tabs.PROBLEMS)
    row = state.frame.loc[state.frame[c.VALUE] == CLIENTS[LINA], "row"].iloc[0]
    office.sheet(tabs.PROBLEMS).update_cell(row, state.positions[c.CORRECTION] + 1, "081234567890")


def answer_for_a_past_session(office: OpenOffice) -> None:
    code = code_of_client(office.look(), UJANG)
    office.submit(Form.FEEDBACK, a_feedback("444444444") | {c.FEEDBACK_CODE: code})


def answer_for_a_session_that_counts(office: OpenOffice) -> None:
    code = office.look().tab(tabs.schedule_tab(NEXT)).frame[c.CODE].iloc[0]
    office.submit(Form.FEEDBACK, a_feedback("333333333") | {c.FEEDBACK_CODE: code})


def want_a_day_of_the_past(office: OpenOffice) -> None:
    code = code_of_client(office.look(), "Baru")
    days = f"{WEEK.days[0]:%d/%m/%Y}; {LAST.days[0]:%d/%m/%Y}"
    office.staff.fill(tabs.CHANGES, [(code, "Tanggal Bisa", days, "", "")])


def sort_the_registrations(office: OpenOffice) -> None:
    book = office.owner.book
    book.get_worksheet_by_id(tabs.REGISTRATIONS.sheet_id).sort((3, "asc"))


PRESENT = [
    somebody_new,
    with_a_code_that_was_used,
    tick_in_a_week_that_counts,
    note_in_a_week_that_is_past,
    answer_for_a_session_that_counts,
    sort_the_registrations,
]
PAST = [
    decide_about_the_past,
    correct_an_old_answer,
    answer_for_a_past_session,
    want_a_day_of_the_past,
]


def test_what_happens_today_takes_no_look_at_the_past(later: OpenOffice) -> None:
    for act in PRESENT:
        act(later)
    assert not reads_all(later)
    assert later.sync(full=True).cells == 0
    assert not reads_all(later)


def test_what_happens_to_the_past_is_seen_at_once(later: OpenOffice) -> None:
    for act in PAST:
        act(later)
        assert reads_all(later), act.__name__
    assert not reads_all(later)
