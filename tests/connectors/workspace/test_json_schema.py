"""Bodies against the schemas of the discovery documents, in Google's wording."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace.call import GoogleError
from connectors.workspace.discovery import APIS, schemas
from connectors.workspace.json_schema import check_reply, check_request, unknown_fields

BATCH = "BatchUpdateSpreadsheetRequest"
AT = "requests[0].add_sheet.properties"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(
            {"requests": [{"addShet": {}}]},
            "Invalid JSON payload received. Unknown name \"addShet\" at 'requests[0]': "
            "Cannot find field.",
            id="unknown-member",
        ),
        pytest.param(
            {"surprise": 1},
            'Invalid JSON payload received. Unknown name "surprise": Cannot find field.',
            id="unknown-member-at-the-top",
        ),
        pytest.param(
            {"requests": [{"addSheet": {"properties": {"sheetId": "1"}}}]},
            f"Invalid value at '{AT}.sheet_id' (TYPE_INT32), \"1\"",
            id="text-for-a-number",
        ),
        pytest.param(
            {"requests": [{"addSheet": {"properties": {"index": 2**31}}}]},
            f"Invalid value at '{AT}.index' (TYPE_INT32), 2147483648",
            id="too-large-for-32-bits",
        ),
        pytest.param(
            {"requests": [{"addSheet": {"properties": {"index": 1.5}}}]},
            f"Invalid value at '{AT}.index' (TYPE_INT32), 1.5",
            id="fraction-for-an-integer",
        ),
        pytest.param(
            {"requests": [{"addSheet": {"properties": {"hidden": "yes"}}}]},
            f"Invalid value at '{AT}.hidden' (TYPE_BOOL), \"yes\"",
            id="text-for-a-boolean",
        ),
        pytest.param(
            {"requests": [{"addSheet": {"properties": {"sheetType": "GRIDD"}}}]},
            f"Invalid value at '{AT}.sheet_type' "
            '(type.googleapis.com/google.apps.sheets.v4.SheetType), "GRIDD"',
            id="unknown-word",
        ),
        pytest.param(
            {"requests": [7]}, "Invalid value at 'requests[0]' (TYPE_MESSAGE), 7", id="no-message"
        ),
    ],
)
def test_a_wrong_body_is_refused_in_googles_words(body: dict[str, Any], message: str) -> None:
    with pytest.raises(GoogleError) as caught:
        check_request("sheets.v4", BATCH, body)
    assert (caught.value.code, caught.value.status) == (400, "INVALID_ARGUMENT")
    assert caught.value.message == message
    (violation,) = caught.value.details[0]["fieldViolations"]
    assert violation["description"] == message


def test_all_violations_are_told_at_once() -> None:
    with pytest.raises(GoogleError) as caught:
        check_request("sheets.v4", BATCH, {"a": 1, "requests": [{"b": {}}, {"c": {}}]})
    assert caught.value.message.count("Unknown name") == 3


@pytest.mark.parametrize(
    ("api", "schema", "body"),
    [
        ("sheets.v4", BATCH, {}),
        ("sheets.v4", BATCH, {"requests": [{"addSheet": {"properties": {"index": 3.0}}}]}),
        ("sheets.v4", "ValueRange", {"values": [[None, 1, "x", True, {"any": []}], []]}),
        ("drive.v3", "Permission", {"role": "reader", "withLink": False}),
    ],
    ids=["empty", "integral-float", "any-cell", "drive-ignores-what-it-does-not-know"],
)
def test_a_right_body_passes(api: str, schema: str, body: dict[str, Any]) -> None:
    check_request(api, schema, body)


def test_a_wrong_reply_is_our_own_bug() -> None:
    with pytest.raises(GoogleError, match="invalid Permission") as caught:
        check_reply("drive.v3", "Permission", {"withLink": False})
    assert caught.value.code == 500


@pytest.mark.parametrize("api", APIS)
def test_every_schema_can_be_checked_against(api: str) -> None:
    for schema in schemas(api):
        check_reply(api, schema, {})


def test_unknown_fields_of_a_mask_are_found_below_lists_too() -> None:
    mask: dict[str, Any] = {
        "sheets": {"properties": {"titel": {}, "title": {}}, "data": {"rowData": {"nix": {}}}},
        "*": {},
    }
    found = set(unknown_fields("sheets.v4", "Spreadsheet", mask))
    assert found == {"sheets.properties.titel", "sheets.data.rowData.nix"}
