"""What one API method of the embedded workspace is given, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]


class GoogleError(Exception):
    """A refusal, in the shape of Google's error bodies: HTTP code, canonical status, message.

    Drive's bodies are older: they carry ``errors`` (domain, reason, message) and no status.
    """

    def __init__(
        self,
        code: int,
        status: str,
        message: str,
        details: tuple[Json, ...] = (),
        errors: tuple[Json, ...] = (),
    ) -> None:
        self.code, self.status, self.message = code, status, message
        self.details, self.errors = details, errors
        super().__init__(message)

    def body(self) -> Json:
        """Give the JSON body that Google's APIs send with this error."""
        error: Json = {"code": self.code, "message": self.message}
        if self.errors:
            error["errors"] = list(self.errors)
        if self.status:
            error["status"] = self.status
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


class Documents(Protocol):
    """JSON documents of one transaction, by kind and id; a parent groups them."""

    def get(self, kind: str, key: str) -> Any | None:
        """Give a document, or None. It is shared: copy before changing it."""

    def put(self, kind: str, key: str, document: Any, parent: str = "") -> None:
        """Store a document; visible to others when the request ends well."""

    def delete(self, kind: str, key: str) -> None:
        """Remove a document if it is there."""

    def children(self, kind: str, parent: str) -> dict[str, Any]:
        """Give a parent's documents of one kind, by id, in the order they were first put."""

    def purge(self, key: str) -> None:
        """Remove every document with this id, of whatever kind, and all that have it as parent."""

    def fresh(self, purpose: str) -> bytes:
        """Give 32 bytes never given before, to make an id of; only while writing."""


@dataclass(frozen=True)
class Switches:
    """Google's behaviour where it is not documented. Loket must be right under every position."""

    response_filter_on_edit: bool = True
    """``responses.list`` filters on the last submission (False: on the creation)."""
    responses_newest_first: bool = False
    """Order of ``responses.list``."""
    structure_through_protection: bool = False
    """Who may not edit a protected range may yet sort, insert, delete and move rows or columns
    through it, and rename or hide a protected sheet."""
    checkboxes_hold_false: bool = False
    """A tick box set on an empty cell makes its value FALSE (False: it stays empty)."""
    sort_carries_notes: bool = True
    """``sortRange`` takes cells' notes along (False: they stay where they are)."""
    sort_carries_validation: bool = False
    """``sortRange`` takes cells' validation rules along (False: they stay where they are)."""
    merges_stop_moves: bool = False
    """Rows or columns can't be moved out of a part of a merge, or into one (False: the merge
    shrinks or grows)."""
    metadata_follows_sort: bool = False
    """``sortRange`` takes rows' developer metadata along (False: it stays where it is)."""
    copy_skips_filtered_rows: bool = False
    """``copyPaste`` leaves out the rows that the basic filter of the source hides, and pastes the
    others without gaps (False: it copies them all). Rows hidden by hand are always copied."""
    reply_after_write: bool = False
    """The spreadsheet in the reply of ``batchUpdate`` is read in a transaction of its own after
    the write, and shows what others wrote meanwhile (False: just what the batch left)."""


@dataclass(frozen=True)
class Media:
    """A file that a request brings, or that a reply is."""

    content: bytes
    content_type: str


@dataclass(frozen=True)
class Call:
    """One request: the discovery document's method id, its typed parameters, and who asks."""

    method: str
    params: Mapping[str, Any]
    body: Json
    actor: str | None
    """The identity's e-mail address in lower case, or None for an anonymous caller."""
    now: datetime
    documents: Documents
    switches: Switches
    origin: str
    """Scheme, host and port that the request came to, for links in replies."""
    service_accounts: frozenset[str] = frozenset()
    """Identities that cannot own files."""
    media: Media | None = None
    """The file that the request uploads."""


Handler = Callable[[Call], Json]
LaterReply = Callable[[Call, Json], Json]
MediaHandler = Callable[[Call], Media]
