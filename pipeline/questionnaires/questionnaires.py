"""The declaration of the three forms: questions, options, and the field that each feeds.

A question's key is the column of the responses' frame that holds its answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from connectors.forms.questionnaire import Question, QuestionKind, Questionnaire, Section
from loket import columns as c
from loket.vocabulary import FIELD_OTHER, OUTSIDE_DISTRICT, Form, Service
from pipeline.configuration.settings import Clinic, Hours
from transforms.calendar.date_options import WAITING_LIST_OPTION
from transforms.evaluation.respondent_profile import PROFILE
from transforms.evaluation.satisfaction_scale import UNSUR, Unsur, unsur_of_question
from transforms.reading.districts import DISTRICTS
from transforms.reading.indonesian import session_text
from transforms.registration.session_times import session_starts

APPLICANTS = ("Pengurus/anggota koperasi", "Pemilik UKM/UMKM", "Masyarakat umum")
SOURCES = (
    "Instagram",
    "TikTok",
    "Radio Tegar Beriman 95,3 FM",
    "Media cetak",
    "Surat undangan",
    "Teman/kerabat",
)

DEFAULT_FIELDS = {
    Service.COOPERATIVE: (
        "Pendirian & kelembagaan",
        "Simpan pinjam",
        "Akuntansi & laporan RAT",
        "Perpajakan",
        "Pengawasan & kesehatan koperasi",
        "Pembiayaan",
        FIELD_OTHER,
    ),
    Service.SME: (
        "NIB/OSS",
        "Sertifikasi halal",
        "SPP-IRT",
        "Merek/HKI",
        "Pembiayaan/KUR",
        "Pemasaran digital",
        "Kemasan & produksi",
        "Pembukuan & perpajakan",
        "Ekspor",
        "Kemitraan",
        FIELD_OTHER,
    ),
}

_PRIVACY = (
    "Data dipakai hanya untuk menjadwalkan dan mengevaluasi konsultasi, disimpan paling lama "
    "12 bulan, dan dapat dihapus atas permintaan Anda. Mohon tidak menuliskan NIK."
)
CONSENT = "Saya setuju data saya diproses untuk layanan konsultasi ini"


def service_option(service: Service, hours: Hours) -> str:
    """Give the option by which a client chooses a service: ``Koperasi 09.00–12.00``."""
    return f"{service} {hours.start:%H.%M}–{hours.end:%H.%M}"


def registration(clinic: Clinic, dates: Iterable[str] = (WAITING_LIST_OPTION,)) -> Questionnaire:
    """Give the standing registration form; its date options are kept by Loket."""
    options = {service: service_option(service, clinic.hours[service]) for service in Service}
    return Questionnaire(
        Form.REGISTRATION,
        "Pendaftaran Clean & Clear",
        (
            Question(c.NAME, "Nama lengkap", required=True, personal=True),
            Question(
                c.PHONE,
                "Nomor WhatsApp aktif",
                required=True,
                description="Misalnya 0812…",
                personal=True,
            ),
            _choice(c.APPLICANT, "Status pemohon", APPLICANTS, required=True),
            Question(c.BUSINESS, "Nama koperasi/usaha", personal=True),
            Question(
                c.DISTRICT,
                "Kecamatan",
                QuestionKind.DROP_DOWN,
                required=True,
                options=(*DISTRICTS, OUTSIDE_DISTRICT),
            ),
            Question(
                c.DATES,
                "Tanggal yang bisa dihadiri",
                QuestionKind.CHECKBOX,
                required=True,
                options=tuple(dates),
                description="Pilih semua hari yang bisa Anda hadiri.",
            ),
            _choice(
                c.SERVICE,
                "Layanan konsultasi",
                tuple(options.values()),
                required=True,
                sections={option: f"section_{service}" for service, option in options.items()},
            ),
            *_service_section(
                Service.COOPERATIVE, c.FIELD_COOPERATIVE, c.TIMES_COOPERATIVE, clinic
            ),
            *_service_section(Service.SME, c.FIELD_SME, c.TIMES_SME, clinic),
            Section("section_closing", "Keterangan"),
            Question(c.PROBLEM, "Uraian permasalahan", QuestionKind.PARAGRAPH, personal=True),
            Question(c.INVITATION_CODE, "Kode undangan"),
            _choice(c.SOURCE, "Sumber informasi", SOURCES),
            Question(
                c.CONSENT,
                "Persetujuan pemrosesan data pribadi",
                QuestionKind.RADIO,
                required=True,
                options=(CONSENT,),
                description=_PRIVACY,
            ),
        ),
        description="Konsultasi gratis bagi koperasi, pelaku UKM dan masyarakat. Satu sesi "
        "30 menit; jadwal dikirim lewat WhatsApp.",
    )


def feedback(clinic: Clinic) -> Questionnaire:
    """Give the clinic's feedback form: the nine questions of the survey and a few of our own."""
    services = tuple(service_option(service, clinic.hours[service]) for service in Service)
    return Questionnaire(
        Form.FEEDBACK,
        "Umpan Balik Clean & Clear",
        (
            Question("feedback_code", "Kode", description="Dari pesan jadwal; boleh kosong."),
            Question("feedback_date", "Tanggal", QuestionKind.DATE, description="Bila tanpa kode."),
            _choice("feedback_service", "Layanan", services),
            *(_survey_question(unsur) for unsur in UNSUR),
            _choice("solved", "Apakah permasalahan terjawab?", ("Ya", "Sebagian", "Belum")),
            _choice("follow_up", "Perlu tindak lanjut?", ("Ya", "Tidak")),
            *(
                _choice(question.key, question.title, question.options, personal=True)
                for question in PROFILE
            ),
            Question("suggestion", "Saran", QuestionKind.PARAGRAPH, personal=True),
        ),
        description="Terima kasih sudah berkonsultasi. Isian ini tanpa nama.",
    )


