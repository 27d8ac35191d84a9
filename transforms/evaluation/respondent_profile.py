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
    cell is suppressed; ``suppressed`` then says ``<5``. Where a question would have one such cell
    only, its value would follow from the total: the next smallest cell is withheld as ``≥5``.
    """
    tables = [_table(question, feedback[question.key]) for question in PROFILE]
    return pd.concat(tables, ignore_index=True).astype(
        {"question": "str", "answer": "str", "count": "Int64", "suppressed": "str"}
    )


def _table(question: ProfileQuestion, answers: pd.Series[str]) -> pd.DataFrame:
    """Count one question's options, in their order, then other and missing answers."""
    labels = list(dict.fromkeys((*question.options, OTHER, UNANSWERED)))
    given = answers.map(question.read, na_action="ignore").astype("str").fillna(UNANSWERED)
    count = given.value_counts().reindex(labels, fill_value=0).astype("Int64")
    marks = _suppress(count)
    return pd.DataFrame(
        {
            "question": question.title,
            "answer": labels,
            "count": count.mask(marks.notna()).array,
            "suppressed": marks.array,
        }
    )


def _suppress(count: pd.Series[int]) -> pd.Series[str]:
    """Mark the cells that must not be shown."""
    small = count < SMALLEST_CELL
    marks = pd.Series(pd.NA, index=count.index, dtype="str").mask(small, f"<{SMALLEST_CELL}")
    if small.sum() > 1:
        return marks
    smallest_shown = count[~small].idxmin()
    return marks.mask(small.any() & (count.index == smallest_shown), f"≥{SMALLEST_CELL}")


def _plain(text: str) -> str:
    """Reduce a text to what counts: lower case, plain dashes, single spaces."""
    folded = unicodedata.normalize("NFKC", text[:200]).casefold()
    return " ".join(_DASHES.sub("-", folded).split())
