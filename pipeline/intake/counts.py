"""What a pass read, in numbers for the ledger and the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from loket.columns import CODE, FORM, STATUS
from loket.vocabulary import Form, ProblemStatus
from pipeline.intake.intake import Intake
from pipeline.questionnaires.question_titles import form_title


def counts(intakes: Mapping[Form, Intake], problems: pd.DataFrame) -> dict[str, Any]:
    """Count the responses of each form and of all: new, edited, deleted, with open problems.

    problems: the rows of Perlu Perbaikan. ``rejected`` are its open rows; of a response, which may
    have several, ``quarantined`` counts one.
    """
    recorded = [found.recorded for found in intakes.values()]
    is_open = problems[STATUS] == ProblemStatus.OPEN
    quarantined = problems[is_open].groupby(FORM)[CODE].nunique()
    return {
        "forms": {
            str(form): {
                **asdict(found.recorded),
                "quarantined": int(quarantined.get(form_title(form), 0)),
            }
            for form, found in intakes.items()
        },
        "new": sum(found.new for found in recorded),
        "edited": sum(found.edited for found in recorded),
        "deleted": sum(found.deleted for found in recorded),
        "rejected": int(is_open.sum()),
    }
