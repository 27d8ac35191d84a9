"""The weekly report's list of comments, which has to leave room for the rest."""

from __future__ import annotations

import pandas as pd

from loket.columns import FIELD, SERVICE, SUGGESTION
from pipeline.papers.weekly_report import _suggestions, most_asked


def comments(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({SERVICE: "UKM", SUGGESTION: list(texts)}, dtype="str")


def test_what_most_people_wrote_comes_first_and_once() -> None:
    found = _suggestions(comments("Ruang panas", "Waktu kurang", "Waktu kurang"))
    assert [row["saran"] for row in found] == ["Waktu kurang (2×)", "Ruang panas"]


def test_more_comments_than_fit_are_counted() -> None:
    found = _suggestions(comments(*(f"Saran {number}" for number in range(30))))
    assert len(found) == 26
    assert found[-1] == {"saran": "dan 5 saran lain", "layanan": "lihat tab Evaluasi"}


def test_no_service_crowds_the_other_out_of_the_fields() -> None:
    rare = pd.DataFrame(
        {SERVICE: "Koperasi", FIELD: [f"Bidang {n}" for n in range(18)], "demand": 1}
    )
    wanted = pd.DataFrame({SERVICE: ["UKM"], FIELD: ["Ekspor"], "demand": [3]})
    shown = most_asked(pd.concat([rare, wanted], ignore_index=True))[FIELD].tolist()
    assert (shown[0], len(shown)) == ("Ekspor", 18)
