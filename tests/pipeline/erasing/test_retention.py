"""A year later: contact data go by themselves, what was counted stays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket import columns as c
from loket.week import Week
from pipeline import tabs
from pipeline.clinic.age import aged, oldest_week
from pipeline.configuration.settings import Retention, Settings
from tests.pipeline.erasing.lived_week import TRACES, found_in
from tests.pipeline.erasing.remains import bytes_of_the_ledger, everything_in
from tests.pipeline.office_factory import SCHEDULE, WEEK, at, open_folder

YEAR_LATER = "2027-12-04T06:00"


def contents(snapshot: Snapshot, tab: Tab) -> tuple[tuple[object, ...], ...]:
    return snapshot.sheets[tab.sheet_id].cells


def test_contact_data_go_after_twelve_months_and_figures_stay(lived: Path) -> None:
    with open_folder(lived, YEAR_LATER) as office:
        before = office.look()
        assert before.tab(SCHEDULE).frame[c.NAME].notna().all()
        office.sync()
        after = office.look()
        for tab in (tabs.EVALUATIONS, tabs.evaluation_tab(WEEK)):
            assert contents(after, tab) == contents(before, tab)
        rows, was = (look.tab(SCHEDULE).frame for look in (after, before))
        personal = [column.field for column in SCHEDULE.personal_columns]
        pd.testing.assert_frame_equal(rows.drop(columns=personal), was.drop(columns=personal))
        assert rows[personal].isna().all(axis=None)
        registered = after.tab(tabs.REGISTRATIONS).frame
        old = registered[registered[c.CODE].isin(was[c.CODE])]
        assert set(old[c.STATUS]) == {"Dihapus"}
        assert old.drop(columns=[c.CODE, c.STATUS, "row"]).isna().all(axis=None)
        quoted = {trace for trace in TRACES if trace.startswith("vxk")}
        assert found_in(everything_in(office)) - quoted == set()
        assert found_in(bytes_of_the_ledger(lived)) - quoted == set()
        assert office.sync(full=True, weeks=(WEEK,)).outcome == "quiet"


@pytest.mark.parametrize(
    ("week", "created", "status", "goes"),
    [
        pytest.param("2026-W48", "2026-11-11", "Hadir", True, id="the week lies before"),
        pytest.param("2026-W49", "2026-11-11", "Hadir", False, id="the first week that is kept"),
        pytest.param(None, "2026-11-29", "Batal", True, id="never in a week, and old"),
        pytest.param(None, "2026-11-30", "Daftar Tunggu", False, id="never in a week, and new"),
        pytest.param("2026-W01", "2026-01-01", "Dihapus", False, id="erased already"),
    ],
)
def test_age_is_that_of_the_last_week(
    week: str | None, created: str, status: str, *, goes: bool
) -> None:
    row = {c.CODE: "CC-0000-0001", c.WEEK: week, c.CREATED: at(created), c.STATUS: status}
    frame = pd.DataFrame([row], dtype=object)
    nothing = pd.DataFrame({c.CODE: [], c.SUBMITTED: []})
    assert bool(aged(frame, nothing, Week(2026, 49))) is goes


def test_responses_that_stand_nowhere_age_by_themselves() -> None:
    codes = ["CC-0000-0001", "CC-0000-0002"]
    frame = pd.DataFrame(columns=[c.CODE, c.WEEK, c.CREATED, c.STATUS], dtype=object)
    times = [at("2026-11-29T23:59"), at("2026-11-30T00:00")]
    responses = pd.DataFrame({c.CODE: codes, c.SUBMITTED: times})
    assert aged(frame, responses, Week(2026, 49)) == {codes[0]}


@pytest.mark.parametrize(
    ("months", "now", "oldest"),
    [
        (12, "2027-12-05T23:59", Week(2026, 49)),
        (12, "2028-02-29T08:00", Week(2027, 8)),
        (1, "2027-01-01T08:00", Week(2026, 49)),
    ],
)
def test_first_week_that_is_kept(months: int, now: str, oldest: Week) -> None:
    settings = Settings(retention=Retention(months=months))
    assert oldest_week(settings, at(now)) == oldest
