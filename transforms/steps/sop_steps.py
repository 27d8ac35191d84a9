"""The steps of both SOPs: their texts as the office wrote them, when they are due, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from loket.vocabulary import Service


class Anchor(Enum):
    """The day that a step's deadline is counted from."""

    FIRST_DAY = auto()
    """H, once a week."""
    EACH_DAY = auto()
    """Every service day anew."""
    LAST_DAY = auto()
    """The last service day, once a week."""


@dataclass(frozen=True)
class Step:
    """One step. ``offset`` is in calendar days from the anchor, negative before it."""

    number: int
    text: str
    offset: int
    party: str
    anchor: Anchor = Anchor.FIRST_DAY
    service: Service | None = None
    """The service whose session the step belongs to, if only one."""


_ALL = "Seluruh pihak Diskopukm"
_TEAM = "Seluruh Tim Pelaksana"
_RELATIONS = "Tim Pelaksana (Humas)"
_EVENTS = "Tim Pelaksana (Acara)"
_MEDIA = "Tim Pelaksana (Pubdisdok)"
_SESSION = "Konsultan dan seluruh Tim Pelaksana"

_PREPARATION = (
    Step(1, "Pembentukan tim pelaksanaan Clean & Clear", -14, _ALL),
    Step(2, "Menentukan konsultan yang akan bertugas", -14, _ALL),
    Step(3, "Menghubungi serta memastikan ketersediaan konsultan", -13, _RELATIONS),
    Step(4, "Penyusunan jadwal konsultan yang akan bertugas", -13, _EVENTS),
    Step(5, "Melakukan penyusunan formulir pendaftaran pada Google Form", -12, _RELATIONS),
    Step(
        6,
        "Perluasan informasi Clean & Clear melalui media cetak, media sosial, dan siaran radio",
        -10,
        _MEDIA,
    ),
    Step(
        7,
        "Menyiapkan surat undangan yang akan disebar ke pihak koperasi dan UMKM yang terdata",
        -9,
        _RELATIONS,
    ),
    Step(
        8,
        "Menyebarkan surat undangan ke pihak koperasi dan UMKM yang terdata",
        -8,
        _RELATIONS,
    ),
    Step(
        9,
        "Memastikan kuota klien Clean & Clear yang telah terdaftar baik tamu undangan maupun "
        "masyarakat umum",
        -7,
        _RELATIONS,
    ),
    # The SOP gives step 10 a span, H-7 to H-2; its deadline is the end of it.
    Step(
        10,
        "Pengolahan serta pemerataan klien jadwal konsultasi berdasarkan kuota yang terdata, "
        "waktu konsultasi, dan bidang yang dipilih (kriteria berdasarkan formulir pendaftaran "
        "yang telah diisi melalui Google Form)",
        -2,
        _EVENTS,
    ),
    Step(11, "Menyiapkan setiap keperluan logistik yang diperlukan", -1, _EVENTS),
)

_ATTENDANCE_LIST = "Mengarahkan klien untuk mengisi daftar hadir yang sudah disediakan"

_SERVICE_DAY = (
    Step(
        12,
        "Memastikan keperluan logistik (ruangan, barang, dll) kegiatan sudah lengkap dan siap "
        "digunakan",
        0,
        _EVENTS,
        Anchor.EACH_DAY,
    ),
    Step(13, "Memastikan kedatangan konsultan", 0, _RELATIONS, Anchor.EACH_DAY),
    Step(
        14,
        "Pengecekan ulang jadwal konsultasi yang sudah disesuaikan sebelumnya",
        0,
        _EVENTS,
        Anchor.EACH_DAY,
    ),
    Step(
        15,
        "Memastikan kedatangan klien layanan konsultasi sesi koperasi",
        0,
        _RELATIONS,
        Anchor.EACH_DAY,
        Service.COOPERATIVE,
    ),
    Step(16, _ATTENDANCE_LIST, 0, _RELATIONS, Anchor.EACH_DAY, Service.COOPERATIVE),
    Step(
        17,
        "Memastikan layanan konsultasi sesi koperasi berjalan dengan lancar serta klien mengisi "
        "lembaran feedback pasca konsultasi",
        0,
        _SESSION,
        Anchor.EACH_DAY,
        Service.COOPERATIVE,
    ),
    Step(
        18,
        "Memastikan kedatangan klien layanan konsultasi sesi UMKM",
        0,
        _RELATIONS,
        Anchor.EACH_DAY,
        Service.SME,
    ),
    Step(19, _ATTENDANCE_LIST, 0, _RELATIONS, Anchor.EACH_DAY, Service.SME),
    Step(
        20,
        "Memastikan layanan konsultasi sesi UMKM berjalan dengan lancar serta klien mengisi "
        "lembaran feedback pasca konsultasi",
        0,
        _SESSION,
        Anchor.EACH_DAY,
        Service.SME,
    ),
)

_EVALUATION = (
    Step(21, "Pengumpulan feedback klien", 1, _TEAM, Anchor.LAST_DAY),
    Step(
        22,
        "Evaluasi bersama seluruh pihak pelaksana Clean & Clear",
        1,
        _TEAM,
        Anchor.LAST_DAY,
    ),
    Step(23, "Pencatatan evaluasi", 1, _TEAM, Anchor.LAST_DAY),
)

CLINIC_STEPS = (*_PREPARATION, *_SERVICE_DAY, *_EVALUATION)
"""SOP Clean & Clear, "Tahapan kegiatan", in the order in which they fall due."""

SHOW_STEPS = (
    Step(
        1,
        "Sebelum pelaksanaan, tim menghubungi narasumber (ketua atau anggota koperasi dan UKM "
        "Kabupaten Bogor)",
        -14,
        "Tim pelaksana",
    ),
    Step(2, "Mempersiapkan keperluan yang dibutuhkan untuk live Tiktok", -14, "Tim Humas"),
    Step(3, "Melaksanakan live Tiktok", 0, "Tim pelaksana (Pubdisdok)"),
    Step(
        4,
        "Menyediakan sesi tanya-jawab menggunakan fitur kolom komentar",
        0,
        "Tim pelaksana (Pubdisdok)",
    ),
    # "Setelah live berlangsung": on the day itself.
    Step(5, "Pemantauan jumlah viewers pada Tiktok", 0, "Tim pelaksana"),
    Step(6, "Pengumpulan feedback", 3, "Tim pelaksana (Pubdisdok)"),
    Step(
        7,
        "Evaluasi bersama seluruh pihak pelaksana program HALO KOP-UKM (setiap hari Kamis)",
        6,
        "Tim pelaksana",
    ),
    Step(8, "Pencatatan evaluasi", 6, "Tim pelaksana"),
)
"""SOP HALO KOP-UKM, "Tahapan kegiatan"; every anchor is the day of the live show."""
