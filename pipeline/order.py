"""What a pass is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loket.week import Week


@dataclass(frozen=True)
class Order:
    """What a pass is asked to do, and at what time it believes itself to be.

    ``reassign``: bookings that nobody has been told of may move; ``as_of``: the responses count as
    they stood at that instant, which only a dry run may ask for; ``reports``: addresses of printed
    reports, by the label of the week that they are to be linked to.
    """

    now: datetime
    weeks: tuple[Week, ...] = ()
    dry_run: bool = False
    full: bool = False
    reassign: bool = False
    trigger: str = "manual"
    as_of: datetime | None = None
    reports: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse to write what was so once over what is so now."""
        if self.as_of and not self.dry_run:
            raise ValueError("a pass as of another time writes nothing")

    @property
    def options(self) -> dict[str, Any]:
        """What is asked for beside the usual, as JSON."""
        as_of = self.as_of.isoformat() if self.as_of else None
        asked: dict[str, Any] = {
            "full": self.full,
            "reassign": self.reassign,
            "as_of": as_of,
            "reports": dict(self.reports),
        }
        return {name: value for name, value in asked.items() if value}
