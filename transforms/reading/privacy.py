"""Masks for personal data: identity numbers always, phones and names on anything public.

Rules: UU 27/2022; the clinic asks for no NIK, and keeps none that someone types.
"""

from __future__ import annotations

import re

from transforms.reading.names import bare_name

_NIK = re.compile(
    r"(?<!\d)(?:\d{12}|\d{4}([ .-])\d{4}\1\d{4}\1|\d{6}([ .-])\d{6}\2"
    r"|\d\d([ .-])\d\d\3\d\d\3\d{6}\3)(?P<kept>\d{4})(?!\d)"
)


def mask_identity_numbers(text: str) -> str:
    """Replace each number of 16 digits, plain or grouped as on a KTP, by stars and its last four.

    ``NIK`` may also mean Nomor Induk Koperasi: 16 digits are masked either way.
    """
    return _NIK.sub(lambda match: "*" * 12 + match["kept"], text)


def mask_phone(phone: str) -> str:
    """Mask an E.164 number: ``+62812****678``."""
    return f"{phone[:6]}****{phone[-3:]}" if len(phone) >= 11 else f"{phone[:3]}****"


def mask_name(name: str) -> str:
    """Mask a name, titles dropped: ``Siti N.``; of a single word only the initial stays."""
    words = bare_name(name).split()
    if not words:
        return ""
    initial = f"{words[-1][0].upper()}."
    return initial if len(words) == 1 else f"{words[0]} {initial}"
