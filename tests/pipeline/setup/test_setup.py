"""``loket init``: from nothing to an office, once; interrupted anywhere, it is taken up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.sheets.journal import journal
from connectors.sheets.tab import fixed_id
from connectors.workspace.faults import Fault
from loket.errors import AccessError, ConfigurationError
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.configuration.settings import Clinic
from pipeline.configuration.settings_file import copy_for_rehearsal
from pipeline.questionnaires.questionnaires import questionnaires
from pipeline.setup.setup import initialise
from tests.pipeline.office_factory import (
    CONFIG,
    SCHEDULE,
    OpenOffice,
    open_folder,
    reads_and_writes,
    replace,
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[OpenOffice]:
    """An office of which nothing exists but its settings."""
    copy_for_rehearsal(CONFIG, tmp_path / "config.yaml")
    with open_folder(tmp_path) as office:
        yield office


def set_up(office: OpenOffice) -> None:
    initialise(office.office, office.config)


def test_first_run_costs_so_many_calls_and_the_second_writes_nothing(empty: OpenOffice) -> None:
    with empty.watched() as first:
        set_up(empty)
    with empty.watched() as second:
        set_up(empty)
    assert Counter(request.method_id for request in first) == {
        "forms.forms.create": 3,
        "forms.forms.batchUpdate": 3,
        "forms.forms.setPublishSettings": 3,
        "sheets.spreadsheets.create": 1,
        "sheets.spreadsheets.get": 1,
        "sheets.spreadsheets.batchUpdate": 1,
        "drive.files.list": 4,
        "drive.permissions.list": 1,
        "drive.batch": 3,
    }
    assert sum(len(request.parts) for request in first) == 11
    assert len(first) <= 20
    assert reads_and_writes(second) == (8, 0)


def test_ids_are_written_back_and_comments_kept(empty: OpenOffice) -> None:
    set_up(empty)
    assert comments(empty.config) == comments(CONFIG)
    settings = empty.settings
    assert settings.spreadsheet.id
    for form in Form:
        mapped = settings.forms.of(form)
        assert mapped.id
        assert set(mapped.questions) == declared(form)
        assert str(mapped.address).startswith(f"http://127.0.0.1:{settings.google.port}/forms/d/e/")


def comments(config: Path) -> list[str]:
    lines = [line.strip() for line in config.read_text("utf-8").splitlines()]
    return [line for line in lines if line.startswith("#")]


def test_everyone_is_let_in_and_every_standing_tab_is_there(empty: OpenOffice) -> None:
    set_up(empty)
    titles = {sheet.title for sheet in empty.staff.book.worksheets()}
    declared_titles = {tab.title for tab in (*tabs.STAFF_TABS, *tabs.LOKET_TABS)}
    assert titles == declared_titles | {journal.TITLE}
    for form in Form:
        assert empty.office.forms.get(str(empty.settings.forms.of(form).id))["items"]


INTERRUPTIONS = [
    pytest.param("forms.forms.create", id="before the first form"),
    pytest.param("forms.forms.batchUpdate", id="form without questions"),
    pytest.param("forms.forms.setPublishSettings", id="form not published"),
    pytest.param("drive.permissions.create", id="form not shared"),
    pytest.param("sheets.spreadsheets.create", id="no spreadsheet"),
    pytest.param("sheets.spreadsheets.batchUpdate", id="spreadsheet without tabs"),
]


@pytest.mark.parametrize("method", INTERRUPTIONS)
def test_interrupted_run_is_taken_up_by_the_next(empty: OpenOffice, method: str) -> None:
    refusal = b'{"error": {"code": 403, "message": "no", "status": "PERMISSION_DENIED"}}'
    empty.workspace.faults.add(Fault(method, status=403, body=refusal))
    with pytest.raises(AccessError):
        set_up(empty)
    set_up(empty)
    with empty.watched() as third:
        set_up(empty)
    assert reads_and_writes(third) == (8, 0)
    for form in Form:
        published = empty.office.forms.get(str(empty.settings.forms.of(form).id))
        assert published["publishSettings"]["publishState"]["isAcceptingResponses"], form
        assert set(empty.settings.forms.of(form).questions) == declared(form)
    files = empty.office.founder.gspread.list_spreadsheet_files()
    assert [file["id"] for file in files] == [empty.settings.spreadsheet.id]


def test_interrupted_run_leaves_no_second_form_behind(empty: OpenOffice) -> None:
    empty.workspace.faults.add(Fault("forms.forms.setPublishSettings", status=403))
    with pytest.raises(AccessError):
        set_up(empty)
    with empty.watched() as resumed:
        set_up(empty)
    created = [request for request in resumed if request.method_id == "forms.forms.create"]
    assert len(created) == len(Form) - 1


def test_files_that_drive_hides_are_left_to_their_owner_to_share(
    empty: OpenOffice, caplog: pytest.LogCaptureFixture
) -> None:
    set_up(empty)
    missing = b'{"error": {"code": 404, "message": "File not found: 1a.", "status": "NOT_FOUND"}}'
    empty.workspace.faults.add(Fault("drive.permissions.list", status=404, body=missing, times=4))
    replace(empty.config, "staf@kantor.example", "baru@kantor.example")
    with empty.watched() as requests:
        set_up(empty)
    assert reads_and_writes(requests) == (8, 0)
    assert caplog.text.count("Its owner shares it.") == 4


def test_wrong_id_is_an_error_also_where_drive_hides_the_file(empty: OpenOffice) -> None:
    set_up(empty)
    replace(empty.config, str(empty.settings.spreadsheet.id), "1nobody")
    with pytest.raises(ConfigurationError, match="1nobody"):
        set_up(empty)


def test_the_tabs_of_weeks_are_repaired_too_and_whole_ones_left_alone(drafted: OpenOffice) -> None:
    with drafted.watched() as on_a_working_office:
        set_up(drafted)
    assert reads_and_writes(on_a_working_office) == (8, 0)
    views = [{"filterId": fixed_id("view", f"{SCHEDULE.key}:{day}")} for day in ("Senin", "Rabu")]
    drafted.owner.book.batch_update({"requests": [{"deleteFilterView": view} for view in views]})
    with drafted.watched() as on_a_damaged_one:
        set_up(drafted)
    assert reads_and_writes(on_a_damaged_one) == (8, 1)
    sheets = drafted.owner.book.fetch_sheet_metadata()["sheets"]
    (schedule,) = [s for s in sheets if s["properties"]["sheetId"] == SCHEDULE.sheet_id]
    assert {"Senin", "Rabu"} <= {view["title"] for view in schedule["filterViews"]}


def declared(form: Form) -> set[str]:
    return {question.key for question in questionnaires(Clinic())[form].questions()}
