"""The demo: a clinic's whole week, from nothing, on the embedded workspace.

Clients submit over HTTP, staff edit through the Sheets API, and Loket passes at the SOP's times.
Only the clock is made up.
"""

from __future__ import annotations

import time as wall_clock
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from connectors.sheets.snapshot import Snapshot
from connectors.workspace.server import running
from loket import columns as c
from loket.vocabulary import TIME_ZONE, Confirmation, Form, Service, Status
from pipeline import tabs
from pipeline.configuration.settings_file import load
from pipeline.demo.office import WEEK, Clock, Demo, Say, free_slot, offered_dates, rows
from pipeline.demo.papers import print_papers, public_papers
from pipeline.demo.people import Answers, person, registrations
from pipeline.demo.stage import fresh_folder, visitor, where_to_look
from pipeline.demo.summary import summary
from pipeline.office import workspace_options
from pipeline.questionnaires.questionnaires import service_option
from pipeline.setup.setup import initialise
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.reading.indonesian import option_text


def run_demo(template: Path, folder: Path, *, seed: int, clients: int, say: Say) -> None:
    """Run the demo in ``folder``, replacing an earlier one; its settings come from ``template``."""
    began = wall_clock.perf_counter()
    config = fresh_folder(template, folder)
    clock = Clock(datetime.combine(WEEK.monday - timedelta(days=13), time(9), TIME_ZONE))
    options = workspace_options(load(config), seed=str(seed).encode())
    with running(options, now=clock) as workspace, visitor(workspace) as client:
        demo = Demo(config, load(config), workspace, clock, say, Random(seed), client)
        _begin(demo)
        before = public_papers(demo)
        _register(demo, clients, seed)
        _plan(demo)
        _freeze(demo)
        _hold(demo)
        _evaluate(demo)
        papers = print_papers(demo, before)
        office = demo.office
        export = folder / "loket.xlsx"
        office.export(export)
        snapshot = demo.look()
        seconds = wall_clock.perf_counter() - began
        say(summary(snapshot, WEEK, demo.reports, workspace.requests, seconds))
    say(where_to_look(demo.settings, config, export, papers))


def _begin(demo: Demo) -> None:
    demo.say("Creating the forms and the spreadsheet (loket init)")
    initialise(demo.office, demo.config)
    demo.settings = load(demo.config)
    live = WEEK.days[4]
    demo.staff.prepare(live, [live - timedelta(weeks=n) for n in (4, 3, 2, 1)])
    demo.at(WEEK.monday - timedelta(days=12), 0, 5)
    demo.sync("H-12: the form offers the week's dates")


def _register(demo: Demo, clients: int, seed: int) -> None:
    days = WEEK.days[:5]
    opens = datetime.combine(WEEK.monday - timedelta(days=12), time(7), TIME_ZONE)
    closes = datetime.combine(WEEK.monday - timedelta(days=8), time(22), TIME_ZONE)
    people = registrations(demo.settings.clinic, days, opens, closes, clients - 2, seed)
    codes = dict(_invitation_codes(demo))
    for person_, code in zip(people[20:24], codes.values(), strict=False):
        person_.answers[c.INVITATION_CODE] = code
    middle = datetime.combine(WEEK.monday - timedelta(days=10), time(9), TIME_ZONE)
    early = [registration for registration in people if registration.at < middle]
    for number, registration in enumerate(people):
        if number == len(early):
            demo.clock.now = middle
            demo.sync(f"H-10: {len(early)} registrations so far")
        demo.clock.now = registration.at
        demo.edit_links[number] = demo.submit(Form.REGISTRATION, registration.answers)
    _change_minds(demo, people[5].answers)


def _invitation_codes(demo: Demo) -> Iterator[tuple[str, str]]:
    frame = demo.look().tab(tabs.INVITED_PARTIES).frame
    yield from zip(frame[c.NAME], frame[c.INVITATION_CODE], strict=True)


