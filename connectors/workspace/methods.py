"""Every method that the embedded workspace carries out, by its id in the discovery documents."""

from __future__ import annotations

import importlib.util
from typing import Final

from connectors.workspace import drive, forms_api
from connectors.workspace.call import Handler, MediaHandler

METHODS: Final[dict[str, Handler]] = {**forms_api.METHODS, **drive.METHODS}
if importlib.util.find_spec("connectors.workspace.sheets_api"):
    from connectors.workspace import sheets_api

    METHODS.update(sheets_api.METHODS)

MEDIA_METHODS: Final[dict[str, MediaHandler]] = drive.MEDIA_METHODS
"""Those that reply with a file."""

DEFAULT_FIELDS: Final[dict[str, str]] = drive.DEFAULT_FIELDS
"""The fields of those that reply with a few fields only unless asked for more."""
