"""Promise 3, checked by every pass: each response that Google lists is somewhere to be found."""

from __future__ import annotations

from collections.abc import Collection

from loket.errors import ResponsesMissing, SumError
from loket.vocabulary import Form
from pipeline.question_titles import form_title


def account_for(form: Form, listed: Collection[str], *parts: Collection[str]) -> None:
    """Raise SumError unless each listed code is in exactly one of the parts.

    listed: the codes of all responses that Google lists; parts: the codes live on a tab, those
    only on Perlu Perbaikan, those of erased persons still listed.
    """
    accounted = [code for part in parts for code in set(part) & set(listed)]
    missing = sorted(set(listed) - set(accounted))
    if missing or len(accounted) != len(set(listed)):
        raise SumError(form_title(form), len(set(listed)), len(accounted), missing)


def require_listing(form: Form, listed: Collection[str], standing: float) -> None:
    """Raise ResponsesMissing where nothing is listed though ``standing`` responses are on tabs.

    An outage or another form's id looks like that: taken at its word it would empty every tab.
    """
    if not listed and standing:
        raise ResponsesMissing(form_title(form), int(standing))
