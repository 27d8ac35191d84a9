"""Weeks and phases from end to end: what holidays, freezes and chosen weeks do to registrations."""

from __future__ import annotations

from datetime import date

from connectors.sheets.tab import Tab
from loket import columns as c
from loket.vocabulary import Phase, Status, code_of
from pipeline import tabs
from pipeline.runs.outcome import CHANGED, QUIET
from tests.pipeline.office_factory import WEEK, OpenOffice
from transforms.reading.indonesian import option_text
from transforms.schedule.standing_bookings import LOST

NEXT = WEEK.shift(1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = WEEK.days[:5]
RUNNING = "2026-11-23T09:00"


def days(*dates: date) -> tuple[str, ...]:
    """Dates as the form's options write them."""
    return tuple(option_text(day) for day in dates)


def close_the_week(office: OpenOffice) -> None:
    office.staff.fill(tabs.CLOSURES, [(day, "Banjir", "") for day in WEEK.days[:5]])


def standing(office: OpenOffice, tab: Tab = tabs.REGISTRATIONS) -> dict[str, tuple[str, str]]:
    """Week and status by code."""
    rows = office.rows(tab)
    return dict(zip(rows[c.CODE], zip(rows[c.WEEK], rows[c.STATUS], strict=True), strict=True))


def phase_on_record(office: OpenOffice) -> set[str]:
    rows = office.rows(tabs.CAPACITIES)
    return set(rows.loc[rows[c.WEEK] == str(WEEK), c.PHASE])


def test_a_running_week_that_loses_all_its_days_is_evaluated_all_the_same(
    drafted: OpenOffice,
) -> None:
    drafted.at(RUNNING)
    drafted.sync()
    close_the_week(drafted)
    report = drafted.sync()
    assert (report.outcome, report.errors) == (CHANGED, ())
    assert list(drafted.rows(tabs.EVALUATIONS)[c.WEEK]) == [str(WEEK)]
    assert phase_on_record(drafted) == {Phase.RUNNING.label}
    drafted.at("2026-11-30T00:05")
    drafted.sync()
    assert phase_on_record(drafted) == {Phase.CLOSED.label}
    assert drafted.sync().outcome == QUIET


def test_a_week_that_loses_all_its_days_remembers_its_phase(drafted: OpenOffice) -> None:
    drafted.at("2026-11-20T12:05")
    drafted.sync()
    before = standing(drafted)
    close_the_week(drafted)
    drafted.sync()
    assert phase_on_record(drafted) == {Phase.FROZEN.label}
    assert {status for _, status in standing(drafted).values()} == {Status.WAITING}
    rows = drafted.rows(tabs.CAPACITIES)
    assert set(rows.loc[rows[c.WEEK] == str(WEEK), c.CAPACITY]) == {0}
    assert drafted.sync().outcome == QUIET

    drafted.sheet(tabs.CLOSURES).batch_clear(["A2:C6"])
    drafted.sync()
    assert phase_on_record(drafted) == {Phase.FROZEN.label}
    assert standing(drafted) == before


def test_who_loses_the_last_day_of_a_frozen_week_joins_the_next_at_once(
    opened: OpenOffice,
) -> None:
    opened.at("2026-11-18T09:00")
    opened.sync()
    code = opened.register(dates=days(WEDNESDAY, NEXT.days[2]))
    opened.at("2026-11-18T10:00")
    stays = opened.register(
        phone="0812-0000-1001", business="Usaha 1", dates=days(TUESDAY, NEXT.days[2])
    )
    opened.sync()
    opened.at("2026-11-20T12:05")
    opened.staff.mark(opened.look(), tabs.schedule_tab(WEEK), {code: {c.TOLD: True}})
    opened.staff.fill(tabs.CLOSURES, [(WEDNESDAY, "Pilkades", "")])
    opened.sync()
    assert standing(opened) == {
        code: (str(NEXT), Status.REGISTERED),
        stays: (str(WEEK), Status.SCHEDULED),
    }
    row = opened.rows(tabs.schedule_tab(WEEK)).set_index(c.CODE).loc[code]
    remark = f"Berubah, beri tahu lagi; Dialihkan ke {NEXT}"
    assert (row[c.STATUS], row[c.DATE], row[c.REMARK]) == (Status.TRANSFERRED, None, remark)
    lines = opened.rows(tabs.LOG)[c.REMARK].iloc[0].split("\n")
    assert lines[-1] == f"{WEEK}: {LOST} bagi {code}"
    assert f"☐ Berubah, beri tahu lagi: {code}" in lines
    assert opened.sync().outcome == QUIET


def test_a_pass_over_one_week_leaves_the_others_as_they_stand(two_weeks: OpenOffice) -> None:
    for number, day in enumerate([THURSDAY, NEXT.days[3]]):
        two_weeks.register(
            phone=f"0812-0000-100{number}", business=f"Usaha {number}", dates=days(day)
        )
    two_weeks.at("2026-11-23T00:05")
    two_weeks.sync()
    waiting = list(two_weeks.rows(tabs.WAITING_LIST)[c.CODE])
    assert len(waiting) == 2
    assert two_weeks.sync(weeks=(WEEK,)).outcome == QUIET

    newcomer = two_weeks.register(
        phone="0812-0000-1002", business="Usaha 2", dates=days(NEXT.days[0])
    )
    two_weeks.at("2026-11-23T01:00")
    two_weeks.sync(weeks=(WEEK,))
    assert list(two_weeks.rows(tabs.WAITING_LIST)[c.CODE]) == waiting
    assert standing(two_weeks)[newcomer] == (str(NEXT), Status.REGISTERED)


def test_duplicates_stay_together_at_the_freeze(two_weeks: OpenOffice) -> None:
    first = two_weeks.register(dates=days(TUESDAY))
    two_weeks.at("2026-11-18T10:00")
    second = two_weeks.register(dates=days(WEDNESDAY, NEXT.days[2]))
    for moment in ("2026-11-18T10:05", "2026-11-20T12:05", "2026-11-24T00:05"):
        two_weeks.at(moment)
        two_weeks.sync()
        assert standing(two_weeks) == {
            first: (str(WEEK), Status.SCHEDULED),
            second: (str(WEEK), Status.SUSPECTED_DUPLICATE),
        }
        row = two_weeks.rows(tabs.schedule_tab(WEEK)).set_index(c.CODE).loc[first]
        assert row[c.DATE] == WEDNESDAY
    assert two_weeks.sync().outcome == QUIET


def test_duplicates_who_are_not_served_move_on_together(two_weeks: OpenOffice) -> None:
    two_weeks.staff.fill(tabs.AVAILABILITY, [("Rina Kartika", WEDNESDAY, "", "", False, "Sakit")])
    first = two_weeks.register(dates=days(WEDNESDAY))
    two_weeks.at("2026-11-18T10:00")
    second = two_weeks.register(dates=days(WEDNESDAY, NEXT.days[2]))
    two_weeks.sync()
    for moment in ("2026-11-20T12:05", "2026-11-24T00:05"):
        two_weeks.at(moment)
        two_weeks.sync()
        assert standing(two_weeks)[second] == (str(NEXT), Status.SUSPECTED_DUPLICATE)
    assert standing(two_weeks)[first] == (str(NEXT), Status.SCHEDULED)
    schedule = two_weeks.look()
    two_weeks.staff.mark(schedule, tabs.schedule_tab(NEXT), {first: {c.CONFIRMATION: "Batal"}})
    two_weeks.sync()
    assert standing(two_weeks)[first] == (str(NEXT), Status.CANCELLED)
    assert standing(two_weeks)[second] == (str(NEXT), Status.SCHEDULED)
    assert two_weeks.sync().outcome == QUIET


def test_a_place_stays_with_the_client_whose_older_response_is_deleted(
    two_weeks: OpenOffice,
) -> None:
    two_weeks.staff.fill(
        tabs.AVAILABILITY, [("Rina Kartika", MONDAY, "13.30", "16.00", False, "Rapat")]
    )
    first = two_weeks.register(dates=days(MONDAY))
    two_weeks.at("2026-11-18T10:00")
    rival = two_weeks.register(phone="0812-0000-1001", business="Usaha 1", dates=days(MONDAY))
    two_weeks.at("2026-11-18T11:00")
    second = two_weeks.register(dates=days(MONDAY, NEXT.days[0]))
    two_weeks.at("2026-11-18T12:00")
    two_weeks.sync()
    before = two_weeks.look()
    two_weeks.staff.mark(before, tabs.schedule_tab(WEEK), {first: {c.TOLD: True}})

    delete(two_weeks, first)
    for moment in ("2026-11-19T00:05", "2026-11-20T12:05"):
        two_weeks.at(moment)
        two_weeks.sync()
        assert standing(two_weeks) == {
            first: (str(WEEK), Status.CANCELLED),
            rival: (str(WEEK), Status.WAITING),
            second: (str(WEEK), Status.SCHEDULED),
        }
        row = two_weeks.rows(tabs.schedule_tab(WEEK)).set_index(c.CODE).loc[second]
        assert (row[c.DATE], row[c.REMARK]) == (MONDAY, f"Menggantikan {first} yang dihapus")
    assert two_weeks.sync().outcome == QUIET


def test_who_came_after_the_freeze_is_late_though_a_holiday_is_withdrawn(
    two_weeks: OpenOffice,
) -> None:
    friday_before = WEEK.shift(-1).days[4]
    two_weeks.staff.fill(tabs.CLOSURES, [(friday_before, "Cuti", "")])
    two_weeks.at("2026-11-19T12:01")
    code = two_weeks.register(dates=days(MONDAY))
    two_weeks.sync()
    assert phase_on_record(two_weeks) == {Phase.FROZEN.label}
    assert standing(two_weeks)[code] == (str(WEEK), Status.WAITING)

    two_weeks.sheet(tabs.CLOSURES).batch_clear(["A2:C2"])
    two_weeks.sync()
    assert two_weeks.sync().outcome == QUIET
    assert phase_on_record(two_weeks) == {Phase.FROZEN.label}
    assert standing(two_weeks)[code] == (str(WEEK), Status.WAITING)


def delete(office: OpenOffice, code: str) -> None:
    """Delete a registration in the form's editor."""
    form = str(office.settings.forms.registration.id)
    (response,) = (
        response.response_id
        for response in office.office.forms.list_responses(form)
        if code_of(response.response_id) == code
    )
    office.visitor.delete(form, response, office.settings.google.owner)
