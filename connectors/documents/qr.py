"""QR codes as pictures for a document."""

from __future__ import annotations

from io import BytesIO

import segno

_DOTS, _QUIET = 8, 4
"""Dots of the picture for each module of the code, and modules left white around it, as the
standard demands."""


def qr_code(text: str) -> bytes:
    """Give a PNG of the code that says ``text``; it still reads with a seventh of it dirty.

    Raises ValueError for a text that no code holds, which is one of more than 2,331 bytes.
    """
    stream = BytesIO()
    segno.make_qr(text, error="m").save(stream, kind="png", scale=_DOTS, border=_QUIET)
    return stream.getvalue()
