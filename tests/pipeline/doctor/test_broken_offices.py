"""Offices of which something is broken, and the finding that each gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace as changed
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.forms.items import placed_questions
from connectors.google.access import GoogleAccess
from connectors.google.credentials import SCOPES, OAuthToken
from connectors.google.rate_limit import NoRateLimit
from connectors.google.transport import Endpoints
from connectors.workspace.faults import Fault
from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.configuration.settings_file import load
from pipeline.doctor import account
from pipeline.doctor.case import Case, Premises, case_of
from pipeline.doctor.examination import AT_GOOGLE, PREMISES, gone_through
from pipeline.doctor.finding import Finding, Level, exit_code_of, ok
from tests.connectors.google.oauth_server import OAuthServer, oauth_server
from tests.pipeline.office_factory import CONFIG, SCHEDULE, OpenOffice, replace

Break = Callable[[OpenOffice], object]


def amiss(case: Case) -> list[tuple[str, str, int]]:
    """Every finding that is not ok: its check, its level, its exit code."""
    found = gone_through(AT_GOOGLE, case)
    return [(f.check, f.level.value, f.exit_code) for f in found if f.level is not Level.OK]


def form_id(office: OpenOffice, form: Form) -> str:
    return str(office.settings.forms.of(form).id)


def delete_question(office: OpenOffice, form: Form, key: str) -> None:
    mapping = office.settings.forms.of(form)
    placed = placed_questions(office.office.forms.get(str(mapping.id)))
    (place,) = [each.index for each in placed if each.question_id == mapping.questions[key]]
    delete = {"deleteItem": {"location": {"index": place}}}
    office.office.forms.batch_update(str(mapping.id), [delete])


def delete_file(office: OpenOffice, file_id: str) -> None:
    request = office.office.founder.drive().files().delete(fileId=file_id)
    request.execute()


def trash(office: OpenOffice, file_id: str) -> None:
    files = office.office.founder.drive().files()
    files.update(fileId=file_id, body={"trashed": True}).execute()


def demote(office: OpenOffice, file_id: str) -> None:
    """Let Loket's account only look at a file."""
    drive = office.office.founder.drive()
    shared = drive.permissions().list(fileId=file_id, fields="permissions(id,emailAddress)")
    (number,) = [
        each["id"]
        for each in shared.execute()["permissions"]
        if each.get("emailAddress") == office.settings.google.loket
    ]
    body = {"role": "reader"}
    drive.permissions().update(fileId=file_id, permissionId=number, body=body).execute()


def unprotect(office: OpenOffice) -> None:
    book = office.owner.book
    sheet = office.look().tab(tabs.WAITING_LIST).sheet
    assert sheet
    ids = [area["protectedRangeId"] for area in sheet.raw["protectedRanges"]]
    book.batch_update(
        {"requests": [{"deleteProtectedRange": {"protectedRangeId": number}} for number in ids]}
    )


def move_zone(office: OpenOffice) -> None:
    properties = {"timeZone": "Europe/London"}
    change = {"updateSpreadsheetProperties": {"properties": properties, "fields": "timeZone"}}
    office.owner.book.batch_update({"requests": [change]})


BROKEN: dict[str, tuple[Break, list[tuple[str, str, int]]]] = {
    "question deleted": (
        lambda o: delete_question(o, Form.REGISTRATION, c.NAME),
        [("form registration questions", "error", 65)],
    ),
    "form in the trash": (
        lambda o: trash(o, form_id(o, Form.FEEDBACK)),
        [("form feedback", "warning", 0)],
    ),
    "form closed": (
        lambda o: o.office.forms.publish(form_id(o, Form.FEEDBACK), accepting=False),
        [("form feedback open", "warning", 0)],
    ),
    "form deleted": (
        lambda o: delete_file(o, form_id(o, Form.HALO_FEEDBACK)),
        [("form halo_feedback", "error", 78)],
    ),
    "header gone": (
        lambda o: o.sheet(tabs.CONSULTANTS).update_acell("A1", ""),
        [("headers", "error", 65)],
    ),
    "tab deleted": (
        lambda o: o.owner.book.del_worksheet(o.sheet(tabs.QUOTAS)),
        [("headers", "error", 65)],
    ),
    "schedule deleted": (
        lambda o: o.owner.book.del_worksheet(o.sheet(SCHEDULE)),
        [("weeks", "error", 65)],
    ),
    "protection gone": (unprotect, [("protection", "warning", 0)]),
    "another zone": (move_zone, [("sheet zone", "warning", 0)]),
}
"""What somebody does, and the findings that it gives, in the order of the checks."""


