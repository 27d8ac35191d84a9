"""How the embedded Google Sheets refuses, in Google's words."""

from __future__ import annotations

from connectors.workspace.call import GoogleError

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
    "to remove protection if you need to edit."
)


class Refused(Exception):
    """One request cannot be carried out; whoever runs it says which one it was."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class ProtectedCell(Refused):
    """The caller may not edit the cells or the object that a request touches."""

    def __init__(self) -> None:
        super().__init__(PROTECTED)


def invalid_argument(message: str) -> GoogleError:
    """Give the 400 that Google sends for a request that is well formed but cannot be."""
    return GoogleError(400, "INVALID_ARGUMENT", message)
