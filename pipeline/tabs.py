"""The declaration of the tabs: titles, columns, types, owners, validation, widths, colours.

One place drives creation, reading, writing and the staff guide. Headers and titles are a contract
with the office and with other programs; fields are Loket's own names for the same columns.
"""

from __future__ import annotations

from connectors.sheets.tab import Colour, Column, Kind, Tab
from loket import columns as c
from loket.vocabulary import (
    Confirmation,
    Decision,
    Group,
    Phase,
    ProblemStatus,
    Service,
    Status,
)
from loket.week import Week
from transforms.evaluation.satisfaction_scale import UNSUR

_GREY, _GREEN, _BLUE, _AMBER, _RED = "#eceff1", "#d7f0dc", "#dbe9fb", "#fff1cc", "#fbdcd9"

STATUS_COLOURS = (
    Colour(Status.SCHEDULED, _BLUE),
    Colour(Status.CONFIRMED, _GREEN),
    Colour(Status.PRESENT, _GREEN),
    Colour(Status.ABSENT, _RED),
    Colour(Status.UNRECORDED, _AMBER),
    Colour(Status.WAITING, _AMBER),
    Colour(Status.CANCELLED, _GREY, "#78909c"),
    Colour(Status.TRANSFERRED, _GREY, "#546e7a"),
    Colour(Status.SUSPECTED_DUPLICATE, _RED),
    Colour(Status.NEEDS_CORRECTION, _RED),
    Colour(Status.ERASED, _GREY, "#b0bec5"),
)
_STATUS = Column(c.STATUS, "Status", width=120, colours=STATUS_COLOURS)
_SERVICES = tuple(Service)

CONSULTANTS = Tab(
    "Konsultan",
    "Konsultan",
    (
        Column(c.NAME, "Nama", width=190),
        Column("institution", "Instansi", width=170),
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
            note="Hapus centang bila tidak bertugas lagi; kosong sejak awal dianggap aktif",
        ),
    ),
    staff_owned=True,
)
AVAILABILITY = Tab(
    "Ketersediaan",
    "Ketersediaan",
    (
        Column(c.CONSULTANT, "Konsultan", width=190, note="Nama seperti pada tab Konsultan"),
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
        Column("note", "Keterangan", width=260),
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
        Column("letter_sent", "Surat Dikirim", Kind.CHECKBOX, width=110),
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
        Column(c.CLERK, "Petugas", width=120),
        Column("at", "Waktu", Kind.DATETIME, width=140),
    ),
    staff_owned=True,
)
EPISODES = Tab(
    "HALO Episode",
    "HALO Episode",
    (
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("guest", "Narasumber", width=170),
        Column("position", "Jabatan", width=130),
        Column("organisation", "Koperasi/UKM", width=190),
        Column("topic", "Topik", width=240),
        Column(c.PHONE, "No. WhatsApp", width=140),
        Column("viewers", "Total Penonton", Kind.INTEGER),
        Column("peak_viewers", "Puncak Penonton", Kind.INTEGER),
        Column("likes", "Suka", Kind.INTEGER, width=80),
        Column("comments", "Komentar", Kind.INTEGER, width=90),
        Column("shares", "Dibagikan", Kind.INTEGER, width=90),
        Column("new_followers", "Pengikut Baru", Kind.INTEGER),
        Column("duration", "Durasi (menit)", Kind.INTEGER),
    ),
    staff_owned=True,
)
QUESTIONS = Tab(
    "HALO Tanya Jawab",
    "HALO Tanya Jawab",
    (
        Column(c.DATE, "Tanggal Siaran", Kind.DATE, width=110),
        Column("asker", "Penanya", width=150),
        Column(c.QUESTION, "Pertanyaan", width=320, wrap=True),
        Column("answer", "Jawaban", width=320, wrap=True),
        Column("category", "Kategori", width=150),
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
        Column("attendees", "Peserta", width=200),
        Column("agenda", "Pokok Bahasan", width=260, wrap=True),
        Column(c.DECISION, "Keputusan", width=300, wrap=True),
        Column("owner", "Penanggung Jawab", width=150),
        Column("due", "Tenggat", Kind.DATE, width=100),
        Column("done", "Selesai", Kind.CHECKBOX, width=80),
    ),
    staff_owned=True,
)

