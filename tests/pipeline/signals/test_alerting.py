"""Alerts over a real webhook and a real mail server, judged by a ledger without any pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from loket.errors import ConfigurationError, LockedError
from pipeline.cli import run
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import load
from pipeline.signals.alerting import alert
from tests.connectors.signals.servers import Mail, Web, a_mail_server, a_web_server
from tests.pipeline.office_factory import at


@pytest.fixture
def web() -> Iterator[Web]:
    with a_web_server() as server:
        yield server


@pytest.fixture
def mail() -> Iterator[Mail]:
    with a_mail_server() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, web: Web, mail: Mail) -> Settings:
    """Settings whose webhook's address is a secret in a file."""
    (tmp_path / "hook").write_text(f"{web.url}/hook/rahasia\n")
    smtp = {
        "host": "127.0.0.1",
        "port": mail.port,
        "security": "none",
        "sender": "loket@kantor.example",
        "to": ["operator@kantor.example"],
    }
    YAML().dump({"alerts": {"webhook": "file:hook", "smtp": smtp}}, tmp_path / "config.yaml")
    return load(tmp_path / "config.yaml")


def record(settings: Settings, now: str, outcome: str, error: str | None = None) -> None:
    with Ledger(settings.path(settings.sync.ledger)) as ledger:
        number = ledger.runs.start(
            started=at(now), trigger="rutin", now=at(now), weeks=[], versions={}
        )
        ledger.runs.finish(
            number, finished=at(now), outcome=outcome, counts={}, api_calls={}, error=error
        )


def test_failures_in_a_row_are_told_once_and_their_end_once(
    settings: Settings, web: Web, mail: Mail, caplog: pytest.LogCaptureFixture
) -> None:
    for minute in range(10, 50, 10):
        record(settings, f"2026-11-20T09:{minute}", "failed", "Google is down.")
        standing = alert(settings, at(f"2026-11-20T09:{minute}"))
        assert standing == (["failing"] if minute >= 30 else [])
    assert len(web.seen) == len(mail.letters) == 1
    record(settings, "2026-11-20T09:50", "quiet")
    assert [alert(settings, at("2026-11-20T09:50")) for _ in range(2)] == [[], []]
    assert web.paths == ["/hook/rahasia"] * 2
    begun, over = web.bodies
    assert begun == {
        "id": "failing.20261120T023000.begun",
        "office": "Dinas Koperasi dan UKM Kabupaten Bogor",
        "alert": "failing",
        "kind": "failing",
        "state": "begun",
        "since": "2026-11-20T09:10:00+07:00",
        "over": None,
        "sent": "2026-11-20T09:30:00+07:00",
        "text": "ALERT failing: 3 passes in a row have failed since 2026-11-20 09:10. The last one "
        "said: Google is down. Type `loket status`.",
    }
    assert (over["id"], over["state"]) == ("failing.20261120T023000.over", "over")
    assert over["text"].startswith("OVER failing: all is well there again since 2026-11-20 09:50.")
    assert [letter["Subject"] for letter in mail.letters] == [
        "Loket: ALERT: failing",
        "Loket: over: failing",
    ]
    assert begun["text"] in " ".join(mail.letters[0].get_content().split())
    assert "rahasia" not in caplog.text


def test_what_one_channel_did_not_take_is_tried_again_there_alone(
    settings: Settings, web: Web, mail: Mail, caplog: pytest.LogCaptureFixture
) -> None:
    record(settings, "2026-11-18T09:00", "changed")
    web.status = 503
    for hour in (12, 13):
        assert alert(settings, at(f"2026-11-19T{hour}:00")) == ["stale"]
    assert len(mail.letters) == 1
    assert "Alert stale by webhook: 127.0.0.1 took no word from Loket (answer 503)" in caplog.text
    web.status = 200
    assert alert(settings, at("2026-11-19T14:00")) == ["stale"]
    assert len(mail.letters) == 1
    assert [body["sent"][11:13] for body in web.bodies] == ["12", "13", "14"]
    assert len({body["id"] for body in web.bodies}) == 1


def test_status_sends_what_no_pass_is_there_to_send(
    settings: Settings, tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not a single pass begins any more, so none can tell of it."""
    record(settings, "2026-11-18T09:00", "changed")
    call = ["status", "--config", str(tmp_path / "config.yaml"), "--now", "2026-11-19T12:00"]
    assert run(call) == 69
    assert web.seen == []
    with one_pass_at_a_time(tmp_path / "loket.alerts.lock"):
        assert run([*call, "--alert"]) == 69
        with pytest.raises(LockedError):
            alert(settings, at("2026-11-19T12:00"))
    assert web.seen == []
    for _ in range(2):
        assert run([*call, "--alert"]) == 69
    assert [body["alert"] for body in web.bodies] == ["stale"]
    assert "NOT HEALTHY" in capsys.readouterr().out


def test_an_office_without_channels_or_without_a_ledger_is_told_nothing(
    settings: Settings, web: Web, tmp_path: Path
) -> None:
    assert alert(settings, at("2026-11-19T12:00")) == []
    assert not (tmp_path / "loket.sqlite").exists()
    assert alert(Settings(), at("2026-11-19T12:00")) == []


def test_a_secret_that_is_not_there_is_said_and_keeps_the_other_channel_going(
    settings: Settings, mail: Mail, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "hook").unlink()
    record(settings, "2026-11-18T09:00", "changed")
    assert alert(settings, at("2026-11-19T12:00")) == ["stale"]
    assert "config.yaml names file:hook for a secret" in caplog.text
    assert len(mail.letters) == 1


MISTAKES = [
    pytest.param("password: hunter2", "give where the secret is: env:NAME or file:PATH", id="pw"),
    pytest.param("user: loket", "user needs password", id="user without password"),
    pytest.param(
        "security: none\n    user: loket\n    password: env:SANDI",
        "a password goes over TLS only",
        id="password in clear",
    ),
]


@pytest.mark.parametrize(("line", "message"), MISTAKES)
def test_settings_that_would_give_a_secret_away_are_refused(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "alerts:\n  webhook: hunter2\n  smtp:\n    host: surat.example\n"
        f"    sender: loket@kantor.example\n    to: [a@kantor.example]\n    {line}\n"
    )
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    assert message in str(caught.value)
    assert "line 2: alerts.webhook: give an address" in str(caught.value)
    assert "hunter2" not in str(caught.value)
