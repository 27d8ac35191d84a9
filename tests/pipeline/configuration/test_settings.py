from __future__ import annotations

import re
import stat
import textwrap
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from loket.errors import ConfigurationError, LocalError
from loket.vocabulary import Form, Service
from pipeline.configuration.settings import FormSettings, Settings
from pipeline.configuration.settings_file import copy_for_rehearsal, load, write_ids
from transforms.reading.time_range import TimeRange

SHIPPED = Path(__file__).parents[3] / "config.yaml"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def written(config: Path, text: str) -> Path:
    config.write_text(textwrap.dedent(text), "utf-8")
    return config


def mistakes(config: Path) -> list[str]:
    """What is wrong with the file, a line each."""
    with pytest.raises(ConfigurationError) as raised:
        load(config)
    assert raised.value.exit_code == 78
    head, *found = raised.value.message.splitlines()
    assert head == f"{config} has {len(found)} mistake{'s' * (len(found) > 1)}:"
    return [line.strip() for line in found]


class TestLoading:
    def test_what_is_not_written_has_its_default(self, config: Path) -> None:
        assert load(written(config, "office: {place: Aula}\n")).model_dump() == (
            Settings().model_dump() | {"office": Settings().office.model_dump() | {"place": "Aula"}}
        )

    def test_the_shipped_file_loads_and_says_what_the_defaults_say(self) -> None:
        shipped, default = load(SHIPPED), Settings()
        for section in ("office", "clinic", "offsets", "halo", "satisfaction", "sync", "forms"):
            assert getattr(shipped, section) == getattr(default, section), section

    def test_paths_are_relative_to_the_files_folder(
        self, config: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written(config, "sync: {ledger: data/loket.sqlite}\n")
        monkeypatch.chdir(config.parent)
        settings = load(Path("config.yaml"))
        monkeypatch.chdir("/")
        assert settings.path(settings.sync.ledger) == config.parent / "data" / "loket.sqlite"
        assert settings.path(Path("/elsewhere")) == Path("/elsewhere")

    def test_nothing_can_be_changed_afterwards(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            Settings().sync.closed_weeks = 9  # type: ignore[misc]

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ('"09.00"', time(9)),
            ("09:30", time(9, 30)),
            ("9.30", time(9, 30)),
            ("9.3", time(9, 30)),
            ("9.00", time(9)),
            ("9", time(9)),
            ("09", time(9)),
            ("' 8.15 '", time(8, 15)),
        ],
    )
    def test_times_however_they_are_written(self, config: Path, typed: str, expected: time) -> None:
        settings = load(written(config, f"halo:\n  live_start: {typed}\n"))
        assert settings.halo.live_start == expected

    def test_hours_are_ranges_by_service(self, config: Path) -> None:
        text = """\
            clinic:
              hours:
                Koperasi: {start: 8.00, end: 11.00}
                UKM: {start: 13.30, end: 16}
            """
        assert load(written(config, text)).clinic.service_hours.usual == {
            Service.COOPERATIVE: TimeRange(time(8), time(11)),
            Service.SME: TimeRange(time(13, 30), time(16)),
        }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ofice:\n  name: A\n", ["line 1: ofice: unknown setting"], id="section"),
        pytest.param(
            "office:\n  name: A\n  plaec: B\n",
            ["line 3: office.plaec: unknown setting"],
            id="key",
        ),
        pytest.param(
            "sync:\n  triggers:\n    - {name: a, cron: '0 7 * * *'}\n    - {name: b, corn: x}\n",
            [
                "line 4: sync.triggers.1.cron: Field required",
                "line 4: sync.triggers.1.corn: unknown setting",
            ],
            id="key of an entry of a list",
        ),
        pytest.param(
            "google:\n  # comment\n  port: viele\n",
            ["line 3: google.port: Input should be a valid integer, unable to parse string as an "
             "integer (is 'viele')"],
            id="a number that is none",
        ),
        pytest.param(
            "google: {staff: [a@b, wrong]}\n",
            [r"line 1: google.staff.1: String should match pattern '^[^@\s]+@[^@\s]+$' "
             "(is 'wrong')"],
            id="an address that is none",
        ),
        pytest.param(
            "halo:\n  live_start: pagi\n  questions_start: 25\n",
            ["line 2: halo.live_start: no time of day, which is written like 09.00 (is 'pagi')",
             "line 3: halo.questions_start: no time of day, which is written like 09.00 (is 25)"],
            id="times that are none",
        ),
        pytest.param(
            "halo:\n  live_start: 9.75\n",
            ["line 2: halo.live_start: no time of day, which is written like 09.00 (is 9.75)"],
            id="75 minutes",
        ),
        pytest.param(
            "clinic:\n  hours:\n    Koperasi: {start: 12, end: 9}\n    UKM: {start: 13, end: 16}\n",
            ["line 3: clinic.hours.Koperasi: start 12.00 is not before end 09.00"],
            id="hours the wrong way round",
        ),
        pytest.param(
            "clinic:\n  hours:\n    UKM: {start: 13, end: 16}\n",
            ["line 1: clinic: hours of Koperasi are missing"],
            id="hours of a service missing",
        ),
        pytest.param(
            "clinic:\n  hours:\n    Koprasi: {start: 9, end: 12}\n    UKM: {start: 13, end: 16}\n",
            ["line 3: clinic.hours.Koprasi.[key]: Input should be 'Koperasi' or 'UKM' "
             "(is 'Koprasi')"],
            id="a service that is none",
        ),
        pytest.param(
            "offsets:\n  drafted_days: 13\n",
            ["line 1: offsets: opens_days > drafted_days > released_days >= frozen_days must hold"],
            id="phases out of order",
        ),
        pytest.param(
            "sync:\n  triggers:\n    - name: rutin\n      cron: often\n",
            ["line 4: sync.triggers.0.cron: Wrong number of fields; got 1, expected 5 "
             "(is 'often')"],
            id="a trigger that is none",
        ),
        pytest.param(
            "satisfaction: {weight: 0.2}\n",
            ["line 1: satisfaction.weight: Input should be '1/9' or '0.111' (is 0.2)"],
            id="a weight that is none",
        ),
        pytest.param(
            "office:\n",
            ["line 1: office: Input should be a valid dictionary or instance of Office (is None)"],
            id="an empty section",
        ),
        pytest.param(
            "office: {nam: A}\n\ngoogle:\n  timeout_s: 0\n  port: -1\nsync: {closed_weeks: 0}\n",
            [
                "line 1: office.nam: unknown setting",
                "line 5: google.port: Input should be greater than or equal to 0 (is -1)",
                "line 4: google.timeout_s: Input should be greater than 0 (is 0)",
                "line 6: sync.closed_weeks: Input should be greater than or equal to 1 (is 0)",
            ],
            id="all at once",
        ),
    ],
)  # fmt: skip
def test_every_mistake_with_its_line(config: Path, text: str, expected: list[str]) -> None:
    assert mistakes(written(config, text)) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"office: [\n", "is not YAML at line 2.", id="unfinished"),
        pytest.param(b"office: {}\noffice: {}\n", "is not YAML at line 2.", id="a key twice"),
        pytest.param(b"a:\n\tb: 1\n", "is not YAML at line 2.", id="tabs"),
        pytest.param(b"\xff\xfe\x00", "is not YAML.", id="not text"),
        pytest.param(b"", "holds no settings.", id="empty"),
        pytest.param(b"- a\n", "holds no settings.", id="a list"),
        pytest.param(b"just words\n", "holds no settings.", id="words"),
    ],
)
def test_files_that_hold_no_settings(config: Path, content: bytes, message: str) -> None:
    config.write_bytes(content)
    with pytest.raises(ConfigurationError) as raised:
        load(config)
    assert raised.value.message == f"{config} {message}"


