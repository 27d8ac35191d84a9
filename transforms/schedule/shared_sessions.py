"""Bookings that share one consultant's session, which only what staff hold fast can do."""

from __future__ import annotations

from datetime import date

import pandas as pd

from loket.columns import CODE, DATE, REMARK
from transforms.schedule.standing_bookings import SLOT


def shared_sessions(bookings: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give CODE, REMARK (Indonesian), one row per booking in a session that others hold as well.

    bookings: CODE, CONSULTANT, DATE, START. From that day on there is nothing to say, when it is
    seen who comes. Fixed bookings stay whatever they contradict: the contract's section 5, "Fixed".
    """
    ahead = bookings[bookings[DATE].map(lambda day: day > today).astype(bool)]
    rows = [
        (code, f"Bentrok: sesi yang sama juga dipegang {', '.join(others)}, pindahkan salah satu")
        for _, session in ahead.groupby(SLOT)
        for code in session[CODE]
        if (others := sorted(set(session[CODE]) - {code}))
    ]
    return pd.DataFrame(rows, columns=[CODE, REMARK], dtype="str")
