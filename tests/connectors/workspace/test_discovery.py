"""Routing by the discovery documents."""

from __future__ import annotations

import re

import pytest

from connectors.workspace.discovery import Method, methods, route


@pytest.mark.parametrize(
    ("verb", "path", "method_id", "variables"),
    [
        ("GET", "/v1/forms/F", "forms.forms.get", {"formId": "F"}),
        ("POST", "/v1/forms/F:batchUpdate", "forms.forms.batchUpdate", {"formId": "F"}),
        (
            "GET",
            "/v1/forms/F/responses/R",
            "forms.forms.responses.get",
            {"formId": "F", "responseId": "R"},
        ),
        (
            "POST",
            "/v4/spreadsheets/S/values/A%2FB!A1:C3:append",
            "sheets.spreadsheets.values.append",
            {"spreadsheetId": "S", "range": "A/B!A1:C3"},
        ),
        (
            "POST",
            "/v4/spreadsheets/S/values:batchUpdate",
            "sheets.spreadsheets.values.batchUpdate",
            {"spreadsheetId": "S"},
        ),
        (
            "PUT",
            "/v4/spreadsheets/S/values/%27Jadwal%202026-W48%27!A1",
            "sheets.spreadsheets.values.update",
            {"spreadsheetId": "S", "range": "'Jadwal 2026-W48'!A1"},
        ),
        (
            "DELETE",
            "/drive/v3/files/F/permissions/P",
            "drive.permissions.delete",
            {"fileId": "F", "permissionId": "P"},
        ),
    ],
)
def test_a_path_leads_to_its_method(
    verb: str, path: str, method_id: str, variables: dict[str, str]
) -> None:
    found = route(verb, path)
    assert found is not None
    assert (found[0].id, found[1]) == (method_id, variables)


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("GET", "/"),
        ("PUT", "/v1/forms/F"),
        ("GET", "/v4/spreadsheets/"),
        ("GET", "/files"),
        ("POST", "/v1/forms/F:batchupdate"),
    ],
)
def test_other_paths_lead_nowhere(verb: str, path: str) -> None:
    assert route(verb, path) is None


@pytest.mark.parametrize("method", methods(), ids=lambda method: method.id)
def test_no_method_hides_another(method: Method) -> None:
    path = re.sub(r"\(\?P<\w+>\[\^/\]\+\)", "X", method.pattern.pattern).replace("\\", "")
    assert route(method.http_method, path) == (
        method,
        dict.fromkeys(method.pattern.groupindex, "X"),
    )


def test_posts_that_only_ask_are_reads() -> None:
    reads = {m.id for m in methods() if m.is_read and m.http_method != "GET"}
    assert reads == {
        "sheets.spreadsheets.getByDataFilter",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.developerMetadata.search",
    }
