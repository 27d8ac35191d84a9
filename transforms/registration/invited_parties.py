"""The invited parties and whether they have registered."""

from __future__ import annotations

import pandas as pd

from loket.columns import BUSINESS, CODE, CREATED, GROUP, INVITATION_CODE, NAME, SERVICE
from loket.vocabulary import Group

YES, NOT_YET = "Sudah", "Belum"
COLUMNS = [NAME, BUSINESS, SERVICE, INVITATION_CODE, "registered", CODE]


def invited_parties(invited: pd.DataFrame, registrations: pd.DataFrame) -> pd.DataFrame:
    """Give one row per invited party, in the order of the tab Undangan.

    invited: NAME, BUSINESS, SERVICE and INVITATION_CODE as ``invitations.codes`` gives it. Rows
    without a code name nobody and are left out; of rows with the same code, as copying a row makes
    them, the upper stands for all. registrations: the valid ones, of which those with GROUP
    Undangan have used the code they carry. Columns: COLUMNS, CODE being that of the registration
    (missing: none yet).
    """
    came = registrations[registrations[GROUP] == Group.INVITED].sort_values([CREATED, CODE])
    used: dict[str, str] = {}
    for invitation, code in zip(came[INVITATION_CODE], came[CODE], strict=True):
        used.setdefault(invitation, code)
    parties = invited[[NAME, BUSINESS, SERVICE, INVITATION_CODE]].dropna(subset=[INVITATION_CODE])
    rows = parties.drop_duplicates(INVITATION_CODE, ignore_index=True)
    codes = [used.get(invitation) for invitation in rows[INVITATION_CODE]]
    there = [NOT_YET if code is None else YES for code in codes]
    return rows.assign(
        registered=pd.Series(there, dtype="str"), **{CODE: pd.Series(codes, dtype="str")}
    )[COLUMNS]
