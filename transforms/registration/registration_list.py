"""The list of all registrations, as it stands on Pendaftaran."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from loket.columns import (
    APPLICANT,
    BUSINESS,
    CODE,
    CREATED,
    DATES,
    DISTRICT,
    FIELD,
    GROUP,
    NAME,
    PHONE,
    REMARK,
    SERVICE,
    STATUS,
    TIMES,
    WEEK,
)
from loket.vocabulary import Status
from transforms.reading.indonesian import clock, short_date
from transforms.reading.sheet_instants import sheet_instants

_ANSWERS = [NAME, PHONE, SERVICE, APPLICANT, BUSINESS, DISTRICT, FIELD, DATES, TIMES, GROUP]
_STANDING = [WEEK, STATUS, REMARK]
COLUMNS = [CODE, CREATED, *_ANSWERS, *_STANDING]


def registration_list(
    registrations: pd.DataFrame,
    standing: pd.DataFrame,
    sheet: pd.DataFrame,
    departed: Mapping[str, tuple[Status, str]],
) -> pd.DataFrame:
    """Give every registration ever listed, one row each, by creation.

    registrations: the valid ones; standing: CODE, WEEK, STATUS, REMARK of those whose week this
    pass has computed, the others keep what the sheet says; sheet: the tab as it is; departed:
    status and remark of those on the sheet that are no longer valid registrations. Rows never
    leave: what is known no more keeps its answers; of an erased person code and status remain.
    """
    current = _with_standing(_shown(registrations), standing, sheet)
    gone = _gone(sheet[~sheet[CODE].isin(current[CODE])], departed)
    rows = pd.concat([current[COLUMNS].astype(object), gone[COLUMNS].astype(object)])
    timed = rows.assign(instant=sheet_instants(rows[CREATED]).to_numpy())
    in_order = timed.sort_values(["instant", CODE], ignore_index=True)
    return in_order[COLUMNS].where(in_order[COLUMNS].notna(), None)


def _shown(registrations: pd.DataFrame) -> pd.DataFrame:
    dates = [", ".join(map(short_date, days)) or None for days in registrations[DATES]]
    times = [", ".join(map(clock, starts)) or None for starts in registrations[TIMES]]
    shown = registrations[[CODE, CREATED, *_ANSWERS]]
    return shown.assign(
        **{
            DATES: pd.Series(dates, index=shown.index, dtype=object),
            TIMES: pd.Series(times, index=shown.index, dtype=object),
        }
    )


def _with_standing(rows: pd.DataFrame, standing: pd.DataFrame, sheet: pd.DataFrame) -> pd.DataFrame:
    """Add where each stands: as computed, else as the sheet says, else it is just registered."""
    merged = rows.merge(standing[[CODE, *_STANDING]], on=CODE, how="left", validate="1:1")
    before = sheet.drop_duplicates(CODE).set_index(CODE)
    computed = merged[STATUS].notna()
    kept = {
        column: merged[column].where(computed, merged[CODE].map(before[column]))
        for column in _STANDING
    }
    found = merged.assign(**kept)
    return found.assign(**{STATUS: found[STATUS].fillna(Status.REGISTERED.value)})


def _gone(rows: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    known = rows[CODE].isin(set(departed))
    statuses = rows[CODE].map({code: status.value for code, (status, _) in departed.items()})
    texts = rows[CODE].map({code: text or None for code, (_, text) in departed.items()})
    status = rows[STATUS].where(~known, statuses)
    remark = rows[REMARK].where(~known, texts)
    rows = rows.assign(**{STATUS: status, REMARK: remark})
    left = rows[STATUS] != Status.ERASED
    return rows.assign(
        **{
            column: rows[column].where(left, None)
            for column in COLUMNS
            if column not in {CODE, STATUS}
        }
    )
