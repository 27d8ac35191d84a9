"""What a request says: typed parameters, a checked body, a mask."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.workspace import received
from connectors.workspace.call import GoogleError
from connectors.workspace.discovery import Method, route


def method(verb: str, path: str) -> Method:
    found = route(verb, path)
    assert found is not None
    return found[0]


GET = method("GET", "/v4/spreadsheets/S")
BATCH = method("POST", "/v4/spreadsheets/S:batchUpdate")
METADATA = method("GET", "/v4/spreadsheets/S/developerMetadata/7")


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("", {}),
        ("ranges=A1&ranges=B%212", {"ranges": ["A1", "B!2"]}),
        ("includeGridData=True", {"includeGridData": True}),
        ("includeGridData=false&fields=a", {"includeGridData": False, "fields": "a"}),
        ("ranges=", {"ranges": [""]}),
    ],
)
def test_parameters_are_typed(query: str, params: dict[str, Any]) -> None:
    found = received.parameters(GET, query, {"spreadsheetId": "S"})
    assert found == {"spreadsheetId": "S", **params}


def test_variables_of_the_path_are_typed_too() -> None:
    path = {"spreadsheetId": "S", "metadataId": "7"}
    assert received.parameters(METADATA, "", path) == {"spreadsheetId": "S", "metadataId": 7}
    with pytest.raises(GoogleError, match="metadata_id"):
        received.parameters(METADATA, "", path | {"metadataId": "seven"})


@pytest.mark.parametrize(
    ("written", "index"), [("3", 3), ("3.0", 3), ("3e0", 3), ("-0.0", 0), ("null", None)]
)
def test_integral_numbers_become_integers_and_nulls_vanish(written: str, index: Any) -> None:
    raw = f'{{"requests": [{{"addSheet": {{"properties": {{"index": {written}}}}}}}]}}'
    body = received.body(BATCH, raw.encode())
    properties = body["requests"][0]["addSheet"]["properties"]
    assert properties == ({} if index is None else {"index": index})
    assert type(properties.get("index", 0)) is int


@pytest.mark.parametrize("number", ["1e400", "-1e999", "Infinity", "-NaN"])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    raw = f'{{"requests": [{{"addSheet": {{"properties": {{"index": {number}}}}}}}]}}'
    with pytest.raises(GoogleError, match="Unexpected token"):
        received.body(BATCH, raw.encode())


def test_a_deeply_nested_body_is_refused_not_crashed_on() -> None:
    with pytest.raises(GoogleError, match="Unexpected token"):
        received.body(BATCH, b"[" * 100_000)


def test_a_mask_names_fields_that_exist() -> None:
    assert received.mask(GET, "sheets(properties/title)") == {
        "sheets": {"properties": {"title": {}}}
    }
    with pytest.raises(GoogleError, match=r"path 'sheets\.titel'"):
        received.mask(GET, "sheets.titel")
