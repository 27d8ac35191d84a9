"""Who answered the feedback form, in groups too large to point at a person.

Source: PermenPANRB 14/2017 (respondent profile), UU 27/2022: cells under five are suppressed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from loket.columns import AGE_GROUP, EDUCATION, GENDER, OCCUPATION
from transforms.evaluation.withheld_cells import SMALLEST, Table, withheld

OTHER = "Lainnya"
UNANSWERED = "Tidak diisi"

_DASHES = re.compile(r"\s*[-‐‑‒–—―−]\s*")


class Answered(NamedTuple):
    """The feedback of a span of days, its last day included."""

    first: date
    last: date
    feedback: pd.DataFrame


@dataclass(frozen=True)
class ProfileQuestion:
    """One optional question about the respondent, with the options of the feedback form."""

    key: str
    title: str
    options: tuple[str, ...]

    def read(self, answer: str) -> str:
        """Give the option that an answer means; any other text is ``Lainnya``.

        Free text may name a person, so it never goes on to a table.
        """
        known = {_plain(option): option for option in self.options}
        return known.get(_plain(answer), OTHER)


PROFILE: tuple[ProfileQuestion, ...] = (
    ProfileQuestion(GENDER, "Jenis kelamin", ("Laki-laki", "Perempuan")),
    ProfileQuestion(AGE_GROUP, "Kelompok usia", ("< 25", "25–34", "35–44", "45–54", "≥ 55")),
    ProfileQuestion(EDUCATION, "Pendidikan", ("SD", "SMP", "SMA/SMK", "D1–D4/S1", "S2/S3")),
    ProfileQuestion(
        OCCUPATION,
        "Pekerjaan",
        ("Wirausaha", "Pegawai swasta", "PNS/TNI/Polri", "Pelajar/mahasiswa", OTHER),
    ),
)


def respondent_profile(feedback: pd.DataFrame, within: Sequence[Answered] = ()) -> pd.DataFrame:
    """Give one row per profile question and option: question, answer, count, suppressed.

    ``feedback`` has the columns of PROFILE, NA where unanswered. ``count`` is Int64, NA where the
    cell is suppressed; ``suppressed`` then says ``<5``, or of a larger cell that would tell a
    small one about how many it holds, ``≥85``, or ``–`` (see ``withheld_cells``). A question that
    nobody answered has the one row ``Tidak diisi``. ``within``: the shorter spans of days within,
    of which a profile is published too.
    """
    tables = [_table(question, feedback, within) for question in PROFILE]
    return pd.concat(tables, ignore_index=True).astype(
        {"question": "str", "answer": "str", "count": "Int64", "suppressed": "str"}
    )


def _table(
    question: ProfileQuestion, feedback: pd.DataFrame, within: Sequence[Answered]
) -> pd.DataFrame:
    """Count one question's options, in their order, then other and missing answers."""
    first = min((each.first for each in within), default=date.min)
    last = max((each.last for each in within), default=date.max)
    whole = _counted(question, Answered(first, last, feedback))
    marks = withheld(whole, [_counted(question, each) for each in within])
    if whole.blank:
        missing = whole.counts[UNANSWERED]
        whole = replace(whole, counts={UNANSWERED: missing})
        marks = {UNANSWERED: f"<{SMALLEST}"} if missing < SMALLEST else {}
    shown = [None if answer in marks else count for answer, count in whole.counts.items()]
    return pd.DataFrame(
        {
            "question": question.title,
            "answer": list(whole.counts),
            "count": pd.array(shown, dtype="Int64"),
            "suppressed": pd.array([marks.get(answer) for answer in whole.counts], dtype="str"),
        }
    )


def _counted(question: ProfileQuestion, answered: Answered) -> Table:
    """Count the respondents by what they answered."""
    answers = answered.feedback[question.key]
    counts = dict.fromkeys((*question.options, OTHER, UNANSWERED), 0)
    # Each wording is read once, however many gave it.
    for text, number in answers.value_counts().items():
        counts[question.read(str(text))] += int(number)
    counts[UNANSWERED] += int(answers.isna().sum())
    blank = counts[UNANSWERED] == len(answers)
    return Table(answered.first, answered.last, counts, blank)


def _plain(text: str) -> str:
    """Reduce a text to what counts: lower case, plain dashes, single spaces."""
    folded = unicodedata.normalize("NFKC", text[:200]).casefold()
    return " ".join(_DASHES.sub("-", folded).split())
