"""The pages that hang in the hall: for each service a QR code that opens the feedback form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from connectors.documents.qr import qr_code
from connectors.documents.word import Picture
from connectors.forms.items import placed_questions
from loket.columns import FEEDBACK_SERVICE, SERVICE
from loket.errors import QuestionMissing
from loket.vocabulary import Form, Service
from pipeline.configuration.settings import Settings
from pipeline.office import Office
from pipeline.papers.frame import Paper, around
from pipeline.papers.wording import hours_text
from pipeline.questionnaires.prefilled import prefilled
from pipeline.questionnaires.question_titles import form_title, question_title
from transforms.registration.choices import services

_QR_MM = 122.0


def feedback_posters(office: Office, now: datetime) -> Paper:
    """Give a page for each service that the form offers; it asks the form for its options.

    Raises QuestionMissing where the form has lost its question for the service.
    """
    settings = office.settings
    form = settings.forms.of(Form.FEEDBACK)
    options = _options(office.forms.get(str(form.id)), settings)
    pages = [
        {
            "layanan": service.upper(),
            "jam": hours_text(settings.clinic.service_hours.usual[service]),
            "qr": Picture(qr_code(prefilled(form, FEEDBACK_SERVICE, option)), _QR_MM),
            "alamat": str(form.address),
        }
        for service, option in options.items()
    ]
    context = {**around(settings, now.date()), "poster": pages}
    title = f"Poster {form_title(Form.FEEDBACK)}"
    return Paper("poster-umpan-balik", "poster-umpan-balik", title, context, public=True)


def _options(definition: Mapping[str, Any], settings: Settings) -> dict[Service, str]:
    """Give the form's own words for each service: an office may have reworded them."""
    pinned = settings.forms.of(Form.FEEDBACK).questions.get(FEEDBACK_SERVICE)
    asked = [each for each in placed_questions(definition) if each.question_id == pinned]
    texts = [str(option.get("value", "")) for each in asked for option in each.options]
    offered = pd.Series(texts, dtype="str")
    known = pd.DataFrame({SERVICE: services(offered), "text": offered}).dropna()
    found = {Service(name): text for name, text in known.itertuples(index=False)}
    if not found:
        question = question_title(Form.FEEDBACK, FEEDBACK_SERVICE)
        raise QuestionMissing(form_title(Form.FEEDBACK), question, str(pinned))
    return found
