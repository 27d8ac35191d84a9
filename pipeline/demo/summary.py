"""The figures with which the demo ends, read back from the spreadsheet and the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.workspace.faults import Request
from loket import columns as c
from loket.vocabulary import WEEKDAYS, Form
from loket.week import Week
from pipeline import tabs
from pipeline.questionnaires.question_titles import form_title
from pipeline.sync import Report
from transforms.reading.indonesian import decimal, short_date
from transforms.schedule.statuses import HOLDING


def summary(
    snapshot: Snapshot,
    week: Week,
    reports: Sequence[Report],
    requests: Sequence[Request],
    seconds: float,
) -> str:
    """Give the summary as text: registrations, schedule, waiting list, satisfaction, cost."""
    schedule = snapshot.tab(tabs.schedule_tab(week)).frame
    return "\n".join(
        [
            f"\nClean & Clear {week}",
            *_statuses(snapshot.tab(tabs.REGISTRATIONS).frame, snapshot.tab(tabs.PROBLEMS).frame),
            *_days(schedule),
            *_waiting(snapshot.tab(tabs.REGISTRATIONS).frame),
            *_proofs(reports),
            *_evaluation(snapshot.tab(tabs.EVALUATIONS).frame, week),
            *_show(snapshot.tab(tabs.HALO_EPISODES).frame, week),
            *_cost(reports, requests, seconds),
        ]
    )


def _statuses(registrations: pd.DataFrame, problems: pd.DataFrame) -> list[str]:
    counts = registrations[c.STATUS].value_counts()
    here = problems[problems[c.FORM] == form_title(Form.REGISTRATION)]
    only = here.loc[~here[c.CODE].isin(registrations[c.CODE]), c.CODE].nunique()
    return [
        f"  Registrations: {len(registrations)}, and {only} only on Perlu Perbaikan",
        *(f"    {name:<20}{number:>4}" for name, number in counts.items()),
    ]


def _days(schedule: pd.DataFrame) -> list[str]:
    held = schedule[schedule[c.STATUS].isin(HOLDING)]
    lines = ["  Schedule (sessions a day, Koperasi + UKM)"]
    for _, group in held.groupby(c.DATE):
        services = group[c.SERVICE].value_counts()
        split = " + ".join(str(services.get(name, 0)) for name in ("Koperasi", "UKM"))
        weekday = WEEKDAYS[group[c.DATE].iloc[0].weekday()]
        lines.append(
            f"    {weekday:<8}{short_date(group[c.DATE].iloc[0])}  {len(group):>3} = {split}"
        )
    return lines


def _waiting(registrations: pd.DataFrame) -> list[str]:
    waiting = registrations[registrations[c.STATUS] == "Daftar Tunggu"]
    reasons = waiting[c.REMARK].fillna("–").value_counts()
    return [
        f"  Waiting: {len(waiting)}",
        *(f"    {number:>3} × {reason}" for reason, number in reasons.items()),
    ]


def _proofs(reports: Sequence[Report]) -> list[str]:
    """Tell whether every level of every assignment was proven optimal."""
    clinics = [report.book.clinic for report in reports if report.book.clinic]
    levels = [plan.levels for clinic in clinics for plan in clinic.plans.values()]
    proven = sum(bool(frame[c.PROVEN].all()) for frame in levels)
    return [f"  Assignments proven optimal on every level: {proven} of {len(levels)}"]


def _evaluation(evaluations: pd.DataFrame, week: Week) -> list[str]:
    row = evaluations[evaluations[c.WEEK] == str(week)].iloc[0]
    return [
        f"  Evaluation: {row[c.PRESENT]} present, {row[c.ABSENT]} absent, "
        f"{row[c.UNRECORDED]} not recorded; {row[c.FEEDBACK_COUNT]} feedbacks",
        f"  IKM {decimal(row[c.SATISFACTION_INDEX])} ({row[c.GRADE]}), "
        f"lowest {row[c.LOWEST_UNSUR]}",
    ]


def _show(episodes: pd.DataFrame, week: Week) -> list[str]:
    row = episodes[episodes[c.DATE].isin(week.days)].iloc[0]
    return [
        f"  HALO KOP-UKM {short_date(row[c.DATE])}: {row[c.VIEWERS]} viewers, "
        f"{row[c.QUESTIONS_ASKED]} questions, {row[c.STATUS]}"
    ]


def _cost(reports: Sequence[Report], requests: Sequence[Request], seconds: float) -> list[str]:
    families = Counter(request.method_id.split(".")[0] for request in requests if request.method_id)
    calls = ", ".join(f"{name} {number}" for name, number in sorted(families.items()))
    reads = sum(report.calls["reads"] for report in reports)
    writes = sum(report.calls["writes"] for report in reports)
    return [
        f"  {len(reports)} passes made {reads} reads and {writes} writes; "
        f"all API calls of the demo, staff's included: {calls}",
        f"  Time: {seconds:.1f} s",
    ]
