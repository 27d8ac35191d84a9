"""What would help a client who waits: the nearest date on which there is room for them."""

from __future__ import annotations

from datetime import date

from loket.vocabulary import WEEKDAYS
from transforms.assignment.caps import cells_of, session_keys
from transforms.assignment.week import AssignmentWeek, Client


def room_on(day: date) -> str:
    """Say that there is room on a day (Indonesian)."""
    return f"Masih ada tempat: {WEEKDAYS[day.weekday()]} {day:%d/%m}"


class Vacancies:
    """The free slots of a week as it is assigned, and the cells that take nobody more."""

    def __init__(self, week: AssignmentWeek) -> None:
        taken = {client.booking for client in week.clients}
        self._free = [slot for slot in week.slots if slot.booking not in taken]
        self._full = {
            key for cell in cells_of(week) if len(cell.present) >= cell.limit for key in cell.keys
        }

    def nearest_date(self, client: Client) -> date | None:
        """Give the date nearest to those chosen, the earlier of two, that has room as it is."""
        dates = {
            slot.booking.date
            for slot in self._free
            if slot.offers(client.service, client.field)
            and slot.booking.date not in client.dates
            and not self._full.intersection(session_keys(client, slot.booking))
        }
        return min(dates, key=lambda day: (_distance(day, client), day), default=None)


def _distance(day: date, client: Client) -> int:
    return min((abs((day - chosen).days) for chosen in client.dates), default=0)
