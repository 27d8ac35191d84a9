"""A pass that failed, told on Log: all that it writes."""

from __future__ import annotations

import logging

from connectors.ledger.ledger import Ledger
from connectors.sheets.change_set import diff
from connectors.sheets.mending.mending import Mending
from loket.errors import DataError, InternalError, LoketError
from pipeline import tabs
from pipeline.book import Book
from pipeline.error_texts import error_texts
from pipeline.internal_error import trace_of
from pipeline.office import Office
from pipeline.order import Order
from pipeline.writing.log_tab import BROKEN, is_news, log_rows
from pipeline.writing.memory import Memory

LOG = logging.getLogger(__name__)


def tell_of_failure(office: Office, ledger: Ledger, order: Order, error: LoketError) -> None:
    """Put a pass that failed on Log, once, if the spreadsheet can be reached at all."""
    if order.dry_run or not isinstance(error, DataError | InternalError):
        return
    errors = error_texts([error])
    try:
        snapshot = office.spreadsheet.read()
        if is_news(snapshot, BROKEN, errors):
            editors = (office.settings.google.loket,)
            mending = Mending(snapshot, snapshot, snapshot, tabs.declared(order.now))
            memory = Memory(ledger, snapshot.spreadsheet_id, order.now, editors)
            memory.catch_up(mending)
            log = {tabs.LOG: log_rows(snapshot, order, Book({}), BROKEN, errors, 0)}
            changes = diff(snapshot, log, editors=editors, mending=mending)
            memory.sends(changes.stamp)
            office.spreadsheet.apply(changes)
    except Exception as second:  # noqa: BLE001 -- see below
        # What stopped the pass is told; that Log does not show it must not take its place.
        LOG.debug("Log could not be written:\n%s", trace_of(second))
