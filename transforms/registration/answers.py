"""The raw answers of the registration form, made fit to read, store and show."""

from __future__ import annotations

import pandas as pd

from loket import columns as c
from loket.vocabulary import Service
from transforms.reading.printable import printable
from transforms.reading.privacy import mask_identity_numbers

SERVICE_QUESTIONS = {
    Service.COOPERATIVE: (c.FIELD_COOPERATIVE, c.TIMES_COOPERATIVE),
    Service.SME: (c.FIELD_SME, c.TIMES_SME),
}
"""The questions about field and times, which each service has of its own."""

_SINGLE = (
    *(c.NAME, c.PHONE, c.APPLICANT, c.BUSINESS, c.DISTRICT, c.SERVICE, c.FIELD_COOPERATIVE),
    *(c.FIELD_SME, c.PROBLEM, c.INVITATION_CODE, c.SOURCE, c.CONSENT),
)
_SEVERAL = (c.DATES, c.TIMES_COOPERATIVE, c.TIMES_SME)
_LONGEST = 5000


def printable_answers(responses: pd.DataFrame) -> pd.DataFrame:
    """Give the responses, renumbered from 0, with text or missing, tuples of texts for checkboxes.

    No text is blank, has control characters or an identity number, or is longer than 5,000
    characters. A question that the frame lacks has no answers.
    """
    kept = responses[[c.RESPONSE_ID, c.CODE, c.CREATED, c.SUBMITTED]].reset_index(drop=True)
    known: dict[str, str] = {}
    columns = {key: _single(_cells(responses, key), known) for key in _SINGLE}
    columns |= {key: _several(_cells(responses, key), known) for key in _SEVERAL}
    return kept.assign(**columns)


def of_service(answers: pd.DataFrame, service: pd.Series[str], topic: str) -> pd.Series:
    """Give each client's answers to the question of the chosen service: FIELD or TIMES."""
    position = (c.FIELD, c.TIMES).index(topic)
    cooperative, sme = (SERVICE_QUESTIONS[each][position] for each in Service)
    return answers[cooperative].where(service == Service.COOPERATIVE, answers[sme])


def shown_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Give the answers as one text each, the options of checkboxes joined."""
    return answers.assign(
        **{
            key: pd.Series(
                ["; ".join(options) or None for options in answers[key]],
                index=answers.index,
                dtype="str",
            )
            for key in _SEVERAL
        }
    )


def _cells(responses: pd.DataFrame, key: str) -> list[object]:
    """Give one question's raw answers."""
    return list(responses[key]) if key in responses.columns else [None] * len(responses)


def _single(cells: list[object], known: dict[str, str]) -> pd.Series[str]:
    """Make one text of each answer; a checkbox question's options are joined."""
    texts = (", ".join(cell) if isinstance(cell, tuple) else cell for cell in cells)
    return pd.Series([_fit(text, known) or None for text in texts], dtype="str")


def _several(cells: list[object], known: dict[str, str]) -> pd.Series:
    """Make a tuple of each answer; a text alone is one option."""
    options = (cell if isinstance(cell, tuple) else (cell,) for cell in cells)
    rows = [tuple(filter(None, (_fit(option, known) for option in each))) for each in options]
    return pd.Series(rows, dtype=object)


def _fit(cell: object, known: dict[str, str]) -> str:
    """Make one text printable, each wording once."""
    if not isinstance(cell, str):
        return ""
    if cell not in known:
        known[cell] = mask_identity_numbers(printable(cell[:_LONGEST]))
    return known[cell]
