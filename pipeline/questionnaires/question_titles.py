"""The names that staff see for forms and questions, and the way back to their keys."""

from __future__ import annotations

from collections import Counter
from functools import cache

from connectors.forms.questionnaire import Questionnaire, Section
from loket.vocabulary import Form
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.questionnaires import questionnaires


@cache
def form_title(form: Form) -> str:
    """Give the title of a form."""
    return questionnaires(Clinic())[form].title


def question_title(form: Form, key: str) -> str:
    """Give the title of a question; a key that is no question's stands for itself."""
    return next((title for (f, title), known in _keys().items() if (f, known) == (form, key)), key)


def question_key(form_name: object, question: object) -> tuple[Form, str] | None:
    """Give form and key of a question by the titles on Perlu Perbaikan; None if there is none."""
    form = next((form for form in Form if form_title(form) == form_name), None)
    key = _keys().get((form, str(question))) if form else None
    return (form, key) if form and key else None


@cache
def _keys() -> dict[tuple[Form, str], str]:
    return {
        (form, label): key
        for form, questionnaire in questionnaires(Clinic()).items()
        for key, label in _labels(questionnaire).items()
    }


def _labels(questionnaire: Questionnaire) -> dict[str, str]:
    """Give each question's title, with its section's where two questions have the same."""
    titles = Counter(question.title for question in questionnaire.questions())
    section, labels = "", {}
    for item in questionnaire.items:
        if isinstance(item, Section):
            section = item.title
        else:
            repeated = titles[item.title] > 1
            labels[item.key] = f"{item.title} ({section})" if repeated else item.title
    return labels
