"""Masks for personal data: identity numbers always, phones and names on anything public.

Rules: UU 27/2022; the clinic asks for no NIK, and keeps none that someone types.
"""

from __future__ import annotations

import re

from transforms.reading.names import bare_name

_SHORTEST = 10
"""Digits of a number of which the first and last four may be told without telling all."""

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
    """Mask a number as people read it: ``0812-****-7890``; of a short one only its beginning stays.

    E.164 of Indonesia is written as at home, that of other countries keeps its ``+``.
    """
    digits = re.sub(r"[^0-9+]", "", phone)
    home = re.sub(r"^\+?62(?=8)", "0", digits)
    if len(home) < _SHORTEST:
        return f"{home[:2]}****"
    return f"{home[:4]}-****-{home[-4:]}"


def mask_name(name: str) -> str:
    """Mask a name, titles dropped, to the initials of its words: ``S*** R***``.

    How many letters a word has is not told.
    """
    return " ".join(f"{word[0].upper()}***" for word in bare_name(name).split())
