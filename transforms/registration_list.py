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
from transforms.indonesian import clock, short_date

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
    leave: what is known no more keeps its answers, an erased person's are blank.
    """
    current = _shown(registrations).merge(
        standing[[CODE, *_STANDING]], on=CODE, how="left", validate="1:1"
    )
    before = sheet.drop_duplicates(CODE).set_index(CODE)
    unknown = current[STATUS].isna() & current[CODE].isin(before.index)
    kept = {
        column: current[column].where(~unknown, current[CODE].map(before[column]))
        for column in _STANDING
    }
    current = current.assign(**kept)
    current[STATUS] = current[STATUS].fillna(Status.REGISTERED)
    gone = _gone(sheet[~sheet[CODE].isin(current[CODE])], departed)
    parts = [part.astype(object) for part in (current, gone) if not part.empty]
    if not parts:
        return current[COLUMNS].astype(object)
    return pd.concat(parts, ignore_index=True).sort_values([CREATED, CODE], ignore_index=True)[
        COLUMNS
    ]


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


def _gone(rows: pd.DataFrame, departed: Mapping[str, tuple[Status, str]]) -> pd.DataFrame:
    known = rows[CODE].isin(set(departed))
    statuses = rows[CODE].map({code: status for code, (status, _) in departed.items()})
    texts = rows[CODE].map({code: text for code, (_, text) in departed.items()})
    rows = rows.assign(
        **{
            STATUS: rows[STATUS].where(~known, statuses),
            REMARK: rows[REMARK].where(~known, texts),
        }
    )
    erased = rows[STATUS] == Status.ERASED
    return rows.assign(**{column: rows[column].where(~erased, None) for column in _ANSWERS})
