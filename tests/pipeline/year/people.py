"""The people around both offices: whatever they do, they do in both alike, at the same times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from loket.vocabulary import Service
from loket.week import Week
from pipeline import tabs
from tests.pipeline.year.cells import SeenBook
from tests.pipeline.year.events import Event, Public
from tests.pipeline.year.promises import Judge
from tests.pipeline.year.staff import Act, Added, Clerks, Sorted, serial
from tests.pipeline.year.year_office import YearOffice


@dataclass
class People:
    """The public and staff; what they do is chosen from what the first office shows.

    ``clients``: how many register in a week; ``seen``: codes of registrations that a pass has taken
    in; ``gone``: codes of those withdrawn since a pass has listed all, as the first of a day does;
    ``since``: until when they have acted.
    """

    struck: YearOffice
    spared: YearOffice
    clients: int
    public: Public
    clerks: Clerks
    since: datetime
    seen: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    judge: Judge = field(default_factory=Judge)
    counts: Counter[str] = field(default_factory=Counter)

    def act(self, until: datetime) -> None:
        """Let the public answer forms up to a time, and staff type shortly before it."""
        number = self.clients * ((until - self.since) / timedelta(weeks=1))
        whole = int(number) + (self.public.random.random() < number % 1)
        self.public.register(self.since, until, whole, self.struck.forms.offered())
        self.since = until
        self._submit(until)
        for office in self._offices:
            office.opened.clock.now = until - timedelta(minutes=3)
        acts = self._typed()
        for office in self._offices:
            office.type(acts)
        self.judge.note(acts)
        self.counts["acts of staff"] += len(acts)
        for code, day, service in self.clerks.attended:
            if self.public.random.random() < 0.6:
                later = until + timedelta(hours=self.public.random.uniform(0.1, 100))
                self.public.give_feedback(later, code, f"{day:%Y-%m-%d}", Service(service))

    def broken(self, book: SeenBook) -> list[str]:
        """Give each promise that does not hold for what the first office shows, in words."""
        return self.judge.broken(book, self.struck.forms, self.public, self.clerks, self.gone)

    def week_titles(self) -> set[str]:
        """Give the titles of the schedules that staff have to do with now."""
        weeks = [Week.of(self._now.date()).shift(number) for number in (-1, 0, 1, 2)]
        return {tabs.schedule_tab(week).title for week in weeks} & {*self.struck.person.titles()}

    def _submit(self, until: datetime) -> None:
        for event in self.public.due(until):
            if event.answers is None and event.code not in self.seen:
                # What came and went between two passes leaves no trace, unless in the ledger of
                # a pass that failed.
                continue
            if event.answers is None:
                self.gone.add(event.code)
            self._count(event)
            for office in self._offices:
                office.forms.take(event)

    def _count(self, event: Event) -> None:
        is_known = self.struck.forms.has(event)
        kind = "withdrawn" if event.answers is None else "edited" if is_known else "sent"
        self.counts[f"{event.form.value} {kind}"] += 1

    def _typed(self) -> list[Act]:
        now, titles = self._now, self.week_titles()
        others = (tabs.PROBLEMS, tabs.MILESTONES, tabs.CONSULTANTS, tabs.WAITING_LIST)
        book = self.struck.look(*titles, *(tab.title for tab in others))
        acts = self.clerks.acts(book, now)
        if now.weekday() == 4 and now.hour > 14:
            registrations = self.struck.look(tabs.REGISTRATIONS.title)
            acts += self.clerks.decisions(registrations.rows(tabs.REGISTRATIONS))
            acts += self._friday(now)
            acts += [
                Sorted(tabs.schedule_tab(Week.of_label(label)), "Nama")
                for label, _ in [*book.schedules()][:1]
            ]
        return acts

    def _friday(self, now: datetime) -> Iterator[Act]:
        """Let staff announce the next show and invite two."""
        week = Week.of(now.date())
        show = serial(week.shift(1).days[4])
        guest = (show, f"Narasumber {week}", "Ketua", "KSP Mekar", "Cerita", None)
        yield Added(tabs.EPISODES, (*guest, 600.0, 200.0, 400.0, 90.0, 20.0, 10.0, 30.0))
        for number in range(2):
            code = f"UND-{week}-{number}"
            self.public.invitations.append(code)
            party = (f"Undangan {week} {number}", f"Usaha {week} {number}", None, "UKM", code)
            yield Added(tabs.INVITATIONS, party)
        self.public.rate_the_show(now + timedelta(hours=2), f"{week.days[4]:%Y-%m-%d}")

    @property
    def _offices(self) -> tuple[YearOffice, YearOffice]:
        return self.struck, self.spared

    @property
    def _now(self) -> datetime:
        return self.struck.opened.clock.now
