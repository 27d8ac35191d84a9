"""People who registered more than once for one week, and which of their answers count.

Rule (contract, section 5): same phone and same core business name (without a business: same name
and kecamatan) in one week. Until one of them has been told, the newest answers count under the
oldest registration; afterwards a later one is suspected until staff decide. Nothing is merged on
similarity alone: similar names and shared phones get a remark, nothing more.
"""

from __future__ import annotations

import pandas as pd

from loket.columns import (
    ADOPTED,
    APPLICANT,
    BUSINESS,
    BUSINESS_KEY,
    CANCELLED,
    CODE,
    CREATED,
    DATES,
    DECISION,
    DISTRICT,
    FIELD,
    GROUP,
    INVITATION_CODE,
    NAME,
    NAME_KEY,
    ORIGINAL,
    PHONE,
    PROBLEM,
    REMARK,
    RESPONSE_ID,
    SERVICE,
    SOURCE,
    SUBMITTED,
    TIMES,
    TOLD,
    WEEK,
)
from transforms.reading.remark_column import joined
from transforms.reading.remarks import SEPARATOR
from transforms.registration.duplicate_rule import Entry, Verdict, settle
from transforms.registration.similar_registrants import similar_registrants

_ANSWERS = [
    *(SUBMITTED, NAME, NAME_KEY, PHONE, SERVICE, APPLICANT, BUSINESS, BUSINESS_KEY, DISTRICT),
    *(FIELD, DATES, TIMES, PROBLEM, SOURCE, REMARK),
]
_FLAGS = (TOLD, CANCELLED, ADOPTED)
_INVITATION = [GROUP, INVITATION_CODE]


def resolve(
    registrations: pd.DataFrame, standing: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the registrations that count, in their order, and the duplicates.

    standing: one row per registration: CODE, WEEK (label), TOLD, CANCELLED (bool), DECISION (a
    Decision value or missing), and where known ADOPTED (bool, see ``was_adopted``): an earlier
    pass has merged it, which being told afterwards doesn't undo. Registrations without a row there
    have no week, and are compared among themselves.

    The first frame has the columns of ``registrations``. An original with adopted answers keeps
    CODE, RESPONSE_ID and CREATED; it is Undangan if one of the merged is. A cancelled registration
    stays as it is and stands in nobody's way. Duplicates, one row each: CODE, ORIGINAL (code),
    ADOPTED (bool: settled under the original; otherwise suspected, or ignored by staff), REMARK
    (Indonesian). Every code is in exactly one of the two frames.
    """
    table = _with_facts(registrations, standing)
    verdicts = [settle(entries) for entries in _same_clients(table)]
    copies = _duplicates(verdicts)
    merged = _merged(registrations.reset_index(drop=True), verdicts)
    counting = merged[~merged[CODE].isin(copies[CODE])].reset_index(drop=True)
    weeks = counting[[CODE]].merge(table[[CODE, WEEK, CANCELLED]], on=CODE, validate="1:1")
    similar = similar_registrants(counting.assign(**{WEEK: weeks[WEEK]})[~weeks[CANCELLED]])
    remark = joined(counting[REMARK], counting[CODE].map(similar).astype("str"))
    return counting.assign(**{REMARK: remark}), copies


def _with_facts(registrations: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Add what decides; what is not known of a registration is not so."""
    facts = [WEEK, TOLD, CANCELLED, DECISION]
    merged_before = [ADOPTED] if ADOPTED in standing.columns else []
    known = standing[[CODE, *facts, *merged_before]]
    table = registrations.merge(known, on=CODE, how="left", validate="1:1")
    table = table.reindex(columns=[*registrations.columns, *facts, ADOPTED])
    flags = {name: table[name].eq(other=True).astype("bool") for name in _FLAGS}
    return table.assign(**flags)


def _same_clients(table: pd.DataFrame) -> list[list[Entry]]:
    """Gather the registrations that the rule takes for one client's, oldest first."""
    keys = pd.DataFrame(
        {
            WEEK: table[WEEK].fillna(""),
            PHONE: table[PHONE],
            BUSINESS: table[BUSINESS_KEY].fillna(""),
            NAME: table[NAME_KEY].where(table[BUSINESS_KEY].isna(), ""),
            DISTRICT: table[DISTRICT].fillna("").where(table[BUSINESS_KEY].isna(), ""),
        }
    )
    several = table[keys.duplicated(keep=False)].sort_values([CREATED, RESPONSE_ID])
    columns = [CODE, CREATED, SUBMITTED, RESPONSE_ID, TOLD, CANCELLED, DECISION, ADOPTED, GROUP]
    kept = keys.loc[several.index]
    groups = several[columns].groupby([kept[key] for key in keys.columns], sort=False)
    return [[Entry(*row) for row in rows.itertuples(index=False)] for _, rows in groups]


def _merged(registrations: pd.DataFrame, verdicts: list[Verdict]) -> pd.DataFrame:
    """Put adopted answers under their originals, with the remarks that say so."""
    position = {code: i for i, code in enumerate(registrations[CODE])}
    answers, invitation = list(range(len(position))), list(range(len(position)))
    notes: dict[str, str] = {}
    for verdict in verdicts:
        notes |= verdict.notes
        if verdict.original is not None:
            answers[position[verdict.original]] = position[verdict.answers]
            invitation[position[verdict.original]] = position[verdict.invitation]
    taken = {name: registrations[name].iloc[answers].array for name in _ANSWERS}
    taken |= {name: registrations[name].iloc[invitation].array for name in _INVITATION}
    merged = registrations.assign(**taken)
    added = merged[CODE].map(notes).astype("str")
    own = pd.Series(map(_without_own_code, merged[CODE], merged[REMARK]), index=merged.index)
    return merged.assign(**{REMARK: joined(own.astype("str"), added)})


def _without_own_code(code: str, remark: object) -> str | None:
    """Drop what an adopted answer's remark says about the registration that it now stands for."""
    if not isinstance(remark, str):
        return None
    return SEPARATOR.join(part for part in remark.split(SEPARATOR) if code not in part) or None


def _duplicates(verdicts: list[Verdict]) -> pd.DataFrame:
    """List those that don't count for themselves."""
    rows = [copy for verdict in verdicts for copy in verdict.copies]
    frame = pd.DataFrame(rows, columns=[CODE, ORIGINAL, ADOPTED, REMARK]).astype(
        {CODE: "str", ORIGINAL: "str", ADOPTED: "bool", REMARK: "str"}
    )
    return frame.sort_values(CODE, ignore_index=True)
