"""The ``Kode`` as people copy it from a message or a slip of paper."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 200
_CONFUSED = str.maketrans("OIL", "011")
_DIGIT = "[0-9A-TV-Z]"
_BODY = rf"({_DIGIT}{{4}})[\s\W_]*({_DIGIT}{{4}})"
_WHOLE = re.compile(rf"[\s\W_]*(?:CC[\s\W_]*)?{_BODY}[\s\W_]*")
_WITHIN = re.compile(rf"(?<![0-9A-Z])CC[\s\W_]*{_BODY}(?![0-9A-Z])")


def read_code(text: str) -> str | None:
    """Give the code ``CC-XXXX-XXXX`` that a text holds, or None if it holds none.

    Case, blanks, hyphens and a missing ``CC`` don't matter, words may stand around it; O is read
    as 0, I and L as 1 (Crockford's base 32 has none of them, nor U). Whether a registration has
    that code is not known here.
    """
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    match = _WHOLE.fullmatch(folded) or _WITHIN.search(folded)
    if match is None:
        return None
    first, second = (part.translate(_CONFUSED) for part in match.groups())
    return f"CC-{first}-{second}"
