"""Why clients waited for whom it is too late now: what the sheet has said since it wasn't."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from loket.columns import CODE, DATES, REMARK, STATUS
from loket.vocabulary import Status
from transforms.assignment.waiting_advice import room_on
from transforms.reading.remarks import SEPARATOR
from transforms.schedule.proposals import PROPOSAL
from transforms.schedule.sheet_schedule import UNREADABLE
from transforms.schedule.staff_moves import REFUSED
from transforms.schedule.standing_bookings import CHANGED


def past_reasons(
    clients: pd.DataFrame,
    sheet: pd.DataFrame,
    open_days: Collection[date],
    past_days: Collection[date],
) -> pd.DataFrame:
    """Give CODE, REMARK of those who waited already and have no date left, one row each.

    Once placement is closed on all of a client's dates, "too late" would be the first reason that
    holds, and would hide the one that staff and the evaluation need. clients: CODE, DATES; sheet:
    the week's tab as it is; open_days: dates on which clients are still placed without staff.
    Proposals, refused moves, unread cells and reminders are left out: each pass makes them anew.
    """
    over = [not any(day in open_days for day in days) for days in clients[DATES]]
    past = set(clients.loc[pd.Series(over, index=clients.index, dtype=bool), CODE])
    waited = sheet[(sheet[STATUS] == Status.WAITING) & sheet[CODE].isin(past)]
    waited = waited.dropna(subset=[REMARK])
    outdated = {room_on(day) for day in past_days}
    kept = [_lasting(str(text), outdated) for text in waited[REMARK]]
    found = pd.DataFrame({CODE: waited[CODE].astype("str"), REMARK: kept}, columns=[CODE, REMARK])
    return found[found[REMARK].astype("str") != ""].reset_index(drop=True)


def _lasting(text: str, outdated: Collection[str]) -> str:
    parts = [part for part in text.split(SEPARATOR) if part not in outdated]
    made_anew = (PROPOSAL, REFUSED, CHANGED, UNREADABLE)
    return SEPARATOR.join(part for part in parts if not part.startswith(made_anew))
