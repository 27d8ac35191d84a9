"""The contract's promises, judged by what stands in the spreadsheet and the forms at a moment.

What Loket itself says of them is not asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from loket.vocabulary import Form, Status
from pipeline import tabs
from pipeline.questionnaires.question_titles import form_title
from tests.pipeline.interleaving.page import Value
from tests.pipeline.year.cells import Key, SeenBook
from tests.pipeline.year.events import Public
from tests.pipeline.year.form_store import FormStore
from tests.pipeline.year.staff import Act, Added, Clerks, Typed, day_of
from transforms.schedule.statuses import HOLDING

Place = tuple[str, Value, Value, Value]
"""Week, date, time and consultant of a booking."""


@dataclass
class Judge:
    """Remembers what was typed and who had a place, so that a loss is noticed."""

    typed: dict[tuple[str, Key, str], Value] = field(default_factory=dict)
    added: dict[str, list[tuple[Value, ...]]] = field(default_factory=lambda: defaultdict(list))
    registered: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)

    def note(self, acts: list[Act]) -> None:
        """Remember what staff have typed."""
        for act in acts:
            if isinstance(act, Typed):
                self.typed[act.tab.title, act.key, act.header] = act.value
            elif isinstance(act, Added):
                self.added[act.tab.title].append(act.values)

    def broken(
        self,
        book: SeenBook,
        forms: FormStore,
        public: Public,
        clerks: Clerks,
        gone: Collection[str],
    ) -> list[str]:
        """Give each promise that does not hold, in words; of those just ``gone`` nobody knows."""
        return [
            *self._lost_tokens(book),
            *self._lost_responses(book, forms, public, gone),
            *_bookings(book),
            *_caps(book),
            *_waiting(book),
            *_statuses(book),
            *self._lost_places(book, public, clerks),
        ]

    def _lost_tokens(self, book: SeenBook) -> Iterator[str]:
        """Promise 2: what staff typed stands in its row and column."""
        for (title, key, header), value in self.typed.items():
            row = book.tabs[title].rows.get(key, {})
            wanted = round(value, 9) if isinstance(value, float) else value or None
            if row.get(header) != wanted:
                yield f"promise 2: {title} {key} {header} holds {row.get(header)!r}, not {value!r}"
        for title, rows in self.added.items():
            lines = Counter(_cut(line) for line in book.tabs[title].lines)
            if missing := Counter(map(_cut, rows)) - lines:
                yield f"promise 2: {title} has lost {[*missing]}"

    def _lost_responses(
        self, book: SeenBook, forms: FormStore, public: Public, gone: Collection[str]
    ) -> Iterator[str]:
        """Promise 3: every response is somewhere, and those deleted stay as Batal."""
        listed = forms.codes(Form.REGISTRATION)
        rows = {str(key[0]): row for key, row in book.rows(tabs.REGISTRATIONS).items()}
        problems = {
            form: {str(key[1]) for key in book.rows(tabs.PROBLEMS) if key[0] == form_title(form)}
            for form in Form
        }
        known = rows.keys() | problems[Form.REGISTRATION]
        if missing := (listed | self.registered) - known:
            yield f"promise 3: registrations nowhere to be found: {sorted(missing)}"
        self.registered |= listed
        ended = {Status.CANCELLED, Status.PRESENT, Status.ABSENT}
        for code in sorted(rows.keys() - listed - set(gone)):
            if rows[code]["Status"] not in ended:
                yield f"promise 3: {code} was deleted, and is {rows[code]['Status']}"
        counted = sum(
            int(_number(r.get("Umpan Balik"))) for r in book.rows(tabs.EVALUATIONS).values()
        )
        answers = forms.codes(Form.FEEDBACK)
        aside = len(problems[Form.FEEDBACK] & answers)
        if len(answers) != counted + aside + public.superseded:
            yield (
                f"promise 3: {len(answers)} feedbacks, but {counted} counted, {aside} on Perlu "
                f"Perbaikan, {public.superseded} replaced"
            )

    def _lost_places(self, book: SeenBook, public: Public, clerks: Clerks) -> Iterator[str]:
        """Promise 7: nobody who has a place loses it to others."""
        before, self.places = self.places, dict(_places(book))
        statuses = {str(key[0]): row for key, row in book.rows(tabs.REGISTRATIONS).items()}
        for code, (week, day, start, consultant) in before.items():
            row = statuses.get(code, {})
            if code in self.places or row.get("Status") not in {Status.WAITING, Status.TRANSFERRED}:
                continue
            date = day_of(day)
            excused = date in clerks.closed or (consultant, date) in clerks.away
            if not excused and code not in public.meddled | clerks.changed:
                yield f"promise 7: {code} lost {week} {date} {start} {consultant}: {row}"


def half_written(book: SeenBook) -> list[str]:
    """Promise 4: whatever a pass died of, nobody sees half a schedule."""
    return [f"promise 4: {line}" for line in (*_statuses(book), *_bookings(book))]


def _places(book: SeenBook) -> Iterator[tuple[str, Place]]:
    for label, rows in book.schedules():
        for key, row in rows.items():
            if row.get("Status") in HOLDING and row.get("Tanggal") is not None:
                yield str(key[0]), (label, row["Tanggal"], row.get("Jam"), row.get("Konsultan"))


def _bookings(book: SeenBook) -> Iterator[str]:
    """Promise 7: one place for each, and one client in each."""
    places = [*_places(book)]
    twice = [code for code, count in Counter(code for code, _ in places).items() if count > 1]
    if twice:
        yield f"promise 7: more than one place: {twice}"
    slots = Counter((day, start, consultant) for _, (_, day, start, consultant) in places)
    if shared := [slot for slot, count in slots.items() if count > 1]:
        yield f"promise 7: more than one client: {shared}"


def _caps(book: SeenBook) -> Iterator[str]:
    """Promise 7: rooms, daily maximum and quotas; nobody in this year lowers one."""
    maxima = {
        row["Nama"]: row.get("Maks Sesi per Hari")
        for row in book.tabs[tabs.CONSULTANTS.title].records
    }
    loads = Counter((day, consultant) for _, (_, day, _, consultant) in _places(book))
    for (day, consultant), load in loads.items():
        most = maxima.get(consultant)
        if isinstance(most, float) and load > most:
            yield f"promise 7: {consultant} has {load} sessions on {day_of(day)}"
    for key, row in book.rows(tabs.CAPACITIES).items():
        if _number(row.get("Terisi")) > _number(row.get("Kapasitas")):
            yield f"promise 7: {key}: {row}"
    filled = Counter(
        (row.get("Tanggal"), row.get("Layanan"))
        for _, rows in book.schedules()
        for row in rows.values()
        if row.get("Status") in HOLDING and row.get("Tanggal") is not None
    )
    for (date, service), count in filled.items():
        quota = _quota(book, date, str(service))
        if count > quota:
            yield f"promise 7: {count} {service} sessions on {day_of(date)}, quota {quota}"


def _quota(book: SeenBook, date: Value, service: str) -> float:
    day = day_of(date)
    weekday = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "", "")[day.weekday() if day else 6]
    rows = [r for r in book.tabs[tabs.QUOTAS.title].records if r.get("Layanan") == service]
    named = [r for r in rows if r.get("Hari atau Tanggal") == date] or [
        r for r in rows if r.get("Hari atau Tanggal") == weekday
    ]
    sums = [_number(r.get("Kuota Undangan")) + _number(r.get("Kuota Umum")) for r in named]
    return max(sums, default=float("inf"))


def _waiting(book: SeenBook) -> Iterator[str]:
    """Promise 7: whoever waits is told why."""
    for key, row in book.rows(tabs.WAITING_LIST).items():
        if not row.get("Alasan"):
            yield f"promise 7: {key} waits without a reason"


def _statuses(book: SeenBook) -> Iterator[str]:
    """Statuses are the contract's, and the same on Pendaftaran and on the week's schedule."""
    schedules = dict(book.schedules())
    for key, row in book.rows(tabs.REGISTRATIONS).items():
        status, week = row.get("Status"), str(row.get("Minggu"))
        if status not in {*Status}:
            yield f"{key} is {status!r}"
        there = schedules.get(week, {}).get(key, {}).get("Status")
        if there is not None and there != status:
            yield f"{key} is {status} on Pendaftaran and {there} on Jadwal {week}"


def _cut(line: Sequence[Value]) -> tuple[Value, ...]:
    cells = [value or None for value in line]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _number(value: Value) -> float:
    return value if isinstance(value, float) else 0.0
