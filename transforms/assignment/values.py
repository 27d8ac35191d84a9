"""What an assignment is worth on each level of the objective, read from the bookings alone.

Source: the contract's section 5, "Objective".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

from transforms.assignment.week import AssignmentWeek, Booking, Client, Period

_TIME_WISH = 2


class Measure(Enum):
    """What is measured, in the order of the objective, each with its level."""

    KEPT = (0, "placed bookings that keep a place")
    SERVED = (1, "clients served")
    RANKS = (2, "sum over those served of n - rank + 1")
    MISFITS = (3, "placed bookings kept that no longer fit")
    RESCHEDULED = (3, "placed bookings whose date or start changes")
    REASSIGNED = (3, "placed bookings whose consultant alone changes")
    WISHES = (4, "wishes met")
    UNEVENNESS = (5, "squares of the sessions per consultant and per service and date")
    ORDER = (6, "sum over those served of (n - rank + 1) times the place in the week")

    def __init__(self, level: int, meaning: str) -> None:
        self.level = level
        self.meaning = meaning

    @property
    def most_is_best(self) -> bool:
        """Tell whether a greater value is better; otherwise a smaller one is."""
        return self in {Measure.KEPT, Measure.SERVED, Measure.RANKS, Measure.WISHES}


def assignment_values(week: AssignmentWeek, sessions: Mapping[int, Booking]) -> dict[Measure, int]:
    """Measure who has which booking, clients by number, fixed ones included."""
    served = [(week.clients[number], booking) for number, booking in sessions.items()]
    placed = [(client, booking) for client, booking in served if client.booking]
    moved = [(client, booking) for client, booking in placed if client.booking != booking]
    later = [(c, b) for c, b in moved if c.booking and c.booking.period != b.period]
    size = len(week.clients)
    return {
        Measure.KEPT: len(placed),
        Measure.SERVED: len(served),
        Measure.RANKS: sum(size - number for number in sessions),
        Measure.MISFITS: sum(
            not week.fits(client, booking)
            for client, booking in placed
            if client.booking == booking and not client.fixed
        ),
        Measure.RESCHEDULED: len(later),
        Measure.REASSIGNED: len(moved) - len(later),
        Measure.WISHES: sum(
            time_wish(client, booking.period) + week.is_main(booking, client.service, client.field)
            for client, booking in served
        ),
        Measure.UNEVENNESS: _squares(booking.consultant for _, booking in served)
        + _squares((client.service, booking.date) for client, booking in served),
        Measure.ORDER: sum(
            (size - number) * week.positions[booking.period] for number, booking in sessions.items()
        ),
    }


def time_wish(client: Client, period: Period) -> int:
    """Give what a start among the wished ones is worth, or 0."""
    return _TIME_WISH * (period.start in client.times)


def _squares(keys: Iterable[object]) -> int:
    return sum(count**2 for count in Counter(keys).values())
