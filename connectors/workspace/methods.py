"""Every method that the embedded workspace carries out, by its id in the discovery documents."""

from __future__ import annotations

from typing import Final

from connectors.workspace.call import Handler, LaterReply, MediaHandler
from connectors.workspace.drive import api
from connectors.workspace.forms import api as forms_api
from connectors.workspace.sheets import api as sheets_api

METHODS: Final[dict[str, Handler]] = {
    **forms_api.METHODS,
    **sheets_api.METHODS,
    **api.METHODS,
}

LATER_REPLIES: Final[dict[str, LaterReply]] = sheets_api.LATER_REPLIES
"""What those that may reply with what stands after their write reply then."""

MEDIA_METHODS: Final[dict[str, MediaHandler]] = api.MEDIA_METHODS
"""Those that reply with a file."""

DOWNLOADS: Final[dict[str, MediaHandler]] = api.DOWNLOADS
"""Those that reply with a file where ``alt=media`` asks for it."""

SELECTED: Final = sheets_api.SELECTED
"""Those whose replies hold no more than the fields that are asked for."""

DEFAULT_FIELDS: Final[dict[str, str]] = api.DEFAULT_FIELDS
"""The fields of those that reply with a few fields only unless asked for more."""
