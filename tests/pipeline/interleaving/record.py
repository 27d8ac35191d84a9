"""What Loket says that it found typed over cells of its own."""

from __future__ import annotations

from connectors.ledger.ledger import Ledger
from pipeline.configuration.settings import Settings
from tests.pipeline.interleaving.tokens import HandEdit


def hand_edits(settings: Settings) -> list[HandEdit]:
    """Give all of them, from the ledger."""
    with Ledger(settings.path(settings.sync.ledger)) as ledger:
        return [HandEdit(cell.row, cell.header, cell.value) for cell in ledger.edits.all()]
