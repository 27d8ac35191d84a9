"""Problems: answers on a form that could not be read, with the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loket.columns import (
    BLOCKING,
    CODE,
    FORM,
    QUESTION,
    REASON,
    RECEIVED,
    REMEDY,
    SUBMITTED,
    VALUE,
)
from transforms.reading.printable import one_line
from transforms.reading.privacy import mask_identity_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loket.vocabulary import Form

VALUE_LIMIT = 500
"""Characters of an answer that a problem repeats."""

_INSTANT = "datetime64[us, Asia/Jakarta]"
_COLUMNS = (FORM, CODE, QUESTION, VALUE, REASON, REMEDY, RECEIVED, BLOCKING)
_TYPES = {
    **dict.fromkeys((FORM, CODE, QUESTION, VALUE, REASON, REMEDY), "str"),
    RECEIVED: _INSTANT,
    BLOCKING: "bool",
}
_NOTHING = pd.DataFrame(columns=list(_COLUMNS)).astype(_TYPES)
"""Made once: most questions give no problem, and types are dear for frames of no row."""


def flagged(
    responses: pd.DataFrame,
    where: pd.Series[bool],
    form: Form,
    question: str,
    reason: str | pd.Series[str],
    remedy: str,
    *,
    blocking: bool,
) -> pd.DataFrame:
    """Give one problem for each response ``where`` is true: the columns of ``problems``.

    ``responses`` has CODE, SUBMITTED and the question's raw answers; a Series of reasons shares
    its index. VALUE is the answer, printable and cut, NA if blank.
    """
    if not where.any():
        return _NOTHING.copy()
    found = responses[where]
    reasons = reason[where].array if isinstance(reason, pd.Series) else reason
    return pd.DataFrame(
        {
            FORM: str(form),
            CODE: found[CODE].array,
            QUESTION: question,
            VALUE: [_shown(answer) for answer in found[question]],
            REASON: reasons,
            REMEDY: remedy,
            RECEIVED: found[SUBMITTED].array,
            BLOCKING: blocking,
        }
    ).astype(_TYPES)


def gathered(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put problems together in the order given; the columns and their types stand if none."""
    found = [part for part in parts if len(part)]
    return pd.concat(found, ignore_index=True) if found else _NOTHING.copy()


def _shown(answer: object) -> str | None:
    """Give what was typed, fit to print."""
    if not isinstance(answer, str):
        return None
    return mask_identity_numbers(one_line(answer, VALUE_LIMIT)) or None
