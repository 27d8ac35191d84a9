"""The nine unsur of the satisfaction survey (SKM): their questions, answers and values.

Source: PermenPANRB 14/2017, annex. Each unsur has four answers of its own, worth 1 to 4. Offices
swap the order of U8 and U9 and vary the wording, so a question is recognised by its text and an
answer by its question and text, never by a position.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENUMERATOR = re.compile(r"^\(?(?:[a-d1-4]|u[1-9])\s*[.):]\s*(?=\w)|\s*\([1-4]\)$")
_CUT = 200


@dataclass(frozen=True)
class Unsur:
    """One unsur. ``answers`` run from value 1 to value 4."""

    key: str
    name: str
    question: str
    answers: tuple[str, str, str, str]
    variants: Mapping[str, int] = field(hash=False)
    marks: tuple[str, ...]

    @property
    def code(self) -> str:
        """The regulation's label: ``U1``."""
        return self.key.upper()

    @property
    def title(self) -> str:
        """How reports name it: ``U1 Persyaratan``."""
        return f"{self.code} {self.name}"

    def value(self, answer: str) -> int | None:
        """Give the value 1 to 4 of an answer's text, or None where it is none of this unsur's."""
        text = _plain(answer)
        for value, known in enumerate(self.answers, start=1):
            if text == _plain(known):
                return value
        return self.variants.get(text)


def unsur_of_question(title: str, options: Sequence[str] | None = None) -> Unsur | None:
    """Give the unsur that a form's question asks for, or None where none or several fit.

    options: the question's own answers, if they are known: they must be the unsur's four, in any
    order and wording that is understood.
    """
    words = _plain(title)
    fitting = [unsur for unsur in UNSUR if any(mark in words for mark in unsur.marks)]
    if len(fitting) != 1:
        return None
    (unsur,) = fitting
    if options is not None and {unsur.value(option) for option in options} != {1, 2, 3, 4}:
        return None
    return unsur


def _plain(text: str) -> str:
    """Reduce a text to what counts: lower case, single spaces, no enumerator, no punctuation."""
    folded = unicodedata.normalize("NFKC", text[:_CUT]).casefold().strip()
    bare = _ENUMERATOR.sub("", folded).replace("&", " dan ")
    return " ".join(re.sub(r"[^\w/]+", " ", bare).split())


def _unsur(
    number: int,
    name: str,
    question: str,
    answers: tuple[str, str, str, str],
    marks: tuple[str, ...],
    **variants: int,
) -> Unsur:
    spelled = {text.replace("_", " "): value for text, value in variants.items()}
    # A bare digit is the value itself: paper forms and corrections are often entered so.
    spelled |= {str(value): value for value in range(1, 5)}
    return Unsur(f"u{number}", name, question, answers, MappingProxyType(spelled), marks)


UNSUR: tuple[Unsur, ...] = (
    _unsur(
        1,
        "Persyaratan",
        "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan "
        "dengan jenis pelayanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        ("persyaratan",),
    ),
    _unsur(
        2,
        "Sistem, Mekanisme, dan Prosedur",
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di klinik ini?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
        ("prosedur", "mekanisme"),
    ),
    _unsur(
        3,
        "Waktu Penyelesaian",
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
        ("waktu", "kecepatan"),
    ),
    _unsur(
        4,
        "Biaya/Tarif",
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
        ("biaya", "tarif"),
        mahal=2,
        cukup_murah=3,
        gratis_tidak_dipungut_biaya=4,
        tidak_dipungut_biaya=4,
    ),
    _unsur(
        5,
        "Produk Spesifikasi Jenis Pelayanan",
        "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum "
        "dalam standar pelayanan dengan hasil yang diberikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        ("produk", "spesifikasi"),
    ),
    _unsur(
        6,
        "Kompetensi Pelaksana",
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan konsultan dalam pelayanan?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
        ("kompetensi", "kemampuan"),
        tidak_mampu=1,
        kurang_mampu=2,
        mampu=3,
        sangat_mampu=4,
    ),
    _unsur(
        7,
        "Perilaku Pelaksana",
        "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan "
        "dan keramahan?",
        (
            "Tidak sopan dan ramah",
            "Kurang sopan dan ramah",
            "Sopan dan ramah",
            "Sangat sopan dan ramah",
        ),
        ("perilaku", "kesopanan", "keramahan"),
        tidak_sopan=1,
        kurang_sopan=2,
        sopan=3,
        sangat_sopan=4,
    ),
    _unsur(
        8,
        "Penanganan Pengaduan, Saran dan Masukan",
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        (
            "Tidak ada",
            "Ada tetapi tidak berfungsi",
            "Berfungsi kurang maksimal",
            "Dikelola dengan baik",
        ),
        ("pengaduan",),
        ada_tapi_tidak_berfungsi=2,
        ada_namun_tidak_berfungsi=2,
        berfungsi_tetapi_kurang_maksimal=3,
        berfungsi_tapi_kurang_maksimal=3,
    ),
    _unsur(
        9,
        "Sarana dan Prasarana",
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
        ("sarana",),
        tidak_baik=1,
        kurang_baik=2,
        cukup_baik=2,
    ),
)
