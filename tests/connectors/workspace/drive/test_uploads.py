"""Files that are uploaded to Drive, through google-api-python-client."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from googleapiclient.http import MediaInMemoryUpload

from connectors.workspace.drive.files import FOLDER, SPREADSHEET
from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, ROBOT, STAFF, Google, failure

PDF = "application/pdf"
AWKWARD = b"%PDF-1.7\r\n\r\n--no boundary--\r\n\x00\xff\r\n"


def upload(google: Google, content: bytes = AWKWARD, **body: Any) -> Any:
    """Give the request that creates a file; the library knows no upload but over https."""
    media = MediaInMemoryUpload(content, mimetype=PDF)
    request = google.drive.files().create(
        body={"name": "Laporan.pdf", **body},
        media_body=media,
        fields="id,mimeType,size,md5Checksum,webViewLink,parents",
    )
    return over_http(request)


def over_http(request: Any) -> Any:
    assert "/upload/drive/v3/files" in request.uri
    request.uri = request.uri.replace("https://", "http://", 1)
    return request


def test_a_file_is_kept_byte_by_byte(owner: Google) -> None:
    made = upload(owner).execute()
    assert (made["mimeType"], made["size"]) == (PDF, str(len(AWKWARD)))
    assert owner.drive.files().get_media(fileId=made["id"]).execute() == AWKWARD
    seen, refused = (
        requests.get(made["webViewLink"], headers={"Authorization": f"Bearer {who}"}, timeout=10)
        for who in (OWNER, STAFF)
    )
    assert (seen.content, seen.headers["content-type"]) == (AWKWARD, PDF)
    assert refused.status_code == 404
    again = owner.drive.files().update(
        fileId=made["id"], media_body=MediaInMemoryUpload(b"new", mimetype=PDF), fields="size"
    )
    assert over_http(again).execute()["size"] == "3"
    assert owner.drive.files().get_media(fileId=made["id"]).execute() == b"new"


def test_a_file_goes_into_a_folder_that_its_owner_may_write_to(owner: Google) -> None:
    folder = owner.drive.files().create(body={"name": "Map", "mimeType": FOLDER}).execute()["id"]
    inside = upload(owner, parents=[folder]).execute()
    outside = upload(owner).execute()
    assert inside["parents"] == [folder]
    assert upload(owner, parents=outside["parents"]).execute()["parents"] == outside["parents"]
    assert failure(upload(owner, parents=["nowhere"]))[0] == 404


def test_what_drive_refuses(owner: Google, workspace: RunningWorkspace) -> None:
    assert failure(upload(Google(workspace, ROBOT)))[0] == 403
    assert failure(upload(owner, mimeType=SPREADSHEET))[0] == 501
    sheet = owner.drive.files().create(body={"name": "x", "mimeType": SPREADSHEET}).execute()["id"]
    assert failure(owner.drive.files().get_media(fileId=sheet))[0] == 403


@pytest.mark.parametrize(
    ("kind", "content_type", "body", "status"),
    [
        ("resumable", "application/json", b"{}", 501),
        ("multipart", "application/json", b"{}", 400),
        ("multipart", "multipart/related; boundary=x", b"--x\r\n\r\n{}\r\n--x--", 400),
        ("multipart", "multipart/related; boundary=x", b"--x\r\n{}\r\n--x\r\n\r\n1\r\n--x--", 400),
        ("", "application/json", b"{}", 400),
    ],
)
def test_uploads_that_are_none(
    workspace: RunningWorkspace, kind: str, content_type: str, body: bytes, status: int
) -> None:
    head = {"Authorization": f"Bearer {OWNER}", "Content-Type": content_type}
    address = f"{workspace.url}/upload/drive/v3/files?uploadType={kind}"
    assert requests.post(address, body, headers=head, timeout=10).status_code == status


def test_only_methods_that_take_a_file_answer_below_upload(workspace: RunningWorkspace) -> None:
    head = {"Authorization": f"Bearer {OWNER}"}
    answer = requests.get(f"{workspace.url}/upload/drive/v3/about", headers=head, timeout=10)
    assert answer.status_code == 501
