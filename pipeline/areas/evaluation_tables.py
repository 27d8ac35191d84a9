"""The tables of a week's evaluation page: titles, columns, what kind of value each holds."""

from __future__ import annotations

from typing import Final

from connectors.sheets.tab import Kind
from transforms.evaluation.satisfaction import Grade

Column = tuple[str, str, Kind]
"""A frame's column, the heading above it, what its cells hold."""

BOUNDS: Final = (Grade.A, Grade.B, Grade.C)
"""The grades that have a lower bound above the least index that there is."""


def bound_column(grade: Grade) -> str:
    """Name the column that holds a grade's bound: the same in every row, for the chart's line."""
    return f"bound_{grade.name}"


def _bound_heading(grade: Grade) -> str:
    return f"{grade.name} mulai {grade.bound}".replace(".", ",")


_LOAD = (
    ("scheduled", "Terjadwal", Kind.INTEGER),
    ("present", "Hadir", Kind.INTEGER),
    ("load", "Keterisian", Kind.PERCENT),
)
TABLES: Final[dict[str, tuple[str, tuple[Column, ...]]]] = {
    "weeks": (
        "Minggu ini dan sebelumnya",
        (
            ("week", "Minggu", Kind.TEXT),
            ("scheduled", "Terjadwal", Kind.INTEGER),
            ("present", "Hadir", Kind.INTEGER),
            ("absent", "Tidak hadir", Kind.INTEGER),
            ("waiting", "Daftar tunggu", Kind.INTEGER),
            ("feedback", "Umpan balik", Kind.INTEGER),
            ("ikm", "IKM", Kind.NUMBER),
        ),
    ),
    "services": (
        "Per layanan",
        (
            ("service", "Layanan", Kind.TEXT),
            ("registered", "Terdaftar", Kind.INTEGER),
            ("scheduled", "Terjadwal", Kind.INTEGER),
            ("present", "Hadir", Kind.INTEGER),
            ("absent", "Tidak hadir", Kind.INTEGER),
            ("waiting", "Daftar tunggu", Kind.INTEGER),
            ("feedback", "Umpan balik", Kind.INTEGER),
            ("ikm", "IKM", Kind.NUMBER),
        ),
    ),
    "outcomes": (
        "Permasalahan terjawab menurut klien",
        (
            ("service", "Layanan", Kind.TEXT),
            ("solved_yes", "Ya", Kind.INTEGER),
            ("solved_partly", "Sebagian", Kind.INTEGER),
            ("solved_no", "Belum", Kind.INTEGER),
            ("follow_up", "Perlu tindak lanjut", Kind.INTEGER),
        ),
    ),
    "fields": (
        "Permintaan per bidang",
        (
            ("field", "Bidang", Kind.TEXT),
            ("service", "Layanan", Kind.TEXT),
            ("demand", "Peminat", Kind.INTEGER),
            ("served", "Terlayani", Kind.INTEGER),
            ("waiting", "Menunggu", Kind.INTEGER),
        ),
    ),
    "consultants": (
        "Beban konsultan",
        (
            ("consultant", "Konsultan", Kind.TEXT),
            ("service", "Layanan", Kind.TEXT),
            ("available", "Sesi tersedia", Kind.INTEGER),
            *_LOAD,
        ),
    ),
    "days": (
        "Beban per hari",
        (
            ("day", "Hari", Kind.TEXT),
            ("date", "Tanggal", Kind.DATE),
            ("service", "Layanan", Kind.TEXT),
            ("available", "Kapasitas", Kind.INTEGER),
            *_LOAD,
        ),
    ),
    "unsur": (
        "Survei Kepuasan Masyarakat per unsur",
        (
            ("title", "Unsur", Kind.TEXT),
            ("nrr", "NRR", Kind.MEAN),
            ("weighted_nrr", "NRR tertimbang", Kind.MEAN),
            ("filled", "Jawaban", Kind.INTEGER),
            ("total", "Jumlah nilai", Kind.INTEGER),
        ),
    ),
    "grades": (
        "Nilai unsur (25 × NRR) dan batas mutu",
        (
            ("code", "Kode unsur", Kind.TEXT),
            ("value", "Nilai", Kind.NUMBER),
            *(
                (bound_column(grade), _bound_heading(grade), Kind.NUMBER)
                for grade in BOUNDS
            ),
            ("grade", "Mutu", Kind.TEXT),
        ),
    ),
    "districts": (
        "Asal kecamatan",
        (
            ("district", "Kecamatan", Kind.TEXT),
            ("demand", "Peminat", Kind.INTEGER),
            ("served", "Terlayani", Kind.INTEGER),
            ("waiting", "Menunggu", Kind.INTEGER),
        ),
    ),
}  # fmt: skip
