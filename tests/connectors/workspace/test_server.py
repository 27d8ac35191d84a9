"""Serving: ports, several servers on one file, the command in the foreground."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import gspread
import httpx
import pytest
from google.auth.credentials import AnonymousCredentials

from connectors.workspace.drive.files import FOLDER
from connectors.workspace.server import running
from connectors.workspace.workspace import WorkspaceOptions
from loket.errors import LocalError
from tests.connectors.workspace.clients import OWNER, STAFF, Google
from tests.connectors.workspace.questionnaire import (
    a_form,
    a_question,
    answers,
    responder_link,
    submit,
)


def test_a_port_that_is_taken_is_a_local_error_with_a_remedy(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        options = WorkspaceOptions(tmp_path / "w.sqlite")
        with pytest.raises(LocalError, match=str(port)) as caught, running(options, port=port):
            pass
    assert "--port" in caught.value.remedy
    assert not options.path.exists()


def test_a_port_is_free_again_afterwards(tmp_path: Path) -> None:
    options = WorkspaceOptions(tmp_path / "w.sqlite")
    with running(options) as first:
        port = int(first.url.rpartition(":")[2])
        assert httpx.get(first.url).status_code == 200
    with running(options, port=port) as again:
        assert again.url == first.url
        assert httpx.get(again.url).status_code == 200


def test_replies_bear_the_date_of_the_workspace_s_clock(tmp_path: Path) -> None:
    options = WorkspaceOptions(tmp_path / "w.sqlite")
    there = datetime(2026, 11, 16, 8, 0, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
    with running(options, now=lambda: there) as served:
        for path, status in (("/", 200), ("/v4/spreadsheets/none", 404)):
            reply = httpx.get(served.url + path, headers={"Authorization": f"Bearer {OWNER}"})
            assert (reply.status_code, reply.headers.get_list("Date")) == (
                status,
                ["Mon, 16 Nov 2026 01:00:05 GMT"],
            )


def test_two_servers_on_one_file_see_each_others_writes(tmp_path: Path) -> None:
    options = WorkspaceOptions(tmp_path / "w.sqlite")
    with running(options) as one, running(options) as other, httpx.Client() as browser:
        here, there = Google(one, OWNER), Google(other, OWNER)
        form_id = a_form(here, a_question("Nama", id="0000000a"), open_to="anyone")
        for number in range(3):
            served = here if number % 2 else there
            submit(browser, responder_link(served, form_id), entry_10=str(number))
            expected = [{"0000000a": [str(n)]} for n in range(number + 1)]
            assert answers(here, form_id) == answers(there, form_id) == expected


def test_nothing_is_lost_when_two_servers_are_written_to_at_once(tmp_path: Path) -> None:
    options = WorkspaceOptions(tmp_path / "w.sqlite")
    with running(options) as one, running(options) as other:
        owner = Google(one, OWNER)
        form_id = a_form(owner, a_question("Nama", id="0000000a"), open_to="anyone")
        links = [responder_link(Google(served, OWNER), form_id) for served in (one, other)]

        def send(number: int) -> int:
            with httpx.Client() as browser:
                return submit(browser, links[number % 2], entry_10=str(number)).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(send, range(40)))
        given = {answer["0000000a"][0] for answer in answers(owner, form_id)}
    assert statuses == [200] * 40
    assert given == {str(number) for number in range(40)}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_in_the_foreground_stops_cleanly(tmp_path: Path, number: int) -> None:
    program = (
        "from pathlib import Path; from connectors.workspace.server import serve_forever; "
        "from connectors.workspace.workspace import WorkspaceOptions; "
        f"serve_forever(WorkspaceOptions(Path({str(tmp_path / 'w.sqlite')!r})), port=0, "
        "announce=lambda url: print(url, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as output:
        url = output.readline().strip()
        assert httpx.get(url, timeout=10).status_code == 200
        os.kill(process.pid, number)
        code = process.wait(10)
    assert code in (0, -number)


class Redirected(gspread.HTTPClient):
    """gspread's client, with Google's addresses replaced by the workspace's."""

    base = ""

    def request(self, method: str, endpoint: str, **kwargs: object) -> object:  # type: ignore[override]
        for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            endpoint = endpoint.replace(host, self.base)
        return super().request(method, endpoint, **kwargs)  # type: ignore[arg-type]


def test_gspread_shares_and_finds_files(tmp_path: Path) -> None:
    with running(WorkspaceOptions(tmp_path / "w.sqlite")) as served:
        folder = {"name": "Map", "mimeType": FOLDER}
        file_id = Google(served, OWNER).drive.files().create(body=folder).execute()["id"]
        client = gspread.Client(AnonymousCredentials(), http_client=Redirected)  # type: ignore[no-untyped-call]
        http = client.http_client
        assert isinstance(http, Redirected)
        http.base = served.url
        http.session.headers["Authorization"] = f"Bearer {OWNER}"
        http.insert_permission(file_id, STAFF, perm_type="user", role="writer", notify=False)
        listed = http.list_permissions(file_id)
        http.session.close()
    assert [permission["role"] for permission in listed] == ["owner", "writer"]
