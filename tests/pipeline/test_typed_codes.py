"""Codes as staff type them: in any spelling on Perubahan, with any sign on Undangan."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.sheets.tab import Link
from loket import columns as c
from loket.vocabulary import Form, Service
from pipeline import tabs
from tests.pipeline.office_factory import OpenOffice, code_of_client

SPELLINGS: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "without hyphens": lambda code: code.replace("-", ""),
    "without CC": lambda code: code.removeprefix("CC-"),
    "with blanks": lambda code: f" {code.replace('-', ' ')} ",
}


def test_change_by_phone_is_found_by_its_code_in_any_spelling(drafted: OpenOffice) -> None:
    code = code_of_client(drafted.look(), "Asep Suryana")
    typed = [spelling(code) for spelling in SPELLINGS.values()]
    headers = ("Nama", "Koperasi/Usaha", "Kecamatan", "No. WhatsApp")
    values = ("Asep Suryana Putra", "Bakso Asep", "Ciawi", "081277770000")
    rows = [(*row, "Tuti") for row in zip(typed, headers, values, strict=True)]
    drafted.staff.fill(tabs.CHANGES, rows)
    drafted.sync()
    frame = drafted.rows(tabs.REGISTRATIONS).set_index(c.CODE)
    changed = frame.loc[code, [c.NAME, c.BUSINESS, c.DISTRICT, c.PHONE]]
    assert list(changed) == [*values[:3], "+6281277770000"]
    problems = drafted.rows(tabs.PROBLEMS)
    assert tabs.CHANGES.title not in set(problems[c.FORM])


@pytest.mark.parametrize("typed", ["A&B=C #1", "50% 🌶", "U/?x"])
def test_prefilled_link_holds_the_typed_code_and_nothing_else(
    opened: OpenOffice, typed: str
) -> None:
    party = ("Neng Komalasari", "KSP Barokah", "081290001111", Service.COOPERATIVE, typed)
    opened.staff.fill(tabs.INVITATIONS, [party])
    opened.sync()
    (link,) = opened.rows(tabs.INVITED_PARTIES)["link"]
    assert isinstance(link, Link)
    mapping = opened.settings.forms.registration
    entry = f"entry.{int(mapping.questions[c.INVITATION_CODE], 16)}"
    address = urlsplit(link.uri)
    assert address.fragment == ""
    assert parse_qs(address.query) == {"usp": ["pp_url"], entry: [typed]}
    assert f"{address.scheme}://{address.netloc}{address.path}" == str(
        opened.settings.forms.of(Form.REGISTRATION).address
    )
