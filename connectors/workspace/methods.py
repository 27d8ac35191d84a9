"""Every method that the embedded workspace carries out, by its id in the discovery documents."""

from __future__ import annotations

from typing import Final

from connectors.workspace import drive, forms_api, sheets_api
from connectors.workspace.call import Handler, MediaHandler

METHODS: Final[dict[str, Handler]] = {
    **forms_api.METHODS,
    **sheets_api.METHODS,
    **drive.METHODS,
}

MEDIA_METHODS: Final[dict[str, MediaHandler]] = drive.MEDIA_METHODS
"""Those that reply with a file."""

DEFAULT_FIELDS: Final[dict[str, str]] = drive.DEFAULT_FIELDS
"""The fields of those that reply with a few fields only unless asked for more."""
