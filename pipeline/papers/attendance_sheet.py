"""The attendance sheets of a week: a page for each day and service, to be signed by the clients."""

from __future__ import annotations

import pandas as pd

from loket.columns import BUSINESS, CONSULTANT, DATE, NAME, SERVICE, START, STATUS
from loket.errors import UsageError
from loket.vocabulary import Service
from loket.week import Week
from pipeline.papers.frame import Paper, around
from pipeline.papers.record import Record
from pipeline.papers.wording import blank, day_text, hours_text, text
from transforms.reading.indonesian import clock
from transforms.reading.time_range import TimeRange
from transforms.schedule.statuses import HOLDING

_PAGE = 16
"""Lines that one page holds."""
_LEAST, _FREE = 12, 3
"""Lines that every session has, and those for people who come without a booking."""


def attendance_sheet(record: Record, week: Week) -> Paper:
    """Give the week's sheets; raises UsageError for a week that has no schedule yet."""
    sessions_held = held_sessions(record, week).groupby([DATE, SERVICE])
    hours = record.settings.clinic.service_hours
    sessions = []
    for _, rows in sessions_held:
        day, service = rows[DATE].iloc[0], rows[SERVICE].iloc[0]
        sessions.append(
            {
                "hari": day_text(day),
                "layanan": service,
                "jam": _hours(hours.on(day).get(Service(service)), rows),
                "klien": _lines(rows),
            }
        )
    context = {**around(record.settings, record.now.date()), "minggu": str(week), "sesi": sessions}
    title = f"Daftar Hadir Clean & Clear {week}"
    return Paper("daftar-hadir", f"daftar-hadir-{week}", title, context, public=False)


def held_sessions(record: Record, week: Week) -> pd.DataFrame:
    """Give the rows of a week's schedule that hold a session, by time; raises UsageError."""
    schedule = record.clinic.schedules.get(str(week))
    rows = pd.DataFrame() if schedule is None else schedule
    held = rows[rows[STATUS].isin(HOLDING)].dropna(subset=[DATE, START]) if len(rows) else rows
    if held.empty:
        is_over = week < Week.of(record.now.date())
        reason = "nobody had one" if is_over else "its schedule is drafted at H-7, or is empty"
        raise UsageError(
            f"{week} has no session to print: {reason}.",
            remedy="Give a week whose tab Jadwal has bookings.",
        )
    return held.sort_values([DATE, START, CONSULTANT], ignore_index=True)


def _hours(opening: TimeRange | None, rows: pd.DataFrame) -> str:
    """Write a service's hours; on a day when it is closed by now, those of the sessions."""
    if opening is None:
        return f"mulai {clock(rows[START].iloc[0])} WIB"
    return hours_text(opening)


def _lines(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Give the clients by number, and lines for those who come without a booking."""
    clients = [
        {
            "jam": text(row[START]),
            "nama": text(row[NAME]),
            "usaha": blank(row[BUSINESS]),
            "konsultan": blank(row[CONSULTANT]),
        }
        for row in rows.to_dict("records")
    ]
    empty = dict.fromkeys(("jam", "nama", "usaha", "konsultan"), "")
    wanted = max(_LEAST, len(clients) + _FREE)
    # A page of nothing but free lines would be a page wasted.
    fitting = max(len(clients), min(wanted, _PAGE)) if len(clients) <= _PAGE else wanted
    lines = [*clients, *[empty] * (fitting - len(clients))]
    return [{"no": f"{number}", **line} for number, line in enumerate(lines, start=1)]
