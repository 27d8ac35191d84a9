"""The colours by which tabs tell statuses apart, and the column that all statuses share."""

from __future__ import annotations

from connectors.sheets.tab import Colour, Column
from loket import columns as c
from loket.vocabulary import Status

GREY, GREEN, BLUE, AMBER, RED = "#eceff1", "#d7f0dc", "#dbe9fb", "#fff1cc", "#fbdcd9"
VIOLET = "#e9def7"

STATUS_COLOURS = (
    Colour(Status.SCHEDULED, BLUE),
    Colour(Status.CONFIRMED, GREEN),
    Colour(Status.PRESENT, GREEN),
    Colour(Status.ABSENT, RED),
    Colour(Status.UNRECORDED, AMBER),
    Colour(Status.WAITING, AMBER),
    Colour(Status.CANCELLED, GREY, "#78909c"),
    Colour(Status.TRANSFERRED, GREY, "#546e7a"),
    Colour(Status.SUSPECTED_DUPLICATE, RED),
    Colour(Status.NEEDS_CORRECTION, RED),
    Colour(Status.ERASED, GREY, "#b0bec5"),
)
STATUS = Column(c.STATUS, "Status", width=120, colours=STATUS_COLOURS)
