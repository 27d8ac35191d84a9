"""``loket login`` as an office without a service account goes through it."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.google.transport import Endpoints
from connectors.workspace.server import running
from connectors.workspace.workspace import WorkspaceOptions
from pipeline.cli import run
from pipeline.configuration.settings_file import load
from pipeline.setup.login import Login, log_in
from tests.connectors.google.oauth_server import Browser, oauth_server
from tests.pipeline.office_factory import CONFIG, replace


def real_google(folder: Path, credentials: str) -> Path:
    """The settings of an office that works with real Google."""
    config = folder / "config.yaml"
    config.write_text(CONFIG.read_text("utf-8"), "utf-8")
    replace(config, "  workspace: workspace.sqlite\n", "")
    replace(config, "credentials: service_account", f"credentials: {credentials}")
    return config


def test_person_s_consent_is_kept_where_the_settings_say_and_tried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    config = real_google(tmp_path, "oauth")
    replace(config, "\ngoogle:\n", "\ngoogle:\n  quota_folder: kuota\n")
    (tmp_path / "kuota").mkdir()
    settings, browser = load(config), Browser()
    options = WorkspaceOptions(tmp_path / "workspace.sqlite")
    with oauth_server("kantor@kantor.example") as oauth, running(options) as workspace:
        oauth.client_file(tmp_path)
        endpoints = Endpoints.at(workspace.url)
        done = log_in(settings, say=browser, port=0, endpoints=endpoints)
    browser.close()
    assert done == Login(tmp_path / "oauth-token.json", "kantor@kantor.example")
    assert done.path.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "kuota").iterdir()), "its calls count among those of the machine"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(None, "takes no consent", id="embedded workspace"),
        pytest.param("service_account", "needs no consent", id="service account"),
        pytest.param("oauth", "There is no OAuth client at", id="no client file"),
    ],
)
def test_office_that_cannot_log_in_is_told_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str | None, words: str
) -> None:
    config = real_google(tmp_path, change) if change else CONFIG
    assert run(["login", "--config", str(config)]) == 78
    assert words in capsys.readouterr().err
