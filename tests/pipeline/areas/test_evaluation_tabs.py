"""Which weeks are evaluated."""

from __future__ import annotations

from loket import columns as c
from loket.vocabulary import Form, Service, Status
from pipeline import tabs
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.questionnaires import service_option
from tests.pipeline.office_factory import SCHEDULE, WEEK, Answers, OpenOffice, code_of_client
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.reading.indonesian import option_text

FEEDBACK: Answers = {
    c.FEEDBACK_DATE: f"{WEEK.days[0]:%Y-%m-%d}",
    c.FEEDBACK_SERVICE: service_option(Service.SME, Clinic().hours[Service.SME]),
    **{unsur.key: unsur.answers[3] for unsur in UNSUR},
}


def evaluated(office: OpenOffice) -> tuple[list[str], list[str]]:
    """The weeks of Rekap Evaluasi, and the evaluation pages that there are."""
    assert office.sync().exit_code == 0
    titles = [sheet.title for sheet in office.staff.book.worksheets()]
    pages = [title for title in titles if title.startswith("Evaluasi ")]
    return list(office.rows(tabs.EVALUATIONS)[c.WEEK]), pages


def test_a_week_that_nobody_registered_for_is_not_evaluated(opened: OpenOffice) -> None:
    opened.at("2026-11-18T09:00")
    opened.register(dates=(option_text(WEEK.days[0]),))
    opened.at("2026-11-23T17:00")
    assert evaluated(opened) == (["2026-W48"], ["Evaluasi 2026-W48"])
    opened.at("2026-12-07T17:00")
    assert evaluated(opened) == (["2026-W48"], ["Evaluasi 2026-W48"])


def test_a_week_that_somebody_answered_for_is_evaluated(opened: OpenOffice) -> None:
    opened.at("2026-11-23T16:00")
    assert evaluated(opened) == ([], [])
    opened.submit(Form.FEEDBACK, FEEDBACK)
    opened.at("2026-11-23T16:30")
    assert evaluated(opened) == (["2026-W48"], ["Evaluasi 2026-W48"])


def test_the_page_says_how_even_the_week_was_and_who_would_have_helped(opened: OpenOffice) -> None:
    """Rina comes from Monday to Wednesday; one of two asks for Friday."""
    opened.at("2026-11-18T09:00")
    opened.register(dates=(option_text(WEEK.days[0]),))
    opened.register(name="Asep Suryana", phone="081200000001", dates=(option_text(WEEK.days[4]),))
    opened.sync()
    waiting = code_of_client(opened.look(), "Asep Suryana")
    opened.at("2026-11-23T17:00")
    opened.sync()
    said = opened.sheet(tabs.evaluation_tab(WEEK)).col_values(1)
    assert (
        "Tambahan yang paling membantu: Rina Kartika, Jumat 27/11 sore: melayani 1 lagi dari 1 "
        f"yang menunggu ({waiting})."
    ) in said
    assert (
        "Sebaran beban 2: jumlah kuadrat sesi tiap konsultan dan tiap layanan per hari, makin "
        "kecil makin rata. Terkecil yang mungkin menurut bidang dan tanggal: 2."
    ) in said
    assert opened.sync().outcome == "quiet"


def test_paper_counts_once_and_what_comes_after_the_evaluation_is_marked(
    drafted: OpenOffice,
) -> None:
    """A client has answered by the link, and staff enter the sheet of paper for the same code."""
    drafted.at("2026-11-24T16:30")
    code = code_of_client(drafted.look(), "Asep Suryana")
    drafted.staff.mark(drafted.look(), SCHEDULE, {code: {c.ATTENDANCE: Status.PRESENT}})
    scores = {unsur.key: unsur.answers[2] for unsur in UNSUR}
    drafted.submit(Form.FEEDBACK, {c.FEEDBACK_CODE: code, **scores})
    drafted.at("2026-11-25T08:30")
    drafted.submit(Form.FEEDBACK, {**FEEDBACK, c.FEEDBACK_CODE: code})
    drafted.at("2026-12-01T00:15")
    evaluated(drafted)
    assert recap(drafted) == (1, 100.0)
    page = drafted.sheet(tabs.evaluation_tab(WEEK))
    assert str(page.acell("A2").value).endswith("Final")
    charts = chart_ids(drafted)
    assert len(charts) == 4
    drafted.submit(Form.FEEDBACK, {**FEEDBACK, **scores, c.SUGGESTION: "Tambah jam"})
    drafted.at("2026-12-01T09:00")
    evaluated(drafted)
    assert recap(drafted) == (2, 87.5)
    said = page.get_all_values()
    late = "1 umpan balik masuk setelah evaluasi"
    assert any(row[0].startswith("Catatan: ") and row[0].endswith(late) for row in said)
    assert ["Tambah jam", "UKM", "Setelah evaluasi"] in [row[:3] for row in said]
    assert any(row[0].startswith("IKM 87,50 · mutu pelayanan B (Baik)") for row in said)
    assert chart_ids(drafted) == charts
    assert drafted.sync().outcome == "quiet"


def recap(office: OpenOffice) -> tuple[object, object]:
    """How many feedbacks the week's row counts, and its index."""
    (row,) = office.rows(tabs.EVALUATIONS).to_dict("records")
    return row[c.FEEDBACK_COUNT], row[c.SATISFACTION_INDEX]


def chart_ids(office: OpenOffice) -> set[int]:
    sheet = office.look().tab(tabs.evaluation_tab(WEEK)).sheet
    assert sheet is not None
    return {chart["chartId"] for chart in sheet.raw["charts"]}
