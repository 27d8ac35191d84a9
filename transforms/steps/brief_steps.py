"""The steps of both SOPs in a few words each, for messages that are read on a telephone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from loket.vocabulary import Program

_CLINIC = (
    "Bentuk tim pelaksana",
    "Tentukan konsultan",
    "Hubungi konsultan dan pastikan kesediaannya",
    "Susun jadwal konsultan",
    "Siapkan formulir pendaftaran",
    "Sebarkan informasi",
    "Siapkan surat undangan",
    "Sebarkan surat undangan",
    "Pastikan kuota klien",
    "Bagi jadwal klien",
    "Siapkan logistik",
    "Periksa ruangan dan logistik",
    "Pastikan konsultan datang",
    "Periksa ulang jadwal",
    "Sambut klien Koperasi",
    "Daftar hadir Koperasi",
    "Sesi Koperasi dan umpan baliknya",
    "Sambut klien UKM",
    "Daftar hadir UKM",
    "Sesi UKM dan umpan baliknya",
    "Kumpulkan umpan balik",
    "Evaluasi bersama",
    "Catat evaluasi",
)
_SHOW = (
    "Hubungi narasumber",
    "Siapkan keperluan siaran",
    "Siaran langsung TikTok",
    "Tanya-jawab di kolom komentar",
    "Catat jumlah penonton",
    "Kumpulkan umpan balik",
    "Evaluasi bersama",
    "Catat evaluasi",
)

BRIEF: Mapping[tuple[str, int], str] = MappingProxyType(
    {
        (program.value, number): words
        for program, texts in ((Program.CLINIC, _CLINIC), (Program.SHOW, _SHOW))
        for number, words in enumerate(texts, start=1)
    }
)
"""By program and number of the step."""