def _change_minds(demo: Demo, answers: Answers) -> None:
    """One client edits an answer, another one's response is deleted on request."""
    by_id = demo.settings.forms.registration.questions
    edited = {**answers, c.DATES: (option_text(WEEK.days[3]), option_text(WEEK.days[4]))}
    demo.visitor.edit(
        demo.edit_links[5], {by_id[key]: value for key, value in edited.items() if value}
    )
    form_id = str(demo.settings.forms.registration.id)
    responses = demo.office.forms.list_responses(form_id)
    demo.visitor.delete(form_id, responses[8].response_id, demo.settings.google.owner)
    demo.say("                   one client edits the dates, another one's response is deleted")


def _plan(demo: Demo) -> None:
    demo.at(WEEK.monday - timedelta(days=7), 0, 5)
    demo.sync("H-7: the schedule is drafted")
    snapshot = demo.look()
    placed = rows(snapshot, Status.SCHEDULED)
    pinned, moved, cancelled = (str(placed[n][c.CODE]) for n in (1, 3, 6))
    target = free_slot(snapshot, str(placed[3][c.CONSULTANT]))
    demo.staff.mark(
        snapshot,
        tabs.schedule_tab(WEEK),
        {
            pinned: {c.PINNED: True, c.NOTES: "Minta jangan dipindah"},
            moved: {c.MOVE_DATE: target[0], c.MOVE_START: f"{target[1]:%H.%M}"},
            cancelled: {c.CONFIRMATION: Confirmation.CANCELLED},
        },
    )
    demo.at(WEEK.monday - timedelta(days=7), 9)
    demo.sync("H-7: staff pin one, move one, cancel one")
    demo.at(WEEK.monday - timedelta(days=3), 0, 5)
    demo.sync("H-3: unused invitations' places go to the public")


def _freeze(demo: Demo) -> None:
    demo.at(WEEK.monday - timedelta(days=3), 12)
    demo.sync("H-2: the schedule is frozen")
    snapshot = demo.look()
    placed = rows(snapshot, Status.SCHEDULED)
    told = {str(row[c.CODE]): {c.TOLD: True} for row in placed}
    demo.staff.mark(snapshot, tabs.schedule_tab(WEEK), told)
    demo.at(WEEK.monday - timedelta(days=3), 13)
    demo.submit(
        Form.REGISTRATION, _late_client(demo, [*WEEK.days[:2], *WEEK.shift(1).days[:2]], 101)
    )
    demo.staff.mark(
        snapshot,
        tabs.schedule_tab(WEEK),
        {str(placed[min(20, len(placed) - 1)][c.CODE]): {c.CONFIRMATION: Confirmation.CANCELLED}},
    )
    demo.sync("After the freeze: a late registration, a cancellation")
    snapshot = demo.look()
    confirmed = {
        str(row[c.CODE]): {c.TOLD: True, c.CONFIRMATION: Confirmation.CONFIRMED}
        for number, row in enumerate(rows(snapshot, Status.SCHEDULED))
        if number % 3
    }
    demo.staff.mark(snapshot, tabs.schedule_tab(WEEK), confirmed)


def _late_client(demo: Demo, days: list[date], index: int) -> Answers:
    offered = offered_dates(demo)
    answers = person(demo.settings.clinic, WEEK.days[:5], demo.random, index)
    wanted = tuple(option_text(day) for day in days if option_text(day) in offered)
    return {**answers, c.DATES: wanted or offered[-1:]}


def _hold(demo: Demo) -> None:
    for number, day in enumerate(WEEK.days[:5]):
        demo.at(day, 8, 50)
        if number == 0:
            _walk_in(demo)
        if number == 1:
            demo.staff.fill(tabs.AVAILABILITY, [("Yusuf Maulana", day, "", "", False, "Sakit")])
        if number < 2:
            demo.sync(("H: a walk-in at the desk", "H: a consultant falls ill")[number])
        demo.at(day, 16, 30)
        _attend(demo, demo.look(), day)
        if number == 4:
            _live_show(demo, day)
        demo.sync(f"{day:%A}: attendance and feedback")


