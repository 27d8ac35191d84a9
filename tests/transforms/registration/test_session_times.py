from __future__ import annotations

from datetime import date, time

import pandas as pd

from loket.vocabulary import Service
from transforms.calendar.service_hours import ServiceHours, SpecialHours
from transforms.reading.time_range import TimeRange
from transforms.registration.session_times import normalise, session_starts


def test_sessions_fit_between_two_times() -> None:
    assert session_starts(time(9), time(10, 45)) == (time(9), time(9, 30), time(10))
    assert session_starts(time(9), time(9, 15)) == ()


def test_wishes_are_those_that_the_service_ever_offers() -> None:
    ramadan = {Service.COOPERATIVE: TimeRange(time(8), time(11))}
    hours = ServiceHours(special=(SpecialHours(date(2027, 2, 8), date(2027, 3, 9), ramadan),))
    answers = pd.Series(
        [("08.00", "11.30", "13.00"), ("13.00",), ("9",), (), ("x", " ")], dtype=object
    )
    services = pd.Series(["Koperasi", "UKM", None, "UKM", "UKM"], dtype="str")
    expected = pd.DataFrame(
        {
            "times": pd.Series([(time(8), time(11, 30)), (time(13),), (), (), ()], dtype=object),
            "problem": pd.Series(
                ["di luar jam layanan Koperasi", None, None, None, "jam tidak terbaca"], dtype="str"
            ),
        }
    )
    pd.testing.assert_frame_equal(normalise(answers, services, hours), expected)
