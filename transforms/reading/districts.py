"""The district a client comes from: one of Kabupaten Bogor's forty kecamatan, or outside it."""

from __future__ import annotations

import re

import pandas as pd
from rapidfuzz import fuzz, process

from loket.columns import DISTRICT, PROBLEM
from loket.vocabulary import OUTSIDE_DISTRICT
from transforms.reading.names import fold
from transforms.reading.printable import each_distinct, one_line

DISTRICTS = (
    *("Nanggung", "Leuwiliang", "Leuwisadeng", "Pamijahan", "Cibungbulang", "Ciampea"),
    *("Tenjolaya", "Dramaga", "Ciomas", "Tamansari", "Cijeruk", "Cigombong", "Caringin", "Ciawi"),
    *("Cisarua", "Megamendung", "Sukaraja", "Babakan Madang", "Sukamakmur", "Cariu"),
    *("Tanjungsari", "Jonggol", "Cileungsi", "Klapanunggal", "Gunung Putri", "Citeureup"),
    *("Cibinong", "Bojonggede", "Tajurhalang", "Kemang", "Rancabungur", "Parung", "Ciseeng"),
    *("Gunung Sindur", "Rumpin", "Cigudeg", "Sukajaya", "Jasinga", "Tenjo", "Parung Panjang"),
)
"""The kecamatan of Kabupaten Bogor, as the form offers them."""


def normalise(texts: pd.Series[str]) -> pd.DataFrame:
    """Give one row per text, same index: ``district`` and ``problem``.

    ``district`` is one of ``DISTRICTS`` or "Luar Kabupaten Bogor". An answer that is neither has a
    ``problem`` in Indonesian; no answer has neither.
    """
    rows = each_distinct(texts, read_district, _NOTHING)
    columns = [DISTRICT, PROBLEM]
    return pd.DataFrame(rows, columns=columns, index=texts.index).astype(
        dict.fromkeys(columns, "str")
    )


def read_district(text: str) -> tuple[str | None, str | None]:
    """Read one answer; never raises."""
    first = re.split(r"[,;(\n]", one_line(text, 100), maxsplit=1)[0]
    words = _PREFIX.sub("", fold(first))
    if not words:
        return None, None if not fold(text) else _UNKNOWN
    if _OUTSIDE.fullmatch(words):
        return OUTSIDE_DISTRICT, None
    found = _nearest(words.replace(" ", ""))
    return found, None if found else _UNKNOWN


_UNKNOWN = "bukan nama kecamatan yang dikenal"
_NOTHING: tuple[str | None, str | None] = (None, None)
_CUT_OFF = 85
_PREFIX = re.compile(r"\A(?:kecamatan|kec) ?")
# Names that look like a kecamatan of Kabupaten Bogor, or are typed in its place.
_OUTSIDE = re.compile(
    r"(?:di )?luar\b.*|(?:kota )?bogor (?:selatan|timur|utara|tengah|barat)|tanah ?sareal"
    r"|kota bogor|(?:kota )?depok|sukma ?jaya|ci(?:manggis|nere|lodong|payung)|sawangan"
    r"|bojong ?sari|beji|limo|tapos|pancoran ?mas|(?:dki )?jakarta.*|(?:kota |kab(?:upaten)? )?"
    r"(?:bekasi|tangerang|tangerang selatan|sukabumi|cianjur|karawang|lebak|bandung)"
)
_COMPACT = {name.replace(" ", "").lower(): name for name in DISTRICTS}
_KNOWN = _COMPACT | {
    "kelapanunggal": "Klapanunggal",
    "darmaga": "Dramaga",
    "gnputri": "Gunung Putri",
    "gnsindur": "Gunung Sindur",
    "luarkabupatenbogor": OUTSIDE_DISTRICT,
}


def _nearest(compact: str) -> str | None:
    """Give the district written so or, if one alone is the most similar, nearly so."""
    if compact in _KNOWN:
        return _KNOWN[compact]
    hits = process.extract(compact, _KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=_CUT_OFF)
    best = {_KNOWN[name] for name, score, _ in hits if score == hits[0][1]}
    return best.pop() if len(best) == 1 else None
