"""Which weeks are evaluated."""

from __future__ import annotations

from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from pipeline.questionnaires import service_option
from pipeline.settings import Clinic
from tests.pipeline.office_factory import WEEK, Answers, OpenOffice, code_of_client
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
