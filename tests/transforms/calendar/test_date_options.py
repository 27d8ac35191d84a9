from datetime import date

import pandas as pd
import pytest

from loket.vocabulary import Phase
from transforms.calendar.date_options import date_options

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
WAITING = ("Daftar tunggu (jadwal penuh)",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], WAITING, id="no-open-week"),
        pytest.param(
            [(TUESDAY, Phase.OPEN, 0), (MONDAY, Phase.OPEN, 0), (MONDAY, Phase.OPEN, 2)],
            ("Senin, 23 November 2026", "Selasa, 24 November 2026"),
            id="open-week-offers-all-days-once",
        ),
        pytest.param(
            [
                (MONDAY, Phase.DRAFTED, 0),
                (MONDAY, Phase.DRAFTED, 1),
                (TUESDAY, Phase.DRAFTED, 0),
                (TUESDAY, Phase.DRAFTED, 0),
            ],
            ("Senin, 23 November 2026",),
            id="full-day-disappears-from-the-assignment-on",
        ),
        pytest.param([(MONDAY, Phase.DRAFTED, 0)], WAITING, id="all-full"),
        pytest.param([(MONDAY, Phase.FROZEN, 3)], WAITING, id="frozen"),
        pytest.param([(MONDAY, Phase.RUNNING, 3)], WAITING, id="running"),
        pytest.param([(MONDAY, Phase.UPCOMING, 3)], WAITING, id="not-open-yet"),
    ],
)
def test_options(rows: list[tuple[date, Phase, int]], expected: tuple[str, ...]) -> None:
    frame = pd.DataFrame(rows, columns=["date", "phase", "remaining"], dtype=object)
    assert date_options(frame.astype({"remaining": "Int64"})) == expected
