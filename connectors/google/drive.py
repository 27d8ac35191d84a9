"""Google Drive: who may see and edit a file, and a spreadsheet as a file to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from googleapiclient.http import MediaInMemoryUpload

from connectors.google.access import GoogleAccess
from connectors.google.failure import Target
from connectors.google.rate_limit import Family

Json = dict[str, Any]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SPREADSHEET_KIND = "application/vnd.google-apps.spreadsheet"
FORM_KIND = "application/vnd.google-apps.form"

_PERMISSION = "id,type,role,emailAddress,view"

RESPONDENTS: Json = {"type": "anyone", "role": "reader", "view": "published"}
"""Whoever has the link may answer a form; it shows them nothing else."""


READERS: Json = {"type": "anyone", "role": "reader"}
"""Whoever has the link may read a file."""


def writer(email: str) -> Json:
    """Give the permission that lets a person edit a file."""
    return {"type": "user", "emailAddress": email, "role": "writer"}


@dataclass(frozen=True)
class Kept:
    """A file that was put into Drive, and the address at which people look at it."""

    file_id: str
    link: str
    is_new: bool


@dataclass(frozen=True)
class DriveClient:
    """The files that an account may see."""

    access: GoogleAccess

    def account(self) -> str:
        """Give the e-mail address of the account that asks."""
        request = self.access.drive().about().get(fields="user(emailAddress)")
        target = Target("account", purpose="asking who this is")
        reply = self.access.execute(request, family=Family.DRIVE_READ, target=target)
        return str(reply["user"]["emailAddress"])

    def named(self, name: str, kind: str) -> list[str]:
        """Give the ids of this account's own files of that kind whose name is just that."""
        quoted = name.replace("\\", r"\\").replace("'", r"\'")
        request = (
            self.access.drive()
            .files()
            .list(
                q=f"name = '{quoted}' and mimeType = '{kind}' and trashed = false",
                fields="files(id,ownedByMe)",
            )
        )
        found = self._read(request, name, "looking whether it is there")
        return [file["id"] for file in found.get("files", []) if file.get("ownedByMe", True)]

    def permissions(self, file_id: str) -> list[Json]:
        """Give who may do what: dicts with type, role, and emailAddress or view."""
        listing = self.access.drive().permissions()
        request = listing.list(
            fileId=file_id,
            pageSize=100,
            supportsAllDrives=True,
            includePermissionsForView="published",
            fields=f"nextPageToken,permissions({_PERMISSION})",
        )
        found: list[Json] = []
        while request is not None:
            page = self._read(request, file_id, "reading its sharing")
            found += page.get("permissions", [])
            request = listing.list_next(request, page)
        return found

    def grant(self, permissions: Mapping[str, Sequence[Json]]) -> None:
        """Give permissions on files, by file id, without a mail; again, it changes nothing.

        One call brings one permission for each file: of several for one file that Drive is given
        at once, it keeps the last.
        """
        for step in zip_longest(*permissions.values()):
            files = dict(zip(permissions, step, strict=True))
            given = {file_id: permission for file_id, permission in files.items() if permission}
            requests = [self._permission(*pair) for pair in given.items()]
            target = Target("file", ", ".join(given), "sharing it")
            self.access.execute_together(requests, family=Family.DRIVE_WRITE, target=target)

    def export_xlsx(self, file_id: str) -> bytes:
        """Give a spreadsheet as an .xlsx file."""
        request = self.access.drive().files().export_media(fileId=file_id, mimeType=XLSX)
        content: bytes = self._read(request, file_id, "exporting it")
        return content

    def keep(self, name: str, content: bytes, kind: str, beside: str) -> Kept:
        """Put a file of a type into the folder of another file.

        One of the same name there that this account may see gets the new content instead, so that
        addresses people have been given stay.
        """
        folder = self._folder_of(beside)
        place = f" and {_quoted(folder)} in parents" if folder else ""
        found = self._named(f"name = {_quoted(name)} and trashed = false{place}")
        drive, media = self.access.drive().files(), MediaInMemoryUpload(content, mimetype=kind)
        options: Json = {"media_body": media, "supportsAllDrives": True, "fields": "id,webViewLink"}
        if found:
            request = drive.update(fileId=found, body={}, **options)
        else:
            about = {"name": name, "mimeType": kind, **({"parents": [folder]} if folder else {})}
            request = drive.create(body=about, **options)
        request.uri = self.access.endpoints.upload(request.uri)
        target = Target("file", found or name, "keeping it")
        reply = self.access.execute(request, family=Family.DRIVE_WRITE, target=target)
        return Kept(reply["id"], reply["webViewLink"], is_new=not found)

    def _folder_of(self, file_id: str) -> str | None:
        """Give the folder of a file, or None where this account does not see it."""
        request = (
            self.access.drive()
            .files()
            .get(fileId=file_id, supportsAllDrives=True, fields="parents")
        )
        found: list[str] = self._read(request, file_id, "asking for its folder").get("parents", [])
        return found[0] if found else None

    def _named(self, query: str) -> str | None:
        """Give the first file that a query finds."""
        request = (
            self.access.drive()
            .files()
            .list(
                q=query,
                fields="files(id)",
                pageSize=1,
                supportsAllDrives=True,
                includeItemsFromAllDrives=True,
            )
        )
        found: list[Json] = self._read(request, "", "looking for a file")["files"]
        return str(found[0]["id"]) if found else None

    def describe(self, file_id: str) -> Json:
        """Give a file's name, kind, owners, and what this account may do with it."""
        request = (
            self.access.drive()
            .files()
            .get(
                fileId=file_id,
                supportsAllDrives=True,
                fields="id,name,mimeType,trashed,owners(emailAddress),capabilities(canEdit)",
            )
        )
        found: Json = self._read(request, file_id, "reading what it is")
        return found

    def _permission(self, file_id: str, permission: Json) -> Any:
        return (
            self.access.drive()
            .permissions()
            .create(
                fileId=file_id,
                body=permission,
                sendNotificationEmail=False,
                supportsAllDrives=True,
                fields="id",
            )
        )

    def _read(self, request: Any, file_id: str, purpose: str) -> Any:
        target = Target("file", file_id, purpose)
        return self.access.execute(request, family=Family.DRIVE_READ, target=target)


def _quoted(text: str) -> str:
    """Write a text as Drive's search language takes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