def test_all_that_is_broken_is_found_and_nothing_else(drafted: OpenOffice) -> None:
    assert amiss(case_of(drafted.office)) == []
    expected = []
    for broken, findings in BROKEN.values():
        broken(drafted)
        expected += findings
    with drafted.watched() as seen:
        assert amiss(case_of(drafted.office)) == [*expected, ("not examined", "warning", 0)]
    assert all(request.is_read for request in seen)


LOOK_ONLY = [("form registration", "error", 77), ("spreadsheet", "error", 77)]


def test_files_to_look_at_only(drafted: OpenOffice) -> None:
    for file_id in (form_id(drafted, Form.REGISTRATION), str(drafted.settings.spreadsheet.id)):
        demote(drafted, file_id)
    not_examined = [("protection", "warning", 0)]
    assert amiss(case_of(drafted.office)) == [*LOOK_ONLY, *not_examined]
    hidden(drafted)
    assert amiss(case_of(drafted.office)) == [*LOOK_ONLY[1:], *not_examined]


def hidden(office: OpenOffice) -> None:
    """Let Drive hide every file, as it does from an account whose scope is its own files."""
    missing = b'{"error": {"code": 404, "message": "File not found.", "status": "NOT_FOUND"}}'
    for method in ("drive.files.get", "drive.permissions.list"):
        office.workspace.faults.add(Fault(method, status=404, body=missing, times=9))


@pytest.mark.parametrize(
    ("hours", "level", "exit_code"),
    [
        pytest.param(0.05, Level.WARNING, 0, id="three minutes ahead"),
        pytest.param(-3, Level.ERROR, 74, id="three hours behind"),
    ],
)
def test_clock_is_compared_with_google_s(
    opened: OpenOffice, hours: float, level: Level, exit_code: int
) -> None:
    there = opened.clock.now
    office = changed(opened.office, now=lambda: there + timedelta(hours=hours))
    (found,) = account.clock(case_of(office))
    assert (found.level, found.exit_code) == (level, exit_code)
    assert f"{abs(hours) * 3600:.0f} seconds {'ahead of' if hours > 0 else 'behind'}" in found.what


def test_line_that_is_down_is_told_once(drafted: OpenOffice) -> None:
    office = drafted.office
    retry = changed(office.access.retry, sleep=lambda _: None)
    gone = changed(office.access, endpoints=Endpoints.at("http://127.0.0.1:9"), retry=retry)
    found = gone_through(AT_GOOGLE, case_of(changed(office, access=gone)))
    errors = [each for each in found if each.level is Level.ERROR]
    assert [each.check for each in errors] == ["network"]
    assert exit_code_of(found) == 69
    assert found[-1].what.startswith("clock, token, account, form registration, ")
    assert found[-1].what.endswith(", sheet zone: first network has to be well.")


def defective(_: Case) -> Iterator[Finding]:
    yield ok("So far.")
    raise ValueError("081234567890")


def test_defect_of_one_check_hides_no_other(drafted: OpenOffice) -> None:
    wrong = changed(AT_GOOGLE[3], examine=defective)
    before, broken, good = gone_through([wrong, AT_GOOGLE[3]], case_of(drafted.office))
    assert [each.exit_code for each in (before, broken, good)] == [0, 70, 0]
    assert "ValueError" in broken.what
    assert "081234567890" not in broken.what


