"""The tables of one week's evaluation page (``Evaluasi 2026-W48``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import (
    CONSULTANT,
    DATE,
    DISTRICT,
    FIELD,
    FOLLOW_UP,
    LATE,
    SERVICE,
    SOLVED,
    STATUS,
    SUBMITTED,
    SUGGESTION,
    WAITING,
    WEEK,
)
from loket.vocabulary import Service, Status
from transforms.evaluation.day_loads import day_loads
from transforms.evaluation.feedback_answers import SOLVED_NO, SOLVED_PARTLY, SOLVED_YES
from transforms.evaluation.figures import evaluation_figures
from transforms.evaluation.fill_rates import fill_rates
from transforms.evaluation.recent_weeks import recent_weeks
from transforms.evaluation.respondent_profile import respondent_profile
from transforms.evaluation.satisfaction import EXACT_WEIGHT, satisfaction, unsur_table
from transforms.evaluation.session_loads import session_loads
from transforms.evaluation.week_comparison import week_comparison

if TYPE_CHECKING:
    from fractions import Fraction

    from loket.week import Week

DEMAND, SERVED = "demand", "served"
OUTCOMES = {"solved_yes": SOLVED_YES, "solved_partly": SOLVED_PARTLY, "solved_no": SOLVED_NO}
"""Columns of ``outcomes`` with the answer that each counts."""

# Someone whose attendance nobody recorded was most likely there.
_SERVED = [
    str(Status.SCHEDULED),
    str(Status.CONFIRMED),
    str(Status.PRESENT),
    str(Status.UNRECORDED),
]
_NO_DEMAND = [str(Status.SUSPECTED_DUPLICATE), str(Status.NEEDS_CORRECTION)]


def evaluation_page(
    week: Week,
    schedule: pd.DataFrame,
    slots: pd.DataFrame,
    feedback: pd.DataFrame,
    weeks: pd.DataFrame,
    capacities: pd.DataFrame,
    *,
    weight: Fraction = EXACT_WEIGHT,
) -> dict[str, pd.DataFrame]:
    """Give the page's tables by name; every one may be empty but keeps its columns.

    ``schedule`` (one row per registration and week), ``slots`` and ``feedback`` may hold other
    weeks too; ``weeks`` is what ``evaluation.weekly`` gave, ``capacities`` see ``fill_rates``.
    The tables:

    - ``recap``: the week's own row of ``weeks``; ``weeks``: see ``recent_weeks``;
    - ``summary``: see ``week_comparison``;
    - ``outcomes``: one row per service: how many said that their problem was solved, solved in
      part, not yet solved (the columns of OUTCOMES), and how many asked for a follow-up;
    - ``services``: one row per service, the columns of ``evaluation_figures``;
    - ``fields``: per service and field that was asked for, most asked first: demand, served,
      waiting; ``districts``: the same per kecamatan;
    - ``consultants``: per consultant and service, see ``session_loads``; ``days``: per date and
      service, see ``day_loads``;
    - ``unsur``: see ``unsur_table``; ``profile``: see ``respondent_profile``;
    - ``suggestions``: service, suggestion, late (after the evaluation was final), in the order of
      submission.

    Demand leaves out suspected duplicates; served are those whose session stood to the end.
    """
    clients = schedule[schedule[WEEK] == str(week)]
    answers = feedback[feedback[WEEK] == str(week)]
    offered = slots[slots[DATE].isin(week.days)]
    load = session_loads(clients, offered, [CONSULTANT, SERVICE])
    return {
        "recap": weeks[weeks[WEEK] == str(week)].drop_duplicates(WEEK),
        "summary": week_comparison(week, weeks, fill_rates(capacities)),
        "weeks": recent_weeks(week, weeks),
        "outcomes": _outcomes(answers),
        "services": evaluation_figures(clients, answers, SERVICE, list(Service), weight),
        "fields": _demand(clients, [SERVICE, FIELD]),
        "districts": _demand(clients, [DISTRICT]),
        "consultants": load,
        "days": day_loads(clients, offered, capacities),
        "unsur": unsur_table(satisfaction(answers, weight)),
        "profile": respondent_profile(answers),
        "suggestions": _suggestions(answers),
    }


def _demand(clients: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count who asked, who was served and who waits, per combination of keys."""
    wanted = clients[~clients[STATUS].isin(_NO_DEMAND)]
    flags = wanted[keys].assign(
        **{
            DEMAND: wanted[STATUS].notna(),
            SERVED: wanted[STATUS].isin(_SERVED),
            WAITING: wanted[STATUS].eq(str(Status.WAITING)),
        }
    )
    counts = flags.groupby(keys, as_index=False)[[DEMAND, SERVED, WAITING]].sum()
    types = {**dict.fromkeys(keys, "str"), **dict.fromkeys((DEMAND, SERVED, WAITING), "Int64")}
    typed = counts.astype(types)
    order = [*keys[:-1], DEMAND, keys[-1]]
    return typed.sort_values(order, ascending=[name != DEMAND for name in order], ignore_index=True)


def _suggestions(answers: pd.DataFrame) -> pd.DataFrame:
    """List the comments, which are already without personal data."""
    written = answers[answers[SUGGESTION].notna()].sort_values(SUBMITTED, kind="stable")
    return written[[SERVICE, SUGGESTION, LATE]].reset_index(drop=True)


def _outcomes(answers: pd.DataFrame) -> pd.DataFrame:
    """Count per service what people said of their problem, and who asked for a follow-up."""
    said = {key: answers[SOLVED].eq(answer) for key, answer in OUTCOMES.items()}
    flags = pd.DataFrame({**said, FOLLOW_UP: answers[FOLLOW_UP].eq("Ya")}, index=answers.index)
    services = pd.Index(list(Service), dtype="str", name=SERVICE)
    counts = flags.groupby(answers[SERVICE]).sum().reindex(services, fill_value=0)
    return counts.astype("Int64").reset_index()
