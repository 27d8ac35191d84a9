"""What staff do in a year: they look at the sheets, and type.

Each act is a cell by tab, key and header, or a new row of a staff tab. It is chosen from what one
office shows, and typed into both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from connectors.sheets.tab import Tab
from loket.vocabulary import Confirmation, Decision, ProblemStatus, Status
from loket.week import Week
from pipeline import tabs
from tests.pipeline.interleaving.page import Value
from tests.pipeline.year.cells import Key, Record, SeenBook
from transforms.reading.indonesian import option_text

EPOCH: Final = date(1899, 12, 30)
PLACED: Final = frozenset({Status.SCHEDULED, Status.CONFIRMED, Status.UNRECORDED})


@dataclass(frozen=True)
class Typed:
    """A value typed into the cell under a header, in the row of a key."""

    tab: Tab
    key: Key
    header: str
    value: Value


@dataclass(frozen=True)
class Added:
    """A row typed below what stands on a staff tab."""

    tab: Tab
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Sorted:
    """All rows of a tab sorted by the column under a header, after all else is typed."""

    tab: Tab
    header: str


Act = Typed | Added | Sorted


def serial(day: date) -> float:
    """Give a date as a cell holds it."""
    return float((day - EPOCH).days)


def fraction(at: time) -> float:
    """Give a time of day as a cell holds it."""
    return (at.hour * 60 + at.minute) / 1440


def day_of(value: Value) -> date | None:
    """Give the date that a cell holds, if it holds one."""
    return EPOCH + timedelta(days=int(value)) if isinstance(value, float) else None


@dataclass
class Clerks:
    """The office's staff. ``closed`` and ``away`` are what they have announced.

    ``changed``: codes of clients whose answers staff have changed.
    """

    random: Random
    closed: set[date] = field(default_factory=set)
    away: set[tuple[str, date]] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    attended: list[tuple[str, date, str]] = field(default_factory=list)
    """Code, day and service of the clients whom staff have just marked as present."""
    _written: int = 0

    def acts(self, book: SeenBook, now: datetime) -> list[Act]:
        """Give what staff type at a time, from what they see."""
        self.attended = []
        chosen = [
            *(act for label, rows in book.schedules() for act in self._schedule(label, rows, now)),
            *self._problems(book.rows(tabs.PROBLEMS)),
            *self._milestones(book.rows(tabs.MILESTONES), now),
        ]
        return [*chosen, *self._staff_tabs(book, now)]

    def decisions(self, registrations: Mapping[Key, Record]) -> Iterator[Act]:
        """Decide on suspected duplicates."""
        for key, row in registrations.items():
            suspected = row.get("Status") == Status.SUSPECTED_DUPLICATE
            if suspected and not row.get("Keputusan") and self._rarely(0.5):
                decision = self.random.choice([*Decision])
                yield Typed(tabs.REGISTRATIONS, key, "Keputusan", str(decision))

    def _schedule(self, label: str, rows: Mapping[Key, Record], now: datetime) -> Iterator[Act]:
        tab, week = tabs.schedule_tab(Week.of_label(label)), Week.of_label(label)
        if now.date() > week.days[-1] + timedelta(days=9):
            return
        told_from = datetime.combine(week.monday, time(12), now.tzinfo) - timedelta(days=3)
        for key, row in rows.items():
            for header, value in self._row(row, rows, now, told=now >= told_from):
                yield Typed(tab, key, header, value)

    def _row(
        self, row: Record, rows: Mapping[Key, Record], now: datetime, *, told: bool
    ) -> Iterator[tuple[str, Value]]:
        """Give what is typed beside one client."""
        day, status = day_of(row.get("Tanggal")), row.get("Status")
        if self._rarely(0.02):
            self._written += 1
            yield "Catatan", f"catatan {self._written}"
        if status not in PLACED or day is None:
            return
        if day <= now.date() and status == Status.UNRECORDED:
            if self._rarely(0.8):
                yield from self._attendance(row, day)
        elif day > now.date():
            yield from self._booking(row, rows, day, told=told)

    def _attendance(self, row: Record, day: date) -> Iterator[tuple[str, Value]]:
        came = self.random.random() < 0.88
        yield "Kehadiran", str(Status.PRESENT if came else Status.ABSENT)
        if came:
            self.attended.append((str(row["Kode"]), day, str(row["Layanan"])))
            yield "Jam Datang", row.get("Jam")

    def _booking(
        self, row: Record, rows: Mapping[Key, Record], day: date, *, told: bool
    ) -> Iterator[tuple[str, Value]]:
        chance = self.random.random()
        again = "beri tahu lagi" in str(row.get("Keterangan"))
        if row.get("Diberitahu"):
            if again and chance < 0.5:
                yield "Diberitahu", False
            elif not row.get("Konfirmasi") and chance < 0.4:
                yield "Konfirmasi", str(Confirmation.CONFIRMED)
        elif told and chance < 0.85:
            yield "Diberitahu", True
        if self._rarely(0.015):
            yield "Konfirmasi", str(Confirmation.CANCELLED)
        elif self._rarely(0.01):
            yield "Kunci", True
        elif self._rarely(0.012):
            yield "Pindah Jam", self._free_time(row, rows, day)

    def _free_time(self, row: Record, rows: Mapping[Key, Record], day: date) -> Value:
        """Choose a time of the same service at which the consultant has nobody that day."""
        at = [other for other in rows.values() if day_of(other.get("Tanggal")) == day]
        taken = {o.get("Jam") for o in at if o.get("Konsultan") == row.get("Konsultan")}
        first = 9 if row.get("Layanan") == "Koperasi" else 13
        starts = [round((first * 60 + 30 * n) / 1440, 9) for n in range(6)]
        free = [start for start in starts if start not in taken]
        return self.random.choice(free) if free else row.get("Jam")

    def _problems(self, rows: Mapping[Key, Record]) -> Iterator[Act]:
        for key, row in rows.items():
            is_open = row.get("Status") == ProblemStatus.OPEN and not row.get("Koreksi")
            if not is_open or not row.get("Kode") or not self._rarely(0.25):
                continue
            phone = "WhatsApp" in str(row.get("Pertanyaan"))
            good = f"0813-{self.random.randrange(10**7, 10**8)}"
            yield Typed(tabs.PROBLEMS, key, "Koreksi", good if phone else "-")
            yield Typed(tabs.PROBLEMS, key, "Petugas", "Wati")
            self.changed.add(str(row["Kode"]))

    def _milestones(self, rows: Mapping[Key, Record], now: datetime) -> Iterator[Act]:
        for key, row in rows.items():
            due = day_of(row.get("Tenggat Hari Kerja"))
            recent = due is not None and timedelta() <= now.date() - due < timedelta(days=7)
            if recent and not row.get("Selesai") and self._rarely(0.15):
                yield Typed(tabs.MILESTONES, key, "Selesai", True)

    def _staff_tabs(self, book: SeenBook, now: datetime) -> Iterator[Act]:
        ahead = now.date() + timedelta(days=self.random.randrange(1, 12))
        if self._rarely(0.15):
            names = [str(row["Nama"]) for row in book.tabs[tabs.CONSULTANTS.title].records]
            name = self.random.choice(names)
            self.away.add((name, ahead))
            yield Added(tabs.AVAILABILITY, (name, serial(ahead), None, None, False, "Sakit"))
        if self._rarely(0.02):
            self.closed.add(ahead)
            yield Added(tabs.CLOSURES, (serial(ahead), "Rapat kerja daerah"))
        if self._rarely(0.04):
            quota = (serial(ahead), "UKM", 2.0, 10.0, 5.0)
            yield Added(tabs.QUOTAS, quota)
        yield from self._changes(book)

    def _changes(self, book: SeenBook) -> Iterator[Act]:
        waiting = [*book.rows(tabs.WAITING_LIST).values()]
        weeks = [Week.of_label(str(row["Minggu"])) for row in waiting if row.get("Minggu")]
        if not waiting or not weeks or not self._rarely(0.4):
            return
        code = str(self.random.choice(waiting)["Kode"])
        days: Sequence[date] = max(weeks).shift(1).days[:5]
        self.changed.add(code)
        dates = "; ".join(option_text(day) for day in self.random.sample([*days], 2))
        yield Added(tabs.CHANGES, (code, "Tanggal Bisa", dates, "Wati"))

    def _rarely(self, chance: float) -> bool:
        return self.random.random() < chance
