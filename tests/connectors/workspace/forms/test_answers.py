"""The fields that a browser sends, read into answers or problems."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.workspace.forms.answers import entry, fields, read
from connectors.workspace.forms.sections import sections, way
from tests.connectors.workspace.questionnaire import Json, a_choice

REQUIRED = "Pertanyaan ini wajib diisi."
NOT_OFFERED = "Pilihan ini tidak tersedia."


def an_item(question_id: str = "a", *, required: bool = False, **kind: Any) -> Json:
    question = {"questionId": question_id, "required": required, **(kind or {"textQuestion": {}})}
    return {"itemId": f"1{question_id}", "questionItem": {"question": question}}


DATE = {"dateQuestion": {"includeYear": True}}
DAYS = a_choice("Senin", "Selasa", kind="CHECKBOX")
OTHER = a_choice("Ya", {"isOther": True})
SCALE = {"scaleQuestion": {"low": 1, "high": 4}}


@pytest.mark.parametrize(
    ("kind", "sent", "values"),
    [
        ({"textQuestion": {}}, "entry.10=Budi", ["Budi"]),
        ({"textQuestion": {}}, "entry.10=", []),
        ({"textQuestion": {}}, "entry.10=+", [" "]),
        ({"textQuestion": {}}, "entry.11=x&surprise=1&entry.abc=2", []),
        ({"textQuestion": {"paragraph": True}}, "entry.10=a%0D%0Ab", ["a\nb"]),
        (DAYS, "entry.10=Selasa&entry.10=Senin&entry.10=Selasa", ["Selasa", "Senin"]),
        (DAYS, "entry.10_sentinel=", []),
        (OTHER, "entry.10=Ya", ["Ya"]),
        (OTHER, "entry.10=__other_option__&entry.10.other_option_response=Lain", ["Lain"]),
        (OTHER, "entry.10=__other_option__&entry.10.other_option_response=", []),
        (SCALE, "entry.10=4", ["4"]),
        (DATE, "entry.10=2026-11-25", ["2026-11-25"]),
        (DATE, "entry.10_year=2026&entry.10_month=1&entry.10_day=5", ["2026-01-05"]),
        ({"dateQuestion": {}}, "entry.10_month=2&entry.10_day=29", ["02-29"]),
        (
            {"dateQuestion": {"includeYear": True, "includeTime": True}},
            "entry.10=2026-11-25T14:51",
            ["2026-11-25 14:51"],
        ),
        ({"timeQuestion": {}}, "entry.10=09:30", ["09:30"]),
        ({"timeQuestion": {}}, "entry.10_hour=9&entry.10_minute=5", ["09:05"]),
        ({"timeQuestion": {"duration": True}}, "entry.10=01:30:00", ["01:30:00"]),
    ],
)
def test_what_is_answered(kind: Json, sent: str, values: list[str]) -> None:
    answers, problems = read([an_item(**kind)], fields(sent))
    assert problems == {}
    texts = {"answers": [{"value": value} for value in values]}
    assert answers == ({"a": {"questionId": "a", "textAnswers": texts}} if values else {})


@pytest.mark.parametrize(
    ("kind", "sent", "problem"),
    [
        (DAYS, "entry.10=Rabu", NOT_OFFERED),
        (DAYS, "entry.10=Senin&entry.10=__other_option__", NOT_OFFERED),
        (SCALE, "entry.10=5", NOT_OFFERED),
        (SCALE, "entry.10=-1", NOT_OFFERED),
        (SCALE, "entry.10=%D9%A3", NOT_OFFERED),
        (DATE, "entry.10=2026-02-30", "Tanggal tidak valid."),
        (DATE, "entry.10=25/11/2026", "Tanggal tidak valid."),
        (DATE, "entry.10_year=2026&entry.10_day=5", "Tanggal tidak valid."),
        ({"timeQuestion": {}}, "entry.10=24:00", "Waktu tidak valid."),
    ],
)
def test_what_is_refused(kind: Json, sent: str, problem: str) -> None:
    assert read([an_item(**kind)], fields(sent)) == ({}, {"a": problem})


@pytest.mark.parametrize("kind", [{"textQuestion": {}}, DAYS, OTHER, SCALE, DATE])
@pytest.mark.parametrize("sent", ["", "entry.10=", "entry.10_sentinel="])
def test_a_required_question_must_be_answered(kind: Json, sent: str) -> None:
    assert read([an_item(required=True, **kind)], fields(sent)) == ({}, {"a": REQUIRED})


def test_blanks_do_not_answer_a_required_question() -> None:
    assert read([an_item(required=True)], fields("entry.10=+%09")) == ({}, {"a": REQUIRED})


TWO_WAYS = [
    an_item(
        "1",
        required=True,
        **a_choice(
            {"value": "Koperasi", "goToSectionId": "100"},
            {"value": "UKM", "goToSectionId": "200"},
            {"value": "Selesai", "goToAction": "SUBMIT_FORM"},
        ),
    ),
    {"itemId": "100", "title": "Koperasi", "pageBreakItem": {}},
    an_item("2", required=True, **a_choice({"value": "A", "goToSectionId": "300"})),
    {"itemId": "200", "title": "UKM", "pageBreakItem": {}},
    an_item("3", required=True),
    {"itemId": "300", "title": "Akhir", "pageBreakItem": {}},
    an_item("4"),
]


@pytest.mark.parametrize(
    ("sent", "answered", "wrong"),
    [
        ("entry.1=Koperasi&entry.2=A&entry.3=x&entry.4=y", {"1", "2", "4"}, set()),
        ("entry.1=UKM&entry.2=A&entry.3=x&entry.4=y", {"1", "3", "4"}, set()),
        ("entry.1=Selesai&entry.2=A&entry.3=x&entry.4=y", {"1"}, set()),
        ("entry.1=Koperasi&entry.3=x", {"1", "3"}, {"2"}),
        ("entry.1=UKM", {"1"}, {"3"}),
    ],
)
def test_only_the_sections_on_the_way_count(sent: str, answered: set[str], wrong: set[str]) -> None:
    answers, problems = read(TWO_WAYS, fields(sent))
    assert (set(answers), set(problems)) == (answered, wrong)


def test_a_way_that_leads_back_ends() -> None:
    items = [
        {"itemId": "100", "title": "Ulang", "pageBreakItem": {}},
        an_item("1", **a_choice({"value": "Lagi", "goToSectionId": "100"})),
    ]
    assert [s.id for s in way(sections(items), {"1": ["Lagi"]})] == ["", "100"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1))
def test_any_text_arrives_as_it_was_typed(text: str) -> None:
    answers, _ = read([an_item("7fffffff")], fields(urlencode({"entry.2147483647": text})))
    assert answers["7fffffff"]["textAnswers"] == {"answers": [{"value": text}]}


@pytest.mark.parametrize(
    "encoded", ["%ED%A0%80", "%FF", "%00", "\ud800".encode("utf-8", "replace").decode()]
)
def test_what_cannot_be_text_is_replaced(encoded: str) -> None:
    (value,) = fields(f"entry.10=a{encoded}b")["entry.10"]
    assert value.encode("utf-8").decode() == value
    assert value[0] + value[-1] == "ab"
    assert "\x00" not in value


def test_an_entry_is_the_question_id_as_a_decimal_number() -> None:
    assert entry({"questionId": "0000ffff"}) == "entry.65535"
    assert quote_plus(entry({"questionId": "a"})) == "entry.10"
