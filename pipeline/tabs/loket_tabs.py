"""The standing tabs that Loket fills, in part with ✎ columns of staff."""

from __future__ import annotations

from connectors.sheets.tab import Colour, Column, Kind, Tab, View
from loket import columns as c
from loket.vocabulary import Decision, Phase, ProblemStatus, Status
from pipeline.tabs.colours import AMBER, BLUE, GREEN, GREY, RED, STATUS
from transforms.evaluation.satisfaction_scale import UNSUR

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
        STATUS,
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
    views=(View("Diduga ganda", (c.CREATED,), ((c.STATUS, Status.SUSPECTED_DUPLICATE),)),),
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
                Colour(Phase.OPEN.label, GREEN),
                Colour(Phase.DRAFTED.label, BLUE),
                Colour(Phase.FROZEN.label, AMBER),
                Colour(Phase.CLOSED.label, GREY),
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
                Colour(ProblemStatus.OPEN, RED),
                Colour(ProblemStatus.DONE, GREEN),
                Colour(ProblemStatus.IGNORED, GREY),
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
    views=(View("Masih terbuka", (c.RECEIVED,), ((c.STATUS, ProblemStatus.OPEN),)),),
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
                Colour("Selesai", GREEN),
                Colour("Terlambat", RED),
                Colour("Hari ini", AMBER),
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
