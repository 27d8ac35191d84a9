"""The documentation says what the programme does: commands, settings, tabs, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from connectors.sheets.tab import Tab
from loket.errors import LoketError
from loket.vocabulary import Confirmation, Decision, Form, ProblemStatus, Status
from pipeline import tabs
from pipeline.cli import loket
from pipeline.configuration.settings import FormSettings, Settings, Signatory, Trigger
from pipeline.configuration.settings_file import load
from pipeline.configuration.signal_settings import Smtp
from pipeline.tabs.tab_guide import tab_guide

ROOT = Path(__file__).parents[1]
README, OPERATIONS = ROOT / "README.md", ROOT / "docs" / "operations.md"
STAFF_GUIDE, ARCHITECTURE = ROOT / "docs" / "panduan-staf.md", ROOT / "docs" / "architecture.md"
CHANGELOG = ROOT / "CHANGELOG.md"
PAGES = (README, OPERATIONS, STAFF_GUIDE, ARCHITECTURE, CHANGELOG)
OPERATORS_PAGES = (README, OPERATIONS)


def text_of(*pages: Path) -> str:
    return "\n".join(page.read_text("utf-8") for page in pages)


def code_in(text: str) -> list[str]:
    """Give the lines of fenced blocks and the pieces between back-ticks."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in fenced for line in block.splitlines()]
    return [*lines, *re.findall(r"`([^`\n]+)`", rest)]


def documented_calls(*pages: Path) -> list[tuple[str, list[str]]]:
    """Give each ``loket COMMAND`` in the code of the pages, with the options used there."""
    pattern = re.compile(r"(?<![\w./-])(?:\S*/)?loket ([a-z]+)([^|;&#]*)")
    return [
        (match[1], re.findall(r"(?<!\S)--?[a-z][a-z-]*", match[2]))
        for line in code_in(text_of(*pages))
        for match in pattern.finditer(line)
    ]


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    assert {name for name, _ in documented_calls(*OPERATORS_PAGES)} == set(loket.commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documented_commands_and_options_exist(page: Path) -> None:
    for name, options in documented_calls(page):
        assert name in loket.commands
        known = {option for each in loket.commands[name].params for option in each.opts}
        assert set(options) <= known | {"--help", "-h"}, f"loket {name}"


SOURCES = sorted(
    path
    for package in ("loket", "connectors", "transforms", "pipeline")
    for path in (ROOT / package).rglob("*.py")
)


def test_every_command_that_a_message_names_exists() -> None:
    """A remedy is read at night by somebody who types what it says."""
    texts = [text_of(ROOT / "config.yaml")]
    for path in SOURCES:
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        texts += [
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    named = {name for text in texts for name in re.findall(r"(?<![\w./-])loket ([a-z]+)", text)}
    assert {"init", "sync", "status"} <= named <= set(loket.commands)


@pytest.mark.parametrize("name", sorted(loket.commands))
def test_every_option_is_documented(name: str) -> None:
    text = " ".join(code_in(text_of(*OPERATORS_PAGES)))
    for parameter in loket.commands[name].params:
        is_option = isinstance(parameter, click.Option)
        names = parameter.opts if is_option else [parameter.human_readable_name]
        assert any(re.search(rf"(?<!\S){re.escape(name)}(?!\w)", text) for name in names)


def test_every_exit_code_is_documented() -> None:
    codes = {error.exit_code for error in descendants(LoketError)}
    table = re.findall(r"^\| (\d+) \|", text_of(README), re.MULTILINE)
    assert {int(code) for code in table} == codes | {0}


def descendants(kind: type[LoketError]) -> set[type[LoketError]]:
    found = set(kind.__subclasses__())
    return found.union(*(descendants(each) for each in found))


def test_the_shipped_settings_load() -> None:
    assert load(ROOT / "config.yaml").google.workspace is not None


def test_the_shipped_settings_are_the_defaults() -> None:
    """What stands in config.yaml is what holds without it, but for the office's own choices."""
    shipped = load(ROOT / "config.yaml").model_dump()
    chosen = {
        "google": {"workspace": shipped["google"]["workspace"], "staff": ("staf@kantor.example",)}
    }
    assert shipped == Settings.model_validate(chosen).model_dump()


def test_every_setting_is_documented() -> None:
    """A key stands in config.yaml, in a comment there, or in operations.md."""
    written = text_of(ROOT / "config.yaml", OPERATIONS)
    missing = [
        f"{section}.{key}"
        for section, field in Settings.model_fields.items()
        for key in keys_of(field.annotation)
        if not re.search(rf"\b{key}\b", written)
    ]
    assert missing == []


def keys_of(kind: object) -> list[str]:
    assert isinstance(kind, type)
    assert issubclass(kind, BaseModel)
    return list(kind.model_fields)


def test_every_section_of_the_settings_is_explained() -> None:
    sections = YAML(typ="safe").load((ROOT / "config.yaml").read_text("utf-8"))
    assert set(sections) == set(Settings.model_fields)
    named = set(re.findall(r"^\| `(\w+)` \|", text_of(OPERATIONS), re.MULTILINE))
    assert named >= set(sections)


def test_the_staff_guide_holds_the_tables_of_the_tabs() -> None:
    found = re.search(
        r"<!-- tab-guide -->\n(.*?)\n?<!-- /tab-guide -->", text_of(STAFF_GUIDE), re.DOTALL
    )
    expected = f"\n{tab_guide()}\n"
    assert found is not None
    assert found[1] == expected, f"Put this between the markers of {STAFF_GUIDE}:\n{expected}"


@pytest.mark.parametrize("tab", tabs.STAFF_TABS, ids=lambda tab: tab.title)
def test_each_staff_tab_has_an_example_under_its_very_headers(tab: Tab) -> None:
    headers = " | ".join(column.header for column in tab.columns)
    ruler = " | ".join(["---"] * len(tab.columns))
    assert f"| {headers} |\n| {ruler} |\n|" in text_of(STAFF_GUIDE)


WORDS = {
    *(set(Status) - {Status.ERASED}),
    *Confirmation,
    *Decision,
    *ProblemStatus,
    *(column.header for tab in (tabs.PROBLEMS, tabs.REGISTRATIONS) for column in tab.staff_columns),
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_staff_guide_explains_each_word_that_staff_meet(word: str) -> None:
    explained = text_of(STAFF_GUIDE).partition("<!-- tab-guide -->")[0]
    assert word in explained


def test_every_tab_has_its_purpose_in_the_staff_guide() -> None:
    purposes = text_of(STAFF_GUIDE).partition("## Satu minggu")[0]
    every = (*tabs.STAFF_TABS, *tabs.LOKET_TABS)
    assert [tab.title for tab in every if f"| {tab.title} |" not in purposes] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(page))
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []


@pytest.mark.parametrize(
    "image", sorted((ROOT / "docs" / "images").iterdir()), ids=lambda p: p.name
)
def test_pictures_are_small_and_used(image: Path) -> None:
    assert image.stat().st_size < 200_000
    assert image.name in text_of(*PAGES)


def test_every_documented_setting_exists() -> None:
    known = {*Settings.model_fields, *Trigger.model_fields, *(str(form) for form in Form)}
    known |= {key for field in Settings.model_fields.values() for key in keys_of(field.annotation)}
    known |= {*FormSettings.model_fields, *Smtp.model_fields, *Signatory.model_fields}
    table = text_of(OPERATIONS).partition("## Settings")[2]
    named = re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\|.*\|$", table, re.MULTILINE)))
    assert set(named) <= known
