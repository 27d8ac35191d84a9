"""``loket plan``: a week as a pass would plan it, under the staff tabs as they are or might be.

Nothing is written anywhere: the ledger is a copy that is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from connectors.ledger.copied_ledger import copied_ledger
from connectors.sheets.snapshot import Snapshot
from loket.columns import HEADER, REASON, REMEDY, ROW, TAB
from loket.errors import UsageError
from loket.vocabulary import Form, Phase
from loket.week import Week
from pipeline.book import clinic_of
from pipeline.clinic.desk import read_desk
from pipeline.clinic.office_calendar import read_calendar
from pipeline.clinic.week_outlook import week_advice, week_fairness
from pipeline.clinic.week_plan import WeekPlan
from pipeline.configuration.settings import Settings
from pipeline.intake.intake import Intake, intake
from pipeline.office import Office
from pipeline.planning.what_if import Change, what_if
from pipeline.questionnaires.questionnaires import questionnaires
from pipeline.writing.memory import Memory
from transforms.assignment.extra_half_day import HalfDay
from transforms.assignment.fairness import Fairness
from transforms.reading.tab_problems import tab_problems


@dataclass(frozen=True)
class Outlook:
    """A week as a pass at ``at`` would plan it; ``problems``: cells of staff tabs not readable."""

    at: datetime
    plan: WeekPlan
    fairness: Fairness | None
    advice: HalfDay | None
    problems: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Prospect:
    """A week under the staff tabs as they are, and with ``changes``, if there are any."""

    week: Week
    now: datetime
    today: Outlook
    changes: Sequence[Change] = ()
    changed: Outlook | None = None

    @property
    def latest(self) -> Outlook:
        """The week with the changes."""
        return self.changed or self.today

    @property
    def new_problems(self) -> pd.DataFrame:
        """What on staff tabs could be read until the changes; see ``tab_problems``."""
        known = set(_rows(self.today.problems))
        return self.latest.problems[[row not in known for row in _rows(self.latest.problems)]]


def prospect(office: Office, week: Week, now: datetime, texts: Sequence[str]) -> Prospect:
    """Plan a week as it is and, if any ``texts`` are given, as ``what_if`` makes it.

    A week that is not drafted yet is planned as it would be at the moment when it is, with those
    who have registered so far. Raises UsageError where the week is over or has no service day, and
    where what a text puts into a cell could not be read there.
    """
    found, snapshot = _read(office, now)
    other, changes = what_if(snapshot, texts)
    today = _outlook(office.settings, found, snapshot, week, now)
    if not changes:
        return Prospect(week, now, today)
    changed = _outlook(office.settings, found, other, week, now)
    both = Prospect(week, now, today, changes, changed)
    _require_readable(both)
    return both


def _read(office: Office, now: datetime) -> tuple[Mapping[Form, Intake], Snapshot]:
    settings = office.settings
    form = Form.REGISTRATION
    questionnaire = questionnaires(settings.clinic)[form]
    with copied_ledger(settings.path(settings.sync.ledger)) as ledger:
        found = intake(form, questionnaire, settings, office.forms, ledger, now=now, full=False)
        if found.drift:
            raise found.drift
        client = office.spreadsheet
        memory = Memory(ledger, client.spreadsheet_id, now, (settings.google.loket,))
        return {form: found}, memory.mend(client.read()).record


def _outlook(
    settings: Settings,
    intakes: Mapping[Form, Intake],
    snapshot: Snapshot,
    week: Week,
    now: datetime,
) -> Outlook:
    desk = read_desk(snapshot, settings, read_calendar(snapshot, now))
    limits = desk.boundaries(week)
    if limits and now < limits.drafted:
        return _outlook(settings, intakes, snapshot, week, limits.drafted)
    clinic = clinic_of(intakes, snapshot, desk, [week])
    if clinic and week in clinic.stopped:
        raise clinic.stopped[week]
    plan = clinic.plans.get(week) if clinic else None
    if clinic and clinic.phases.get(week) is Phase.CLOSED:
        raise UsageError(
            f"{week} is over: its bookings stand as they are and are never planned again.",
            remedy="Give a week that is not over.",
        )
    if clinic is None or plan is None:
        raise UsageError(
            f"{week} cannot be planned: it has no service day, or nobody registered.",
            remedy="Give another week, or look at the tabs Hari Libur and Pendaftaran.",
        )
    return Outlook(
        at=now,
        plan=plan,
        fairness=week_fairness(plan),
        advice=week_advice(plan, desk, in_hindsight=False),
        problems=tab_problems([desk.problems, clinic.registrants.tab_problems]),
    )


def _require_readable(found: Prospect) -> None:
    """Raise UsageError where a changed row holds what staff would find on Perlu Perbaikan."""
    rows = {(change.tab, change.row): change for change in found.changes}
    for problem in found.new_problems.to_dict("records"):
        change = rows.get((problem[TAB], problem[ROW]))
        if change:
            raise UsageError(
                f"With {change} Loket could not read {problem[HEADER]}: {problem[REASON]}",
                remedy=str(problem[REMEDY]),
            )


def _rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [tuple(map(str, row)) for row in frame.itertuples(index=False, name=None)]
