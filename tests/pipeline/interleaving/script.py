"""A script of what happens to an office: passes, and what people and the network do meanwhile.

A script is data. The same script on the same office does the same, so that what a seed has found
can be cut down to the few acts that matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.pipeline.interleaving.acts import Act
from tests.pipeline.office_factory import DRAFTED

OWNER, STAFF = "owner", "staff"

LOST_REPLY, LOST_REQUEST, BUSY, HALF_REPLY = "lost reply", "lost request", "busy", "half a reply"
KILLED_BEFORE, KILLED_AFTER = "killed before", "killed after"
MISHAPS: Final = (LOST_REPLY, LOST_REQUEST, BUSY, HALF_REPLY, KILLED_BEFORE, KILLED_AFTER)


@dataclass(frozen=True)
class Mishap:
    """What happens to request number ``gap`` of a pass, or to the pass at that moment."""

    gap: int
    what: str


@dataclass(frozen=True)
class Step:
    """One pass. Before it ``clients`` register and the clock goes on by ``hours``."""

    acts: tuple[Act, ...] = ()
    clients: int = 0
    hours: int = 0
    mishap: Mishap | None = None
    process: bool = False
    """Whether the pass runs in a process of its own, which a mishap really kills."""


@dataclass(frozen=True)
class Script:
    """What happens to one office from a time on; ``switches`` are those not at their default."""

    steps: tuple[Step, ...]
    begins: str = DRAFTED
    switches: Mapping[str, bool] = field(default_factory=dict)

    @property
    def acts(self) -> int:
        """How many acts it has; some of them may be refused."""
        return sum(len(step.acts) for step in self.steps)


WEIGHTS: Final[Mapping[str, int]] = {
    "type_beside": 24,
    "clear_beside": 5,
    "type_over": 10,
    "type_on_board": 3,
    "lever": 8,
    "roster": 3,
    "sort": 9,
    "insert_rows": 6,
    "insert_title": 3,
    "delete_row": 4,
    "delete_title": 1,
    "delete_header": 1,
    "move_rows": 6,
    "insert_column": 4,
    "delete_column": 1,
    "move_column": 7,
    "rename_tab": 2,
    "move_tab": 2,
    "rename_header": 2,
    "merge": 2,
    "hide": 3,
    "filter_rows": 4,
    "paste_block": 6,
    "paste_row": 3,
    "delete_tab": 1,
}
"""How often each kind of act comes up among others."""

_BEGINNINGS: Final = (
    DRAFTED,
    DRAFTED,
    "2026-11-20T09:00",
    "2026-11-23T08:00",
    "2026-11-24T11:10",
    "2026-11-30T08:00",
)
"""Times at which the week is drafted, about to be frozen, frozen, in its sessions, and closed."""

_GAPS: Final = (0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8)
"""Gaps by weight: before the spreadsheet is read little can go wrong."""


def random_script(
    random: Random, *, steps: int, acts: int, switches: Mapping[str, bool], real_kills: bool = False
) -> Script:
    """Make up a script: so many passes, with up to so many acts each, from some time on."""
    return Script(
        tuple(_step(random, acts, real_kills) for _ in range(steps)),
        random.choice(_BEGINNINGS),
        dict(switches),
    )


def _step(random: Random, acts: int, real_kills: bool) -> Step:
    mishap = None
    if random.random() < 0.3:
        mishap = Mishap(random.choice(_GAPS), random.choice(MISHAPS))
    killed = mishap is not None and mishap.what in {KILLED_BEFORE, KILLED_AFTER}
    return Step(
        acts=tuple(_act(random) for _ in range(random.randint(1, acts))),
        clients=random.choice((0, 0, 1, 1, 2)),
        hours=random.choice((0, 0, 0, 1, 5, 14, 24)),
        mishap=mishap,
        process=killed and real_kills and random.random() < 0.15,
    )


def _act(random: Random) -> Act:
    (kind,) = random.choices([*WEIGHTS], [*WEIGHTS.values()])
    who = random.choice((OWNER, STAFF))
    return Act(random.choice(_GAPS), who, kind, tuple(random.randrange(1000) for _ in range(6)))
