"""A fill that is too large for one request goes out in parts, and ends in the same cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.workspace.faults import Fault
from loket.errors import AccessError
from pipeline.sync import QUIET
from tests.pipeline.office_factory import DRAFTED, WEEK, OpenOffice, open_folder, replace
from tests.pipeline.test_quiet_pass import cells
from transforms.reading.indonesian import option_text

WRITE = "sheets.spreadsheets.batchUpdate"
LIMIT = 30_000


def many_register(office: OpenOffice) -> None:
    days = tuple(option_text(day) for day in WEEK.days[:5])
    for number in range(30):
        office.register(
            name=f"Klien {number}", phone=f"0812-0000-00{number:02}", business=f"U {number}",
            dates=days,
        )  # fmt: skip
    office.at(DRAFTED)


@pytest.fixture
def limited(folder: Path) -> Path:
    """A set-up office whose requests are small."""
    replace(folder / "config.yaml", "sync:\n", f"sync:\n  request_bytes: {LIMIT}\n")
    return folder


def test_parts_end_in_the_same_cells_even_if_a_pass_dies_between_two(limited: Path) -> None:
    with open_folder(limited) as office:
        many_register(office)
        office.workspace.faults.add(Fault(WRITE, times=2), Fault(WRITE, status=403))
        with pytest.raises(AccessError):
            office.sync()
        with office.watched() as seen:
            office.sync()
        assert sum(request.method_id == WRITE for request in seen) > 2
        in_parts = cells(office)
        assert office.sync().outcome == QUIET
        replace(limited / "config.yaml", f"request_bytes: {LIMIT}", "request_bytes: 2000000")
        assert office.sync().outcome == QUIET
        assert cells(office) == in_parts
