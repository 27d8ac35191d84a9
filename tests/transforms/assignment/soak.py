"""The long run: another solver judges the assignment of many random weeks, some of them large.

Every week is drawn from the seed and its number. One that fails is printed with the command that
repeats it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from random import Random

from tests.transforms.assignment_random_weeks import Rule, random_week, rules_in
from tests.transforms.assignment_second_opinion import second_opinion, second_solver
from tests.transforms.assignment_weeks import WeekFrames, bookings_of

WEEKS, CLIENTS = 1_000, (5, 80)
LARGE_WEEKS, LARGE = 10, 600


@dataclass
class Tally:
    """What the whole run came to."""

    sizes: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    served: int = 0
    rules: Counter[Rule] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)

    def add(self, week: WeekFrames, served: int) -> None:
        """Count one week."""
        self.sizes.append(len(week.clients))
        self.slots.append(len(week.slots))
        self.served += served
        self.rules.update(rules_in(week))

    def text(self) -> str:
        """Give it in words."""
        weeks = len(self.sizes)
        return "\n".join(
            [
                f"{weeks} weeks of {min(self.sizes)} to {max(self.sizes)} clients and "
                f"{min(self.slots)} to {max(self.slots)} slots; {sum(self.sizes)} clients, "
                f"{self.served} served",
                "weeks with each rule, and without:",
                *(f"  {rule}: {self.rules[rule]}, {weeks - self.rules[rule]}" for rule in Rule),
                f"weeks that differ or are not proven: {self.failed or 'none'}",
            ]
        )


def main() -> None:
    """Run the soak, or repeat one week of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=WEEKS, help="weeks of 5 to 80 clients")
    parser.add_argument("--large", type=int, default=LARGE_WEEKS, help="weeks of 600 clients")
    parser.add_argument("--week", type=int, help="repeat just this week; below 0: a large one")
    chosen = parser.parse_args()
    numbers = [*range(chosen.weeks), *range(-1, -1 - chosen.large, -1)]
    with second_solver() as other_solver:
        repeated = numbers if chosen.week is None else [chosen.week]
        sys.exit(_soak(chosen.seed, repeated, other_solver))


def week_of(seed: int, number: int) -> WeekFrames:
    """Give one week of the run."""
    fewest, most = (LARGE, LARGE) if number < 0 else CLIENTS
    drawn = Random(f"{seed}/{number}").randrange(10**9)  # a text is hashed alike everywhere
    return random_week(drawn, fewest, most)


def _soak(seed: int, numbers: Sequence[int], other_solver: Executor) -> int:
    tally, begun = Tally(), time.monotonic()
    for done, number in enumerate(numbers, start=1):
        fault = _judge(week_of(seed, number), other_solver, tally)
        if fault:
            tally.failed.append(number)
            again = f"python -m tests.transforms.assignment.soak --seed {seed} --week {number}"
            print(f"week {number} failed; again: {again}\n{fault}", flush=True)
        if done % 100 == 0 or number < 0:
            print(f"{done} weeks, {time.monotonic() - begun:.0f} s …", file=sys.stderr, flush=True)
    print(f"seed {seed}, {time.monotonic() - begun:.0f} s")
    print(tally.text())
    return bool(tally.failed)


def _judge(week: WeekFrames, other_solver: Executor, tally: Tally) -> str | None:
    """Count one week; say what the other solver finds otherwise, or what is not proven."""
    # The other process imports this module too, and has no place for both solvers.
    from transforms.assignment.assignment import assign  # noqa: PLC0415

    found = assign(week.clients, week.slots, week.quotas, week.placed, released=week.released)
    tally.add(week, served=len(found.bookings))
    values = dict(zip(found.levels["measure"], found.levels["value"], strict=True))
    bookings = bookings_of(found.bookings)
    best, served = other_solver.submit(second_opinion, week, bookings).result()
    if values != best or served != frozenset(bookings):
        return f"ours {values}\nother {best}\nserved by one only {sorted(served ^ set(bookings))}"
    return None if found.levels["proven"].all() else str(found.levels)


if __name__ == "__main__":
    main()
