"""The consultants' day lists: who comes to whom, with what problem, and room for notes.

A page goes to one consultant and holds that consultant's clients only.
"""

from __future__ import annotations

import pandas as pd

from loket.columns import BUSINESS, CODE, CONSULTANT, DATE, FIELD, NAME, PROBLEM, SERVICE, START
from loket.week import Week
from pipeline.papers.attendance_sheet import held_sessions
from pipeline.papers.frame import Paper, around
from pipeline.papers.record import Record
from pipeline.papers.wording import blank, day_text, text
from transforms.reading.indonesian import session_text

_LONGEST = 400
"""Characters of a client's own words: a page has to do for a morning."""


def consultant_list(record: Record, week: Week) -> Paper:
    """Give the week's lists; raises UsageError for a week that has no schedule yet."""
    held = held_sessions(record, week)
    problems = _problems(record)
    pages = [
        {
            "hari": day_text(rows[DATE].iloc[0]),
            "konsultan": text(rows[CONSULTANT].iloc[0]),
            "klien": _clients(rows, problems),
        }
        for _, rows in held.groupby([DATE, CONSULTANT])
    ]
    context = {**around(record.settings, record.now.date()), "minggu": str(week), "daftar": pages}
    title = f"Daftar Konsultasi {week}"
    return Paper("daftar-konsultan", f"daftar-konsultan-{week}", title, context, public=False)


def _problems(record: Record) -> dict[str, str]:
    """Give each client's own words on the problem, by code."""
    valid = record.clinic.registrants.valid
    said = valid.loc[valid[PROBLEM].notna(), [CODE, PROBLEM]]
    return dict(said.itertuples(index=False, name=None))


def _clients(rows: pd.DataFrame, problems: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "no": f"{number}",
            "jam": session_text(row[START]),
            "nama": text(row[NAME]),
            "usaha": blank(row[BUSINESS]),
            "layanan": text(row[SERVICE]),
            "bidang": text(row[FIELD]),
            "uraian": blank(problems.get(row[CODE]))[:_LONGEST],
        }
        for number, row in enumerate(rows.to_dict("records"), start=1)
    ]
