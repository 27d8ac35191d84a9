"""Weeks and phases from end to end: what holidays, freezes and chosen weeks do to registrations."""

from __future__ import annotations

from datetime import date

from connectors.sheets.tab import Tab
from loket import columns as c
from loket.vocabulary import Phase, Status, code_of
from pipeline import tabs
from pipeline.sync import CHANGED, QUIET
from tests.pipeline.office_factory import WEEK, OpenOffice
from transforms.reading.indonesian import option_text

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


def test_a_pass_over_one_week_leaves_the_others_as_they_stand(opened: OpenOffice) -> None:
    opened.at("2026-11-18T09:00")
    opened.sync()
    for number, day in enumerate([THURSDAY, NEXT.days[3]]):
        opened.register(phone=f"0812-0000-100{number}", business=f"Usaha {number}", dates=days(day))
    opened.at("2026-11-23T00:05")
    opened.sync()
    waiting = list(opened.rows(tabs.WAITING_LIST)[c.CODE])
    assert len(waiting) == 2
    assert opened.sync(weeks=(WEEK,)).outcome == QUIET

    newcomer = opened.register(phone="0812-0000-1002", business="Usaha 2", dates=days(NEXT.days[0]))
    opened.at("2026-11-23T01:00")
    opened.sync(weeks=(WEEK,))
    assert list(opened.rows(tabs.WAITING_LIST)[c.CODE]) == waiting
    assert standing(opened)[newcomer] == (str(NEXT), Status.REGISTERED)


def test_duplicates_stay_together_at_the_freeze(opened: OpenOffice) -> None:
    opened.at("2026-11-18T09:00")
    opened.sync()
    first = opened.register(dates=days(TUESDAY))
    opened.at("2026-11-18T10:00")
    second = opened.register(dates=days(WEDNESDAY, NEXT.days[2]))
    for moment in ("2026-11-18T10:05", "2026-11-20T12:05", "2026-11-24T00:05"):
        opened.at(moment)
        opened.sync()
        assert standing(opened) == {
            first: (str(WEEK), Status.SCHEDULED),
            second: (str(WEEK), Status.SUSPECTED_DUPLICATE),
        }
        row = opened.rows(tabs.schedule_tab(WEEK)).set_index(c.CODE).loc[first]
        assert row[c.DATE] == WEDNESDAY
        assert opened.sync().outcome == QUIET


def test_duplicates_who_are_not_served_move_on_together(opened: OpenOffice) -> None:
    opened.staff.fill(tabs.AVAILABILITY, [("Rina Kartika", WEDNESDAY, "", "", False, "Sakit")])
    opened.at("2026-11-18T09:00")
    opened.sync()
    first = opened.register(dates=days(WEDNESDAY))
    opened.at("2026-11-18T10:00")
    second = opened.register(dates=days(WEDNESDAY, NEXT.days[2]))
    opened.sync()
    for moment in ("2026-11-20T12:05", "2026-11-24T00:05"):
        opened.at(moment)
        opened.sync()
        assert standing(opened)[second] == (str(NEXT), Status.SUSPECTED_DUPLICATE)
        assert opened.sync().outcome == QUIET
    assert standing(opened)[first] == (str(NEXT), Status.SCHEDULED)
    schedule = opened.look()
    opened.staff.mark(schedule, tabs.schedule_tab(NEXT), {first: {c.CONFIRMATION: "Batal"}})
    opened.sync()
    assert standing(opened)[first] == (str(NEXT), Status.CANCELLED)
    assert standing(opened)[second] == (str(NEXT), Status.SCHEDULED)
    assert opened.sync().outcome == QUIET


def test_a_place_stays_with_the_client_whose_older_response_is_deleted(opened: OpenOffice) -> None:
    opened.staff.fill(
        tabs.AVAILABILITY, [("Rina Kartika", MONDAY, "13.30", "16.00", False, "Rapat")]
    )
    opened.at("2026-11-18T09:00")
    opened.sync()
    first = opened.register(dates=days(MONDAY))
    opened.at("2026-11-18T10:00")
    rival = opened.register(phone="0812-0000-1001", business="Usaha 1", dates=days(MONDAY))
    opened.at("2026-11-18T11:00")
    second = opened.register(dates=days(MONDAY, NEXT.days[0]))
    opened.at("2026-11-18T12:00")
    opened.sync()
    before = opened.look()
    opened.staff.mark(before, tabs.schedule_tab(WEEK), {first: {c.TOLD: True}})

    delete(opened, first)
    for moment in ("2026-11-19T00:05", "2026-11-20T12:05"):
        opened.at(moment)
        opened.sync()
        assert standing(opened) == {
            first: (str(WEEK), Status.CANCELLED),
            rival: (str(WEEK), Status.WAITING),
            second: (str(WEEK), Status.SCHEDULED),
        }
        row = opened.rows(tabs.schedule_tab(WEEK)).set_index(c.CODE).loc[second]
        assert (row[c.DATE], row[c.REMARK]) == (MONDAY, f"Menggantikan {first} yang dihapus")
        assert opened.sync().outcome == QUIET


def test_who_came_after_the_freeze_is_late_though_a_holiday_is_withdrawn(
    opened: OpenOffice,
) -> None:
    friday_before = WEEK.shift(-1).days[4]
    opened.staff.fill(tabs.CLOSURES, [(friday_before, "Cuti", "")])
    opened.at("2026-11-18T09:00")
    opened.sync()
    opened.at("2026-11-19T12:01")
    code = opened.register(dates=days(MONDAY))
    opened.sync()
    assert phase_on_record(opened) == {Phase.FROZEN.label}
    assert standing(opened)[code] == (str(WEEK), Status.WAITING)

    opened.sheet(tabs.CLOSURES).batch_clear(["A2:C2"])
    for _ in range(2):
        opened.sync()
        assert phase_on_record(opened) == {Phase.FROZEN.label}
        assert standing(opened)[code] == (str(WEEK), Status.WAITING)
    assert opened.sync().outcome == QUIET


def delete(office: OpenOffice, code: str) -> None:
    """Delete a registration in the form's editor."""
    form = str(office.settings.forms.registration.id)
    (response,) = (
        response.response_id
        for response in office.office.forms.list_responses(form)
        if code_of(response.response_id) == code
    )
    office.visitor.delete(form, response, office.settings.google.owner)
