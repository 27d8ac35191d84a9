"""Errors as staff read them on Log."""

from __future__ import annotations

from collections.abc import Sequence

from loket.errors import (
    AccessError,
    HeaderMissing,
    HeaderSunken,
    InternalError,
    LoketError,
    QuestionMissing,
    ResponsesMissing,
    SumError,
    TabMissing,
    UnavailableError,
)
from transforms.reading.printable import one_line

_LONGEST = 300


def error_texts(errors: Sequence[LoketError]) -> list[str]:
    """Give errors as staff read them, each on one line; of the same trouble only one."""
    return list(dict.fromkeys(one_line(_text(error), _LONGEST) for error in errors))


def _text(error: LoketError) -> str:  # noqa: PLR0911 - one line for each kind
    """Give one error in Indonesian; what has no wording of its own keeps its English message."""
    match error:
        case QuestionMissing():
            return (
                f"Formulir “{error.form}” kehilangan pertanyaan “{error.question}”; yang "
                "bergantung padanya tidak diperbarui. Hubungi operator Loket."
            )
        case ResponsesMissing():
            return (
                f"Formulir “{error.form}” kosong, padahal {error.standing} isian tercatat di sini; "
                "semua dibiarkan seperti adanya. Hubungi operator Loket."
            )
        case HeaderMissing():
            return (
                f"Tab “{error.tab}” kehilangan judul kolom {', '.join(error.headers)}. Ketik "
                "kembali di baris judul."
            )
        case HeaderSunken():
            return (
                f"Tab “{error.tab}”: baris {', '.join(map(str, error.rows))} ada di atas baris "
                "judul, jadi tidak terbaca. Pindahkan baris judul kembali ke paling atas."
            )
        case TabMissing():
            return (
                f"Tab “{error.tab}” tidak ada. Pulihkan dari File > Histori versi, atau hubungi "
                "operator Loket."
            )
        case SumError():
            return (
                f"Jumlah isian formulir “{error.form}” tidak cocok; tidak ada yang ditulis. "
                "Hubungi operator Loket."
            )
        case UnavailableError():
            return "Google tidak menjawab; dicoba lagi pada putaran berikutnya."
        case AccessError():
            return f"Akses ditolak Google; hubungi operator Loket. {error.message}"
        case InternalError():
            return f"Kesalahan di Loket ({error.place}); hubungi operator Loket."
    return f"Hubungi operator Loket. {error.message}"
