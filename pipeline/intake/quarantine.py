"""How many of the responses of late cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from loket.columns import CODE, CREATED, FORM, STATUS
from loket.vocabulary import Form, ProblemStatus
from pipeline.intake.intake import Intake
from pipeline.questionnaires.question_titles import form_title

QUARANTINE, RESPONSES, OPEN = "quarantine", "responses", "open"
"""Under the first of these a pass's counts hold the two others."""


def quarantine(
    intakes: Mapping[Form, Intake], problems: pd.DataFrame, since: datetime
) -> dict[str, int]:
    """Give RESPONSES, those of all forms that came in since then, and how many of them are OPEN.

    problems: the rows of Perlu Perbaikan; a response counts once however many of them it has.
    What lies further back has been read or set aside; counted in, it would hide today's trouble,
    and most passes do not read it.
    """
    rows = problems[problems[STATUS] == ProblemStatus.OPEN]
    found = {RESPONSES: 0, OPEN: 0}
    for form, intake in intakes.items():
        recent = intake.responses.loc[intake.responses[CREATED] >= since, CODE]
        found[RESPONSES] += len(recent)
        found[OPEN] += int(recent.isin(rows.loc[rows[FORM] == form_title(form), CODE]).sum())
    return found
