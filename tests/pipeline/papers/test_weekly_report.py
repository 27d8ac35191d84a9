"""The weekly report's list of comments, which has to leave room for the rest."""

from __future__ import annotations

import pandas as pd

from loket.columns import SERVICE, SUGGESTION
from pipeline.papers.weekly_report import _suggestions


def comments(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({SERVICE: "UKM", SUGGESTION: list(texts)}, dtype="str")


def test_what_most_people_wrote_comes_first_and_once() -> None:
    found = _suggestions(comments("Ruang panas", "Waktu kurang", "Waktu kurang"))
    assert [row["saran"] for row in found] == ["Waktu kurang (2×)", "Ruang panas"]


def test_more_comments_than_fit_are_counted() -> None:
    found = _suggestions(comments(*(f"Saran {number}" for number in range(30))))
    assert len(found) == 26
    assert found[-1] == {"saran": "dan 5 saran lain", "layanan": "lihat tab Evaluasi"}
