"""``loket sync --reassign``: who has not been told may be moved once more; all others stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loket import columns as c
from pipeline import tabs
from pipeline.cli import run
from tests.pipeline.office_factory import (
    DRAFTED,
    SCHEDULE,
    OpenOffice,
    code_of_client,
    documents,
    open_folder,
)

TINA = ("Tina Suryani", "Praktisi", "UKM", "NIB/OSS", "", "", "", "", True)
SLOT = [c.DATE, c.START, c.CONSULTANT]

Places = dict[str, tuple[Any, ...]]


def places(office: OpenOffice) -> Places:
    """Who is where by code; those who wait are left out."""
    rows = office.rows(SCHEDULE).dropna(subset=SLOT)
    return {str(code): tuple(row) for code, row in rows.set_index(c.CODE)[SLOT].iterrows()}


def test_who_was_not_told_moves_once_and_stays_there(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tina joins and could take over from Rina, who has everybody."""
    with open_folder(drafted_folder, DRAFTED) as office:
        told = code_of_client(office.look(), "Asep Suryana")
        office.staff.mark(office.look(), SCHEDULE, {told: {c.TOLD: True}})
        office.staff.fill(tabs.CONSULTANTS, [TINA])
        before = places(office)
        office.sync()
        assert places(office) == before
        assert {booking[2] for booking in before.values()} == {"Rina Kartika"}

    options = ["--config", str(drafted_folder / "config.yaml"), "--now", DRAFTED]
    rehearsal = ["sync", "--dry-run", "--reassign", *options]
    untouched = documents(drafted_folder)
    assert run(rehearsal) == 0
    said = capsys.readouterr().out
    assert "Konsultan: Rina Kartika → Tina Suryani" in said
    assert told not in said
    assert run([*rehearsal, "--week", "2026-W49"]) == 0
    assert SCHEDULE.title not in capsys.readouterr().out
    assert documents(drafted_folder) == untouched

    with open_folder(drafted_folder, DRAFTED) as office:
        office.sync(reassign=True)
        moved = places(office)
        assert moved.keys() == before.keys()
        assert moved[told] == before[told]
        assert "Tina Suryani" in {booking[2] for booking in moved.values()}
        assert office.sync().outcome == "quiet"
        assert office.sync(reassign=True).outcome == "quiet"
        assert places(office) == moved
