"""Drive v3 through google-api-python-client."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from connectors.workspace.drive.files import FOLDER, FORM, SPREADSHEET
from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import (
    OWNER,
    ROBOT,
    STAFF,
    STRANGER,
    Clock,
    Google,
    failure,
)


def a_folder(google: Google, name: str = "Map") -> str:
    created = google.drive.files().create(body={"name": name, "mimeType": FOLDER}).execute()
    return str(created["id"])


def share(google: Google, file_id: str, **permission: Any) -> Any:
    return google.drive.permissions().create(fileId=file_id, body=permission).execute()


def test_a_file_shows_few_fields_unless_asked(owner: Google) -> None:
    file_id = a_folder(owner, "Arsip")
    shown = owner.drive.files().get(fileId=file_id).execute()
    assert shown == {"kind": "drive#file", "id": file_id, "name": "Arsip", "mimeType": FOLDER}
    wanted = "ownedByMe,owners(emailAddress),capabilities/canEdit,version"
    more = owner.drive.files().get(fileId=file_id, fields=wanted).execute()
    assert more == {
        "ownedByMe": True,
        "owners": [{"emailAddress": OWNER}],
        "capabilities": {"canEdit": True},
        "version": "1",
    }


def test_service_accounts_cannot_own_files(workspace: RunningWorkspace) -> None:
    robot = Google(workspace, ROBOT)
    requests = [
        robot.drive.files().create(body={"name": "x", "mimeType": FOLDER}),
        robot.forms.create(body={"info": {"title": "x"}}),
    ]
    for request in requests:
        status, message = failure(request)
        assert status == 403
        assert "storage quota" in message


@pytest.mark.parametrize(
    ("permission", "actor", "reads", "writes"),
    [
        ({"type": "user", "role": "reader", "emailAddress": STAFF.upper()}, STAFF, True, False),
        ({"type": "user", "role": "commenter", "emailAddress": STAFF}, STAFF, True, False),
        ({"type": "user", "role": "writer", "emailAddress": STAFF}, STAFF, True, True),
        ({"type": "user", "role": "writer", "emailAddress": STAFF}, STRANGER, False, False),
        ({"type": "domain", "role": "writer", "domain": "kantor.example"}, STAFF, True, True),
        ({"type": "domain", "role": "writer", "domain": "kantor.example"}, STRANGER, False, False),
        ({"type": "anyone", "role": "reader"}, STRANGER, True, False),
        ({"type": "anyone", "role": "writer"}, STRANGER, True, True),
    ],
)
def test_sharing_is_enforced(
    workspace: RunningWorkspace,
    owner: Google,
    permission: dict[str, str],
    actor: str,
    reads: bool,
    writes: bool,
) -> None:
    file_id = a_folder(owner)
    share(owner, file_id, **permission)
    files = Google(workspace, actor).drive.files()
    if reads:
        assert files.get(fileId=file_id).execute()["id"] == file_id
    else:
        assert failure(files.get(fileId=file_id)) == (404, f"File not found: {file_id}.")
    update = files.update(fileId=file_id, body={"name": "baru"})
    if writes:
        assert update.execute()["name"] == "baru"
    else:
        assert failure(update)[0] == (403 if reads else 404)
    assert failure(files.delete(fileId=file_id))[0] == (403 if reads else 404)


def test_permissions_are_listed_changed_and_taken_back(
    workspace: RunningWorkspace, owner: Google
) -> None:
    file_id, permissions = a_folder(owner), owner.drive.permissions()
    staff = share(owner, file_id, type="user", role="reader", emailAddress=STAFF)
    again = share(owner, file_id, type="user", role="writer", emailAddress=STAFF)
    assert staff["id"] == again["id"]
    listed = permissions.list(fileId=file_id, fields="permissions(emailAddress,role)").execute()
    assert listed["permissions"] == [
        {"emailAddress": OWNER, "role": "owner"},
        {"emailAddress": STAFF, "role": "writer"},
    ]
    permissions.update(fileId=file_id, permissionId=staff["id"], body={"role": "reader"}).execute()
    shown = permissions.get(fileId=file_id, permissionId=staff["id"]).execute()
    assert shown["role"] == "reader"
    # Whoever it is shared with may leave the file, and then sees it no more.
    Google(workspace, STAFF).drive.permissions().delete(
        fileId=file_id, permissionId=staff["id"]
    ).execute()
    assert failure(Google(workspace, STAFF).drive.files().get(fileId=file_id))[0] == 404
    assert failure(permissions.get(fileId=file_id, permissionId=staff["id"]))[0] == 404


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({"type": "user", "role": "writer"}, 400, "emailAddress"),
        ({"type": "user", "role": "boss", "emailAddress": STAFF}, 400, "role"),
        ({"type": "group", "role": "reader", "emailAddress": STAFF}, 400, "type"),
        ({"type": "anyone", "role": "reader", "view": "published"}, 400, "form"),
        ({"type": "user", "role": "owner", "emailAddress": STAFF}, 403, "transferOwnership"),
        ({"type": "user", "role": "reader", "emailAddress": OWNER}, 403, "owner"),
        (
            {"type": "anyone", "role": "reader", "expirationTime": "2027-01-01T00:00:00Z"},
            501,
            "exp",
        ),
    ],
)
def test_permissions_that_cannot_be_are_refused(
    owner: Google, body: dict[str, str], code: int, words: str
) -> None:
    request = owner.drive.permissions().create(fileId=a_folder(owner), body=body)
    status, message = failure(request)
    assert status == code
    assert words in message


def test_a_file_can_change_its_owner(workspace: RunningWorkspace, owner: Google) -> None:
    file_id = a_folder(owner)
    body = {"type": "user", "role": "owner", "emailAddress": STAFF}
    owner.drive.permissions().create(fileId=file_id, transferOwnership=True, body=body).execute()
    assert failure(owner.drive.files().delete(fileId=file_id))[0] == 403
    Google(workspace, STAFF).drive.files().delete(fileId=file_id).execute()
    assert failure(owner.drive.files().get(fileId=file_id))[0] == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name = 'Budi\\'s \"map\"'", ['Budi\'s "map"']),
        ("name contains 'jad' and trashed = false", ["Jadwal lama"]),
        ('mimeType="application/vnd.google-apps.form"', ["Formulir"]),
        ("mimeType != 'application/vnd.google-apps.folder'", ["Formulir"]),
        ("trashed=true", ["Dibuang"]),
        ("'{parent}' in parents", ["Jadwal lama"]),
        ('mimeType contains "application/" and parents in "{parent}"', ["Jadwal lama"]),
    ],
)
def test_files_are_found_by_query(
    found_by_query: tuple[Google, str], query: str, names: list[str]
) -> None:
    google, parent = found_by_query
    reply = google.drive.files().list(q=query.replace("{parent}", parent)).execute()
    assert [file["name"] for file in reply["files"]] == names


@pytest.fixture(scope="module")
def found_by_query(workspace: RunningWorkspace) -> tuple[Google, str]:
    google = Google(workspace, "pencari@kantor.example")
    parent = a_folder(google, 'Budi\'s "map"')
    body = {"name": "Jadwal lama", "mimeType": FOLDER, "parents": [parent]}
    google.drive.files().create(body=body).execute()
    google.drive.files().create(body={"name": "Formulir", "mimeType": FORM}).execute()
    trashed = a_folder(google, "Dibuang")
    google.drive.files().update(fileId=trashed, body={"trashed": True}).execute()
    return google, parent


@pytest.mark.parametrize(
    "query", ["sharedWithMe", "name = 'x' or name = 'y'", "name = x", "name = 'x' and"]
)
def test_queries_that_are_not_understood_are_refused(owner: Google, query: str) -> None:
    status, message = failure(owner.drive.files().list(q=query))
    assert status == 400
    assert "Invalid Value" in message


def test_files_are_listed_newest_first_and_in_pages(workspace: RunningWorkspace) -> None:
    google = Google(workspace, "banyak@kantor.example")
    names = [f"Map {n}" for n in range(5)]
    for name in names:
        a_folder(google, name)
    files, seen = google.drive.files(), []
    request = files.list(pageSize=2)
    while request is not None:
        reply = request.execute()
        seen.append([file["name"] for file in reply["files"]])
        request = files.list_next(request, reply)
    assert seen == [["Map 4", "Map 3"], ["Map 2", "Map 1"], ["Map 0"]]
    assert failure(files.list(pageToken="nonsense"))[0] == 400
    assert failure(files.list(pageSize=0))[0] == 400


def test_a_change_moves_version_and_time(owner: Google, clock: Clock) -> None:
    file_id = a_folder(owner)
    wanted = "version,modifiedTime,createdTime"
    before = owner.drive.files().get(fileId=file_id, fields=wanted).execute()
    clock.advance(60)
    owner.drive.files().update(fileId=file_id, body={"name": "lain"}).execute()
    after = owner.drive.files().get(fileId=file_id, fields=wanted).execute()
    assert (before["version"], after["version"]) == ("1", "2")
    assert before["createdTime"] == before["modifiedTime"] == after["createdTime"]
    assert after["modifiedTime"] > before["modifiedTime"]


def test_what_cannot_be_exported_says_so(owner: Google) -> None:
    request = owner.drive.files().export(fileId=a_folder(owner), mimeType="text/csv")
    assert failure(request)[0] == 403


def test_a_spreadsheet_made_in_drive_is_exported_as_a_file(owner: Google) -> None:
    body = {"name": "Buku", "mimeType": SPREADSHEET}
    file_id = owner.drive.files().create(body=body).execute()["id"]
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = owner.drive.files().export(fileId=file_id, mimeType=xlsx).execute()
    assert zipfile.is_zipfile(io.BytesIO(content))
    csv = owner.drive.files().export(fileId=file_id, mimeType="text/csv")
    assert failure(csv) == (400, "The requested conversion is not supported.")


@pytest.mark.parametrize("kind", ["text/plain", "application/vnd.google-apps.document"])
def test_other_kinds_of_file_are_not_supported(owner: Google, kind: str) -> None:
    request = owner.drive.files().create(body={"name": "x", "mimeType": kind})
    status, message = failure(request)
    assert status == 501
    assert kind in message


def test_about_tells_who_asks(owner: Google) -> None:
    about = owner.drive.about().get(fields="user(emailAddress,me)").execute()
    assert about == {"user": {"emailAddress": OWNER, "me": True}}
    status, message = failure(owner.drive.about().get())
    assert (status, "'fields' parameter is required" in message) == (400, True)
