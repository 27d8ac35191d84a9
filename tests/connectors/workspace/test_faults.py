"""Faults that tests order, quotas, and the log of requests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from connectors.workspace.call import Switches
from connectors.workspace.faults import Fault, Request
from connectors.workspace.outages import (
    bad_gateway,
    expired_token,
    failing,
    gone,
    no_storage,
    revoked_consent,
)
from connectors.workspace.quotas import Quotas
from connectors.workspace.server import RunningWorkspace, running
from connectors.workspace.workspace import WorkspaceOptions
from tests.connectors.workspace.clients import OWNER, STAFF, Clock
from tests.connectors.workspace.questionnaire import Json

NEW_FORM = {"info": {"title": "Pendaftaran"}}


@pytest.fixture
def client(workspace: RunningWorkspace) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {OWNER}"}
    with httpx.Client(base_url=workspace.url, headers=headers, timeout=5) as opened:
        yield opened


@pytest.fixture
def form_id(client: httpx.Client) -> str:
    return str(client.post("/v1/forms", json=NEW_FORM).json()["formId"])


def count_forms(client: httpx.Client) -> int:
    return len(client.get("/drive/v3/files", params={"pageSize": 1000}).json()["files"])


def test_a_quota_error_is_as_google_sends_it(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.rate_limit("forms.forms.get", times=2, retry_after=7)
    for _ in range(2):
        reply = client.get(f"/v1/forms/{form_id}")
        error = reply.json()["error"]
        assert (reply.status_code, reply.headers["retry-after"]) == (429, "7")
        assert error["status"] == "RESOURCE_EXHAUSTED"
        (info,) = error["details"]
        assert info["reason"] == "RATE_LIMIT_EXCEEDED"
        assert info["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert client.get(f"/v1/forms/{form_id}").status_code == 200


@pytest.mark.parametrize("status", [500, 503])
def test_an_outage_has_googles_shape(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str, status: int
) -> None:
    workspace.faults.add(failing(status))
    reply = client.get(f"/v1/forms/{form_id}")
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, status)


def test_a_bad_gateway_is_html(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(bad_gateway())
    reply = client.get(f"/v1/forms/{form_id}")
    assert reply.status_code == 502
    assert reply.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("drop", "created"), [("before", 0), ("after", 1)])
def test_a_dropped_connection_comes_before_or_after_the_change(
    workspace: RunningWorkspace, client: httpx.Client, drop: Any, created: int
) -> None:
    before = count_forms(client)
    workspace.faults.add(Fault("forms.forms.create", drop=drop))
    with pytest.raises(httpx.TransportError):
        client.post("/v1/forms", json=NEW_FORM)
    assert workspace.requests[-1] == Request(
        "forms.forms.create", "POST", "/v1/forms", OWNER, status=0, is_read=False
    )
    assert count_forms(client) == before + created


def test_a_truncated_reply_is_no_json(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(Fault(truncate=True))
    reply = client.get(f"/v1/forms/{form_id}")
    assert reply.status_code == 200
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        reply.json()


def test_a_delay_outlasts_a_clients_patience(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(Fault(delay=0.2))
    with pytest.raises(httpx.ReadTimeout):
        client.get(f"/v1/forms/{form_id}", timeout=httpx.Timeout(5, read=0.02))


@pytest.mark.parametrize(("hang", "created"), [("before", 0), ("after", 1)])
def test_an_answer_may_never_come(
    workspace: RunningWorkspace, client: httpx.Client, hang: Any, created: int
) -> None:
    before = count_forms(client)
    workspace.faults.add(Fault("forms.forms.create", hang=hang))
    with pytest.raises(httpx.ReadTimeout):
        client.post("/v1/forms", json=NEW_FORM, timeout=httpx.Timeout(5, read=0.3))
    assert count_forms(client) == before + created


def test_an_answer_may_come_byte_by_byte(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(Fault(drip=0.001))
    with client.stream("GET", f"/v1/forms/{form_id}") as reply:
        pieces = [len(piece) for piece in reply.iter_raw()]
    assert sum(pieces) == int(client.get(f"/v1/forms/{form_id}").headers["content-length"])
    assert len(pieces) > sum(pieces) / 5


def test_an_answer_may_break_off(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(Fault(drop="midway"))
    with client.stream("GET", f"/v1/forms/{form_id}") as reply:
        assert reply.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            reply.read()


def test_a_server_that_is_away_refuses_and_comes_back(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    with workspace.away(), pytest.raises(httpx.ConnectError):
        httpx.get(workspace.url)
    assert client.get(f"/v1/forms/{form_id}").status_code == 200


def test_a_file_may_be_gone_for_one_who_knows_its_path(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(gone(form_id))
    assert client.get("/drive/v3/files").status_code == 200
    assert client.get(f"/v1/forms/{form_id}").json()["error"]["status"] == "NOT_FOUND"


def test_what_was_ordered_can_be_called_off(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(no_storage(), expired_token())
    assert client.get(f"/v1/forms/{form_id}").status_code == 403
    workspace.faults.clear()
    assert client.get(f"/v1/forms/{form_id}").status_code == 200


def test_a_consent_gives_a_token_until_it_is_revoked(
    workspace: RunningWorkspace, client: httpx.Client
) -> None:
    asked = {"grant_type": "refresh_token", "refresh_token": OWNER}
    assert client.post("/token", data=asked).json()["access_token"] == OWNER
    workspace.faults.add(revoked_consent())
    assert client.post("/token", data=asked).json()["error"] == "invalid_grant"
    assert client.post("/token", data={**asked, "refresh_token": "?"}).status_code == 400
    assert client.post("/token", data={}).json()["error"] == "unsupported_grant_type"


def test_faults_happen_in_the_order_in_which_they_were_ordered(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    workspace.faults.add(
        Fault("drive.*", status=418), Fault("forms.forms.get", status=421), Fault(status=422)
    )
    statuses = [client.get(f"/v1/forms/{form_id}").status_code for _ in range(3)]
    assert statuses == [421, 422, 200]
    assert client.get("/drive/v3/files").status_code == 418


def test_the_log_tells_reads_from_writes(
    workspace: RunningWorkspace, client: httpx.Client, form_id: str
) -> None:
    before = len(workspace.requests)
    client.get(f"/v1/forms/{form_id}")
    client.post(f"/v1/forms/{form_id}:batchUpdate", json={"requests": []})
    client.get("/v1/nothing")
    fresh = workspace.requests[before:]
    assert [(r.method_id, r.status, r.actor) for r in fresh] == [
        ("forms.forms.get", 200, OWNER),
        ("forms.forms.batchUpdate", 400, OWNER),
        ("", 404, OWNER),
    ]
    reads, writes = workspace.faults.count(reads=True), workspace.faults.count(reads=False)
    assert reads + writes == sum(1 for r in workspace.requests if r.method_id)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/v1/forms/{}", "forms_reads"),
        ("/v1/forms/{}/responses", "forms_response_lists"),
        ("/v4/spreadsheets/{}", "sheets_reads"),
    ],
)
def test_quotas_are_by_minute_and_user(tmp_path: Path, path: str, limit: str) -> None:
    clock = Clock()
    quotas: Json = {limit: 2}
    options = WorkspaceOptions(tmp_path / "w.sqlite", quotas=Quotas(**quotas))

    def over(actor: str) -> bool:
        headers = {"Authorization": f"Bearer {actor}"}
        return httpx.get(served.url + path.format("X"), headers=headers).status_code == 429

    with running(options, now=clock) as served:
        assert [over(OWNER) for _ in range(3)] == [False, False, True]
        assert not over(STAFF)
        clock.advance(60)
        assert not over(OWNER)


@pytest.mark.parametrize(("position", "shown"), [(False, "dari Loket"), (True, "dari staf")])
def test_a_reply_may_show_what_others_wrote_after_the_batch(
    tmp_path: Path, clock: Clock, position: bool, shown: str
) -> None:
    switches = Switches(reply_after_write=position)
    options = WorkspaceOptions(tmp_path / "workspace.sqlite", switches=switches)
    headers = {"Authorization": f"Bearer {OWNER}"}
    with running(options, now=clock) as served, httpx.Client(headers=headers) as client:
        made = client.post(f"{served.url}/v4/spreadsheets", json={}).json()["spreadsheetId"]
        url = f"{served.url}/v4/spreadsheets/{made}"
        typed = f"{url}/values/A1?valueInputOption=RAW"
        served.faults.add(
            Fault(
                "sheets.spreadsheets.batchUpdate",
                meanwhile=lambda: httpx.put(
                    typed, headers=headers, json={"values": [["dari staf"]]}
                ).raise_for_status(),
            )
        )
        cell = {"userEnteredValue": {"stringValue": "dari Loket"}}
        update = {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
        body = {
            "requests": [{"updateCells": update}],
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": ["A1"],
        }
        reply = client.post(f"{url}:batchUpdate", json=body).json()["updatedSpreadsheet"]
        assert client.get(f"{url}/values/A1").json()["values"] == [["dari staf"]]
    (row,) = reply["sheets"][0]["data"][0]["rowData"]
    assert row["values"][0]["formattedValue"] == shown


def test_a_workspace_whose_file_fails_says_so(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "workspace.sqlite"
    headers = {"Authorization": f"Bearer {OWNER}"}
    with running(WorkspaceOptions(path), now=clock) as served:
        with closing(sqlite3.connect(path)) as another:
            another.execute("drop table counter")
        reply = httpx.post(f"{served.url}/v1/forms", json=NEW_FORM, headers=headers)
    assert reply.status_code == 500
    assert f"The workspace file {path} cannot be used" in reply.json()["error"]["message"]
