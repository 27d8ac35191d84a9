from datetime import date

import pandas as pd
import pytest

from tests.transforms.calendar_frames import the_days, week_of
from tests.transforms.roster_tabs import MONDAY, Cells, a_quota, the_quotas

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], [], id="no-row-no-quota"),
        pytest.param([a_quota()], [(MONDAY, "Koperasi", 3, 2)], id="weekday"),
        pytest.param(
            [a_quota(), a_quota(day_or_date=MONDAY, invited_quota=1.0, public_quota=None)],
            [(MONDAY, "Koperasi", 1, None)],
            id="date-beats-weekday-as-a-whole",
        ),
        pytest.param(
            [a_quota(day_or_date="23/11/2026", invited_quota=None, public_quota=None), a_quota()],
            [],
            id="blank-date-row-lifts-the-quota",
        ),
        pytest.param(
            [a_quota(day_or_date="Senin-Selasa", service="Koperasi, UKM", invited_quota="0")],
            [
                (MONDAY, "Koperasi", 0, 2),
                (MONDAY, "UKM", 0, 2),
                (TUESDAY, "Koperasi", 0, 2),
                (TUESDAY, "UKM", 0, 2),
            ],
            id="several-at-once",
        ),
        pytest.param([a_quota(day_or_date="Sabtu")], [], id="closed-day"),
    ],
)
def test_quotas(rows: list[Cells], expected: list[tuple[object, ...]]) -> None:
    found = the_quotas(*rows, days=the_days(week_of(MONDAY)))
    columns = ["date", "service", "invited_quota", "public_quota"]
    frame = pd.DataFrame(expected, columns=columns, dtype=object).astype(
        {"service": "str", "invited_quota": "Int64", "public_quota": "Int64"}
    )
    pd.testing.assert_frame_equal(found.quotas, frame)
    assert found.problems.empty


def test_rooms_are_told_apart_from_quotas() -> None:
    found = the_quotas(a_quota(invited_quota=None, public_quota=None, rooms=2.0))
    expected = pd.DataFrame(
        {"date": [MONDAY], "service": ["Koperasi"], "rooms": pd.array([2], dtype="Int64")}
    ).astype({"date": object, "service": "str"})
    assert found.quotas.empty
    pd.testing.assert_frame_equal(found.rooms, expected)


@pytest.mark.parametrize(
    ("cells", "header", "value"),
    [
        pytest.param({"day_or_date": None}, "Hari atau Tanggal", None, id="no-day"),
        pytest.param({"day_or_date": "besok"}, "Hari atau Tanggal", "besok", id="day"),
        pytest.param({"day_or_date": 5.5}, "Hari atau Tanggal", "5.5", id="number"),
        pytest.param({"service": "Desa"}, "Layanan", "Desa", id="service"),
        pytest.param({"invited_quota": -1.0}, "Kuota Undangan", "-1.0", id="invited"),
        pytest.param({"public_quota": "dua"}, "Kuota Umum", "dua", id="public"),
        pytest.param({"rooms": 1.5}, "Ruang", "1.5", id="rooms"),
    ],
)
def test_what_cannot_be_read_is_reported(cells: Cells, header: str, value: str | None) -> None:
    (problem,) = the_quotas(a_quota(**cells)).problems.to_dict("records")
    assert (problem["tab"], problem["row"], problem["header"]) == ("Kuota", 2, header)
    assert (None if pd.isna(problem["value"]) else problem["value"]) == value


@pytest.mark.parametrize("order", [[0, 1], [1, 0]], ids=["as-typed", "sorted"])
def test_contradictions_are_reported_and_the_smallest_number_counts(order: list[int]) -> None:
    rows = [a_quota(), a_quota(invited_quota=9.0, public_quota=None)]
    found = the_quotas(*(rows[place] for place in order))
    (problem,) = found.problems.to_dict("records")
    assert (problem["row"], problem["header"], problem["value"]) == (
        3,
        "Hari atau Tanggal",
        "Senin",
    )
    assert found.quotas[["invited_quota", "public_quota"]].to_numpy().tolist() == [[3, 2]]


def test_a_row_said_twice_is_no_contradiction() -> None:
    assert the_quotas(a_quota(), a_quota()).problems.empty
