"""Answers that choose among options: the service, the field of consultation, the consent."""

from __future__ import annotations

import pandas as pd

from loket.columns import FIELD, PROBLEM, SERVICE
from loket.vocabulary import FIELD_OTHER, Service
from transforms.reading.names import fold
from transforms.reading.printable import each_distinct

_SERVICE_WORDS = {
    "koperasi": Service.COOPERATIVE,
    "ukm": Service.SME,
    "umkm": Service.SME,
}
_REFUSALS = {"tidak", "tdk", "belum", "no"}


def services(texts: pd.Series[str]) -> pd.Series[str]:
    """Give the Service value that each text names by its leading word, missing if none.

    ``Koperasi 09.00–12.00`` and ``UKM 13.00–16.00`` are the form's options; their hours may have
    changed since.
    """
    read = each_distinct(texts, _service, None)
    return pd.Series(read, index=texts.index, dtype="str", name=SERVICE)


def consented(texts: pd.Series[str]) -> pd.Series[bool]:
    """Say where the consent was given: any answer but a refusal."""
    read = each_distinct(texts, _agrees, missing=False)
    return pd.Series(read, index=texts.index, dtype=bool)


def chosen_fields(
    texts: pd.Series[str], services: pd.Series[str], fields: pd.DataFrame
) -> pd.DataFrame:
    """Give one row per text, same index: ``field`` as the tab Bidang writes it, and ``problem``.

    fields: SERVICE, FIELD, one row each; "Lainnya" is always among them. A field that is missing
    or not offered becomes "Lainnya", which every consultant of the service fits, and is a problem.
    """
    offered = {(row[0], fold(row[1])): row[1] for row in fields[[SERVICE, FIELD]].to_numpy()}
    other = fold(FIELD_OTHER)
    words = each_distinct(texts, fold, "")
    found = [
        FIELD_OTHER if word == other else offered.get((service, word))
        for service, word in zip(services, words, strict=True)
    ]
    field = pd.Series(found, index=texts.index, dtype="str", name=FIELD)
    reasons = ["bidang ini tidak ditawarkan" if word else "bidang belum dipilih" for word in words]
    reason = pd.Series(reasons, index=texts.index, dtype="str")
    return pd.DataFrame({FIELD: field.fillna(FIELD_OTHER), PROBLEM: reason.where(field.isna())})


def _service(text: str) -> str | None:
    """Read the leading word."""
    first, *_ = fold(text[:100]).split() or [""]
    return _SERVICE_WORDS.get(first)


def _agrees(text: str) -> bool:
    """Say whether the text agrees."""
    words = fold(text[:100]).split()
    return bool(words) and words[0] not in _REFUSALS