def _walk_in(demo: Demo) -> None:
    answers = person(demo.settings.clinic, WEEK.days[:5], demo.random, 102)
    answers |= {c.INVITATION_CODE: "DATANG", c.DATES: offered_dates(demo)[:1]}
    demo.submit(Form.REGISTRATION, answers)


def _attend(demo: Demo, snapshot: Snapshot, day: date) -> None:
    here = [
        row
        for row in rows(snapshot, Status.SCHEDULED, Status.CONFIRMED, Status.UNRECORDED)
        if row[c.DATE] == day
    ]
    marks: dict[str, dict[str, object]] = {}
    for row in here:
        chance = demo.random.random()
        if chance < 0.9:
            came = chance < 0.82
            marks[str(row[c.CODE])] = {c.ATTENDANCE: Status.PRESENT if came else Status.ABSENT}
            if came and demo.random.random() < 0.75:
                with_code = demo.random.random() < 0.8
                demo.submit(Form.FEEDBACK, _feedback(demo, row, with_code=with_code))
    demo.staff.mark(snapshot, tabs.schedule_tab(WEEK), marks)


def _feedback(demo: Demo, row: dict[str, Any], *, with_code: bool) -> Answers:
    service = Service(str(row[c.SERVICE]))
    about: Answers = (
        {"feedback_code": str(row[c.CODE])}
        if with_code
        else {
            "feedback_date": f"{row[c.DATE]:%Y-%m-%d}",
            "feedback_service": service_option(service, demo.settings.clinic.hours[service]),
        }
    )
    scores: Answers = {
        unsur.key: unsur.answers[demo.random.choice((3, 3, 3, 2, 2, 1))] for unsur in UNSUR
    }
    return {
        **about,
        **scores,
        "u4": "Gratis",
        "solved": demo.random.choice(("Ya", "Ya", "Ya", "Sebagian", "Belum")),
        "follow_up": demo.random.choice(("Ya", "Tidak")),
        "gender": demo.random.choice(("Perempuan", "Perempuan", "Laki-laki")),
        "age_group": demo.random.choice(("25–34", "35–44", "35–44", "45–54")),
        "suggestion": demo.random.choice(("", "", "Sangat membantu", "Waktu kurang lama")),
    }


def _live_show(demo: Demo, day: date) -> None:
    state = demo.look().tab(tabs.EPISODES)
    row = int(state.frame.loc[state.frame[c.DATE] == day, "row"].iloc[0])
    sheet = demo.staff.book.get_worksheet_by_id(tabs.EPISODES.sheet_id)
    sheet.update([[905, 340, 760, 170, 51, 18, 30]], f"G{row}:M{row}")
    demo.staff.fill(
        tabs.QUESTIONS,
        [
            (
                day,
                "@warung_euis",
                "Bagaimana daftar merek?",
                "Lewat klinik konsultasi",
                "Merek/HKI",
            ),
            (day, "@kopi.pasundan", "Syarat KUR apa saja?", "", "Pembiayaan/KUR"),
        ],
    )
    for score in (4, 3, 4):
        demo.submit(
            Form.HALO_FEEDBACK,
            {
                "halo_date": f"{day:%Y-%m-%d}",
                "halo_role": "Penonton",
                "halo_satisfaction": str(score),
                "halo_benefit": "4",
            },
        )


def _evaluate(demo: Demo) -> None:
    monday = WEEK.shift(1).monday
    demo.at(monday, 9)
    demo.staff.tick_off(demo.look(), monday - timedelta(days=7))
    demo.sync("H+1: the evaluation is due, and staff have ticked off earlier steps")
    demo.staff.fill(
        tabs.MINUTES,
        [
            (
                "Clean & Clear", str(WEEK), monday, "Tim pelaksana", "Evaluasi mingguan",
                "Tambah setengah hari konsultan Ekspor", "Acara", monday + timedelta(days=7), False,
            )
        ],
    )  # fmt: skip
    demo.at(monday + timedelta(days=1), 0, 5)
    demo.sync("The week's evaluation is final")
