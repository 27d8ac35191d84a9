"""Forms are made in three calls, kept by compare-and-set, and their responses listed whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from connectors.forms.client import FormsClient
from connectors.forms.questionnaire import Question, QuestionKind, Questionnaire
from connectors.forms.repair import options_request, requests_to_repair
from connectors.google.access import GoogleAccess
from connectors.google.drive import RESPONDENTS, DriveClient
from connectors.workspace.faults import Fault
from connectors.workspace.server import RunningWorkspace
from loket.errors import AmbiguousWrite, ConfigurationError, DataError, UnavailableError
from tests.connectors.forms.test_repair import VISIT

LIST = "forms.forms.responses.list"
SMALL = Questionnaire(
    "small",
    "Kecil",
    (
        Question("name", "Nama"),
        Question("days", "Hari", QuestionKind.CHECKBOX, options=("Senin", "Rabu")),
    ),
)


@pytest.fixture
def forms(access: GoogleAccess) -> FormsClient:
    return FormsClient(access, page_size=2)


@pytest.fixture
def form(forms: FormsClient) -> dict[str, str]:
    made = forms.create_form(SMALL)
    DriveClient(forms.access).grant({made["formId"]: [RESPONDENTS]})
    return forms.get(made["formId"])


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


def submit(browser: httpx.Client, form: dict[str, str], name: str, *days: str) -> None:
    fields = {question.key: int(question.question_id, 16) for question in SMALL.questions()}
    data = {f"entry.{fields['name']}": name, f"entry.{fields['days']}": list(days)}
    address = form["responderUri"].replace("/viewform", "/formResponse")
    assert browser.post(address, data=data).status_code == 200


def names(forms: FormsClient, form: dict[str, str]) -> list[str]:
    name = SMALL.question("name").question_id
    return [response.answers[name][0] for response in forms.list_responses(form["formId"])]


def test_a_form_is_made_in_three_calls_and_is_then_as_it_should_be(forms: FormsClient) -> None:
    form = forms.create_form(VISIT)
    assert forms.access.calls.as_json()["by_family"] == {"forms write": 3}
    assert requests_to_repair(VISIT, forms.get(form["formId"]), {})[0] == []


def test_responses_come_whole_by_creation_from_as_few_pages_as_there_are(
    forms: FormsClient, form: dict[str, str], browser: httpx.Client
) -> None:
    for number in range(5):
        submit(browser, form, f"N{number}", "Senin", "Rabu")
    responses = forms.list_responses(form["formId"])
    assert forms.access.calls.by_family["forms responses"] == 3
    assert [response.created for response in responses] == sorted(
        response.created for response in responses
    )
    assert responses[0].answers == {
        SMALL.question("name").question_id: ("N0",),
        SMALL.question("days").question_id: ("Senin", "Rabu"),
    }


def test_only_what_is_new_is_listed_the_instant_itself_included(
    forms: FormsClient, form: dict[str, str], browser: httpx.Client
) -> None:
    submit(browser, form, "lama")
    submit(browser, form, "baru")
    first, second = forms.list_responses(form["formId"])
    assert forms.list_responses(form["formId"], second.submitted) == [second]
    assert forms.list_responses(form["formId"], first.submitted) == [first, second]
    assert forms.list_responses(form["formId"], second.submitted + timedelta(seconds=1)) == []


@pytest.mark.parametrize("name", ["", "😀" * 3000, "\u202eabc", "=IMPORTXML(1)", "a\nb"])
def test_hostile_answers_arrive(
    forms: FormsClient, form: dict[str, str], browser: httpx.Client, name: str
) -> None:
    submit(browser, form, name)
    (response,) = forms.list_responses(form["formId"])
    found = response.answers.get(SMALL.question("name").question_id, ("",))
    assert found[0].replace("\r\n", "\n") == name


def test_an_expired_page_token_is_answered_by_one_new_start(
    served: RunningWorkspace, forms: FormsClient, form: dict[str, str], browser: httpx.Client
) -> None:
    for number in range(3):
        submit(browser, form, f"N{number}")
    expired = Fault(LIST, status=400, body=b'{"error": {"message": "Invalid page token."}}')
    served.faults.add(Fault(LIST, delay=0.0), expired)
    assert names(forms, form) == ["N0", "N1", "N2"]
    served.faults.add(Fault(LIST, delay=0.0), expired, Fault(LIST, delay=0.0), expired)
    with pytest.raises(UnavailableError, match="Invalid page token"):
        forms.list_responses(form["formId"])


@pytest.mark.parametrize(
    "fault", [Fault(LIST, page=1), Fault(LIST, backwards=True)], ids=["short pages", "backwards"]
)
def test_pages_may_be_shorter_than_asked_and_in_any_order(
    served: RunningWorkspace,
    forms: FormsClient,
    form: dict[str, str],
    browser: httpx.Client,
    fault: Fault,
) -> None:
    for number in range(3):
        submit(browser, form, f"N{number}")
    served.faults.add(replace(fault, times=2))
    assert names(forms, form) == ["N0", "N1", "N2"]
    served.faults.clear()


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(LIST, truncate=True), id="anywhere"),
        pytest.param(Fault(LIST, status=200, body=b'{"responses": ["\xc3'), id="within a letter"),
    ],
)
def test_a_reply_that_was_cut_short_is_asked_for_again(
    forms: FormsClient, served: RunningWorkspace, fault: Fault
) -> None:
    form = forms.create_empty("Kunjungan")
    served.faults.add(fault)
    assert forms.list_responses(form["formId"]) == []


def test_a_listing_that_is_refused_at_once_is_not_asked_for_again(
    served: RunningWorkspace, forms: FormsClient, form: dict[str, str]
) -> None:
    served.faults.add(Fault(LIST, status=400, body=b"{}"))
    with pytest.raises(DataError, match="listing its responses"):
        forms.list_responses(form["formId"])
    assert forms.access.calls.by_family["forms responses"] == 1


def test_options_change_only_on_the_revision_that_was_read(
    forms: FormsClient, form: dict[str, str]
) -> None:
    change = options_request(form, SMALL.question("days").question_id, ["Jumat"])
    assert change is not None
    changed = forms.batch_update(form["formId"], [change], revision=form["revisionId"])
    assert options_request(changed, SMALL.question("days").question_id, ["Jumat"]) is None
    with pytest.raises(UnavailableError, match="changed it in the meantime"):
        forms.batch_update(form["formId"], [change], revision=form["revisionId"])


def test_a_creation_whose_reply_is_lost_is_in_doubt_and_not_repeated(
    served: RunningWorkspace, forms: FormsClient
) -> None:
    served.faults.add(Fault("forms.forms.create", drop="after"))
    with pytest.raises(AmbiguousWrite):
        forms.create_empty("Kecil")
    assert forms.access.calls.writes == 1


def test_a_form_that_is_not_there_is_named(forms: FormsClient) -> None:
    with pytest.raises(ConfigurationError, match=r"form nirgends .reading its questions"):
        forms.get("nirgends")
