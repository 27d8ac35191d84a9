"""The ISO week, the unit in which the clinic plans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from loket.errors import UsageError

_LABEL = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week. Orders by time; prints as ``2026-W48``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the week that holds ``day``."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def of_label(cls, label: str) -> Self:
        """Read ``2026-W48``; raises ValueError where there is no such week."""
        match = _LABEL.fullmatch(label)
        if match is None:
            raise ValueError(f"{label!r} is no ISO week")
        year, number = int(match[1]), int(match[2])
        date.fromisocalendar(year, number, 1)
        return cls(year, number)

    @classmethod
    def read(cls, label: object) -> Self | None:
        """Give the week of a label; None for anything else that somebody may have typed."""
        try:
            return cls.of_label(label) if isinstance(label, str) else None
        except ValueError:
            return None

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """Read ``2026-W48``, a date, ``this`` or ``next``; raises UsageError otherwise."""
        if text in {"this", "next"}:
            return cls.of(today + timedelta(days=7 if text == "next" else 0))
        try:
            if _LABEL.fullmatch(text):
                return cls.of_label(text)
            return cls.of(date.fromisoformat(text))
        except ValueError as error:
            raise UsageError(
                f"{text!r} is no week ({error}).",
                remedy="Give e.g. 2026-W48, a date such as 2026-11-25, `this` or `next`.",
            ) from error

    @property
    def monday(self) -> date:
        """The first day of the week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def shift(self, weeks: int) -> Self:
        """Give the week that many weeks later (earlier if negative)."""
        return type(self).of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"
