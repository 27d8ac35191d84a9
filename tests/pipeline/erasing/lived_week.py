"""A week with forty clients and five personal values of each that cannot be there by chance."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from loket import columns as c
from loket.vocabulary import Form
from tests.pipeline.office_factory import (
    DRAFTED,
    SCHEDULE,
    WEEK,
    Answers,
    OpenOffice,
    a_registration,
    open_folder,
)
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.reading.indonesian import option_text

CLIENTS = range(40)
NAMES = [f"Zq{n:03}kasih Xwartono" for n in CLIENTS]
BUSINESSES = [f"Warung wjk{n:03}" for n in CLIENTS]
PHONES = [f"0813{7_000_000 + 7919 * n}" for n in CLIENTS]
PROBLEMS = [f"sengketa qjz{n:03} dengan tetangga" for n in CLIENTS]
SUGGESTIONS = [f"sebaiknya vxk{n:03} saja" for n in CLIENTS]
TRACES = [
    *(name.split()[0] for name in NAMES),
    *(phone[1:] for phone in PHONES),
    *(text.split()[1] for text in (*BUSINESSES, *PROBLEMS, *SUGGESTIONS)),
]
"""What of each value nobody else writes; of phones what every spelling has."""

ENDED = "2026-11-27T18:00"


_TRACE = re.compile(r"Zq\d{3}kasih|813\d{7}|wjk\d{3}|qjz\d{3}|vxk\d{3}")


def found_in(*texts: str) -> set[str]:
    """The values that stand in texts."""
    plain = "".join(texts).replace("-", "")
    return set(TRACES) & set(_TRACE.findall(plain))


def live_through_a_week(folder: Path) -> None:
    """Let clients register, come and answer, and staff and the owner type what is personal."""
    days = [option_text(day) for day in WEEK.days[:5]]
    with open_folder(folder) as office:
        for number in CLIENTS:
            office.submit(Form.REGISTRATION, _client(number, days[number % 5]))
            office.clock.now += timedelta(minutes=1)
        office.at(DRAFTED)
        office.sync()
        _type(office)
        office.at(ENDED)
        for number, code in enumerate(office.codes(Form.REGISTRATION)):
            marks = {unsur.key: unsur.answers[number % 4] for unsur in UNSUR}
            answers: Answers = {c.FEEDBACK_CODE: code, c.SUGGESTION: SUGGESTIONS[number], **marks}
            office.submit(Form.FEEDBACK, answers)
        office.sync()


def _client(number: int, day: str) -> Answers:
    phones = (f"{PHONES[number]} abc", f"tanya saja {PHONES[number]}00000000", PHONES[number])
    return a_registration(
        name=NAMES[number],
        phone=phones[min(number % 10, 2)],
        business=BUSINESSES[number],
        problem=PROBLEMS[number],
        dates=(day,),
    )


def _type(office: OpenOffice) -> None:
    """Type over a cell of Loket's, beside it, and on a note."""
    sheet = office.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    rows = office.rows(SCHEDULE)
    first, second, *_ = rows["row"]
    sheet.update_cell(first, _column(c.NOTES), f"{PROBLEMS[0]}, {PHONES[0]}")
    sheet.update_cell(first, _column(c.NAME), f"{NAMES[1]} {NAMES[2]}")
    present = {code: {c.ATTENDANCE: "Hadir"} for code in rows.loc[rows[c.DATE].notna(), c.CODE]}
    office.staff.mark(office.look(), SCHEDULE, present)
    sheet.insert_note(f"O{second}", f"telepon {PHONES[3]}")


def _column(field: str) -> int:
    return SCHEDULE.places[field] + 1
