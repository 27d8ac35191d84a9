"""People's names: one form to show and one to compare by.

The form to show keeps titles and degrees as typed and mends only blanks and uniform capitals.
The key drops titles before and degrees behind, folds case and accents, and writes every spelling
of Muhammad alike, so that one person who registers twice has one key.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from loket.columns import NAME, NAME_KEY
from transforms.reading.printable import each_distinct, one_line

LONGEST = 200


def normalise(texts: pd.Series[str]) -> pd.DataFrame:
    """Give one row per text, same index: ``name`` to show and ``name_key`` to compare by.

    Both are missing where the text holds no letter at all, which no name does.
    """
    rows = each_distinct(texts, _read, _NOTHING)
    columns = [NAME, NAME_KEY]
    frame = pd.DataFrame(rows, columns=columns, index=texts.index)
    return frame.astype(dict.fromkeys(columns, "str"))


def bare_name(text: str) -> str:
    """Give the name to show without titles and degrees; the whole if nothing else is in it."""
    return _without_title(_mend_capitals(_part_degrees(one_line(text, LONGEST))[0]))


def name_key(text: str) -> str | None:
    """Give the form to compare by: small letters, digits and single blanks."""
    return _read(text)[1]


def fold(text: str) -> str:
    """Fold case, accents, apostrophes and punctuation away: words of letters and digits."""
    decomposed = text.casefold()
    if not decomposed.isascii():
        decomposed = unicodedata.normalize("NFKD", decomposed).casefold()
        decomposed = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", re.sub("['’‘`]", "", decomposed)).strip()


def _read(text: str) -> tuple[str | None, str | None]:
    """Give the two forms of one name."""
    line = one_line(text, LONGEST)
    if not any(map(str.isalpha, line)):
        return None, None
    called, degrees = _part_degrees(line)
    bare = _without_title(called)
    words = ("muhammad" if _MUHAMMAD.fullmatch(word) else word for word in fold(bare).split())
    return _mend_capitals(called) + degrees, " ".join(words) or bare.casefold()


def _mend_capitals(called: str) -> str:
    """Write a name that is all capitals or all small as names are written."""
    if not (called.isupper() or called.islower()) or not _UNIFORM.fullmatch(called):
        return called
    mended = _WORD.sub(lambda word: word[0].capitalize(), called)
    return re.sub(r"\bKh(?=\.)", "KH", mended)


def _without_title(called: str) -> str:
    """Drop titles unless nothing else is there."""
    return _TITLES.sub("", called, count=1).strip(" ,.") or called


_NOTHING: tuple[str | None, str | None] = (None, None)
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`][^\W\d_]+)*")
_UNIFORM = re.compile(r"(?:[^\W\d_]|[ .,'’‘`-])+")
_MUHAMMAD = re.compile(r"m(?:[ou](?:c?h|kh)am+[ae]d|uh|oh|och|ohd|uhd|hd)")

_TITLE_WORDS = (
    *("h", "hj", "haji", "hajah", "hajjah", "kh", "k\\.h", "dr", "drs", "dra", "drg", "ir"),
    *("prof", "bpk", "bapak", "pak", "ibu", "bu", "sdr", "sdri", "ny", "tn", "ust", "ustadz"),
)
# A title ends at a dot or a blank, and a name follows it: Hendra and Irma lose nothing.
_TITLES = re.compile(rf"\A(?:(?:{'|'.join(_TITLE_WORDS)})(?:\.\s*|\s+)(?=\S))+", re.IGNORECASE)

_DEGREES = """
    A.Md A.Ma S.E S.E.I S.E.Sy S.H S.H.I S.T S.M S.P S.Pt S.Si S.Pd S.Pd.I S.Kom S.I.Kom S.Sos
    S.Sos.I S.Ag S.IP S.AP S.Ak S.Akun S.Psi S.Tr S.Hum S.K.M S.Kep S.Farm S.Hut S.Pi S.Sn S.Ds
    S.Ars S.Gz S.Th.I M.M M.Si M.H M.Pd M.Kom M.T M.E M.Sc M.Ak M.AP M.Ag M.Hum M.Kes M.Sos
    M.B.A M.Kn M.I.Kom M.E.Sy M.IP M.P Ph.D Akt CA CPA BKP Apt Lc B.Sc B.Eng B.Com
"""
_DEGREE = "|".join(
    re.escape(degree).replace(r"\.", r"(?:\.\s?)?")
    for degree in sorted(_DEGREES.split(), key=len)[::-1]
)
# Behind a comma anything that is dotted like a degree is one; without a comma it must be known.
# One degree at a time: a repeated group would take exponential time on hostile names.
_LAST_DEGREE = re.compile(
    rf"(?:\s*,\s*(?:{_DEGREE}|[a-z]{{1,3}}(?:\.[a-z]{{1,5}}){{1,2}}|M\.?A|Dr|Sp\.?[A-Z]{{1,5}}|Ak)"
    rf"|\s+(?:{_DEGREE}))[\s,.]{{0,4}}$",
    re.IGNORECASE,
)
_MOST_DEGREES, _LONGEST_DEGREE = 8, 20


def _part_degrees(line: str) -> tuple[str, str]:
    """Part a name from the degrees behind it."""
    end = len(line)
    for _ in range(_MOST_DEGREES):
        match = _LAST_DEGREE.search(line, max(0, end - _LONGEST_DEGREE), end)
        if match is None:
            break
        end = match.start()
    return line[:end], line[end:]
