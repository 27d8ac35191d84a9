"""An office's own feedback form: the survey's questions are found by what they ask."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from connectors.forms.repair import question_ids, requests_to_repair
from loket.columns import UNSUR_KEYS
from loket.errors import ConfigurationError
from pipeline.configuration.settings import Clinic
from pipeline.questionnaires.questionnaires import feedback
from transforms.evaluation.satisfaction_scale import UNSUR

OWN = {
    "u1": "1. Kesesuaian persyaratan pelayanan",
    "u2": "2. Kemudahan prosedur",
    "u3": "3. Kecepatan waktu pelayanan",
    "u4": "4. Kewajaran biaya/tarif",
    "u5": "5. Kesesuaian produk pelayanan",
    "u6": "6. Kemampuan petugas",
    "u7": "7. Perilaku petugas: kesopanan dan keramahan",
    # Real forms swap these two.
    "u9": "8. Kualitas sarana dan prasarana",
    "u8": "9. Penanganan pengaduan pengguna",
}
QUESTIONNAIRE = feedback(Clinic())


def an_item(number: int, title: str, *options: str) -> dict[str, Any]:
    choice = {"type": "RADIO", "options": [{"value": option} for option in options]}
    question = {"questionId": f"{number:08x}", "choiceQuestion": choice}
    return {"itemId": f"i{number}", "title": title, "questionItem": {"question": question}}


def own_form(seed: int, **more: tuple[str, ...]) -> dict[str, Any]:
    """The office's form, its questions and their answers in any order."""
    random = Random(seed)
    answers = {unsur.key: list(unsur.answers) for unsur in UNSUR}
    items = []
    for number, (key, title) in enumerate(OWN.items(), start=1):
        random.shuffle(answers[key])
        items.append(an_item(number, title, *answers[key]))
    items += [an_item(100 + n, title, *options) for n, (title, options) in enumerate(more.items())]
    random.shuffle(items)
    return {"formId": "f", "info": {"title": "Survei"}, "items": items}


@pytest.mark.parametrize("seed", range(3))
def test_each_question_is_found_by_its_words_and_answers(seed: int) -> None:
    form = own_form(seed, Waktu=("Pagi", "Sore"))
    found = question_ids(form, QUESTIONNAIRE, {})
    assert {key: found[key] for key in OWN} == {
        key: f"{number:08x}" for number, key in enumerate(OWN, start=1)
    }
    requests, _ = requests_to_repair(QUESTIONNAIRE, form, {})
    asked = {request["createItem"]["item"]["title"] for request in requests}
    assert not asked & {unsur.question for unsur in UNSUR}


def test_two_that_ask_the_same_are_named() -> None:
    twice = own_form(0, Pengaduan=UNSUR[UNSUR_KEYS.index("u8")].answers)
    with pytest.raises(ConfigurationError, match=r"00000009.*00000064|00000064.*00000009") as error:
        question_ids(twice, QUESTIONNAIRE, {})
    assert "`u8`" in str(error.value.remedy)
