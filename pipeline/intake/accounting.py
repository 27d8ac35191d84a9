"""Promise 3, checked by every pass: each response that Google lists is somewhere to be found."""

from __future__ import annotations

from collections.abc import Collection

from loket.errors import ResponsesMissing, SumError
from loket.vocabulary import Form
from pipeline.intake.intake import Intake
from pipeline.questionnaires.question_titles import form_title


def account_for(form: Form, listed: Collection[str], *parts: Collection[str]) -> None:
    """Raise SumError unless each listed code is in exactly one of the parts.

    listed: the codes of all responses that Google lists; parts: the codes live on a tab, those
    only on Perlu Perbaikan, those of erased persons still listed.
    """
    accounted = [code for part in parts for code in set(part) & set(listed)]
    missing = sorted(set(listed) - set(accounted))
    if missing or len(accounted) != len(set(listed)):
        raise SumError(form_title(form), len(set(listed)), len(accounted), missing)


def require_listing(found: Intake, standing: float) -> None:
    """Raise ResponsesMissing where nothing is listed though ``standing`` responses are on tabs.

    An outage or another form's id looks like that: taken at its word it would empty every tab.
    Of a time gone by it says nothing, for then the tabs held less as well.
    """
    if found.responses.empty and standing and found.as_of is None:
        raise ResponsesMissing(form_title(found.form), int(standing))
