"""The tabs that staff fill: Loket gives them headers and validation, and only reads them."""

from __future__ import annotations

from connectors.sheets.tab import Column, Kind, Source, Tab
from loket import columns as c
from loket.vocabulary import Service

_SERVICES = tuple(Service)

CONSULTANTS = Tab(
    "Konsultan",
    "Konsultan",
    (
        Column(c.NAME, "Nama", width=190),
        Column("institution", "Instansi", width=170, optional=True),
        Column(c.SERVICE, "Layanan", width=110, note="Koperasi, UKM, atau keduanya: Koperasi, UKM"),
        Column("main_field", "Bidang Utama", width=200, note="Ditulis seperti pada tab Bidang"),
        Column(
            "other_fields",
            "Bidang Lain",
            width=260,
            note="Ditulis seperti pada tab Bidang; pisahkan dengan titik koma",
        ),
        Column("days", "Hari", width=150, note="Misalnya: Senin, Rabu; kosong berarti setiap hari"),
        Column("hours", "Jam", width=120, note="Misalnya: 09.00-11.00; kosong berarti jam layanan"),
        Column(
            c.DAILY_MAXIMUM,
            "Maks Sesi per Hari",
            Kind.INTEGER,
            width=130,
            note="Bilangan bulat; kosong berarti tanpa batas",
        ),
        Column(
            "active",
            "Aktif",
            Kind.CHECKBOX,
            width=70,
            note="Centang selama bertugas; tanpa centang tidak mendapat klien",
        ),
    ),
    staff_owned=True,
)
AVAILABILITY = Tab(
    "Ketersediaan",
    "Ketersediaan",
    (
        Column(
            c.CONSULTANT,
            "Konsultan",
            width=190,
            choices_from=Source(CONSULTANTS, c.NAME),
            note="Nama seperti pada tab Konsultan",
        ),
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("start", "Jam Mulai", Kind.TIME, width=90, note="Kosong berarti sejak awal hari"),
        Column("end", "Jam Selesai", Kind.TIME, width=90, note="Kosong berarti sampai akhir hari"),
        Column(
            "available",
            "Tersedia",
            Kind.CHECKBOX,
            width=80,
            note="Centang: hadir di luar jadwal biasa; tanpa centang: berhalangan",
        ),
        Column("note", "Keterangan", width=260, optional=True),
    ),
    staff_owned=True,
)
QUOTAS = Tab(
    "Kuota",
    "Kuota",
    (
        Column(
            "day_or_date",
            "Hari atau Tanggal",
            Kind.DATE,
            width=140,
            note="Hari, misalnya Senin, atau tanggal, misalnya 24/12/2026; tanggal lebih kuat",
        ),
        Column(c.SERVICE, "Layanan", Kind.CHOICE, choices=_SERVICES, width=100),
        Column(c.INVITED_QUOTA, "Kuota Undangan", Kind.INTEGER),
        Column(c.PUBLIC_QUOTA, "Kuota Umum", Kind.INTEGER),
        Column(
            c.ROOMS,
            "Ruang",
            Kind.INTEGER,
            width=80,
            note="Sesi bersamaan paling banyak; kosong berarti tanpa batas",
        ),
    ),
    staff_owned=True,
)
FIELDS = Tab(
    "Bidang",
    "Bidang",
    (
        Column(c.SERVICE, "Layanan", Kind.CHOICE, choices=_SERVICES, width=100),
        Column(c.FIELD, "Bidang", width=260, note="Satu bidang per baris, tanpa koma"),
    ),
    staff_owned=True,
)
CLOSURES = Tab(
    "Hari Libur",
    "Hari Libur",
    (
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("note", "Keterangan", width=260, optional=True),
        Column(
            "open_services",
            "Layanan Tetap Buka",
            width=170,
            note="Kosong berarti tutup; atau Koperasi, UKM, atau keduanya: Koperasi, UKM",
        ),
    ),
    staff_owned=True,
)
INVITATIONS = Tab(
    "Undangan",
    "Undangan",
    (
        Column(c.NAME, "Nama", width=190),
        Column(c.BUSINESS, "Koperasi/Usaha", width=200),
        Column(c.PHONE, "No. WhatsApp", width=140),
        Column(c.SERVICE, "Layanan", Kind.CHOICE, choices=_SERVICES, width=100),
        Column(
            c.INVITATION_CODE,
            "Kode Undangan",
            width=130,
            note="Boleh kosong: Loket membuatkan kode di tab Rekap Undangan",
        ),
        Column("letter_sent", "Surat Dikirim", Kind.CHECKBOX, width=110, optional=True),
    ),
    staff_owned=True,
)
CHANGES = Tab(
    "Perubahan",
    "Perubahan",
    (
        Column(c.CODE, "Kode", width=130, note="Kode dari tab Pendaftaran"),
        Column(
            "column",
            "Kolom",
            width=150,
            note="Judul kolom di tab Pendaftaran, misalnya Tanggal Bisa",
        ),
        Column(
            c.VALUE,
            "Nilai Baru",
            width=260,
            note="Jawaban baru seluruhnya; beberapa tanggal dipisahkan titik koma",
        ),
        Column(c.CLERK, "Petugas", width=120, optional=True),
        Column("at", "Waktu", Kind.DATETIME, width=140, optional=True),
    ),
    staff_owned=True,
)
EPISODES = Tab(
    "HALO Episode",
    "HALO Episode",
    (
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("guest", "Narasumber", width=170),
        Column("position", "Jabatan", width=130, optional=True),
        Column("organisation", "Koperasi/UKM", width=190),
        Column("topic", "Topik", width=240),
        Column(c.PHONE, "No. WhatsApp", width=140),
        Column("viewers", "Total Penonton", Kind.INTEGER),
        Column("peak_viewers", "Puncak Penonton", Kind.INTEGER),
        Column("likes", "Suka", Kind.INTEGER, width=80),
        Column("comments", "Komentar", Kind.INTEGER, width=90),
        Column("shares", "Dibagikan", Kind.INTEGER, width=90),
        Column("new_followers", "Pengikut Baru", Kind.INTEGER),
        Column("duration", "Durasi (menit)", Kind.INTEGER, optional=True),
    ),
    staff_owned=True,
)
QUESTIONS = Tab(
    "HALO Tanya Jawab",
    "HALO Tanya Jawab",
    (
        Column(c.DATE, "Tanggal Siaran", Kind.DATE, width=110),
        Column("asker", "Penanya", width=150, optional=True),
        Column(c.QUESTION, "Pertanyaan", width=320, wrap=True),
        Column("answer", "Jawaban", width=320, wrap=True),
        Column("category", "Kategori", width=150, optional=True),
    ),
    staff_owned=True,
)
MINUTES = Tab(
    "Notulen Evaluasi",
    "Notulen Evaluasi",
    (
        Column("program", "Program", Kind.CHOICE, choices=("Clean & Clear", "HALO KOP-UKM")),
        Column("period", "Periode", width=110),
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("attendees", "Peserta", width=200, optional=True),
        Column("agenda", "Pokok Bahasan", width=260, wrap=True, optional=True),
        Column(c.DECISION, "Keputusan", width=300, wrap=True, optional=True),
        Column("owner", "Penanggung Jawab", width=150, optional=True),
        Column("due", "Tenggat", Kind.DATE, width=100, optional=True),
        Column("done", "Selesai", Kind.CHECKBOX, width=80),
    ),
    staff_owned=True,
)

STAFF_TABS = (
    CONSULTANTS,
    AVAILABILITY,
    QUOTAS,
    FIELDS,
    CLOSURES,
    INVITATIONS,
    CHANGES,
    EPISODES,
    QUESTIONS,
    MINUTES,
)