def real_google(folder: Path, credentials: str) -> Premises:
    config = folder / "config.yaml"
    config.write_text(CONFIG.read_text("utf-8"), "utf-8")
    replace(config, "  workspace: workspace.sqlite\n", "")
    replace(config, "credentials: service_account", f"credentials: {credentials}")
    settings = load(config)
    return Premises(settings, lambda: pytest.fail("nobody asks for the time"))


def credentials(folder: Path, kind: str) -> list[Finding]:
    """Every finding about the file of the key or the token."""
    (check,) = [each for each in PREMISES if each.name == "credentials"]
    return gone_through([check], real_google(folder, kind))


def test_key_file_that_is_gone_or_is_none(tmp_path: Path) -> None:
    (gone,) = credentials(tmp_path, "service_account")
    assert (gone.level, gone.exit_code) == (Level.ERROR, 78)
    assert gone.what == f"There is no service account key at {tmp_path / 'service-account.json'}."
    (tmp_path / "oauth-token.json").write_text("{}")
    (none,) = credentials(tmp_path, "oauth")
    assert (none.exit_code, none.remedy) == (78, "Run `loket login`.")


def kept_token(folder: Path, oauth: OAuthServer) -> Path:
    path = folder / "oauth-token.json"
    content = {"client_id": "a", "client_secret": "rahasia-klien", "refresh_token": "r"}
    path.write_text(json.dumps(content))
    return path


def test_token_that_others_may_read(tmp_path: Path) -> None:
    path = kept_token(tmp_path, OAuthServer("x"))
    path.chmod(0o644)
    tmp_path.chmod(0o755)
    read, open_to_all = credentials(tmp_path, "oauth")
    assert read.level is Level.OK
    assert (open_to_all.level, open_to_all.remedy) == (Level.WARNING, f"chmod 600 {path}")


@pytest.mark.parametrize(
    ("grants", "revoked", "words"),
    [
        pytest.param(frozenset(SCOPES), False, "", id="all"),
        pytest.param(frozenset(["https://www.googleapis.com/auth/drive"]), False, "", id="more"),
        pytest.param(frozenset(SCOPES[:3]), False, "drive.file", id="less"),
        pytest.param(frozenset(SCOPES), True, "credentials are refused", id="revoked"),
    ],
)
def test_token_is_tried_and_its_scopes_compared(
    drafted: OpenOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    grants: frozenset[str],
    revoked: bool,
    words: str,
) -> None:
    settings = real_google(tmp_path, "oauth").settings
    with oauth_server(drafted.settings.google.loket) as oauth:
        monkeypatch.setattr(
            "google.oauth2.credentials._GOOGLE_OAUTH2_TOKEN_ENDPOINT", f"{oauth.url}/token"
        )
        oauth.grants, oauth.revoked = grants, revoked
        source = OAuthToken(kept_token(tmp_path, oauth))
        where = changed(Endpoints.at(drafted.workspace.url), oauth=oauth.url)
        access = GoogleAccess(source, where, limit=NoRateLimit())
        office = changed(drafted.office, settings=settings, access=access)
        checks = [each for each in AT_GOOGLE if each.name in {"network", "token", "account"}]
        found = gone_through(checks, case_of(office))
    told = [each for each in found if each.level is Level.ERROR]
    assert [each.check for each in told] == (["token"] if words else [])
    for each in told:
        assert words in each.what
        assert each.exit_code == 77
        assert "`loket login`" in each.remedy


def test_another_account_than_config_names(drafted: OpenOffice) -> None:
    google = drafted.settings.google.model_copy(update={"loket": "lain@kantor.example"})
    settings = drafted.settings.model_copy(update={"google": google})
    (found,) = account.account(case_of(changed(drafted.office, settings=settings)))
    assert found.level is Level.WARNING
    assert found.remedy == "Write loket@kantor.example there and run `loket init`."
