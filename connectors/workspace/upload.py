"""What a request that uploads a file says: JSON about the file, and the file itself.

Google takes a file alone (``uploadType=media``) or after its JSON (``uploadType=multipart``, a body
of the type ``multipart/related`` with two parts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from typing import Final
from urllib.parse import parse_qs

from connectors.workspace.call import GoogleError, Media

PATH: Final = "/upload"
"""What stands before the path of a method that takes a file."""
_BINARY: Final = "application/octet-stream"


@dataclass(frozen=True)
class Uploaded:
    """The two parts; ``body`` is empty where only a file was sent."""

    body: bytes
    media: Media


def read(query: str, content_type: str, raw: bytes) -> Uploaded:
    """Take a request apart; raises Google's 400, and 501 for an upload in several requests."""
    kind = parse_qs(query).get("uploadType", [""])[0]
    if kind == "media":
        return Uploaded(b"", Media(raw, content_type or _BINARY))
    if kind == "multipart":
        return _related(content_type, raw)
    code, status = (501, "UNIMPLEMENTED") if kind == "resumable" else (400, "INVALID_ARGUMENT")
    raise GoogleError(code, status, f"The embedded workspace takes no upload of type {kind!r}.")


def _related(content_type: str, raw: bytes) -> Uploaded:
    head = _head(f"Content-Type: {content_type}\r\n".encode())
    boundary = head.get_boundary()
    if head.get_content_type() != "multipart/related" or not boundary:
        raise _malformed("the body is no multipart/related")
    # The standard library's parser reads lines, and a file has none.
    pieces = re.split(rb"(?:^|\r?\n)--" + re.escape(boundary.encode()) + rb"(?:--)?[ \t]*", raw)
    if len(pieces) != 4:
        raise _malformed(f"it has {len(pieces) - 2} parts, not 2")
    (_, body), (about, content) = (_part(piece) for piece in pieces[1:3])
    return Uploaded(body, Media(content, about.get_content_type()))


def _part(piece: bytes) -> tuple[Message[str, str], bytes]:
    """Split a part at its empty line."""
    end = re.search(rb"\r?\n\r?\n", piece)
    if end is None:
        raise _malformed("a part has no empty line after its head")
    return _head(piece[: end.start()].lstrip()), piece[end.end() :]


def _head(raw: bytes) -> Message[str, str]:
    return BytesParser().parsebytes(raw + b"\r\n\r\n", headersonly=True)


def _malformed(why: str) -> GoogleError:
    return GoogleError(400, "INVALID_ARGUMENT", f"Malformed multipart body: {why}.")
