"""Forms v1 through google-api-python-client: forms and their items."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, STAFF, STRANGER, Google, failure
from tests.connectors.workspace.questionnaire import (
    Json,
    a_choice,
    a_form,
    a_question,
    a_section,
)


def update(google: Google, form_id: str, *requests: Json, **body: Any) -> Any:
    request = google.forms.batchUpdate(formId=form_id, body={"requests": requests, **body})
    return request.execute()


def refusal(google: Google, form_id: str, *requests: Json, **body: Any) -> tuple[int, str]:
    return failure(google.forms.batchUpdate(formId=form_id, body={"requests": requests, **body}))


def titles(google: Google, form_id: str) -> list[str]:
    form = google.forms.get(formId=form_id).execute()
    return [item["title"] for item in form.get("items", [])]


def test_a_new_form_is_empty_and_unpublished(owner: Google, workspace: RunningWorkspace) -> None:
    info = {"title": "Pendaftaran", "documentTitle": "Formulir Pendaftaran"}
    created = owner.forms.create(body={"info": info}).execute()
    assert created == {
        "formId": created["formId"],
        "info": info,
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "revisionId": "00000001",
        "responderUri": created["responderUri"],
        "publishSettings": {"publishState": {}},
    }
    assert created["responderUri"].startswith(f"{workspace.url}/forms/d/e/1FAIpQLS")
    assert created["formId"] not in created["responderUri"]
    assert owner.forms.get(formId=created["formId"]).execute() == created


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"info": {"title": "x", "description": "y"}}, "Only info.title can be set"),
        ({"info": {"title": "x"}, "items": []}, "Only info.title can be set"),
        ({"info": {"title": "x"}, "settings": {}}, "Only info.title can be set"),
        ({"info": {"title": " "}}, "title"),
        ({}, "title"),
        ({"info": {"title": "dua\nbaris"}}, "newlines"),
    ],
)
def test_only_the_title_can_be_set_at_creation(owner: Google, body: Json, words: str) -> None:
    status, message = failure(owner.forms.create(body=body))
    assert status == 400
    assert words in message


def test_a_form_renamed_in_drive_shows_the_new_document_title(owner: Google) -> None:
    form_id = a_form(owner)
    owner.drive.files().update(fileId=form_id, body={"name": "Baru"}).execute()
    info = owner.forms.get(formId=form_id).execute()["info"]
    assert info == {"title": "Pendaftaran", "documentTitle": "Baru"}


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [(None, False, False), ("reader", True, False), ("writer", True, True)],
)
def test_access_to_a_form(
    workspace: RunningWorkspace, owner: Google, role: str | None, reads: bool, writes: bool
) -> None:
    form_id, staff = a_form(owner), Google(workspace, STAFF)
    if role:
        body = {"type": "user", "role": role, "emailAddress": STAFF}
        owner.drive.permissions().create(fileId=form_id, body=body).execute()
    outcomes = []
    for request in (
        staff.forms.get(formId=form_id),
        staff.forms.responses().list(formId=form_id),
        staff.forms.batchUpdate(formId=form_id, body={"requests": [a_question()]}),
    ):
        try:
            request.execute()
            outcomes.append(True)
        except Exception:  # noqa: BLE001 - the next line asserts what it was
            assert failure(request) == (403, "The caller does not have permission")
            outcomes.append(False)
    assert outcomes == [reads, reads, writes]


def test_an_unknown_form_is_not_found(owner: Google) -> None:
    expected = (404, "Requested entity was not found.")
    assert failure(owner.forms.get(formId="nix")) == expected
    assert failure(owner.forms.responses().list(formId="nix")) == expected


def test_being_a_responder_gives_no_access_to_the_form(
    workspace: RunningWorkspace, owner: Google
) -> None:
    form_id = a_form(owner, open_to="anyone")
    assert failure(Google(workspace, STRANGER).forms.get(formId=form_id))[0] == 403


def test_items_are_created_moved_and_deleted_in_order(owner: Google) -> None:
    form_id = a_form(owner)
    reply = update(
        owner,
        form_id,
        a_question("A", id="0000000a"),
        a_question("C", at=1),
        a_question("B", at=1),
        a_section("Bagian", "00000100", at=3),
        {"moveItem": {"originalLocation": {"index": 0}, "newLocation": {"index": 2}}},
        {"deleteItem": {"location": {"index": 0}}},
        includeFormInResponse=True,
    )
    assert [next(iter(r), None) for r in reply["replies"]] == [*["createItem"] * 4, None, None]
    assert reply["replies"][0]["createItem"]["questionId"] == ["0000000a"]
    assert reply["replies"][3] == {"createItem": {"itemId": "00000100"}}
    assert [item["title"] for item in reply["form"]["items"]] == ["C", "A", "Bagian"]
    assert titles(owner, form_id) == ["C", "A", "Bagian"]
    assert reply["writeControl"]["requiredRevisionId"] == reply["form"]["revisionId"]


def test_defaults_are_not_shown(owner: Google) -> None:
    form_id = a_form(owner, a_question("A", id="0000000a", textQuestion={"paragraph": False}))
    (item,) = owner.forms.get(formId=form_id).execute()["items"]
    assert item["questionItem"] == {"question": {"questionId": "0000000a", "textQuestion": {}}}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (a_question(at=1), "location.index"),
        ({"createItem": {"item": {"title": "x", "textItem": {}}}}, "location.index"),
        ({"deleteItem": {"location": {"index": 0}}}, "location.index"),
        (a_question("dua\nbaris"), "Displayed text cannot contain newlines"),
        (a_question(**a_choice("A", "A")), "duplicate options"),
        (a_question(**a_choice("A", "")), "title is required"),
        (a_question(**a_choice()), "at least one option"),
        (a_question(**a_choice("A", {"isOther": True}, kind="DROP_DOWN")), "other"),
        (a_question(**a_choice({"value": "A", "goToSectionId": "00000abc"})), "no section"),
        (
            a_question(**a_choice({"value": "A", "goToAction": "SUBMIT_FORM"}, kind="CHECKBOX")),
            "Section navigation",
        ),
        (a_question(scaleQuestion={"low": 2, "high": 5}), "scale"),
        (a_question(scaleQuestion={"low": 1, "high": 11}), "scale"),
        (a_question(textQuestion={}, timeQuestion={}), "exactly one kind"),
        (a_question(id="not hex"), "not a valid id"),
        (a_question(id="80000000"), "not a valid id"),
        ({"createItem": {"item": {"title": "x"}, "location": {"index": 0}}}, "exactly one kind"),
        ({"updateFormInfo": {"info": {"title": "x"}}}, "update_mask is required"),
        (
            {"updateFormInfo": {"info": {"title": "x"}, "updateMask": "titel"}},
            "no field 'titel'",
        ),
        (
            {"updateFormInfo": {"info": {"documentTitle": "x"}, "updateMask": "documentTitle"}},
            "document title",
        ),
        ({"updateFormInfo": {"info": {}, "updateMask": "title"}}, "title is required"),
    ],
)
def test_a_request_that_cannot_be_is_named_and_nothing_is_changed(
    owner: Google, request_: Json, words: str
) -> None:
    form_id = a_form(owner)
    before = owner.forms.get(formId=form_id).execute()
    good = {"updateFormInfo": {"info": {"description": "baru"}, "updateMask": "description"}}
    status, message = refusal(owner, form_id, good, request_)
    assert status == 400
    assert message.startswith(f"Invalid requests[1].{next(iter(request_))}: ")
    assert words in message
    assert owner.forms.get(formId=form_id).execute() == before


@pytest.mark.parametrize(
    "request_",
    [
        a_question(fileUploadQuestion={"folderId": "x"}),
        a_question(ratingQuestion={"iconType": "STAR", "ratingScaleLevel": 5}),
        a_question(choiceQuestion={"type": "RADIO", "options": [{"value": "A"}], "shuffle": True}),
        a_question(**a_choice({"value": "A", "goToAction": "RESTART_FORM"})),
        {"updateSettings": {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "*"}},
        {
            "updateSettings": {
                "settings": {"emailCollectionType": "VERIFIED"},
                "updateMask": "emailCollectionType",
            }
        },
        {
            "createItem": {
                "item": {"questionGroupItem": {"questions": []}},
                "location": {"index": 0},
            }
        },
    ],
)
def test_what_is_not_supported_says_so(owner: Google, request_: Json) -> None:
    status, message = refusal(owner, a_form(owner), request_)
    assert status == 501
    assert "does not support" in message


def test_ids_are_used_once(owner: Google) -> None:
    form_id = a_form(owner, a_question("A", id="0000000a"))
    assert "already used" in refusal(owner, form_id, a_question("B", id="0000000a"))[1]
    assert "already used" in refusal(owner, form_id, a_question("B", id="a"))[1]


def test_new_options_keep_the_question_id(owner: Google) -> None:
    form_id = a_form(owner, a_question("Hari", id="0000000a", **a_choice("Senin", kind="CHECKBOX")))
    item = {"questionItem": {"question": a_choice("Selasa", "Rabu")}}
    mask = "questionItem.question.choiceQuestion.options"
    before = owner.forms.get(formId=form_id).execute()["items"][0]
    request = {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": mask}}
    update(owner, form_id, request)
    after = owner.forms.get(formId=form_id).execute()["items"][0]
    before["questionItem"]["question"]["choiceQuestion"]["options"] = [
        {"value": "Selasa"},
        {"value": "Rabu"},
    ]
    assert after == before


@pytest.mark.parametrize(
    ("mask", "question", "kept"),
    [
        ("questionItem", {"textQuestion": {}}, False),
        ("questionItem", {"textQuestion": {}, "questionId": "0000000a"}, True),
        ("questionItem.question.required", {"required": True}, True),
        ("question_item.question.required", {"required": True}, True),
        ("title", {}, True),
    ],
)
def test_a_question_id_left_out_of_a_masked_question_is_given_anew(
    owner: Google, mask: str, question: Json, kept: bool
) -> None:
    form_id = a_form(owner, a_question("A", id="0000000a"))
    item = {"title": "B", "questionItem": {"question": question}}
    request = {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": mask}}
    update(owner, form_id, request)
    (after,) = owner.forms.get(formId=form_id).execute()["items"]
    assert (after["questionItem"]["question"]["questionId"] == "0000000a") is kept
    assert after["title"] == ("B" if mask == "title" else "A")


def test_a_deleted_section_is_led_to_no_more(owner: Google) -> None:
    choice = a_choice({"value": "Ya", "goToSectionId": "00000100"}, "Tidak")
    form_id = a_form(owner, a_section("Bagian", "00000100"), a_question("Lanjut?", **choice))
    update(owner, form_id, {"deleteItem": {"location": {"index": 1}}})
    (item,) = owner.forms.get(formId=form_id).execute()["items"]
    options = item["questionItem"]["question"]["choiceQuestion"]["options"]
    assert options == [{"value": "Ya"}, {"value": "Tidak"}]


def test_a_write_on_an_old_revision_is_refused(owner: Google) -> None:
    form_id = a_form(owner)
    revision = owner.forms.get(formId=form_id).execute()["revisionId"]
    control = {"requiredRevisionId": revision}
    update(owner, form_id, a_question("A"), writeControl=control)
    status, message = refusal(owner, form_id, a_question("B"), writeControl=control)
    assert status == 400
    assert revision in message
    assert titles(owner, form_id) == ["A"]


def test_an_empty_batch_is_refused(owner: Google) -> None:
    assert refusal(owner, a_form(owner))[0] == 400


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ({"isPublished": True, "isAcceptingResponses": True}, None),
        ({"isPublished": True, "isAcceptingResponses": False}, {"isPublished": True}),
        ({"isPublished": False, "isAcceptingResponses": False}, {}),
    ],
)
def test_publishing(owner: Google, state: Json, shown: Json | None) -> None:
    form_id = a_form(owner)
    body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
    reply = owner.forms.setPublishSettings(formId=form_id, body=body).execute()
    expected = {"publishState": state if shown is None else shown}
    assert reply == {"formId": form_id, "publishSettings": expected}
    assert owner.forms.get(formId=form_id).execute()["publishSettings"] == expected


def test_accepting_while_unpublished_is_refused(owner: Google) -> None:
    state = {"isPublished": False, "isAcceptingResponses": True}
    request = owner.forms.setPublishSettings(
        formId=a_form(owner), body={"publishSettings": {"publishState": state}}
    )
    assert failure(request)[0] == 400


def test_a_form_deleted_in_drive_is_gone_with_its_responses(
    owner: Google, workspace: RunningWorkspace
) -> None:
    form_id = a_form(owner)
    owner.drive.files().delete(fileId=form_id).execute()
    assert failure(owner.forms.get(formId=form_id))[0] == 404
    with workspace.workspace.transaction(write=False) as documents:
        assert documents.get("form", form_id) is None
        assert documents.children("published_form", form_id) == {}


def test_the_owner_of_a_form_made_in_drive_is_who_made_it(owner: Google) -> None:
    body = {"name": "Formulir", "mimeType": "application/vnd.google-apps.form"}
    form_id = owner.drive.files().create(body=body).execute()["id"]
    fields = "owners(emailAddress)"
    shown = owner.drive.files().get(fileId=form_id, fields=fields).execute()
    assert shown == {"owners": [{"emailAddress": OWNER}]}
    assert owner.forms.get(formId=form_id).execute()["info"]["title"] == "Formulir"
