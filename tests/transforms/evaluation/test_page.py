"""The tables of a week's evaluation page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from loket import columns as c
from loket.week import Week
from tests.transforms.evaluation_factories import (
    MONDAY,
    WEEK,
    a_response,
    a_session,
    instant,
    responses_of,
    schedule_of,
)
from transforms.evaluation.feedback import normalise
from transforms.evaluation.page import evaluation_page
from transforms.evaluation.weekly import weekly

CAPACITIES = [c.WEEK, c.DATE, c.SERVICE, c.CAPACITY, c.FILLED]
NO_CAPACITIES = pd.DataFrame(columns=CAPACITIES, dtype=object)
OTHER_WEEK: dict[str, Any] = {"date": date(2026, 11, 30)}


def slots_of(*rows: tuple[str, str, date]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[c.CONSULTANT, c.SERVICE, c.DATE], dtype=object)
    return frame.astype({c.CONSULTANT: "str", c.SERVICE: "str"})


def page_of(
    schedule: pd.DataFrame,
    slots: pd.DataFrame,
    *responses: dict[str, Any],
    due: dict[str, Any] | None = None,
    capacities: pd.DataFrame = NO_CAPACITIES,
) -> dict[str, pd.DataFrame]:
    feedback = normalise(responses_of(*responses), schedule, due=due or {}).counted
    weeks = weekly(schedule, feedback)
    return evaluation_page(Week.of(MONDAY), schedule, slots, feedback, weeks, capacities)


def shown(table: pd.DataFrame) -> list[list[object]]:
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


SCHEDULE = schedule_of(
    a_session("CC-1"),
    a_session("CC-2", status="Tidak Hadir", field="Perpajakan"),
    a_session("CC-3", status="Daftar Tunggu", date=None, consultant=None, district="Jonggol"),
    a_session("CC-4", status="Batal", field="Perpajakan", consultant=None),
    a_session("CC-5", status="Diduga Ganda", date=None, consultant=None),
    a_session("CC-6", status="Belum Dicatat", service="UKM", field="Ekspor", consultant="Budi"),
    a_session("CC-7", status="Terjadwal", service="UKM", field="Ekspor", consultant="Budi"),
    a_session("CC-8", **OTHER_WEEK),
)
SLOTS = slots_of(
    ("Rina Marlina", "Koperasi", MONDAY),
    ("Rina Marlina", "Koperasi", MONDAY),
    ("Rina Marlina", "Koperasi", OTHER_WEEK["date"]),
    ("Tini", "UKM", MONDAY),
)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param("fields", [["Koperasi", "Perpajakan", 2, 0, 0],
                                ["Koperasi", "Simpan pinjam", 2, 1, 1],
                                ["UKM", "Ekspor", 2, 2, 0]], id="fields"),
        pytest.param("districts", [["Cibinong", 5, 3, 0], ["Jonggol", 1, 0, 1]], id="districts"),
        pytest.param("consultants", [["Budi", "UKM", 0, 2, 0, None],
                                     ["Rina Marlina", "Koperasi", 2, 2, 1, 1.0],
                                     ["Tini", "UKM", 1, 0, 0, 0.0]], id="consultants"),
        pytest.param("days", [[MONDAY, "Koperasi", 2, 2, 1, 1.0],
                              [MONDAY, "UKM", 1, 2, 0, 2.0]], id="days"),
        pytest.param("outcomes", [["Koperasi", 1, 0, 1, 1], ["UKM", 0, 1, 0, 0]], id="outcomes"),
        pytest.param("suggestions", [["Koperasi", "Terima kasih Bu [nama]", False],
                                     ["UKM", "Bagus", True]], id="suggestions"),
    ],
)  # fmt: skip
def test_table(table: str, rows: list[list[object]]) -> None:
    page = page_of(
        SCHEDULE,
        SLOTS,
        a_response(suggestion="Bagus", feedback_service="UKM", submitted=instant(hours=1),
                   solved="Sebagian"),
        a_response(suggestion="Terima kasih Bu Rina", follow_up="Ya", solved="Belum"),
        a_response(suggestion="Minggu lain", feedback_code="CC-8", feedback_date="2026-11-20"),
        a_response(),
        due={WEEK: instant()},
    )  # fmt: skip
    assert shown(page[table]) == rows


def test_services_add_up_to_the_week() -> None:
    page = page_of(SCHEDULE, SLOTS, a_response(), a_response(feedback_service="UKM"))
    services = page["services"]
    assert services[c.SERVICE].tolist() == ["Koperasi", "UKM"]
    summary = page["summary"].set_index("key")["value"]
    counts = [c.REGISTERED, c.SCHEDULED, c.PRESENT, c.WAITING, c.FEEDBACK_COUNT]
    assert services[counts].sum().tolist() == summary[counts].tolist() == [7, 4, 1, 1, 2]


def test_the_fill_rate_is_that_of_kuota_terisi() -> None:
    rows = [
        (WEEK, MONDAY, "Koperasi", 6, 3),
        (WEEK, MONDAY, "UKM", 4, 1),
        (WEEK, date(2026, 11, 24), "UKM", "?", 9),
        ("2026-W49", date(2026, 11, 30), "UKM", 1, 1),
    ]
    capacities = pd.DataFrame(rows, columns=CAPACITIES, dtype=object)
    page = page_of(SCHEDULE, SLOTS, capacities=capacities)
    assert page["summary"].set_index("key")["value"]["fill_rate"] == 0.4
    assert shown(page["days"]) == [
        [MONDAY, "Koperasi", 6, 2, 1, 2 / 6],
        [MONDAY, "UKM", 4, 2, 0, 0.5],
    ]


def test_an_empty_week_keeps_every_table() -> None:
    full = page_of(SCHEDULE, SLOTS, a_response(suggestion="Bagus"))
    empty = page_of(schedule_of(), slots_of())
    assert list(empty) == list(full)
    for name, table in empty.items():
        assert_frame_equal(table.iloc[:0], full[name].iloc[:0])
    assert empty["summary"]["value"].isna().all()
    assert empty["services"][c.SATISFACTION_INDEX].isna().all()
