"""The clock of this machine against that of the server, whose replies all bear a Date.

After a power cut a machine may believe that it is 1970 until the network has told it better. What
it would do then, it would do at the wrong time: freeze weeks, close them, take listings for new.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from requests import Response

from loket.errors import ClockWrong

_FROM_BETWEEN = {407, 511}
"""Statuses of replies that come from something on the way, whose clock proves nothing."""


class ServerClock:
    """Compares the two clocks at each reply; ``tolerance`` None accepts any difference."""

    def __init__(self, now: Callable[[], datetime], tolerance: timedelta | None) -> None:
        self._now, self._tolerance = now, tolerance
        self._told: tuple[datetime, datetime] | None = None

    def note(self, response: Response, *_: Any, **__: Any) -> None:
        """Note the Date of a reply, as a hook of a session."""
        if response.status_code >= 500 or response.status_code in _FROM_BETWEEN:
            return
        try:
            theirs = parsedate_to_datetime(response.headers.get("Date", ""))
        except ValueError:
            return
        self._told = self._now().astimezone(UTC), theirs.astimezone(UTC)

    def require_agreement(self) -> None:
        """Come back unless the last reply shows that a clock is wrong; raises ClockWrong."""
        if self._told is None or self._tolerance is None:
            return
        ours, theirs = self._told
        if abs(ours - theirs) > self._tolerance:
            raise ClockWrong(ours, theirs)


ANY_TIME = ServerClock(lambda: datetime.now(UTC), None)
"""Compares nothing: for reading, and for rehearsals at another time."""
