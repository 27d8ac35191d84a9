"""The periods that an office reports on: a month, a quarter, a semester, a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from loket.errors import UsageError
from pipeline.papers.wording import span
from transforms.reading.indonesian import MONTHS

_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """Whole months of one year, ``first_month`` (1 to 12) and ``months`` of them."""

    year: int
    first_month: int
    months: int

    @classmethod
    def month(cls, text: str) -> Self:
        """Read ``2026-11``; raises UsageError."""
        year, number = _read(text, r"(\d{4})-(\d{2})", 12, "month", "2026-11")
        return cls(year, number, 1)

    @classmethod
    def quarter(cls, text: str) -> Self:
        """Read ``2026-Q4``; raises UsageError."""
        year, number = _read(text, r"(\d{4})-?[QqTt]([1-4])", 4, "quarter", "2026-Q4")
        return cls(year, 3 * number - 2, 3)

    @classmethod
    def semester(cls, text: str) -> Self:
        """Read ``2026-S2``; raises UsageError."""
        year, number = _read(text, r"(\d{4})-?[Ss]([12])", 2, "semester", "2026-S2")
        return cls(year, 6 * number - 5, 6)

    @classmethod
    def whole_year(cls, text: str) -> Self:
        """Read ``2026``; raises UsageError."""
        year, _ = _read(text, r"(\d{4})()", 1, "year", "2026")
        return cls(year, 1, 12)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.first_month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        after = self.first_month + self.months
        return date(self.year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """How Indonesians name it: ``Triwulan IV Tahun 2026``."""
        number = (self.first_month - 1) // self.months
        match self.months:
            case 1:
                return f"{MONTHS[number]} {self.year}"
            case 3:
                return f"Triwulan {_ROMAN[number]} Tahun {self.year}"
            case 6:
                return f"Semester {_ROMAN[number]} Tahun {self.year}"
        return f"Tahun {self.year}"

    @property
    def span(self) -> str:
        """Its days: ``1–30 November 2026``, ``1 Oktober 2026 – 31 Desember 2026``."""
        return span(self.first, self.last)

    @property
    def parts(self) -> tuple[Period, ...]:
        """Its months, in order."""
        return tuple(Period(self.year, self.first_month + n, 1) for n in range(self.months))

    @property
    def within(self) -> tuple[Period, ...]:
        """All shorter periods that it holds whole, the months first."""
        return tuple(
            Period(self.year, self.first_month + start, months)
            for months in (1, 3, 6)
            if months < self.months
            for start in range(0, self.months, months)
        )

    @property
    def before(self) -> Period:
        """The period of the same length before it."""
        start = self.first_month - self.months
        return Period(self.year - (start < 1), (start - 1) % 12 + 1, self.months)

    def holds(self, day: object) -> bool:
        """Tell whether a day lies in it; what is no day lies nowhere."""
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        number = (self.first_month - 1) // self.months + 1
        endings = {1: f"-{number:02d}", 3: f"-Q{number}", 6: f"-S{number}"}
        return f"{self.year}{endings.get(self.months, '')}"


def _read(text: str, pattern: str, most: int, what: str, example: str) -> tuple[int, int]:
    match = re.fullmatch(pattern, text.strip())
    year, number = (int(match[1]), int(match[2] or 1)) if match else (0, 0)
    if not 2000 <= year < 2100 or not 1 <= number <= most:
        raise UsageError(f"{text!r} is no {what}.", remedy=f"Give e.g. {example}.")
    return year, number
