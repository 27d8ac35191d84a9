"""Addresses of forms in which an answer is filled in already."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from pipeline.configuration.settings import FormSettings


def prefilled(form: FormSettings, question: str, answer: str) -> str:
    """Give the address at which a form opens with one question answered, by the question's key.

    An answer to a choice has to be the option's very words, or the form ignores it.
    """
    entry = int(form.questions[question], 16)
    fields = {"usp": "pp_url", f"entry.{entry}": answer}
    return f"{form.address}?{urlencode(fields, quote_via=quote, safe='')}"
