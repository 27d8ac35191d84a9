"""Free text without personal data, fit for a shared page.

Rule: comments are shown without names and numbers (UU 27/2022). What looks like a phone number,
an identity number, an e-mail address, an account or a link goes, and the names that are known to
belong to the session: the client's and the consultant's. A name that nobody told us may remain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.reading.names import bare_name
from transforms.reading.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 1000
"""Characters of a comment that are shown."""

NAME_MARK, NUMBER_MARK = "[nama]", "[nomor]"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LINK = re.compile(r"(?:https?://|www\.|wa\.me/)\S+", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\w)@[\w.]{2,64}")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\(?\+?\d(?:[ .()-]{0,2}\d){7,24}(?!\w)")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_PARTICLES = frozenset({"bin", "binti", "van", "dan", "the"})


def redacted(text: str, names: re.Pattern[str] | None = None) -> str | None:
    """Give the text on one line without personal data; None if nothing is left of it.

    ``names`` is that of ``any_of_names`` for the people the text may speak of.
    """
    line = one_line(text, LONGEST)
    for pattern, mark in ((_EMAIL, "[surel]"), (_LINK, "[tautan]"), (_ACCOUNT, "[akun]")):
        line = pattern.sub(mark, line)
    line = _LONG_NUMBER.sub(_number, line)
    return (names.sub(NAME_MARK, line) if names else line) or None


def any_of_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern for any run of words of these names, None without a word to look for.

    Words of two letters are too often no name. One pattern serves every comment on a session.
    """
    words = {word.strip(".,'’`").casefold() for name in names for word in bare_name(name).split()}
    known = sorted(word for word in words - _PARTICLES if len(word) > 2)
    if not known:
        return None
    word = rf"(?:{'|'.join(map(re.escape, known))})"
    return re.compile(rf"(?<!\w){word}(?:\s+{word})*(?!\w)", re.IGNORECASE)


def _number(match: re.Match[str]) -> str:
    """Mask a number of eight digits and more, but for an amount such as ``15.000.000``."""
    return match[0] if _AMOUNT.fullmatch(match[0]) else NUMBER_MARK
