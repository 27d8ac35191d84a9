"""Letters and posters: what they say, to whom, and where their QR codes lead."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import zxingcpp
from docx import Document
from PIL import Image

from connectors.forms.items import placed_questions
from connectors.sheets.tab import Link
from loket import columns as c
from pipeline import tabs
from tests.pipeline.office_factory import DRAFTED, OpenOffice, open_folder
from tests.pipeline.papers.documents import paragraphs, tables
from tests.pipeline.papers.printer import Printer

NEXT = "2026-W49"
PARTIES = [
    ("Neng Komalasari", "KSP Barokah", "", "Koperasi", "", False),
    ("Dadang {{ kop }} <b>", "Kopi & Teh", "", "UKM", "", False),
    ("", "KUD Tirta", "", "", "", False),
    ("Euis Handayani", "KUD Jaya", "", "UKM", "", True),
    ("Asep Mulyadi", "", "", "UKM", "", False),
]


@pytest.fixture(autouse=True)
def no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.fixture
def printer(drafted_folder: Path, capsys: pytest.CaptureFixture[str]) -> Printer:
    return Printer(drafted_folder, capsys)


def read_codes(document: Path) -> list[str]:
    """What the QR codes of a document say, in its order, as a phone reads them."""
    opened = Document(str(document))
    found = []
    for shape in opened.inline_shapes:
        blob = opened.part.related_parts[
            shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        ].blob
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(blob)).convert("L"))
        found.append(code.text)
    return found


def page_at(office: OpenOffice, address: str) -> str:
    """The form's page as it opens at an address."""
    place = urlsplit(address)
    return requests.get(f"{office.workspace.url}{place.path}?{place.query}", timeout=30).text


def test_letters_go_to_those_who_have_none_and_lead_to_the_form(printer: Printer) -> None:
    with open_folder(printer.folder, DRAFTED) as office:
        office.staff.fill(tabs.INVITATIONS, PARTIES)
    assert (
        "have no code on Rekap Undangan"
        in printer.report("--letters", NEXT, now=DRAFTED, code=64)[1]
    )
    with open_folder(printer.folder, DRAFTED) as office:
        office.sync()
        recap = office.rows(tabs.INVITED_PARTIES).set_index(c.NAME, drop=False)
        office.register(invitation_code=recap[c.INVITATION_CODE]["Asep Mulyadi"])
    _, error = printer.report("--letters", NEXT, "--publish", now=DRAFTED, code=64)
    assert "personal data" in error
    letter = printer.folder / "laporan" / "surat-undangan-2026-W49.docx"

    said = paragraphs(letter)
    assert [line for line in said if line.startswith("Yth.")] == [
        "Yth. Bapak/Ibu Neng Komalasari",
        "Yth. Bapak/Ibu Dadang {{ kop }} <b>",
        "Yth. Pimpinan KUD Tirta",
    ]
    assert said.count("Cibinong, 16 November 2026") == 3
    assert said[said.index("Yth. Pimpinan KUD Tirta") + 1] == "di Tempat"
    assert any("sampai dengan Kamis, 26 November 2026;" in line for line in said)
    whole = {"Hari, tanggal": "Senin–Jumat, 30 November 2026 – 4 Desember 2026"}
    morning = {"Layanan": "Koperasi", **whole, "Waktu": "09.00–12.00 WIB"}
    afternoon = {"Layanan": "UKM", **whole, "Waktu": "13.00–16.00 WIB"}
    visits = [rows for rows in tables(letter) if rows]
    assert visits == [[morning], [afternoon], [morning, afternoon]]

    rows = recap[recap[c.BUSINESS].isin(["KSP Barokah", "Kopi & Teh", "KUD Tirta"])]
    links = [link.uri for link in rows["link"] if isinstance(link, Link)]
    assert read_codes(letter) == links
    with open_folder(printer.folder, DRAFTED) as office:
        assert f'value="{rows[c.INVITATION_CODE].iloc[0]}"' in page_at(office, links[0])

    late = "2026-11-28T09:00"
    assert "takes no registrations" in printer.report("--letters", NEXT, now=late, code=64)[1]


def test_a_poster_leads_to_the_form_with_its_service_chosen(printer: Printer) -> None:
    assert chosen_by_posters(printer) == ["Koperasi 09.00–12.00", "UKM 13.00–16.00"]
    change_service_question(printer.folder, ["Koperasi (pagi) & umum", "UMKM"])
    assert chosen_by_posters(printer) == ["Koperasi (pagi) &amp; umum", "UMKM"]
    change_service_question(printer.folder, None)
    assert "has lost the question 'Layanan'" in printer.report("--posters", code=65)[1]


def chosen_by_posters(printer: Printer) -> list[str]:
    """The options that are chosen on the pages to which the posters lead."""
    (poster,) = printer.files("--posters").values()
    services = [line for line in paragraphs(poster) if line.startswith("LAYANAN")]
    assert services == ["LAYANAN KOPERASI", "LAYANAN UKM"]
    with open_folder(printer.folder) as office:
        assert paragraphs(poster).count(str(office.settings.forms.feedback.address)) == 2
        pages = [page_at(office, address) for address in read_codes(poster)]
    found = [re.findall(r'<input[^>]*value="([^"]*)"[^>]*\schecked', page) for page in pages]
    return [option for (option,) in found]


def change_service_question(folder: Path, options: list[str] | None) -> None:
    """Reword the options of the feedback form's question for the service, or delete it."""
    with open_folder(folder) as office:
        form = office.settings.forms.feedback
        client = office.office.forms
        (asked,) = (
            each
            for each in placed_questions(client.get(str(form.id)))
            if each.question_id == form.questions[c.FEEDBACK_SERVICE]
        )
        place = {"index": asked.index}
        if options is None:
            client.batch_update(str(form.id), [{"deleteItem": {"location": place}}])
            return
        item = deepcopy(dict(asked.item))
        choice = item["questionItem"]["question"]["choiceQuestion"]
        choice["options"] = [{"value": option} for option in options]
        mask = "questionItem.question.choiceQuestion.options"
        request = {"updateItem": {"item": item, "location": place, "updateMask": mask}}
        client.batch_update(str(form.id), [request])
