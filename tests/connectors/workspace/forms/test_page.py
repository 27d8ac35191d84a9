"""A form's page, used as a browser uses it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import pytest

from connectors.workspace.server import RunningWorkspace
from tests.connectors.workspace.clients import OWNER, STAFF, Google
from tests.connectors.workspace.questionnaire import (
    a_choice,
    a_form,
    a_question,
    a_section,
    answers,
    edit_token,
    publish,
    responder_link,
    submit,
)


class Controls(HTMLParser):
    """Collects the form's fields with the values that a browser would send untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._name: str | None = None
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "data-target" in given:
            self.targets[given["value"]] = given["data-target"]
        if tag == "select":
            self._name = given["name"]
        elif tag == "textarea":
            self._area = given["name"]
            self.sent.append((given["name"], ""))
        elif tag == "option" and "selected" in given and self._name:
            self.sent.append((self._name, given["value"]))
        elif tag == "input":
            ticks = given["type"] in ("radio", "checkbox")
            if not ticks or "checked" in given:
                self.sent.append((given["name"], given["value"]))

    def handle_data(self, data: str) -> None:
        if self._area:
            # HTML drops the line break that opens a text area.
            self.sent[-1] = (self._area, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


QUESTIONS = (
    a_question("Nama", id="0000000a", required=True),
    a_question("Hari", id="0000000b", at=1, **a_choice("Senin", "Selasa", kind="CHECKBOX")),
    a_question("Layanan", id="0000000c", at=2, **a_choice("Koperasi", {"isOther": True})),
    a_question("Kecamatan", id="0000000d", at=3, **a_choice("Cibinong", "Ciawi", kind="DROP_DOWN")),
    a_question("Uraian", id="0000000e", at=4, textQuestion={"paragraph": True}),
    a_question("Nilai", id="0000000f", at=5, scaleQuestion={"low": 1, "high": 4}),
    a_question("Tanggal", id="00000010", at=6, dateQuestion={"includeYear": True}),
    a_question("Jam", id="00000011", at=7, timeQuestion={}),
    a_question("Hari lahir", id="00000012", at=8, dateQuestion={}),
)
FILLED = {
    "entry.10": "Budi <script>alert(1)</script>",
    "entry.11": ["Senin", "Selasa"],
    "entry.12": ["__other_option__"],
    "entry.12.other_option_response": "Lain & lain",
    "entry.13": "Ciawi",
    "entry.14": 'satu\n"dua"',
    "entry.15": "3",
    "entry.16": "2026-11-25",
    "entry.17": "09:30",
    "entry.18_day": "29",
    "entry.18_month": "02",
}
READ = {
    "0000000a": ["Budi <script>alert(1)</script>"],
    "0000000b": ["Senin", "Selasa"],
    "0000000c": ["Lain & lain"],
    "0000000d": ["Ciawi"],
    "0000000e": ['satu\n"dua"'],
    "0000000f": ["3"],
    "00000010": ["2026-11-25"],
    "00000011": ["09:30"],
    "00000012": ["02-29"],
}


@pytest.fixture
def form_id(owner: Google) -> str:
    return a_form(owner, *QUESTIONS, open_to="anyone")


@pytest.fixture
def link(owner: Google, form_id: str) -> str:
    return responder_link(owner, form_id)


def test_answers_of_every_kind_arrive(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    confirmation = submit(browser, link, **FILLED)
    assert confirmation.status_code == 200
    assert "Tanggapan Anda telah dicatat" in confirmation.text
    assert answers(owner, form_id) == [READ]


def test_text_in_a_page_is_text(link: str, browser: httpx.Client) -> None:
    page = browser.get(link, params={"entry.10": FILLED["entry.10"]})
    assert "<script>alert" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_prefilled_page_sends_what_it_was_filled_with(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    page = browser.get(link, params=FILLED)
    fields: dict[str, list[str]] = {}
    for name, value in Controls(page.text).sent:
        fields.setdefault(name, []).append(value)
    assert submit(browser, link, **fields).status_code == 200
    assert answers(owner, form_id) == [READ]


def test_an_answer_is_edited_from_what_was_given(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    token = edit_token(submit(browser, link, **FILLED))
    page = browser.get(link, params={"edit2": token})
    fields: dict[str, list[str]] = {}
    for name, value in Controls(page.text).sent:
        fields.setdefault(name, []).append(value)
    assert submit(browser, link, **fields).status_code == 200
    assert answers(owner, form_id) == [READ]
    assert submit(browser, link, **fields | {"entry.10": "Ani"}).status_code == 200
    assert answers(owner, form_id) == [READ | {"0000000a": ["Ani"]}]


def test_an_incomplete_form_comes_back_as_it_was_filled_in(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    page = submit(browser, link, **FILLED | {"entry.10": ""})
    assert page.status_code == 400
    assert "Pertanyaan ini wajib diisi." in page.text
    assert "Tanggapan belum terkirim" in page.text
    sent = Controls(page.text).sent
    assert ("entry.13", "Ciawi") in sent
    assert ("entry.12.other_option_response", "Lain & lain") in sent
    assert answers(owner, form_id) == []


def test_an_option_that_is_gone_is_refused_but_stays_in_old_answers(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    submit(browser, link, entry_10="Budi", entry_11="Senin")
    request = {
        "updateItem": {
            "item": {"questionItem": {"question": a_choice("Selasa")}},
            "location": {"index": 1},
            "updateMask": "questionItem.question.choiceQuestion.options",
        }
    }
    owner.forms.batchUpdate(formId=form_id, body={"requests": [request]}).execute()
    refused = submit(browser, link, entry_10="Ani", entry_11="Senin")
    assert refused.status_code == 400
    assert "Pilihan ini tidak tersedia." in refused.text
    assert answers(owner, form_id) == [{"0000000a": ["Budi"], "0000000b": ["Senin"]}]


def test_options_lead_to_their_sections(owner: Google, browser: httpx.Client) -> None:
    choice = a_choice(
        {"value": "Koperasi", "goToSectionId": "00000100"},
        {"value": "UKM", "goToAction": "SUBMIT_FORM"},
        {"isOther": True, "goToAction": "SUBMIT_FORM"},
        {"value": "Lain", "goToAction": "NEXT_SECTION"},
    )
    form_id = a_form(
        owner,
        a_section("Bagian Koperasi", "00000100"),
        a_question("Bidang", id="0000000b", at=1, required=True),
        a_question("Layanan", id="0000000a", **choice),
        open_to="anyone",
    )
    link = responder_link(owner, form_id)
    targets = {
        "Koperasi": "00000100",
        "UKM": "SUBMIT_FORM",
        "Lain": "",
        "__other_option__": "SUBMIT_FORM",
    }
    assert Controls(browser.get(link).text).targets == targets
    assert submit(browser, link, entry_10="Koperasi").status_code == 400
    assert submit(browser, link, entry_10="UKM").status_code == 200
    other = {"entry.10": "__other_option__", "entry.10.other_option_response": "Lagi"}
    assert submit(browser, link, **other).status_code == 200
    given = sorted(answer["0000000a"][0] for answer in answers(owner, form_id))
    assert given == ["Lagi", "UKM"]


@pytest.mark.parametrize(
    ("accepting", "shared", "viewed", "submitted", "words"),
    [
        (None, "anyone", 403, 403, "belum dipublikasikan"),
        (True, "", 403, 403, "tidak memiliki akses"),
        (False, "anyone", 200, 403, "tidak lagi menerima tanggapan"),
        (True, "anyone", 200, 200, ""),
    ],
    ids=["unpublished", "not-shared", "closed", "open"],
)
def test_who_may_answer(
    owner: Google,
    browser: httpx.Client,
    accepting: bool | None,
    shared: str,
    viewed: int,
    submitted: int,
    words: str,
) -> None:
    form_id = a_form(owner, a_question("Nama", id="0000000a"))
    if accepting is not None:
        publish(owner, form_id, accepting=accepting)
    if shared:
        body = {"type": shared, "role": "reader", "view": "published"}
        owner.drive.permissions().create(fileId=form_id, body=body).execute()
    link = responder_link(owner, form_id)
    page, reply = browser.get(link), submit(browser, link, entry_10="Budi")
    assert (page.status_code, reply.status_code) == (viewed, submitted)
    assert words in page.text
    assert words in reply.text
    assert len(answers(owner, form_id)) == (submitted == 200)


def test_responders_named_one_by_one(owner: Google, browser: httpx.Client) -> None:
    form_id = a_form(owner, a_question("Nama", id="0000000a"))
    publish(owner, form_id)
    body = {"type": "user", "role": "reader", "view": "published", "emailAddress": STAFF}
    owner.drive.permissions().create(fileId=form_id, body=body).execute()
    link = responder_link(owner, form_id)
    assert browser.get(link).status_code == 403
    assert browser.get(link, params={"as": STAFF}).status_code == 200
    assert browser.get(link, params={"as": OWNER}).status_code == 403
    as_staff = {"Authorization": f"Bearer {STAFF}"}
    assert browser.get(link, headers=as_staff).status_code == 200


def test_a_browser_takes_on_an_identity(
    owner: Google, browser: httpx.Client, workspace: RunningWorkspace
) -> None:
    form_id = a_form(owner, *QUESTIONS, title="Formulir <b>saya</b>", open_to="anyone")
    submit(browser, responder_link(owner, form_id), **FILLED)
    editor = f"/forms/d/{form_id}/edit"
    assert browser.get(editor).status_code == 403
    body = {"type": "user", "role": "writer", "emailAddress": STAFF}
    owner.drive.permissions().create(fileId=form_id, body=body).execute()
    assert browser.post("/identity", data={"as": OWNER}).status_code == 303
    assert browser.get(editor).status_code == 403
    assert browser.post("/identity", data={"as": STAFF}).status_code == 303
    home = browser.get("/")
    assert "Formulir &lt;b&gt;saya&lt;/b&gt;" in home.text
    assert editor in home.text
    page = browser.get(editor)
    assert "Lain &amp; lain" in page.text
    delete = re.search(r'action="([^"]*/delete)"', page.text)
    assert delete is not None
    reply = browser.post(delete[1], headers={"Accept": "text/html"})
    assert (reply.status_code, reply.headers["location"]) == (303, editor)
    assert answers(owner, form_id) == []


def test_a_forms_own_id_leads_to_its_published_page(
    owner: Google, form_id: str, link: str, browser: httpx.Client
) -> None:
    reply = browser.get(f"/forms/d/{form_id}/viewform?entry.10=x")
    assert reply.status_code == 307
    assert link.endswith(reply.headers["location"].removesuffix("?entry.10=x"))
    assert browser.get(f"/forms/d/e/{form_id}/viewform").status_code == 404
    assert browser.get("/forms/d/nix/viewform").status_code == 404


def test_a_page_is_answered_to_this_machine_only(workspace: RunningWorkspace) -> None:
    reply = httpx.get(workspace.url, headers={"Host": "attacker.example"})
    assert reply.status_code == 400
