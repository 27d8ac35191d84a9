"""Names of cooperatives and businesses: one form to show and the core to compare by.

``KSP Maju Jaya``, ``Koperasi Simpan Pinjam "MAJU JAYA"`` and ``maju jaya`` are one business: the
legal form stands on letterheads, people write it or not.
"""

from __future__ import annotations

import re

import pandas as pd

from loket.columns import BUSINESS, BUSINESS_KEY
from transforms.reading.names import fold
from transforms.reading.printable import each_distinct, one_line

LONGEST = 200


def normalise(texts: pd.Series[str]) -> pd.DataFrame:
    """Give one row per text, same index: ``business`` to show and ``business_key``, its core.

    Both are missing where there is no business: no answer, a dash, ``belum ada``.
    """
    rows = each_distinct(texts, _read, _NOTHING)
    columns = [BUSINESS, BUSINESS_KEY]
    return pd.DataFrame(rows, columns=columns, index=texts.index).astype(
        dict.fromkeys(columns, "str")
    )


def business_key(text: str) -> str | None:
    """Give the core name: legal forms, case and punctuation dropped; None for no business."""
    words = fold(text)
    if not words or _NONE.fullmatch(words):
        return None
    core = _LEGAL_BEHIND.sub("", _LEGAL_BEFORE.sub("", words, count=1), count=1)
    return core.strip() or words


def _read(text: str) -> tuple[str | None, str | None]:
    """Read one business name; what has no letter and no digit names nothing."""
    shown = one_line(text, LONGEST)
    key = business_key(shown)
    return (shown, key) if key else (None, None)


_NOTHING: tuple[str | None, str | None] = (None, None)
_NONE = re.compile(
    r"(?:(?:tidak|tdk|belum|blm|ga|gak|nggak) ?(?:ada|punya|memiliki)?(?: (?:usaha|koperasi|nama))?"
    r"|n ?a|nihil|kosong|none|no|perorangan|pribadi)"
)
_FULL_FORMS = (
    "koperasi simpan pinjam dan pembiayaan syariah",
    *("koperasi simpan pinjam", "koperasi serba usaha", "koperasi karyawan", "koperasi unit desa"),
    *("koperasi pegawai republik indonesia", "koperasi pegawai negeri", "koperasi konsumen"),
    *("koperasi pondok pesantren", "koperasi produsen", "koperasi jasa", "koperasi"),
    *("perseroan terbatas", "usaha dagang", "perusahaan dagang"),
)
_SHORT_FORMS = r"kspps|ksp|ksu|kopkar|kpri|kud|kopontren|kop|cv|pt|ud|pd|ukm|umkm"
_LEGAL = "|".join((*_FULL_FORMS, _SHORT_FORMS))
_LEGAL_BEFORE = re.compile(rf"\A(?:(?:{_LEGAL}) )+")
_LEGAL_BEHIND = re.compile(rf"(?: (?:{_LEGAL}|tbk))+\Z")
