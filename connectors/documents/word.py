"""Word documents from a template that people may restyle in Word.

A template is a .docx with tags of docxtpl in it: ``{{ tag }}`` for a text or a picture, ``{%p if
tag %}`` and ``{%tr for row in rows %}`` around paragraphs and rows of tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from loket.errors import ConfigurationError

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Picture:
    """A picture in a document, as wide as it says."""

    content: bytes
    width_mm: float


@dataclass(frozen=True)
class Authorship:
    """What a document's properties say of it."""

    title: str
    author: str
    created: datetime


def filled(template: Path, context: Mapping[str, Any], authorship: Authorship) -> bytes:
    """Give the template's document with every tag filled in.

    Texts of ``context`` come out as they are: neither markup nor tags in them count. Raises
    ConfigurationError where the file is no document, or has a tag that ``context`` does not.
    """
    try:
        document = DocxTemplate(template)
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        document.render(_placed(context, document), environment, autoescape=True)
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise ConfigurationError(
            f"{template} is no Word document that can be read ({error}).",
            remedy="Save it as .docx, or delete it: Loket then takes its own.",
        ) from error
    except (TemplateError, XMLSyntaxError) as error:
        raise ConfigurationError(
            f"The template {template} cannot be filled in: {error}.",
            remedy="Correct the tag in Word, or delete the file: Loket then takes its own.",
        ) from error
    return _saved(document, authorship)


def _placed(value: Any, document: DocxTemplate) -> Any:
    """Make a context fit for one document: its pictures belong to it, its texts to XML."""
    match value:
        case Picture():
            return InlineImage(document, BytesIO(value.content), width=Mm(value.width_mm))
        case str():
            return _UNPRINTABLE.sub("\ufffd", value)
        case Mapping():
            return {name: _placed(each, document) for name, each in value.items()}
        case list() | tuple():
            return [_placed(each, document) for each in value]
    return value


def _saved(document: DocxTemplate, authorship: Authorship) -> bytes:
    # ``get_docx()`` would read the template anew.
    properties = document.docx.core_properties
    properties.title, properties.author = authorship.title, authorship.author
    properties.last_modified_by = authorship.author
    properties.created = properties.modified = authorship.created
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
