from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Status
from tests.transforms.schedule_frames import MONDAY, NINE, Row, a_booked_row, a_row, sheet
from transforms.schedule.client_messages import Sender, client_messages, message

FORM = "https://docs.google.com/forms/d/e/1FAIp/viewform"
OFFICE = Sender("Diskopukm Kabupaten Bogor", "Kantor Diskopukm Kabupaten Bogor", 15)
BOOKED = {"Terjadwal", "Dikonfirmasi"}
ATTENDED = BOOKED | {"Hadir", "Belum Dicatat"}


def links(*rows: Row, columns: dict[str, Any] | None = None) -> pd.DataFrame:
    schedule = sheet(*rows).astype(columns or {})
    return client_messages(schedule, sender=OFFICE, feedback_address=FORM, code_entry=123)


def text_of(uri: str) -> str:
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc) == ("https", "wa.me")
    assert parts.query.startswith("text=")
    return unquote(parts.query.removeprefix("text="))


def test_the_message_says_when_where_and_what_to_answer() -> None:
    assert message("Siti", "CC-0001", "UKM", "Ekspor", MONDAY, NINE, OFFICE) == (
        "Yth. Bapak/Ibu Siti, Anda terjadwal di klinik konsultasi Clean & Clear (gratis).\n"
        "Hari/tanggal: Senin, 23 November 2026\n"
        "Jam: 09.00 WIB, mohon hadir 30 menit sebelumnya\n"
        "Layanan: UKM, bidang Ekspor\n"
        "Tempat: Kantor Diskopukm Kabupaten Bogor\n"
        "Kode: CC-0001\n"
        "Mohon balas YA bila hadir atau BATAL bila berhalangan. Bila terlambat lebih dari 15 "
        "menit, sesi dapat diberikan kepada klien lain.\n"
        "Diskopukm Kabupaten Bogor"
    )


def test_the_link_carries_the_message_to_the_clients_number() -> None:
    (uri,) = links(a_booked_row(1))[c.MESSAGE_LINK]
    assert urlsplit(uri).path == "/6281212345678"
    field, service = "Simpan pinjam", "Koperasi"
    text = message("Siti Nurhaliza", "CC-0001", service, field, MONDAY, NINE, OFFICE)
    assert text_of(uri) == text


@pytest.mark.parametrize(
    "name", ["Siti & Asep?text=x#y", "Ratna 🌸", "محمد", "=IMPORTXML(1)", "50% + 1", "a\nb"]
)
def test_whatever_the_name_it_stays_in_the_text(name: str) -> None:
    (uri,) = links(a_booked_row(1, name=name))[c.MESSAGE_LINK]
    assert f"Yth. Bapak/Ibu {name}, Anda" in text_of(uri)


@pytest.mark.parametrize("blank", [None, pd.NA, float("nan")])
def test_without_a_field_none_is_named(blank: object) -> None:
    (uri,) = links(a_booked_row(1, field=blank))[c.MESSAGE_LINK]
    assert "Layanan: Koperasi\n" in text_of(uri)


@pytest.mark.parametrize("status", list(Status))
def test_links_by_status(status: Status) -> None:
    (row,) = links(a_booked_row(1, status=status.value)).to_dict("records")
    assert (row[c.MESSAGE_LINK] is not None) == (status.value in BOOKED)
    assert (row[c.FEEDBACK_LINK] is not None) == (status.value in ATTENDED)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({c.PHONE: None}, id="no phone"),
        pytest.param({c.PHONE: float("nan")}, id="a missing phone"),
        pytest.param({c.PHONE: "+62251831234"}, id="a landline"),
        pytest.param({c.DATE: None}, id="no date"),
        pytest.param({c.START: None}, id="no time"),
    ],
)
def test_no_message_without(cells: dict[str, Any]) -> None:
    assert links(a_booked_row(1, **cells))[c.MESSAGE_LINK].tolist() == [None]


def test_a_mobile_of_another_country_is_written_to_as_well() -> None:
    (link,) = links(a_booked_row(1, **{c.PHONE: "+6591234567"}))[c.MESSAGE_LINK]
    assert str(link).startswith("https://wa.me/6591234567?text=")


def test_the_feedback_form_opens_with_the_code_filled_in() -> None:
    (uri,) = links(a_booked_row(1, status="Hadir"))[c.FEEDBACK_LINK]
    assert uri.startswith(f"{FORM}?")
    assert parse_qs(urlsplit(uri).query) == {"usp": ["pp_url"], "entry.123": ["CC-0001"]}


def test_links_stand_where_their_rows_do() -> None:
    texts = dict.fromkeys([c.CODE, c.NAME, c.PHONE, c.SERVICE, c.FIELD, c.STATUS], "str")
    schedule = sheet(a_row(1), a_booked_row(2)).astype(texts).set_axis([5, 2])
    found = client_messages(schedule, sender=OFFICE, feedback_address=FORM, code_entry=1)
    assert found.index.tolist() == [5, 2]
    assert found.notna().all(axis="columns").tolist() == [False, True]


def test_an_empty_schedule() -> None:
    empty = pd.DataFrame(columns=[c.MESSAGE_LINK, c.FEEDBACK_LINK], dtype=object)
    pd.testing.assert_frame_equal(links(), empty, check_index_type=False)
