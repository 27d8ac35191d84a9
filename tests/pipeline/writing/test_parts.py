"""A fill that is too large for one request goes out in parts, and ends in the same cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.sheets.journal.journal import TITLE
from connectors.workspace.faults import Fault
from loket.errors import AccessError
from pipeline.runs.outcome import QUIET
from tests.pipeline.office_factory import (
    DRAFTED,
    WEEK,
    OpenOffice,
    copy_office,
    open_folder,
    replace,
)
from tests.pipeline.test_quiet_pass import cells
from transforms.reading.indonesian import option_text

WRITE = "sheets.spreadsheets.batchUpdate"
LIMIT = 20_000


def many_register(office: OpenOffice) -> None:
    days = tuple(option_text(day) for day in WEEK.days[:5])
    for number in range(6):
        office.register(
            name=f"Klien {number}", phone=f"0812-0000-00{number:02}", business=f"U {number}",
            dates=days,
        )  # fmt: skip
    office.at(DRAFTED)


def contents(office: OpenOffice) -> dict[str, tuple[tuple[object, ...], ...]]:
    """Every cell but those that tell of passes and batches."""
    return {title: rows for title, rows in cells(office).items() if title != TITLE}


def test_parts_end_in_the_same_cells_even_if_a_pass_dies_between_two(
    folder: Path, tmp_path: Path
) -> None:
    copy = copy_office(folder, tmp_path / "copy")
    replace(folder / "config.yaml", "sync:\n", f"sync:\n  request_bytes: {LIMIT}\n")
    with open_folder(folder) as office:
        many_register(office)
        office.workspace.faults.add(Fault(WRITE), Fault(WRITE, status=403))
        with pytest.raises(AccessError):
            office.sync()
        with office.watched() as seen:
            office.sync()
        assert sum(request.method_id == WRITE for request in seen) > 1
        assert office.sync().outcome == QUIET
        in_parts = contents(office)
    with open_folder(copy) as office:
        many_register(office)
        office.sync()
        assert contents(office) == in_parts
