"""The declaration of one form: its questions, in order, and the sections they stand in.

Items get ids of their own choosing when Loket creates a form, derived from the question's key, so
that options can lead to sections that are created in the same call. In a form that an office made
itself the ids are whatever Google gave; they are pinned in the configuration.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class QuestionKind(StrEnum):
    """The kinds of question that Loket asks and reads."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    DROP_DOWN = "drop_down"
    DATE = "date"
    SCALE = "scale"

    @property
    def has_options(self) -> bool:
        """Whether the respondent picks from a list."""
        return self in {QuestionKind.RADIO, QuestionKind.CHECKBOX, QuestionKind.DROP_DOWN}


@dataclass(frozen=True)
class Question:
    """One question.

    ``option_sections`` leads from an option to the key of the section that follows it; the others
    lead to ``then``, or without it to the next section. ``managed`` options are rewritten by every
    repair; otherwise an office may change them. A scale runs from ``low`` to ``high``.
    ``personal``: the answer says something of a person, and goes when their data are erased.
    ``asked_by`` tells from title and options whether a question of an office's own form, whose
    title is another, asks for the same.
    """

    key: str
    title: str
    kind: QuestionKind = QuestionKind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    option_sections: Mapping[str, str] = field(default_factory=dict)
    then: str = ""
    description: str = ""
    managed: bool = False
    low: int = 1
    high: int = 4
    low_label: str = ""
    high_label: str = ""
    personal: bool = False
    asked_by: Callable[[str, Sequence[str]], bool] | None = field(default=None, compare=False)

    def leads_to(self) -> set[str]:
        """Give the keys of the sections that its options lead to."""
        return {*self.option_sections.values(), self.then} - {""}

    @property
    def item_id(self) -> str:
        """The id of the item when Loket creates it."""
        return form_id_of("item", self.key)

    @property
    def question_id(self) -> str:
        """The id of the question when Loket creates it."""
        return form_id_of("question", self.key)


@dataclass(frozen=True)
class Section:
    """A page break with a title.

    Google's API cannot say where a whole page leads: it leads to the next one, unless an option
    chosen on it leads elsewhere. To skip a section, give the question before it ``then``.
    """

    key: str
    title: str
    description: str = ""

    @property
    def item_id(self) -> str:
        """The id of the page break when Loket creates it."""
        return form_id_of("section", self.key)


@dataclass(frozen=True)
class Questionnaire:
    """A whole form. ``title`` is what respondents read, ``document_title`` its name in Drive."""

    key: str
    title: str
    items: tuple[Question | Section, ...]
    description: str = ""
    document_title: str = ""

    def __post_init__(self) -> None:
        keys = [item.key for item in self.items]
        if len(set(keys)) < len(keys):
            raise ValueError(f"Questionnaire {self.key!r} declares a key twice.")
        sections = {item.key for item in self.items if isinstance(item, Section)}
        for question in self.questions():
            if lost := question.leads_to() - sections:
                raise ValueError(f"Question {question.key!r} leads to unknown sections {lost}.")
            if question.kind.has_options != bool(question.options):
                raise ValueError(f"Question {question.key!r}: only a choice has options.")
            if question.leads_to() and question.kind is QuestionKind.CHECKBOX:
                raise ValueError(f"Question {question.key!r}: checkboxes lead nowhere.")

    def questions(self) -> Iterator[Question]:
        """Give the questions in order, without the sections."""
        return (item for item in self.items if isinstance(item, Question))

    def question(self, key: str) -> Question:
        """Give the question of a key; KeyError if there is none."""
        for question in self.questions():
            if question.key == key:
                return question
        raise KeyError(key)


def form_id_of(kind: str, key: str) -> str:
    """Give a stable id for a form's item: eight hexadecimal digits, 10000000 … 7fffffff.

    Google takes ids in that range from the caller; a leading zero would be dropped by some of
    its readers.
    """
    number = int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest()[:8], "big")
    return f"{0x10000000 + number % 0x70000000:08x}"
