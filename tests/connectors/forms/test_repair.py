"""What a form needs; played through on Google's JSON, or on an office's own form."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.forms.questionnaire import Question, QuestionKind, Questionnaire, Section
from connectors.forms.repair import (
    OPTIONS_MASK,
    options_request,
    question_ids,
    requests_to_create,
    requests_to_repair,
)
from loket.errors import ConfigurationError, QuestionMissing

Json = dict[str, Any]

SERVICE = Question(
    "service",
    "Layanan",
    QuestionKind.RADIO,
    required=True,
    options=("Koperasi", "UKM"),
    option_sections={"Koperasi": "cooperative", "UKM": "sme"},
)
DATES = Question("dates", "Tanggal", QuestionKind.CHECKBOX, options=("Senin",), managed=True)
VISIT = Questionnaire(
    "visit",
    "Pendaftaran",
    (
        Question("name", "Nama lengkap", required=True),
        DATES,
        SERVICE,
        Section("cooperative", "Koperasi"),
        Question("field_1", "Bidang", QuestionKind.DROP_DOWN, options=("RAT",), then="closing"),
        Section("sme", "UKM"),
        Question("field_2", "Bidang", QuestionKind.DROP_DOWN, options=("NIB",)),
        Section("closing", "Penutup"),
        Question("problem", "Uraian", QuestionKind.PARAGRAPH, description="Boleh kosong"),
        Question("day", "Hari", QuestionKind.DATE),
        Question("score", "Nilai", QuestionKind.SCALE, low=1, high=4, low_label="Buruk"),
    ),
    description="Gratis",
)


def applied(form: Json, requests: Iterable[Json]) -> Json:
    """Do to a form what requests say; a section must be there before an option leads to it."""
    items = [*form.get("items", [])]
    for request in requests:
        if creation := request.get("createItem"):
            item = creation["item"]
            question = item.get("questionItem", {}).get("question", {})
            sections = {other["itemId"] for other in items if "pageBreakItem" in other}
            for option in question.get("choiceQuestion", {}).get("options", []):
                assert option.get("goToSectionId") in {None, *sections}
            items.insert(creation["location"]["index"], item)
        elif update := request.get("updateItem"):
            assert update["updateMask"] == OPTIONS_MASK
            standing = items[update["location"]["index"]]
            assert standing["itemId"] == update["item"]["itemId"]
            choice = update["item"]["questionItem"]["question"]["choiceQuestion"]
            question = {**standing["questionItem"]["question"], "choiceQuestion": choice}
            items[update["location"]["index"]] = {
                **standing,
                "questionItem": {"question": question},
            }
    return {**form, "items": items}


def made(questionnaire: Questionnaire = VISIT) -> Json:
    info = {"title": questionnaire.title}
    return applied({"formId": "f1", "info": info}, requests_to_create(questionnaire))


def an_item(title: str, question_id: str, *options: str) -> Json:
    """An item of a form that an office made itself."""
    kind: Json = {"textQuestion": {}}
    if options:
        kind = {"choiceQuestion": {"type": "RADIO", "options": [{"value": o} for o in options]}}
    question = {"questionId": question_id, **kind}
    return {"itemId": f"i{question_id}", "title": title, "questionItem": {"question": question}}


def an_office_form(*items: Json) -> Json:
    return {"formId": "f2", "info": {"title": "Formulir Dinas"}, "items": list(items)}


def test_a_new_form_asks_everything_in_order_and_says_what_it_is_for() -> None:
    assert [item["title"] for item in made()["items"]] == [item.title for item in VISIT.items]
    info = {"info": {"description": "Gratis"}, "updateMask": "description"}
    assert requests_to_create(VISIT)[0] == {"updateFormInfo": info}


def test_options_lead_to_their_sections() -> None:
    led = [leads(item) for item in made()["items"]]
    section = {item.key: item.item_id for item in VISIT.items if isinstance(item, Section)}
    assert [ways for ways in led if ways] == [
        [None],
        [section["cooperative"], section["sme"]],
        [section["closing"]],
        [None],
    ]


def test_ids_are_eight_hexadecimal_digits_and_all_different() -> None:
    ids = [question.question_id for question in VISIT.questions()]
    ids += [item.item_id for item in VISIT.items]
    assert len(set(ids)) == len(ids)
    assert all(0x10000000 <= int(identity, 16) <= 0x7FFFFFFF for identity in ids)


def test_a_form_as_it_should_be_needs_nothing() -> None:
    requests, ids = requests_to_repair(VISIT, made(), {})
    assert requests == []
    assert ids == {question.key: question.question_id for question in VISIT.questions()}


@given(st.sets(st.sampled_from([item.key for item in VISIT.items])))
def test_what_people_delete_comes_back_in_its_place(lost: set[str]) -> None:
    gone = {item.item_id for item in VISIT.items if item.key in lost}
    form = made()
    damaged = deepcopy(
        {**form, "items": [item for item in form["items"] if item["itemId"] not in gone]}
    )
    for item in damaged["items"]:
        question = item.get("questionItem", {}).get("question", {})
        for option in question.get("choiceQuestion", {}).get("options", []):
            if option.get("goToSectionId") in gone:
                del option["goToSectionId"]
    requests, ids = requests_to_repair(VISIT, damaged, {})
    repaired = applied(damaged, requests)
    assert [item["title"] for item in repaired["items"]] == [item.title for item in VISIT.items]
    assert ids == question_ids(repaired, VISIT, {})
    assert requests_to_repair(VISIT, repaired, {})[0] == []
    assert [leads(item) for item in repaired["items"]] == [leads(item) for item in form["items"]]


def leads(item: Json) -> list[str | None]:
    question = item.get("questionItem", {}).get("question", {})
    options = question.get("choiceQuestion", {}).get("options", [])
    return [option.get("goToSectionId") for option in options]


def test_managed_options_are_put_right_and_others_left_to_the_office() -> None:
    changed = replace(
        VISIT,
        items=(
            replace(DATES, options=("Selasa", "Rabu")),
            replace(SERVICE, options=("Koperasi", "UKM", "Lain")),
            *VISIT.items[3:],
        ),
    )
    (request,), _ = requests_to_repair(changed, made(), {})
    choice = request["updateItem"]["item"]["questionItem"]["question"]["choiceQuestion"]
    assert choice == {"type": "CHECKBOX", "options": [{"value": "Selasa"}, {"value": "Rabu"}]}


def test_an_office_form_is_matched_by_title_and_asks_only_what_is_missing() -> None:
    form = an_office_form(an_item("NAMA  lengkap", "aa"), an_item("Lainnya", "bb"))
    small = replace(VISIT, items=(VISIT.items[0], Question("phone", "WhatsApp")))
    requests, ids = requests_to_repair(small, form, {})
    assert [item["title"] for item in applied(form, requests)["items"]] == [
        "NAMA  lengkap",
        "WhatsApp",
        "Lainnya",
    ]
    assert ids == {"name": "aa", "phone": Question("phone", "").question_id}


def test_a_pin_counts_before_a_title_and_survives_a_new_wording() -> None:
    form = an_office_form(an_item("Nama lengkap", "aa"), an_item("Nama Bapak/Ibu", "bb"))
    small = replace(VISIT, items=(VISIT.items[0],))
    assert question_ids(form, small, {"name": "bb"}) == {"name": "bb"}


def test_a_pin_that_is_gone_is_an_error_until_it_is_repaired() -> None:
    small = replace(VISIT, items=(VISIT.items[0],))
    with pytest.raises(QuestionMissing, match=r"'Formulir Dinas' has lost .*'Nama lengkap'"):
        question_ids(an_office_form(), small, {"name": "bb"})
    requests, ids = requests_to_repair(small, an_office_form(), {"name": "bb"})
    assert len(requests) == 1
    assert ids == {"name": VISIT.question("name").question_id}


def test_a_title_that_fits_twice_is_an_error_that_lists_the_candidates() -> None:
    form = an_office_form(an_item("Nama lengkap", "aa"), an_item("nama lengkap", "bb"))
    with pytest.raises(ConfigurationError, match=r"aa \(item 1\), bb \(item 2\)"):
        question_ids(form, VISIT, {})


@pytest.mark.parametrize(
    ("options", "written"),
    [
        pytest.param(["RAT"], None, id="as they are"),
        pytest.param(["RAT", "Pajak"], ["RAT", "Pajak"], id="one more"),
        pytest.param(["Pajak"], ["Pajak"], id="another"),
    ],
)
def test_options_are_rewritten_only_if_they_differ_and_lead_on(
    options: list[str], written: list[str] | None
) -> None:
    request = options_request(made(), VISIT.question("field_1").question_id, options)
    if written is None:
        assert request is None
    else:
        assert request is not None
        after = applied(made(), [request])
        assert requests_to_repair(VISIT, after, {})[0] == []
        closing = next(item.item_id for item in VISIT.items if item.key == "closing")
        choice = request["updateItem"]["item"]["questionItem"]["question"]["choiceQuestion"]
        assert choice["options"] == [
            {"value": value, "goToSectionId": closing} for value in written
        ]


def test_options_of_a_lost_question_are_an_error() -> None:
    with pytest.raises(QuestionMissing):
        options_request(made(), "7fffffff", ["a"])


@pytest.mark.parametrize(
    "items",
    [
        pytest.param((Question("a", "A"), Question("a", "B")), id="key twice"),
        pytest.param((Question("a", "A", QuestionKind.RADIO),), id="choice without options"),
        pytest.param((Question("a", "A", options=("x",)),), id="text with options"),
        pytest.param(
            (Question("a", "A", QuestionKind.RADIO, options=("x",), then="b"),), id="no section"
        ),
        pytest.param(
            (
                Question("a", "A", QuestionKind.CHECKBOX, options=("x",), then="b"),
                Section("b", "B"),
            ),
            id="checkboxes that lead somewhere",
        ),
    ],
)
def test_a_declaration_is_refused(items: tuple[Question | Section, ...]) -> None:
    with pytest.raises(ValueError, match="Question"):
        Questionnaire("q", "Q", items)
