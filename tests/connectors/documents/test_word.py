"""Templates that are filled in, and those that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from connectors.documents.charts import Chart, bars
from connectors.documents.word import Authorship, Picture, filled
from loket.errors import ConfigurationError

ABOUT = Authorship("Judul", "Kantor", datetime(2026, 12, 1, 2, tzinfo=UTC))


def a_template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(folder / "templat.docx"))
    return folder / "templat.docx"


def test_texts_come_out_as_they_are(tmp_path: Path) -> None:
    """What somebody typed into a form is neither a tag nor markup."""
    hostile = "</w:t> & <b>x</b> {{ rahasia }} {% for %} \x00 \ud800 =1+1"
    template = a_template(tmp_path, "{{ isi }}", "{%p if ada %}", "{{ ada }}", "{%p endif %}")
    document = Document(BytesIO(filled(template, {"isi": hostile, "ada": ""}, ABOUT)))
    expected = hostile.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert [paragraph.text for paragraph in document.paragraphs] == [expected]
    assert (document.core_properties.title, document.core_properties.author) == ("Judul", "Kantor")


def test_pictures_stand_where_their_tags_do(tmp_path: Path) -> None:
    chart = bars(Chart(["a", "b"], {"x": [1, None], "y": [2, 3]}), width_mm=60, height_mm=30)
    template = a_template(tmp_path, "{{ gambar }}", "{{ lagi[0] }}")
    picture = Picture(chart, 40)
    document = Document(BytesIO(filled(template, {"gambar": picture, "lagi": [picture]}, ABOUT)))
    assert [round(shape.width.mm) for shape in document.inline_shapes] == [40, 40]


@pytest.mark.parametrize(
    "tag",
    ["{{ ikn }}", "{{ ikm", "{%p if ikm %}", "{{ ikm.__class__.__mro__ }}"],
    ids=["misspelt", "left open", "without an end", "prying"],
)
def test_a_tag_that_cannot_be_filled_in_is_named_with_its_file(tmp_path: Path, tag: str) -> None:
    template = a_template(tmp_path, tag)
    with pytest.raises(ConfigurationError, match=r"templat\.docx"):
        filled(template, {"ikm": "85,51"}, ABOUT)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no document", b"plain text"])
def test_a_file_that_is_no_document(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "templat.docx"
    template.write_bytes(content)
    with pytest.raises(ConfigurationError, match="no Word document"):
        filled(template, {}, ABOUT)
