"""What a pass is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket.week import Week


@dataclass(frozen=True)
class Order:
    """What a pass is asked to do, and at what time it believes itself to be.

    ``reassign``: bookings that nobody has been told of may move.
    """

    now: datetime
    weeks: tuple[Week, ...] = ()
    dry_run: bool = False
    full: bool = False
    reassign: bool = False
    trigger: str = "manual"
