"""The day's text for the staff's WhatsApp group: what there is today, what is due, what is late.

It leaves the office's own tabs, so it names nobody but consultants, by their first names: clients
are numbers in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from loket.columns import (
    CONSULTANT,
    DATE,
    DECISION,
    DONE,
    DUE,
    NOTE,
    NUMBER,
    OPEN,
    PARTY,
    PROGRAM,
    SERVICE,
    STATUS,
    TOPIC,
    WEEK,
    WORKING_DEADLINE,
)
from loket.vocabulary import Program, Service
from loket.week import Week
from pipeline.areas.attention import Matter
from pipeline.areas.halo_tabs import Halo
from pipeline.clinic.clinic import Clinic
from pipeline.clinic.desk import Desk
from transforms.reading.indonesian import clock, option_text
from transforms.reading.names import bare_name
from transforms.reading.redaction import redacted
from transforms.schedule.statuses import HOLDING
from transforms.steps.brief_steps import BRIEF
from transforms.steps.milestones import MilestoneStatus

_ALL_DONE = "Tidak ada yang mendesak. Terima kasih."
_NAMED = 5
"""Weeks and shows whose late steps are told; of older ones just how many there are."""
_TEAM = re.compile(r"Tim Pelaksana \((.+)\)", re.IGNORECASE)


@dataclass(frozen=True)
class Digest:
    """A day's text in parts: the lines below each heading, those without lines left out."""

    day: date
    parts: Mapping[str, tuple[str, ...]]

    @property
    def text(self) -> str:
        """The text as it is pasted; WhatsApp shows in bold what stands between stars."""
        blocks = [
            "\n".join([f"*{heading}*", *(f"• {line}" for line in lines)])
            for heading, lines in self.parts.items()
        ]
        head = f"*Clean & Clear dan HALO KOP-UKM*\n{option_text(self.day)}"
        return "\n\n".join([head, *(blocks or [_ALL_DONE])])


def digest(
    clinic: Clinic,
    show: Halo | None,
    steps: pd.DataFrame,
    matters: Iterable[Matter],
    desk: Desk,
) -> Digest:
    """Give the text of the desk's day.

    steps: see ``milestone_rows``; matters: see ``attention.matters``. Whatever depends on the
    clock changes at midnight, or where the tabs do.
    """
    today = desk.now.date()
    due = steps[steps[STATUS] == MilestoneStatus.TODAY]
    late = steps[steps[STATUS] == MilestoneStatus.LATE]
    parts = {
        "Layanan hari ini": (*_sessions(clinic, desk, today), *_shows(show, desk, today)),
        "Jatuh tempo hari ini": tuple(_due(due)),
        "Terlambat": tuple(_late(late)),
        "Perlu dilihat": (*(each.count for each in matters), *_decisions(show, today)),
    }
    return Digest(today, {heading: lines for heading, lines in parts.items() if lines})


def _sessions(clinic: Clinic, desk: Desk, today: date) -> Iterator[str]:
    """Say for each service how many clients it has today, and who is on duty."""
    week = Week.of(today)
    days = desk.days(week)
    hours = desk.settings.clinic.service_hours.on(today)
    plan = clinic.plans.get(week)
    for row in days[days[DATE] == today].to_dict("records"):
        service = Service(row[SERVICE])
        if not row[OPEN] or service not in hours or plan is None:
            continue
        span = f"{clock(hours[service].start)}–{clock(hours[service].end)}"
        held = plan.schedule[plan.schedule[DATE].eq(today) & plan.schedule[SERVICE].eq(service)]
        clients = int(held[STATUS].isin(HOLDING).sum())
        slots = plan.facts.slots
        names = slots.loc[slots[DATE].eq(today) & slots[SERVICE].eq(service), CONSULTANT].unique()
        on_duty = ", ".join(_first_name(name) for name in sorted(names)) or "belum ada"
        yield f"{service} {span}: {clients or 'belum ada'} klien; konsultan: {on_duty}"
    if not days.loc[days[DATE] == today, OPEN].any():
        reasons = days.loc[days[DATE] == today, NOTE].dropna().unique()
        yield f"Klinik tutup{''.join(f' ({reason})' for reason in reasons[:1])}"


def _shows(show: Halo | None, desk: Desk, today: date) -> Iterator[str]:
    if show is None:
        return
    halo = desk.settings.halo
    for row in show.rows[show.rows[DATE] == today].to_dict("records"):
        topic = redacted(row[TOPIC]) if pd.notna(row[TOPIC]) else None
        at = f"siaran {clock(halo.live_start)}, tanya-jawab {clock(halo.questions_start)}"
        yield f"HALO KOP-UKM: {at}{f'; topik: {topic}' if topic else ''}"


def _due(steps: pd.DataFrame) -> Iterator[str]:
    """Name each step; those of a service day are one line, for they are the day itself."""
    daily = steps[PROGRAM].eq(Program.CLINIC) & steps[DATE].notna()
    if daily.any():
        yield f"Hari layanan: tahap {_numbers(steps.loc[daily, NUMBER])}"
    for row in steps[~daily].to_dict("records"):
        team = _TEAM.fullmatch(row[PARTY])
        by = f" ({team[1]})" if team else ""
        brief = BRIEF[row[PROGRAM], int(row[NUMBER])]
        yield f"{_period(row[PROGRAM], row[WEEK], row[DATE])}: {row[NUMBER]}. {brief}{by}"


def _late(steps: pd.DataFrame) -> Iterator[str]:
    """Give a line for the weeks and shows, those that are late the longest last, if at all."""
    found: dict[str, list[Mapping[Hashable, Any]]] = defaultdict(list)
    for row in steps.to_dict("records"):
        found[_period(row[PROGRAM], row[WEEK], row[DATE])].append(row)
    since = {where: min(row[WORKING_DEADLINE] for row in rows) for where, rows in found.items()}
    latest = sorted(found, key=lambda each: since[each], reverse=True)
    for where in latest[:_NAMED]:
        numbers = _numbers(row[NUMBER] for row in found[where])
        yield f"{where}: tahap {numbers} (sejak {since[where]:%d/%m})"
    if others := latest[_NAMED:]:
        yield f"dan {len(others)} minggu atau siaran sebelumnya, lihat tab Tahapan"


def _decisions(show: Halo | None, today: date) -> Iterator[str]:
    """Count the decisions of evaluations that were to be carried out by now, whoever by."""
    if show is None:
        return
    rows = show.minutes
    waiting = rows[rows[DECISION].notna() & ~rows[DONE]]
    late = sum(isinstance(day, date) and day < today for day in waiting[DUE])
    if late:
        yield f"Keputusan evaluasi lewat tenggat, lihat Notulen Evaluasi: {late}"


def _period(program: str, week: str, day: object) -> str:
    is_show = program == Program.SHOW and isinstance(day, date)
    return f"HALO {day:%d/%m}" if is_show else week


def _numbers(numbers: Iterable[int]) -> str:
    """Write numbers of steps, runs of three and more as from–to: ``1, 6, 11–14``."""
    runs: list[list[int]] = []
    for number in sorted({int(each) for each in numbers}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(texts)


def _first_name(name: str) -> str:
    return bare_name(name).split()[0]
