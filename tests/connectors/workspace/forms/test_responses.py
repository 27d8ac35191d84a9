"""Responses through the API: listed in pages, filtered, edited, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from connectors.workspace.call import Switches
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from tests.connectors.workspace.clients import OWNER, STAFF, STRANGER, Clock, Google, failure
from tests.connectors.workspace.questionnaire import (
    a_form,
    a_question,
    answers,
    edit_token,
    responder_link,
    submit,
)


@dataclass(frozen=True)
class Filled:
    """A form with five responses, a minute apart; the first was edited an hour later."""

    google: Google
    form_id: str
    ids: list[str]


@pytest.fixture(scope="module")
def filled(workspace: RunningWorkspace, clock: Clock) -> Filled:
    google = Google(workspace, OWNER)
    form_id = a_form(google, a_question("Nama", id="0000000a"), open_to="anyone")
    link = responder_link(google, form_id)
    with httpx.Client() as browser:
        first = submit(browser, link, entry_10="Nama 0")
        for number in range(1, 5):
            clock.advance(60)
            submit(browser, link, entry_10=f"Nama {number}")
        clock.advance(3600)
        submit(browser, link, entry_10="Nama 0b", edit2=edit_token(first))
    listed = google.forms.responses().list(formId=form_id).execute()["responses"]
    return Filled(google, form_id, [response["responseId"] for response in listed])


def test_an_edit_keeps_id_and_creation_and_moves_the_last_submission(filled: Filled) -> None:
    responses = filled.google.forms.responses()
    edited = responses.get(formId=filled.form_id, responseId=filled.ids[0]).execute()
    assert edited == {
        "formId": filled.form_id,
        "responseId": filled.ids[0],
        "createTime": "2026-11-21T03:04:05.123Z",
        "lastSubmittedTime": "2026-11-21T04:08:05.123456Z",
        "answers": {
            "0000000a": {
                "questionId": "0000000a",
                "textAnswers": {"answers": [{"value": "Nama 0b"}]},
            }
        },
    }
    listed = responses.list(formId=filled.form_id).execute()["responses"][0]
    assert listed == {k: v for k, v in edited.items() if k != "formId"}


@pytest.mark.parametrize("size", [1, 2, 5, 5000, 0])
def test_pages_together_give_every_response_once(filled: Filled, size: int) -> None:
    responses, pages = filled.google.forms.responses(), []
    request = responses.list(formId=filled.form_id, pageSize=size)
    while request is not None:
        reply = request.execute()
        pages.append([response["responseId"] for response in reply["responses"]])
        request = responses.list_next(request, reply)
    assert [response_id for page in pages for response_id in page] == filled.ids
    assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        ("timestamp >= 2026-11-21T03:06:05.123456Z", [0, 2, 3, 4]),
        ("timestamp > 2026-11-21T03:06:05.123456Z", [0, 3, 4]),
        ("timestamp>2026-11-21T03:07:06Z", [0, 4]),
        ("timestamp >= 2026-11-21T04:08:05Z", [0]),
        ("timestamp > 2026-11-21T04:08:05.123456Z", []),
        ("timestamp >= 2020-01-01T00:00:00.000000000Z", [0, 1, 2, 3, 4]),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_the_filter(filled: Filled, wanted: str, positions: list[int]) -> None:
    listed = filled.google.forms.responses().list(formId=filled.form_id, filter=wanted).execute()
    found = [response["responseId"] for response in listed.get("responses", [])]
    assert found == [filled.ids[position] for position in positions]
    assert "nextPageToken" not in listed


@pytest.mark.parametrize(
    "wanted",
    [
        "timestamp >= 2026-11-21T10:04:05+07:00",
        "timestamp < 2026-11-21T03:04:05Z",
        "timestamp >= 2026-11-21",
        "timestamp >= 2026-13-41T03:04:05Z",
        "createTime > 2026-11-21T03:04:05Z",
        "yesterday",
    ],
)
def test_other_filters_are_refused(filled: Filled, wanted: str) -> None:
    status, message = failure(
        filled.google.forms.responses().list(formId=filled.form_id, filter=wanted)
    )
    assert status == 400
    assert "Invalid filter" in message


def test_a_page_token_belongs_to_its_filter(filled: Filled) -> None:
    responses = filled.google.forms.responses()
    since = "timestamp >= 2020-01-01T00:00:00Z"
    first = responses.list(formId=filled.form_id, pageSize=2, filter=since).execute()
    token = first["nextPageToken"]
    for wrong in (
        responses.list(formId=filled.form_id, pageToken=token),
        responses.list(formId=filled.form_id, pageToken=token, filter=f"{since} "),
        responses.list(formId=filled.form_id, pageToken="nonsense"),
        responses.list(formId=filled.form_id, pageToken="WzFd"),
    ):
        assert failure(wrong)[0] == 400
    second = responses.list(formId=filled.form_id, pageToken=token, filter=since).execute()
    assert len(second["responses"]) == 3


def test_a_response_of_another_form_is_not_found(filled: Filled) -> None:
    other = a_form(filled.google)
    request = filled.google.forms.responses().get(formId=other, responseId=filled.ids[0])
    assert failure(request)[0] == 404


def test_paging_goes_on_where_it_was_though_a_response_is_deleted(
    workspace: RunningWorkspace, browser: httpx.Client, clock: Clock
) -> None:
    google = Google(workspace, OWNER)
    form_id = a_form(google, a_question("Nama", id="0000000a"), open_to="anyone")
    link = responder_link(google, form_id)
    for number in range(4):
        clock.advance(1)
        submit(browser, link, entry_10=str(number))
    responses = google.forms.responses()
    first = responses.list(formId=form_id, pageSize=2).execute()
    url = f"/forms/d/{form_id}/responses/{first['responses'][1]['responseId']}/delete"
    browser.post(url, headers={"Authorization": f"Bearer {OWNER}"})
    token = first["nextPageToken"]
    second = responses.list(formId=form_id, pageSize=2, pageToken=token).execute()
    values = [r["answers"]["0000000a"]["textAnswers"]["answers"] for r in second["responses"]]
    assert values == [[{"value": "2"}], [{"value": "3"}]]


@pytest.mark.parametrize(
    ("actor", "code"), [(None, 403), (STRANGER, 403), (STAFF, 204)], ids=["none", "other", "editor"]
)
def test_only_an_editor_deletes_a_response(
    owner: Google, browser: httpx.Client, actor: str | None, code: int
) -> None:
    form_id = a_form(owner, a_question("Nama", id="0000000a"), open_to="anyone")
    permission = {"type": "user", "role": "writer", "emailAddress": STAFF}
    owner.drive.permissions().create(fileId=form_id, body=permission).execute()
    token = edit_token(submit(browser, responder_link(owner, form_id), entry_10="Budi"))
    listed = owner.forms.responses().list(formId=form_id).execute()["responses"]
    headers = {"Authorization": f"Bearer {actor}"} if actor else {}
    url = f"/forms/d/{form_id}/responses/{listed[0]['responseId']}/delete"
    assert browser.post(url, headers=headers).status_code == code
    left = 0 if code == 204 else 1
    assert len(answers(owner, form_id)) == left
    page = browser.get(responder_link(owner, form_id), params={"edit2": token})
    assert page.status_code == (404 if code == 204 else 200)


@pytest.fixture
def switched(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Google, Clock]]:
    clock = Clock()
    switches = replace(Switches(), **request.param)
    options = WorkspaceOptions(tmp_path / "w.sqlite", switches=switches)
    with running(options, now=clock) as served:
        yield Google(served, OWNER), clock


@pytest.mark.parametrize(
    ("switched", "order", "since_edit"),
    [
        ({}, ["a2", "b"], ["a2"]),
        ({"response_filter_on_edit": False}, ["a2", "b"], []),
        ({"responses_newest_first": True}, ["b", "a2"], ["a2"]),
    ],
    ids=["as-assumed", "filter-on-creation", "newest-first"],
    indirect=["switched"],
)
def test_switches_turn_undocumented_behaviour(
    switched: tuple[Google, Clock], order: list[str], since_edit: list[str]
) -> None:
    google, clock = switched
    form_id = a_form(google, a_question("Nama", id="0000000a"), open_to="anyone")
    link = responder_link(google, form_id)
    with httpx.Client() as browser:
        first = submit(browser, link, entry_10="a")
        clock.advance(60)
        submit(browser, link, entry_10="b")
        clock.advance(60)
        submit(browser, link, entry_10="a2", edit2=edit_token(first))

    def values(**params: object) -> list[str]:
        request = google.forms.responses().list(formId=form_id, **params)
        found: list[str] = []
        while request is not None:
            reply = request.execute()
            given = [r["answers"]["0000000a"]["textAnswers"] for r in reply.get("responses", [])]
            found += [texts["answers"][0]["value"] for texts in given]
            request = google.forms.responses().list_next(request, reply)
        return found

    assert values() == values(pageSize=1) == order
    assert values(filter="timestamp > 2026-11-21T03:05:05.123456Z") == since_edit
