"""SIGTERM and SIGINT: a pass that runs ends between two calls, and if it cannot, the process does.

A pass looks at ``StopSignal`` before each call and in each wait. What it cannot look up from, a
reply that does not come or a long computation, is cut off after a few seconds by ending the
process; then the lock dies with it, the ledger is as after the last transaction, and Google was
only being read. A call that writes is always let finish.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import threading
from types import FrameType, TracebackType
from typing import Self

from connectors.google.patience import Patience
from loket.errors import Stopped

LOG = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds that a pass has to come to a call or a wait."""
_WRITING = 0.1
"""Seconds between two looks at whether a write is done."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopSignal:
    """Whether the process was told to stop while the block runs; for the main thread.

    The handler sets a number and no more, since one that took a lock could wait for the very code
    that it interrupts; waiters are woken by the byte that Python writes for each signal.
    """

    def __init__(self, grace: float = GRACE) -> None:
        self._number: int | None = None
        self._grace, self._patience = grace, Patience()
        self._over = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether a signal has come."""
        return self._number is not None

    @property
    def name(self) -> str:
        """The signal that has come, or nothing."""
        return "" if self._number is None else signal.Signals(self._number).name

    def wait(self, seconds: float) -> bool:
        """Wait, at most until a signal comes, and tell whether one has."""
        select.select([self._heard], [], [], seconds)
        return self.stopped

    def patience(self, seconds: float) -> Patience:
        """Give the patience of a pass that begins now and has so many seconds."""
        self._patience = Patience(seconds, stopped=lambda: self.stopped, wait=self.wait)
        return self._patience

    def __enter__(self) -> Self:
        self._heard, self._told = socket.socketpair()
        self._told.settimeout(0)  # Python asks that writing to it never waits
        self._fd_before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        self._guard = threading.Thread(target=self._cut_off, name="stop-signal", daemon=True)
        self._guard.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._told.close()  # by which the guard is woken as well
        self._guard.join()
        self._heard.close()

    def _note(self, number: int, _: FrameType | None) -> None:
        self._number = number

    def _cut_off(self) -> None:
        """End the process if the block has not ended some seconds after a signal."""
        select.select([self._heard], [], [])
        if self._over.wait(self._grace):
            return
        while self._patience.is_writing:
            if self._over.wait(_WRITING):
                return
        LOG.warning("The pass does not come to rest in %g seconds: it is cut off.", self._grace)
        logging.shutdown()
        os._exit(Stopped.exit_code)
