"""How long a pass goes on: until its deadline, or until it is told to stop.

It is asked before each call to Google and woken from each wait, so a pass ends between two calls
and never in the middle of one. A call or a computation that is under way is let finish.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from loket.errors import OutOfTime, Stopped


class Patience:
    """``seconds`` from now on; ``stopped`` tells whether somebody wants the pass to end.

    ``wait`` does the waiting and comes back early when the answer of ``stopped`` changes.
    """

    def __init__(
        self,
        seconds: float = math.inf,
        *,
        stopped: Callable[[], bool] = lambda: False,
        wait: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._stopped, self._wait, self._clock = seconds, stopped, wait, clock
        self._ends = clock() + seconds
        self._doing = "starting"
        self.is_writing = False
        """Whether a call is under way that changes something."""

    def require(self, doing: object) -> None:
        """Come back if there is time for what is said to be done next.

        Raises Stopped or OutOfTime.
        """
        self._doing = str(doing)
        self._check()

    def sleep(self, seconds: float) -> None:
        """Wait, but for no time that would be wasted; raises Stopped or OutOfTime."""
        if self._clock() + seconds > self._ends:
            raise OutOfTime(self._seconds, self._doing)
        self._wait(seconds)
        self._check()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say that a call which changes something is under way while the block runs."""
        self.is_writing = True
        try:
            yield
        finally:
            self.is_writing = False

    def _check(self) -> None:
        if self._stopped():
            raise Stopped(self._doing)
        if self._clock() >= self._ends:
            raise OutOfTime(self._seconds, self._doing)
