"""The ledger tells of each booking which pass gave, moved or took it, and why."""

from __future__ import annotations

import pytest
from gspread.utils import rowcol_to_a1

from connectors.ledger.ledger import Ledger
from loket import columns as c
from loket.vocabulary import Service
from pipeline import tabs
from pipeline.runs.booking_history import slot_of
from tests.pipeline.office_factory import DRAFTED, SCHEDULE, WEEK, OpenOffice, code_of_client
from transforms.reading.indonesian import option_text

MONDAY, TUESDAY = (option_text(day) for day in WEEK.days[:2])


@pytest.fixture
def small(opened: OpenOffice) -> OpenOffice:
    """An office whose only consultant for UKM has one slot on Monday and one on Tuesday."""
    column = [each.header for each in tabs.CONSULTANTS.columns].index("Hari") + 1
    hours = [["Senin-Selasa", "13.00-13.30"]]
    opened.sheet(tabs.CONSULTANTS).update(hours, rowcol_to_a1(3, column))
    opened.register(name="Asep", phone="0812-0000-0001", dates=(MONDAY, TUESDAY))
    opened.at(DRAFTED)
    opened.sync()
    return opened


def history(office: OpenOffice, name: str) -> list[str]:
    """Where a client was before and after, and why; without the consultants."""
    settings = office.settings
    code = code_of_client(office.look(), name)
    with Ledger(settings.path(settings.sync.ledger)) as ledger:
        found = ledger.bookings.of(str(settings.spreadsheet.id), code)
    return [
        f"{_place(change.before)} → {_place(change.after)}: {change.cause}"
        + (f" ({change.evidence})" if change.evidence else "")
        for change in found
    ]


def _place(text: str | None) -> str:
    booking = slot_of(text)
    return f"{booking.date:%a} {booking.start:%H.%M}" if booking else "–"


def test_each_change_of_a_booking_with_its_cause(small: OpenOffice) -> None:
    """Asep makes way so that Siti is served; the ledger is lost; staff note that Asep cancels."""
    siti = small.register(name="Siti", phone="0812-0000-0002", dates=(MONDAY,))
    small.sync()
    fewer = f"level 1: 1 klien lebih sedikit akan terlayani; tanpa tempat: {siti}"
    assert history(small, "Asep") == [
        "– → Mon 13.00: placed",
        f"Mon 13.00 → Tue 13.00: optimised ({fewer})",
    ]
    assert history(small, "Siti") == ["– → Mon 13.00: placed"]
    (small.config.parent / "loket.sqlite").unlink()
    small.register(Service.COOPERATIVE, name="Dewi", phone="0812-0000-0003")
    small.sync()
    marked(small, c.CONFIRMATION, "Batal")
    small.sync()
    assert history(small, "Asep") == ["– → Tue 13.00: found", "Tue 13.00 → –: cancelled"]


def marked(office: OpenOffice, field: str, value: object) -> None:
    """Type something beside Asep's row."""
    office.staff.mark(
        office.look(), SCHEDULE, {code_of_client(office.look(), "Asep"): {field: value}}
    )
