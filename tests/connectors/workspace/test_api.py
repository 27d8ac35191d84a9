"""What all methods share: errors, identities, formats, overrides."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest

from connectors.workspace.drive.files import FOLDER
from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, Google, failure

AS_OWNER = {"Authorization": f"Bearer {OWNER}"}
FILES = "/drive/v3/files"


@pytest.mark.parametrize(
    ("verb", "path", "headers", "code", "status", "words"),
    [
        ("GET", "/v9/nothing", {}, 404, "NOT_FOUND", "Method not found: GET /v9/nothing"),
        ("POST", "/upload/drive/v3/files", AS_OWNER, 400, "INVALID_ARGUMENT", "upload of type"),
        ("GET", "/drive/v3/drives", AS_OWNER, 501, "UNIMPLEMENTED", "drive.drives.list"),
        (
            "POST",
            "/v1/forms/F/watches",
            AS_OWNER,
            501,
            "UNIMPLEMENTED",
            "forms.forms.watches.create",
        ),
        ("POST", "/v1/forms", {}, 401, "UNAUTHENTICATED", "authentication credential"),
        (
            "GET",
            FILES,
            {"Authorization": "Bearer ya29.token"},
            401,
            "UNAUTHENTICATED",
            "invalid authentication",
        ),
        (
            "GET",
            f"{FILES}?pagesize=1",
            AS_OWNER,
            400,
            "INVALID_ARGUMENT",
            'Unknown name "pagesize": Cannot bind query parameter.',
        ),
        (
            "GET",
            f"{FILES}?pageSize=many",
            AS_OWNER,
            400,
            "INVALID_ARGUMENT",
            "'page_size' (TYPE_INT32), \"many\"",
        ),
        (
            "GET",
            f"{FILES}?supportsAllDrives=yes",
            AS_OWNER,
            400,
            "INVALID_ARGUMENT",
            "'supports_all_drives' (TYPE_BOOL)",
        ),
        ("GET", f"{FILES}?fields=filez", AS_OWNER, 400, "INVALID_ARGUMENT", "for path 'filez'"),
        ("GET", f"{FILES}?fields=files(", AS_OWNER, 400, "INVALID_ARGUMENT", "field mask"),
        ("GET", f"{FILES}?alt=proto", AS_OWNER, 501, "UNIMPLEMENTED", "alt=proto"),
    ],
)
def test_refusals_have_googles_shape(
    browser: httpx.Client,
    verb: str,
    path: str,
    headers: dict[str, str],
    code: int,
    status: str,
    words: str,
) -> None:
    reply = browser.request(verb, path, headers=headers)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"], error["status"]) == (code, code, status)
    assert words in error["message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "Unexpected token"),
        (b"[]", "Root element must be a message"),
        (b'{"info": {"title": NaN}}', "Unexpected token"),
        (b'{"info": {"title": "\xff"}}', "Unexpected token"),
        (b'{"info": {"title": "\\ud800"}}', "Missing low surrogate"),
        (b'{"info": {"titel": "x"}}', "Unknown name \"titel\" at 'info'"),
    ],
)
def test_what_is_no_body_is_refused(browser: httpx.Client, body: bytes, words: str) -> None:
    reply = browser.post("/v1/forms", content=body, headers=AS_OWNER)
    assert reply.status_code == 400
    assert words in reply.json()["error"]["message"]


def test_nulls_are_as_if_absent(browser: httpx.Client) -> None:
    body = {"name": "Map", "mimeType": FOLDER, "parents": None, "description": None}
    reply = browser.post(FILES, json=body, headers=AS_OWNER)
    assert (reply.status_code, reply.json()["name"]) == (200, "Map")


def test_a_long_question_comes_as_a_post(owner: Google, workspace: RunningWorkspace) -> None:
    long_name = "x" * 3000
    owner.drive.files().create(body={"name": long_name, "mimeType": FOLDER}).execute()
    found = owner.drive.files().list(q=f"name = '{long_name}'").execute()["files"]
    assert [file["name"] for file in found] == [long_name]
    last = workspace.requests[-1]
    assert (last.method_id, last.http_method, last.is_read) == ("drive.files.list", "POST", True)


def test_replies_are_zipped_for_those_who_take_it(workspace: RunningWorkspace) -> None:
    owner = Google(workspace, OWNER)
    for _ in range(20):
        owner.drive.files().create(body={"name": "Map", "mimeType": FOLDER}).execute()
    url = f"{workspace.url}{FILES}"
    with httpx.stream("GET", url, headers=AS_OWNER | {"Accept-Encoding": "gzip"}) as reply:
        raw = b"".join(reply.iter_raw())
    assert len(json.loads(gzip.decompress(raw))["files"]) >= 20


def test_a_failing_handler_is_an_error_in_googles_shape_and_changes_nothing(
    owner: Google, workspace: RunningWorkspace
) -> None:
    file_id = owner.drive.files().create(body={"name": "Map", "mimeType": FOLDER}).execute()["id"]
    with workspace.workspace.transaction(write=True) as documents:
        spoiled = {**(documents.get("file", file_id) or {}), "surprise": True}
        documents.put("file", file_id, spoiled)
    request = owner.drive.files().update(fileId=file_id, body={"name": "new"})
    status, message = failure(request)
    assert status == 500
    assert "This is a bug of the workspace" in message
    with workspace.workspace.transaction(write=False) as documents:
        assert documents.get("file", file_id) == spoiled
