"""Which field of the clinic a question asked in a live show belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from loket.columns import FIELD, SERVICE
from loket.vocabulary import FIELD_OTHER, Service
from transforms.reading.tab_cells import folded, text_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_NAMED, _SAID, _HINTED = 100, 10, 1
"""What it is worth that the category names a field, that the question has a word of it, and that
it has one of its service: the first outweighs any number of the second, and so on."""

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IDLE = frozenset({"dan", "atau", "untuk", "dengan", "koperasi", "laporan", "produksi", "digital"})
_SHORTEST = 3

_SERVICE_WORDS = {
    Service.COOPERATIVE: "koperasi ksp kspps ksu anggota pengurus pengawas rat simpanan",
    Service.SME: "ukm umkm usaha produk jualan dagang warung toko",
}
_FIELD_WORDS = {
    "Pendirian & kelembagaan": "mendirikan didirikan pendirian akta notaris kelembagaan",
    "Simpan pinjam": "pinjaman meminjam simpanan bunga usp",
    "Akuntansi & laporan RAT": "rat rapat shu neraca akuntansi",
    "Perpajakan": "pajak npwp spt pph",
    "Pengawasan & kesehatan koperasi": "pengawas diawasi kesehatan",
    "Pembiayaan": "modal kredit lpdb",
    "NIB/OSS": "nib oss izin perizinan legalitas",
    "Sertifikasi halal": "halal bpjph",
    "SPP-IRT": "pirt p-irt irt spp-irt",
    "Merek/HKI": "merek merk logo hki haki paten",
    "Pembiayaan/KUR": "modal kur kredit",
    "Pemasaran digital": "marketplace shopee tokopedia tiktok instagram online iklan promosi",
    "Kemasan & produksi": "kemasan label",
    "Pembukuan & perpajakan": "pembukuan pajak npwp pph kas",
    "Ekspor": "ekspor mengekspor bea cukai",
    "Kemitraan": "mitra bermitra kerjasama",
}


class _Field(NamedTuple):
    service: str
    field: str
    words: frozenset[str]


def clinic_fields(
    questions: pd.Series[str], categories: pd.Series[str], fields: pd.DataFrame
) -> list[str | None]:
    """Suggest for each question the clinic's field: ``Merek/HKI (UKM)``, or None for none.

    fields: the rows of Bidang (SERVICE, FIELD). It is the field that the category names or whose
    words the question has most of, the upper one of equals. Words are those of the field's name,
    and for the fields that an office begins with those that people use for it. Lainnya is never
    suggested: it says nothing. A suggestion decides nothing.
    """
    known = [_of(row[SERVICE], row[FIELD]) for row in fields.to_dict("records")]
    useful = [each for each in known if text_key(each.field) != text_key(FIELD_OTHER)]
    return [
        _best(question, category, useful)
        for question, category in zip(questions, categories, strict=True)
    ]


def _best(question: str, category: str, fields: Iterable[_Field]) -> str | None:
    said = _words(f"{question} {category}")
    worth = {each: _worth(each, said, category) for each in fields}
    best = max(worth, key=lambda each: worth[each], default=None)
    # A word of the service alone, "usaha" or "koperasi", tells no field.
    if best is None or worth[best] < _SAID:
        return None
    return f"{best.field} ({best.service})"


def _worth(field: _Field, said: frozenset[str], category: str) -> int:
    is_named = text_key(category) == text_key(field.field)
    hints = said & frozenset(_SERVICE_WORDS[Service(field.service)].split())
    return _NAMED * is_named + _SAID * len(said & field.words) + _HINTED * bool(hints)


def _of(service: str, field: str) -> _Field:
    others = next(
        (words for name, words in _FIELD_WORDS.items() if text_key(name) == text_key(field)), ""
    )
    own = {word for word in _words(field) if len(word) >= _SHORTEST} - _IDLE
    return _Field(service, field, frozenset({*own, *others.split()}))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))
