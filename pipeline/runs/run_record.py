"""One pass on record in the ledger, from its first step to its last."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from connectors.ledger.ledger import Ledger
from loket.errors import LocalError, LoketError
from loket.vocabulary import Form
from pipeline.intake.intake import Intake
from pipeline.office import Office
from pipeline.order import Order
from pipeline.runs.outcome import FAILED
from pipeline.runs.troubles import TROUBLES, troubles
from pipeline.runs.versions import versions

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunRecord:
    """The record of a run that goes on. ``begun``: its start on a clock that nobody sets."""

    office: Office
    ledger: Ledger
    order: Order
    number: int
    begun: float

    @classmethod
    def begin(cls, office: Office, ledger: Ledger, order: Order) -> Self:
        """Open a run; raises LocalError."""
        number = ledger.runs.start(
            started=office.now(),
            trigger=order.trigger,
            now=order.now,
            weeks=[str(week) for week in order.weeks],
            versions=versions(),
            options=order.options,
        )
        return cls(office, ledger, order, number, time.perf_counter())

    def take_in(self, intakes: Mapping[Form, Intake]) -> None:
        """Keep what the forms were asked for and what came, before anything is made of it."""
        until = self.order.now.isoformat()
        windows = {
            str(form): {"since": found.since and found.since.isoformat(), "until": until}
            for form, found in intakes.items()
        }
        forms = {str(form): asdict(found.recorded) for form, found in intakes.items()}
        self.ledger.runs.record_intake(self.number, windows, {"forms": forms})

    def end(
        self,
        outcome: str,
        errors: Sequence[LoketError],
        counts: Mapping[str, Any] | None = None,
        changes: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        """Close the run; what its intake counted, and changes if none are given, stay on record."""
        wrong = {TROUBLES: troubles(errors)} if errors else {}
        self.ledger.runs.finish(
            self.number,
            finished=self.office.now(),
            outcome=outcome,
            counts={**(counts or {}), **wrong},
            changes={"tabs": list(changes)} if changes else None,
            api_calls=self.office.access.counted(),
            error="\n".join(map(str, errors)) or None,
            seconds=round(time.perf_counter() - self.begun, 3),
        )

    def fail(self, error: LoketError, outcome: str = FAILED) -> None:
        """Close a run that broke off. If the ledger takes nothing more, the first error counts."""
        try:
            self.end(outcome, [error])
        except LocalError as second:
            LOG.warning("Run %s stays without its end on record: %s", self.number, second)