def test_no_file_and_no_file_but_a_folder(config: Path) -> None:
    with pytest.raises(ConfigurationError, match="There is no settings file"):
        load(config)
    config.mkdir()
    with pytest.raises(ConfigurationError, match=r"cannot be read: Is a directory\."):
        load(config)


class TestWritingIds:
    text = """\
        # Settings of the office.
        google:
          # Who is who.
          staff:
            - staf@kantor.example  # at the desk
        spreadsheet:
          title: Clean & Clear
        forms:
          registration: {}
        clinic:
          hours:
            Koperasi: {start: "09.00", end: '12.00'}
            UKM: {start: 13.30, end: 16.00}
        # The end.
        """

    def test_all_else_stays_as_it_is_written(self, config: Path) -> None:
        written(config, self.text)
        write_ids(config, {("spreadsheet", "id"): "sheet-1"})
        lines = textwrap.dedent(self.text).splitlines()
        at = lines.index("  title: Clean & Clear") + 1
        assert config.read_text("utf-8").splitlines() == [*lines[:at], "  id: sheet-1", *lines[at:]]

    def test_ids_are_read_back(self, config: Path) -> None:
        written(config, self.text)
        address = "https://docs.google.com/forms/d/e/" + "x" * 100 + "/viewform?usp=sf_link"
        write_ids(config, {("forms", "registration", "id"): "form-1"})
        write_ids(
            config,
            {
                ("forms", "registration", "address"): address,
                ("forms", "registration", "questions"): {"name": "0012ab", "phone": "12345678"},
                ("forms", "feedback", "id"): "1e10",
            },
        )
        forms = load(config).forms
        assert forms.of(Form.REGISTRATION) == FormSettings(
            id="form-1", address=address, questions={"name": "0012ab", "phone": "12345678"}
        )
        assert forms.of(Form.FEEDBACK) == FormSettings(id="1e10")
        assert forms.of(Form.HALO_FEEDBACK) == FormSettings()
        comments = re.findall("#.*", config.read_text("utf-8"))
        assert comments == re.findall("#.*", textwrap.dedent(self.text))

    def test_a_comment_stays_above_the_section_that_it_is_about(self, config: Path) -> None:
        written(config, "forms:\n  feedback: {}\n\n# Of the clinic.\nclinic:\n  room_count: 4\n")
        write_ids(config, {("forms", "feedback", "id"): "form-1"})
        write_ids(config, {("forms", "feedback", "questions"): {"name": "0012ab"}})
        assert config.read_text("utf-8").split("\n\n") == [
            "forms:\n  feedback:\n    id: form-1\n    questions:\n      name: 0012ab",
            "# Of the clinic.\nclinic:\n  room_count: 4\n",
        ]

    def test_the_shipped_file_keeps_every_line(self, config: Path) -> None:
        config.write_text(SHIPPED.read_text("utf-8"), "utf-8")
        write_ids(config, {("spreadsheet", "id"): "sheet-1"})
        lines = config.read_text("utf-8").splitlines()
        lines.remove("  id: sheet-1")
        assert lines == SHIPPED.read_text("utf-8").splitlines()

    def test_the_files_rights_stay(self, config: Path) -> None:
        written(config, self.text).chmod(0o600)
        write_ids(config, {("spreadsheet", "id"): "sheet-1"})
        assert stat.S_IMODE(config.stat().st_mode) == 0o600
        assert list(config.parent.iterdir()) == [config]

    def test_a_file_that_cannot_be_written_stays_whole(self, config: Path) -> None:
        written(config, self.text)
        (config.parent / "config.yaml.new").mkdir()
        with pytest.raises(LocalError, match=r"cannot be written: Is a directory\."):
            write_ids(config, {("spreadsheet", "id"): "sheet-1"})
        assert config.read_text("utf-8") == textwrap.dedent(self.text)


def test_a_copy_for_rehearsal_has_no_ids_and_a_workspace_of_its_own(tmp_path: Path) -> None:
    template, copy = tmp_path / "config.yaml", tmp_path / "copy" / "config.yaml"
    copy.parent.mkdir()
    written(
        template,
        """\
        google: {workspace: null, port: 9000}  # ours
        spreadsheet: {id: sheet-1, title: Kita}
        forms: {feedback: {id: form-1, questions: {solved: ab12}}}
        sync: {ledger: /var/lib/loket.sqlite, closed_weeks: 2}
        """,
    )
    copy_for_rehearsal(template, copy)
    settings = load(copy)
    assert settings.path(settings.google.workspace or Path()) == copy.parent / "workspace.sqlite"
    assert settings.path(settings.sync.ledger) == copy.parent / "loket.sqlite"
    assert (settings.google.port, settings.sync.closed_weeks) == (9000, 2)
    assert (settings.spreadsheet.id, settings.spreadsheet.title) == (None, "Kita")
    assert all(settings.forms.of(form) == FormSettings() for form in Form)
    assert "# ours" in copy.read_text("utf-8")
    assert load(template).spreadsheet.id == "sheet-1"
