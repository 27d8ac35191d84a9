"""Whose answers count under whose registration, and what that does to the changes staff make."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from loket.columns import ADOPTED, CODE, DECISION, ORIGINAL, REMARK
from loket.vocabulary import Decision
from pipeline.clinic.registrants import Registrants
from transforms.registration.duplicate_rule import lender_of

_UNUSED_CHANGE = "Perubahan dengan kode ini tidak dipakai, tulis dengan kode"


def unused_changes(counting: pd.DataFrame, changed: Collection[str]) -> pd.DataFrame:
    """Say of whom a change by phone comes to nothing, since another registration's answers count.

    Which of the two is the client's last word, only staff know.
    """
    rows = counting[counting[CODE].isin(changed)]
    lenders = zip(rows[CODE], rows[REMARK].map(lender_of), strict=True)
    texts = [(code, f"{_UNUSED_CHANGE} {lender}") for code, lender in lenders if lender]
    return pd.DataFrame(texts, columns=[CODE, REMARK], dtype="str")


def given_other_dates(registrants: Registrants, doubles: pd.DataFrame) -> frozenset[str]:
    """Give the codes whose dates are what staff typed or chose.

    doubles: CODE, ORIGINAL, ADOPTED of a week's duplicates. Staff choose for an original the
    answers of a later registration, or change these.
    """
    used = registrants.sheet[DECISION] == Decision.USE_NEWER
    chosen = registrants.redated.union(registrants.sheet.loc[used, CODE])
    decided = doubles[CODE].isin(chosen) | doubles[ORIGINAL].isin(chosen)
    return registrants.redated | frozenset(doubles.loc[decided & doubles[ADOPTED], ORIGINAL])