def _survey_question(unsur: Unsur) -> Question:
    """Give a question of the survey; an office's own form words and orders them as it likes."""
    return replace(
        _choice(unsur.key, unsur.question, unsur.answers),
        asked_by=lambda title, options: unsur_of_question(title, options) is unsur,
    )


def halo_feedback() -> Questionnaire:
    """Give the feedback form of the live show."""
    return Questionnaire(
        Form.HALO_FEEDBACK,
        "Umpan Balik HALO KOP-UKM",
        (
            Question("halo_date", "Tanggal siaran", QuestionKind.DATE, required=True),
            _choice("halo_role", "Sebagai", ("Penonton", "Narasumber"), required=True),
            Question("halo_satisfaction", "Kepuasan", QuestionKind.SCALE, required=True),
            Question("halo_benefit", "Manfaat", QuestionKind.SCALE, required=True),
            Question("halo_topic", "Topik yang diusulkan", personal=True),
            Question("halo_suggestion", "Saran", QuestionKind.PARAGRAPH, personal=True),
        ),
    )


def questionnaires(clinic: Clinic) -> dict[Form, Questionnaire]:
    """Give all three, by form."""
    return {
        Form.REGISTRATION: registration(clinic),
        Form.FEEDBACK: feedback(clinic),
        Form.HALO_FEEDBACK: halo_feedback(),
    }


def _choice(
    key: str,
    title: str,
    options: tuple[str, ...],
    *,
    required: bool = False,
    sections: dict[str, str] | None = None,
    personal: bool = False,
) -> Question:
    return Question(
        key,
        title,
        QuestionKind.RADIO,
        required=required,
        options=options,
        option_sections=sections or {},
        personal=personal,
    )


def _service_section(
    service: Service, field_key: str, times_key: str, clinic: Clinic
) -> tuple[Section | Question, ...]:
    hours = clinic.hours[service]
    return (
        Section(f"section_{service}", f"Konsultasi {service}"),
        Question(
            times_key,
            "Jam yang diinginkan",
            QuestionKind.CHECKBOX,
            options=tuple(session_text(start) for start in session_starts(hours.start, hours.end)),
            description="Boleh dikosongkan.",
        ),
        Question(
            field_key,
            "Bidang konsultasi",
            QuestionKind.RADIO,
            required=True,
            options=DEFAULT_FIELDS[service],
            then="section_closing",
        ),
    )