REGISTRATIONS = Tab(
    "Pendaftaran",
    "Pendaftaran",
    (
        Column(c.CODE, "Kode", width=130),
        Column(c.CREATED, "Waktu Daftar", Kind.DATETIME, width=140),
        Column(c.NAME, "Nama", width=190),
        Column(c.PHONE, "No. WhatsApp", width=140),
        Column(c.SERVICE, "Layanan", width=90),
        Column(c.APPLICANT, "Status Pemohon", width=190),
        Column(c.BUSINESS, "Koperasi/Usaha", width=200),
        Column(c.DISTRICT, "Kecamatan", width=140),
        Column(c.FIELD, "Bidang", width=200),
        Column(c.DATES, "Tanggal Bisa", width=220),
        Column(c.TIMES, "Jam Diinginkan", width=160),
        Column(c.GROUP, "Jalur", width=90),
        Column(c.WEEK, "Minggu", width=90),
        _STATUS,
        Column(c.REMARK, "Keterangan", width=320, wrap=True),
        Column(
            c.DECISION,
            "Keputusan",
            Kind.CHOICE,
            staff=True,
            choices=tuple(Decision),
            width=150,
            note="Untuk status Diduga Ganda",
        ),
    ),
    row_key=(c.CODE,),
    colour="#1565c0",
)
WAITING_LIST = Tab(
    "Daftar Tunggu",
    "Daftar Tunggu",
    (
        Column(c.ORDER, "Urutan", Kind.INTEGER, width=70),
        Column(c.CODE, "Kode", width=130),
        Column(c.CREATED, "Waktu Daftar", Kind.DATETIME, width=140),
        Column(c.NAME, "Nama", width=190),
        Column(c.PHONE, "No. WhatsApp", width=140),
        Column(c.SERVICE, "Layanan", width=90),
        Column(c.FIELD, "Bidang", width=200),
        Column(c.WEEK, "Minggu", width=90),
        Column(c.REASON, "Alasan", width=420, wrap=True),
    ),
    row_key=(c.CODE,),
    colour="#1565c0",
)
CAPACITIES = Tab(
    "Kuota Terisi",
    "Kuota Terisi",
    (
        Column(c.WEEK, "Minggu", width=90),
        Column(
            c.PHASE,
            "Fase",
            width=100,
            colours=(
                Colour(Phase.OPEN.label, _GREEN),
                Colour(Phase.DRAFTED.label, _BLUE),
                Colour(Phase.FROZEN.label, _AMBER),
                Colour(Phase.CLOSED.label, _GREY),
            ),
        ),
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column(c.DAY, "Hari", width=80),
        Column(c.SERVICE, "Layanan", width=90),
        Column(c.CAPACITY, "Kapasitas", Kind.INTEGER, width=90),
        Column(c.INVITED, "Undangan", Kind.INTEGER, width=90),
        Column(c.PUBLIC, "Umum", Kind.INTEGER, width=80),
        Column(c.FILLED, "Terisi", Kind.INTEGER, width=80),
        Column(c.REMAINING, "Sisa", Kind.INTEGER, width=80),
    ),
    row_key=(c.DATE, c.SERVICE),
    colour="#1565c0",
)
INVITED_PARTIES = Tab(
    "Rekap Undangan",
    "Rekap Undangan",
    (
        Column(c.NAME, "Nama", width=190),
        Column(c.BUSINESS, "Koperasi/Usaha", width=200),
        Column(c.SERVICE, "Layanan", width=90),
        Column(c.INVITATION_CODE, "Kode Undangan", width=130),
        Column("link", "Tautan", Kind.LINK, width=120),
        Column("registered", "Terdaftar", width=90),
        Column(c.CODE, "Kode", width=130),
    ),
    row_key=(c.INVITATION_CODE,),
    colour="#1565c0",
)
PROBLEMS = Tab(
    "Perlu Perbaikan",
    "Perlu Perbaikan",
    (
        Column(c.CODE, "Kode", width=130),
        Column(c.FORM, "Formulir", width=190),
        Column(c.QUESTION, "Pertanyaan", width=180),
        Column(c.VALUE, "Isian", width=200),
        Column(c.REASON, "Masalah", width=280, wrap=True),
        Column(c.REMEDY, "Saran", width=300, wrap=True),
        Column(c.RECEIVED, "Waktu Masuk", Kind.DATETIME, width=140),
        Column(
            c.STATUS,
            "Status",
            width=90,
            colours=(
                Colour(ProblemStatus.OPEN, _RED),
                Colour(ProblemStatus.DONE, _GREEN),
                Colour(ProblemStatus.IGNORED, _GREY),
            ),
        ),
        Column(
            c.CORRECTION,
            "Koreksi",
            staff=True,
            width=200,
            note="Jawaban yang benar; tanda - berarti tidak dipakai",
        ),
        Column(c.CLERK, "Petugas", staff=True, width=120),
    ),
    row_key=(c.FORM, c.CODE, c.QUESTION),
    colour="#c62828",
)
MILESTONES = Tab(
    "Tahapan",
    "Tahapan",
    (
        Column("program", "Program", width=120),
        Column(c.WEEK, "Minggu", width=90),
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("number", "No", Kind.INTEGER, width=50),
        Column("step", "Tahapan", width=420, wrap=True),
        Column("sop_deadline", "Tenggat SOP", Kind.DATE, width=100),
        Column("working_deadline", "Tenggat Hari Kerja", Kind.DATE, width=130),
        Column("party", "Pihak", width=190, wrap=True),
        Column(
            c.STATUS,
            "Status",
            width=200,
            wrap=True,
            colours=(
                Colour("Selesai", _GREEN),
                Colour("Terlambat", _RED),
                Colour("Hari ini", _AMBER),
            ),
        ),
        Column("done", "Selesai", Kind.CHECKBOX, staff=True, width=80),
        Column(c.NOTES, "Catatan", staff=True, width=220),
    ),
    row_key=("program", c.WEEK, "number", c.DATE),
    colour="#6a1b9a",
)
EVALUATIONS = Tab(
    "Rekap Evaluasi",
    "Rekap Evaluasi",
    (
        Column(c.WEEK, "Minggu", width=90),
        Column("registered", "Terdaftar", Kind.INTEGER, width=85),
        Column("scheduled", "Terjadwal", Kind.INTEGER, width=85),
        Column("present", "Hadir", Kind.INTEGER, width=70),
        Column("absent", "Tidak Hadir", Kind.INTEGER, width=90),
        Column("unrecorded", "Belum Dicatat", Kind.INTEGER, width=105),
        Column("cancelled", "Batal", Kind.INTEGER, width=70),
        Column("waiting", "Daftar Tunggu", Kind.INTEGER, width=105),
        Column("feedback", "Umpan Balik", Kind.INTEGER, width=95),
        Column("response_rate", "Tingkat Respons", Kind.PERCENT, width=115),
        Column("ikm", "IKM", Kind.NUMBER, width=70),
        Column("grade", "Mutu", width=60),
        *(Column(unsur.key, unsur.code, Kind.NUMBER, width=55) for unsur in UNSUR),
        Column("lowest", "Unsur Terendah", width=190),
        Column("solved", "Terjawab", Kind.PERCENT, width=85),
        Column(c.REMARK, "Catatan", width=360, wrap=True),
    ),
    row_key=(c.WEEK,),
    colour="#6a1b9a",
)
HALO_EPISODES = Tab(
    "HALO Rekap",
    "HALO Rekap",
    (
        Column(c.DATE, "Tanggal", Kind.DATE, width=100),
        Column("guest", "Narasumber", width=170),
        Column("organisation", "Koperasi/UKM", width=190),
        Column("topic", "Topik", width=240),
        Column("viewers", "Total Penonton", Kind.INTEGER),
        Column("change", "Perubahan", Kind.PERCENT, width=95),
        Column("mean_of_four", "Rata-rata 4 Siaran", Kind.NUMBER, width=130),
        Column("interaction", "Interaksi", Kind.PERCENT, width=85),
        Column("asked", "Pertanyaan", Kind.INTEGER, width=95),
        Column("answered", "Dijawab", Kind.INTEGER, width=80),
        Column("feedback", "Umpan Balik", Kind.INTEGER, width=95),
        Column("satisfaction", "Kepuasan", Kind.NUMBER, width=85),
        Column("benefit", "Manfaat", Kind.NUMBER, width=80),
        Column("feedback_due", "Tenggat Umpan Balik", Kind.DATE, width=145),
        Column("evaluation_due", "Tenggat Evaluasi", Kind.DATE, width=125),
        Column(c.STATUS, "Status", width=240, wrap=True),
    ),
    row_key=(c.DATE,),
    colour="#6a1b9a",
)
LOG = Tab(
    "Log",
    "Log",
    (
        Column("number", "No", Kind.INTEGER, width=60),
        Column("at", "Waktu", Kind.DATETIME, width=140),
        Column("trigger", "Pemicu", width=100),
        Column("new", "Baru", Kind.INTEGER, width=70),
        Column("changed", "Berubah", Kind.INTEGER, width=80),
        Column("rejected", "Ditolak", Kind.INTEGER, width=80),
        Column("cells", "Sel Ditulis", Kind.INTEGER, width=90),
        Column("outcome", "Hasil", width=110),
        Column(c.REMARK, "Keterangan", width=520, wrap=True),
    ),
    row_key=("number",),
    colour="#757575",
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
LOKET_TABS = (
    REGISTRATIONS,
    WAITING_LIST,
    CAPACITIES,
    INVITED_PARTIES,
    PROBLEMS,
    MILESTONES,
    EVALUATIONS,
    HALO_EPISODES,
    LOG,
)


def schedule_tab(week: Week) -> Tab:
    """Give the tab of one week's schedule."""
    return Tab(
        f"Jadwal {week}",
        f"Jadwal {week}",
        (
            Column(c.CODE, "Kode", width=130),
            Column(c.DAY, "Hari", width=80),
            Column(c.DATE, "Tanggal", Kind.DATE, width=100),
            Column(c.START, "Jam", Kind.TIME, width=70),
            Column(c.SERVICE, "Layanan", width=90),
            Column(c.CONSULTANT, "Konsultan", width=180),
            Column(c.NAME, "Nama", width=190),
            Column(c.BUSINESS, "Koperasi/Usaha", width=190),
            Column(c.FIELD, "Bidang", width=190),
            Column(c.PHONE, "No. WhatsApp", width=140),
            Column(c.GROUP, "Jalur", width=90, colours=(Colour(Group.INVITED, _BLUE),)),
            _STATUS,
            Column(c.MESSAGE_LINK, "Kirim WA", Kind.LINK, width=90),
            Column(c.FEEDBACK_LINK, "Umpan Balik", Kind.LINK, width=100),
            Column(c.REMARK, "Keterangan", width=340, wrap=True),
            Column(
                c.TOLD,
                "Diberitahu",
                Kind.CHECKBOX,
                staff=True,
                width=95,
                note="Centang setelah klien diberi tahu",
            ),
            Column(
                c.CONFIRMATION,
                "Konfirmasi",
                Kind.CHOICE,
                staff=True,
                choices=tuple(Confirmation),
                width=120,
            ),
            Column(c.MOVE_DATE, "Pindah Tanggal", Kind.DATE, staff=True, width=120),
            Column(c.MOVE_START, "Pindah Jam", Kind.TIME, staff=True, width=95),
            Column(
                c.MOVE_CONSULTANT,
                "Pindah Konsultan",
                staff=True,
                width=180,
                note="Nama seperti pada tab Konsultan",
            ),
            Column(
                c.PINNED,
                "Kunci",
                Kind.CHECKBOX,
                staff=True,
                width=70,
                note="Centang agar sesi ini tidak digeser Loket",
            ),
            Column(
                c.ATTENDANCE,
                "Kehadiran",
                Kind.CHOICE,
                staff=True,
                choices=(Status.PRESENT, Status.ABSENT),
                width=110,
                note="kosong berarti belum dicatat",
            ),
            Column(c.ARRIVED, "Jam Datang", Kind.TIME, staff=True, width=95),
            Column(c.NOTES, "Catatan", staff=True, width=240),
        ),
        row_key=(c.CODE,),
        colour="#2e7d32",
        frozen_columns=1,
        place=0,
    )


def board_tab(week: Week) -> Tab:
    """Give the tab of one week's board: days and times down, consultants across."""
    return Tab(f"Papan {week}", f"Papan {week}", colour="#2e7d32", place=1)


def evaluation_tab(week: Week) -> Tab:
    """Give the tab of one week's evaluation page."""
    return Tab(f"Evaluasi {week}", f"Evaluasi {week}", colour="#6a1b9a")
