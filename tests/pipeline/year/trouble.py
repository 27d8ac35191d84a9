"""What goes wrong while an office works: calls that fail, the process killed, the power cut.

All follows from a seed, call by call. Of a power cut the ledger's file is left as SQLite may leave
it: with its journal (``-wal``), with the journal torn at any byte or gone, damaged, or gone itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from connectors.workspace.faults import Fault, Faults
from connectors.workspace.outages import bad_gateway, failing

SHARE = 0.02
"""Of all calls, those that meet a fault."""
KILLED, OFF, OUTAGE = 0.08, 0.25, 0.02
"""Of all passes, those killed; of those, the ones after which the machine stays off for long; of
all passes, those during which one of Google's services is down."""
LAST_CALL = 11
"""Kills come before or after one of so many calls; a pass that changes much makes about as many."""

SERVICES: Final = ("forms.forms.responses.list", "sheets.*", "forms.*")

PAGE: Final = 4096
"""Bytes that SQLite writes together."""

LEFT_WHOLE, TORN, WITHOUT, DAMAGED, GONE = (
    "ledger with its journal",
    "journal torn",
    "journal gone",
    "ledger damaged",
    "ledger gone",
)
_LEFT: Final = {LEFT_WHOLE: 10, TORN: 5, WITHOUT: 3, DAMAGED: 2, GONE: 1}


@dataclass(frozen=True)
class Plan:
    """What one pass meets: killed at a call (None: not), how, and which service is down."""

    kill_at: int | None = None
    after: bool = False
    """Whether the call has been carried out by then."""
    power_cut: bool = False
    by_signal: bool = False
    """Whether the pass runs in a process of its own, which is really killed."""
    down: str = ""


@dataclass
class Trouble:
    """A year's trouble. ``cuts`` are the power cuts still to come."""

    random: Random
    cuts: int
    signals: int
    counts: Counter[str] = field(default_factory=Counter)

    def plan(self, share_of_year: float) -> Plan:
        """Decide what the next pass meets; the share of the year that is left spreads the cuts."""
        chance = self.random.random()
        if self.cuts and self.random.random() < self.cuts * share_of_year:
            return self._kill(power_cut=True)
        if chance < KILLED:
            signal = self.signals > 0 and self.random.random() < 0.3
            return self._kill(by_signal=signal)
        if chance < KILLED + OUTAGE:
            self.counts["outages"] += 1
            return Plan(down=self.random.choice(SERVICES))
        return Plan()

    def stays_off(self) -> bool:
        """Decide whether the machine stays off until long after."""
        return self.random.random() < OFF

    def meet_call(self, faults: Faults, plan: Plan) -> bool:
        """Order the fault that the next call meets, if any; whether its reply alone is lost."""
        if plan.down or self.random.random() >= SHARE:
            return False
        name = self.random.choice([*_FAULTS])
        self.counts[name] += 1
        _FAULTS[name](faults)
        return name == "reply lost"

    @property
    def faults(self) -> int:
        """How many calls have met a fault."""
        return sum(self.counts[name] for name in _FAULTS)

    def _kill(self, *, power_cut: bool = False, by_signal: bool = False) -> Plan:
        at, after = self.random.randrange(LAST_CALL), self.random.random() < 0.5
        return Plan(at, after, power_cut, by_signal)


_FAULTS: Final[dict[str, Callable[[Faults], None]]] = {
    "429": lambda faults: faults.rate_limit("*", retry_after=7),
    "500": lambda faults: faults.add(failing(500)),
    "502": lambda faults: faults.add(bad_gateway()),
    "503": lambda faults: faults.add(failing()),
    "request lost": lambda faults: faults.add(Fault(drop="before")),
    "reply lost": lambda faults: faults.add(Fault(drop="after")),
    "reply cut short": lambda faults: faults.add(Fault(truncate=True)),
}


@dataclass
class LedgerImage:
    """A ledger's files as they are on the disk at one moment."""

    path: Path
    files: dict[str, bytes]

    @classmethod
    def of(cls, path: Path) -> LedgerImage:
        """Take it while a pass has the ledger open."""
        found = {end: path.with_name(path.name + end) for end in ("", "-wal")}
        return cls(path, {end: file.read_bytes() for end, file in found.items() if file.exists()})

    def leave(self, random: Random) -> str:
        """Put back what a power cut left of it; tell what that is.

        The sizes of files never decide how often chance is asked: a seed plays the same again.
        """
        (what,) = random.choices([*_LEFT], [*_LEFT.values()])
        whole, journal = self.files.get("", b""), self.files.get("-wal", b"")
        if what == TORN:
            journal = journal[: int(random.random() * len(journal))]
        elif what == DAMAGED:
            place = int(random.random() * (len(whole) // PAGE)) * PAGE
            whole = whole[:place] + random.randbytes(PAGE) + whole[place + PAGE :]
        left = {"": whole, "-wal": b"" if what in {WITHOUT, DAMAGED} else journal}
        LedgerImage(self.path, {} if what == GONE else left).put_back()
        return what

    def put_back(self) -> None:
        """Let the ledger's files be these and no others; an empty one is none."""
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        for end, content in self.files.items():
            if content:
                self.path.with_name(self.path.name + end).write_bytes(content)
