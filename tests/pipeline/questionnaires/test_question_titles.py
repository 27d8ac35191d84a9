from __future__ import annotations

import pytest

from loket import columns as c
from loket.vocabulary import Form
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.question_titles import form_title, question_key, question_title
from pipeline.questionnaires.questionnaires import questionnaires

QUESTIONS = [
    (form, question.key)
    for form, questionnaire in questionnaires(Clinic()).items()
    for question in questionnaire.questions()
]


@pytest.mark.parametrize(
    ("form", "key", "title"),
    [
        (Form.REGISTRATION, c.PHONE, "Nomor WhatsApp aktif"),
        (Form.REGISTRATION, c.FIELD_COOPERATIVE, "Bidang konsultasi (Konsultasi Koperasi)"),
        (Form.REGISTRATION, c.TIMES_SME, "Jam yang diinginkan (Konsultasi UKM)"),
        (Form.FEEDBACK, c.FEEDBACK_CODE, "Kode"),
        (Form.HALO_FEEDBACK, c.HALO_DATE, "Tanggal siaran"),
        (Form.FEEDBACK, "gone", "gone"),
    ],
)
def test_titles(form: Form, key: str, title: str) -> None:
    assert question_title(form, key) == title


@pytest.mark.parametrize(("form", "key"), QUESTIONS, ids=[f"{f}-{k}" for f, k in QUESTIONS])
def test_every_question_is_found_by_its_titles(form: Form, key: str) -> None:
    assert question_key(form_title(form), question_title(form, key)) == (form, key)


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("Tab Kuota", "Layanan"),
        ("Pendaftaran Clean & Clear", "Bidang konsultasi"),
        ("Pendaftaran Clean & Clear", "Tanggal siaran"),
        ("Pendaftaran Clean & Clear", None),
        (None, "Nama lengkap"),
        (None, None),
    ],
)
def test_other_titles_are_nobodys(form: object, question: object) -> None:
    assert question_key(form, question) is None


def test_the_forms_have_titles_of_their_own() -> None:
    assert {form_title(form) for form in Form} == {
        "Pendaftaran Clean & Clear",
        "Umpan Balik Clean & Clear",
        "Umpan Balik HALO KOP-UKM",
    }
