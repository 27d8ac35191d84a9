"""Who answered the feedback form, in groups too large to point at a person.

Source: PermenPANRB 14/2017 (respondent profile), UU 27/2022: cells under five are suppressed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from loket.columns import AGE_GROUP, EDUCATION, GENDER, OCCUPATION

OTHER = "Lainnya"
UNANSWERED = "Tidak diisi"
SMALLEST_CELL = 5
NOTHING_TOLD = "–"
"""Stands in each cell where even their bounds would tell what the small ones hold."""

_DASHES = re.compile(r"\s*[-‐‑‒–—―−]\s*")


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


def respondent_profile(feedback: pd.DataFrame) -> pd.DataFrame:
    """Give one row per profile question and option: question, answer, count, suppressed.

    ``feedback`` has the columns of PROFILE, NA where unanswered. ``count`` is Int64, NA where the
    cell is suppressed; ``suppressed`` then says ``<5``. Where a suppressed cell would follow from
    the others and the number of responses, which is public, the smallest of the larger cells are
    withheld too and say about how many they hold: ``≥5``, ``≥85``; or all say nothing. A question
    that nobody answered has the one row ``Tidak diisi``.
    """
    tables = [_table(question, feedback[question.key]) for question in PROFILE]
    return pd.concat(tables, ignore_index=True).astype(
        {"question": "str", "answer": "str", "count": "Int64", "suppressed": "str"}
    )


def _table(question: ProfileQuestion, answers: pd.Series[str]) -> pd.DataFrame:
    """Count one question's options, in their order, then other and missing answers."""
    given = answers.value_counts()
    # Each wording is read once, however many gave it.
    named = given.groupby([question.read(text) for text in given.index]).sum()
    labels = list(dict.fromkeys((*question.options, OTHER))) if len(given) else []
    named[UNANSWERED] = int(answers.isna().sum())
    count = named.reindex([*labels, UNANSWERED], fill_value=0).astype("Int64")
    marks = _suppress(count)
    return pd.DataFrame(
        {
            "question": question.title,
            "answer": count.index,
            "count": count.mask(marks.notna()).array,
            "suppressed": marks.array,
        }
    )


def _suppress(count: pd.Series[int]) -> pd.Series[str]:
    """Mark the cells that must not be shown."""
    small = count < SMALLEST_CELL
    marks = pd.Series(pd.NA, index=count.index, dtype="str").mask(small, f"<{SMALLEST_CELL}")
    hidden, floor = int(count[small].sum()), 0
    for label in count[~small].sort_values(kind="stable").index:
        if not _follows(int(small.sum()), hidden, floor):
            break
        least = _about(int(count[label]))
        hidden, floor = hidden + int(count[label]), floor + least
        marks = marks.mask(count.index == label, f"≥{least}")
    else:
        if len(count) > 1 and _follows(int(small.sum()), hidden, floor):
            return marks.mask(marks.notna(), NOTHING_TOLD)
    return marks


def _follows(small: int, hidden: int, floor: int) -> bool:
    """Tell whether small cells can be worked out from how many responses the hidden cells hold.

    floor: what the larger ones among these hold at least; 0 where only small ones are hidden.
    """
    if floor:
        return small > 0 and hidden == floor
    return small == 1 or (small > 1 and hidden in {0, small * (SMALLEST_CELL - 1)})


def _about(number: int) -> int:
    """Give a round number so far below that it tells nothing of the small cells."""
    return max(SMALLEST_CELL, (number - SMALLEST_CELL + 1) // SMALLEST_CELL * SMALLEST_CELL)


def _plain(text: str) -> str:
    """Reduce a text to what counts: lower case, plain dashes, single spaces."""
    folded = unicodedata.normalize("NFKC", text[:200]).casefold()
    return " ".join(_DASHES.sub("-", folded).split())
