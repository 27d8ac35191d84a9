"""Who is meant by a phone number or a code, and all that is known of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from connectors.forms.response import RawResponse
from connectors.ledger.ledger import Ledger
from connectors.sheets.snapshot import Snapshot
from loket.columns import CODE, FEEDBACK_CODE, FORM, NAME, PHONE
from loket.errors import UsageError
from loket.vocabulary import Form, code_of
from pipeline import tabs
from pipeline.configuration.settings import Settings
from pipeline.erasing.erasing import feedback_about
from pipeline.erasing.sheet_erasure import tombstones
from pipeline.office import Office
from pipeline.questionnaires.question_titles import form_title
from transforms.evaluation.feedback_code import read_code
from transforms.reading.phones import read_phone

_Fact = tuple[str, str | None, str | None]
"""Code, name and phone."""

_FEWEST_DIGITS = 5
"""So many digits, alike in both, make two texts that are no valid phone numbers the same."""


@dataclass(frozen=True)
class Person:
    """The registrations of one person, and the feedback that is about them, by code.

    ``listed``: what Google still lists of it, by form: when each was submitted last. ``alike``:
    other registrations with the same phone. ``marks``: names and phones as they were typed.
    """

    registrations: frozenset[str]
    feedback: frozenset[str]
    listed: Mapping[Form, tuple[datetime, ...]]
    alike: frozenset[str]
    marks: frozenset[str] = field(repr=False)


def find_person(office: Office, ledger: Ledger, snapshot: Snapshot, typed: Sequence[str]) -> Person:
    """Find a person by phones and codes, in what Google lists, the ledger and the spreadsheet.

    A code stands for its one registration, a phone for all that were made with it. Raises
    UsageError where one of them is nobody's.
    """
    settings = office.settings
    sources = {form: _listed(office, form) for form in (Form.REGISTRATION, Form.FEEDBACK)}
    facts = list(_facts(settings, ledger, snapshot, sources[Form.REGISTRATION]))
    codes = frozenset[str]().union(*(_meant(text, facts) for text in typed))
    own = [(name, phone) for code, name, phone in facts if code in codes]
    phones = [phone for _, phone in own if phone]
    alike = {
        code
        for code, _, phone in facts
        if code not in codes and any(is_same_phone(phone, each) for each in phones)
    }
    feedback = _feedback(settings, snapshot, sources[Form.FEEDBACK], codes)
    return Person(
        codes,
        feedback,
        {
            form: tuple(r.submitted for r in given if code_of(r.response_id) in codes | feedback)
            for form, given in sources.items()
        },
        frozenset(alike) - tombstones(snapshot),
        frozenset(text for pair in own for text in pair if text),
    )


def _meant(typed: str, facts: Sequence[_Fact]) -> set[str]:
    wanted = read_code(typed)
    found = {code for code, _, _ in facts if code == wanted}
    found = found or {code for code, _, phone in facts if is_same_phone(typed, phone)}
    if not found:
        raise UsageError(
            "No registration has this phone number or code.",
            remedy="Look it up on the tab Pendaftaran: a code looks like CC-7K2M-9QXD.",
        )
    return found


def is_same_phone(one: str | None, other: str | None) -> bool:
    """Tell whether two texts hold the same number, however it is written."""
    if not (one and other):
        return False
    first, second = read_phone(one).phone, read_phone(other).phone
    if first or second:
        return first == second
    digits = re.sub(r"\D", "", one)
    return len(digits) >= _FEWEST_DIGITS and digits == re.sub(r"\D", "", other)


def _listed(office: Office, form: Form) -> list[RawResponse]:
    form_id = office.settings.forms.of(form).id
    return office.forms.list_responses(form_id) if form_id else []


def _facts(
    settings: Settings, ledger: Ledger, snapshot: Snapshot, listed: Iterable[RawResponse]
) -> Iterator[_Fact]:
    """Give code, name and phone of each registration, wherever and however it is known."""
    ids = settings.forms.of(Form.REGISTRATION).questions
    for given in (*listed, *ledger.responses.every_version(Form.REGISTRATION)):
        name, phone = (given.answers.get(ids.get(key, ""), ()) for key in (NAME, PHONE))
        yield code_of(given.response_id), _first(name), _first(phone)
    frame = snapshot.tab(tabs.REGISTRATIONS).frame.dropna(subset=[CODE])
    yield from zip(frame[CODE], map(_text, frame[NAME]), map(_text, frame[PHONE]), strict=True)
    problems = snapshot.tab(tabs.PROBLEMS).frame
    theirs = problems.loc[problems[FORM] == form_title(Form.REGISTRATION), CODE].dropna()
    yield from ((code, None, None) for code in theirs)


def _feedback(
    settings: Settings, snapshot: Snapshot, listed: Iterable[RawResponse], codes: frozenset[str]
) -> frozenset[str]:
    """Give the feedback that names one of the codes, or that staff have said to be about it."""
    question = settings.forms.of(Form.FEEDBACK).questions.get(FEEDBACK_CODE, "")
    named = {
        code_of(given.response_id)
        for given in listed
        if read_code(_first(given.answers.get(question, ())) or "") in codes
    }
    return feedback_about(snapshot, codes) | named


def _first(texts: tuple[str, ...]) -> str | None:
    return texts[0] if texts else None


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None
