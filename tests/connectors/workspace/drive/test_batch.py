"""Several Drive requests in one HTTP request: each is answered for itself."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from googleapiclient.http import BatchHttpRequest

from connectors.workspace.faults import DRIVE_BATCH
from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, STAFF, Google


def permission(owner: Google, file_id: str, **body: str) -> Any:
    return owner.drive.permissions().create(fileId=file_id, body=body)


def test_a_refused_request_leaves_the_others_alone(
    workspace: RunningWorkspace, owner: Google
) -> None:
    made = owner.sheets.create(body={}).execute()["spreadsheetId"]
    answers: dict[str, object] = {}

    def note(number: str, reply: object, error: Any) -> None:
        answers[number] = error.resp.status if error else reply

    batch = BatchHttpRequest(callback=note, batch_uri=f"{workspace.url}/batch/drive/v3")
    batch.add(permission(owner, made, type="user", role="writer", emailAddress=STAFF))
    batch.add(permission(owner, "keine", type="user", role="writer", emailAddress=STAFF))
    batch.add(owner.drive.files().get(fileId=made, fields="id"))
    before = len(workspace.requests)
    batch.execute()
    assert (answers["2"], answers["3"]) == (404, {"id": made})
    (noted,) = workspace.requests[before:]
    assert (noted.method_id, noted.actor, noted.is_read) == (DRIVE_BATCH, OWNER, False)
    assert [(part.method_id, part.status) for part in noted.parts] == [
        ("drive.permissions.create", 200),
        ("drive.permissions.create", 404),
        ("drive.files.get", 200),
    ]
    assert Google(workspace, STAFF).drive.files().get(fileId=made).execute()["id"] == made


MIXED = "multipart/mixed; boundary=x"
PART = "--x\r\nContent-Type: application/http\r\nContent-ID: <a + 1>\r\n\r\n{}\r\n\r\n"


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        pytest.param("application/json", "{}", "no multipart/mixed body", id="no parts"),
        pytest.param(MIXED, "--x\r\n\r\nGET /\r\n--x--", "no application/http", id="another kind"),
        pytest.param(MIXED, PART.format("GET") + "--x--", "no request line", id="no line"),
        pytest.param(
            MIXED,
            PART.format("GET /v4/spreadsheets/1 HTTP/1.1") + "--x--",
            "Only requests to /drive/v3/",
            id="another service",
        ),
        pytest.param(
            MIXED,
            PART.format("GET /drive/v3/files HTTP/1.1") * 101 + "--x--",
            "at most 100",
            id="too many",
        ),
    ],
)
def test_what_is_no_batch_is_refused(
    browser: httpx.Client, kind: str, body: str, words: str
) -> None:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {OWNER}"}
    reply = browser.post("/batch/drive/v3", content=body, headers=headers)
    assert reply.status_code == 400
    assert words in reply.json()["error"]["message"]
