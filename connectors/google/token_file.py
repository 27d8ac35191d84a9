"""A person's consent on disk: one file that only Loket's user can read, kept up to date.

It is Google's ``authorized_user`` JSON, as every client library of Google's reads it.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Self

from google.oauth2 import credentials as person

LOG = logging.getLogger(__name__)


class KeptCredentials(person.Credentials):
    """A person's credentials; what a refresh brings goes back into the file they come from.

    So a pass that starts within the hour asks for no new access token, and a refresh token that
    Google has replaced is not lost.
    """

    path: Path | None = None

    @classmethod
    def of_file(cls, path: Path, scopes: list[str]) -> Self:
        """Read the file; raises OSError, or ValueError or AttributeError where it is another."""
        found: Self = cls.from_authorized_user_file(str(path), scopes=scopes)  # type: ignore[no-untyped-call]
        found.path = path
        return found

    def refresh(self, request: Any) -> None:
        """Get a new access token and keep it; raises google-auth's errors."""
        before = self.refresh_token
        super().refresh(request)  # type: ignore[no-untyped-call]
        if self.path is None:
            return
        try:
            # Somebody may have consented anew meanwhile; theirs must not be overwritten.
            if json.loads(self.path.read_bytes()).get("refresh_token") == before:
                save_token(self.path, self)
        except (OSError, ValueError, AttributeError) as error:
            # The token at hand is good; the next process asks for one of its own.
            LOG.debug("The refreshed token is not kept: %s.", type(error).__name__)


def save_token(path: Path, credentials: person.Credentials) -> None:
    """Write the file, all or nothing, readable by its owner only; raises OSError."""
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", dir=target.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(credentials.to_json())  # type: ignore[no-untyped-call]
            file.flush()
            os.fsync(descriptor)
        written.replace(target)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
