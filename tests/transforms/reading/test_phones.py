from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading import phones

MOBILE = "+6281212345678"
LOST_DIGITS = "angka di belakangnya hilang karena tersimpan sebagai bilangan"
NONE_VALID = "tidak ada nomor telepon yang sah di dalamnya"


@pytest.mark.parametrize(
    "text",
    [
        "081212345678",
        "0812-1234-5678",
        "0812 1234 5678",
        "0812.1234.5678",
        "0812–1234–5678",
        "0812‑1234‑5678",
        "6281212345678",
        "+62 812-1234-5678",
        "(+62) 812 1234 5678",
        "+62 (0) 812 1234 5678",
        "006281212345678",
        "62 0812 1234 5678",
        "81212345678",
        "812-1234-5678",
        "81212345678.0",
        "6281212345678.0",
        "'081212345678",
        "’081212345678",
        "０８１２１２３４５６７８",
        "wa.me/6281212345678",
        "https://wa.me/6281212345678?text=halo",
        "0812-1234-5678 (WA)",
        "81212345678 (WA)",
        "WA: 081212345678",
        "081212345678 a.n. Siti",
        "\u202a+62 812-1234-5678\u202c",
        "0812\u00a01234\u00a05678\x00",
    ],
)
def test_one_mobile_number_however_written(text: str) -> None:
    assert phones.read_phone(text) == (MOBILE, None, None)


@pytest.mark.parametrize(
    ("text", "phone", "remark"),
    [
        ("081212345678 / 085711112222", MOBILE, "Nomor lain: +6285711112222"),
        ("081212345678, 085711112222", MOBILE, "Nomor lain: +6285711112222"),
        ("081212345678 085711112222", MOBILE, "Nomor lain: +6285711112222"),
        ("0251-8324567 atau 081212345678", MOBILE, "Nomor lain: +622518324567"),
        ("081212345678 atau +62 812 1234 5678", MOBILE, None),
        ("(0251) 8324567", "+622518324567", "Bukan nomor seluler, tanpa WhatsApp"),
        ("021-8765432", "+62218765432", "Bukan nomor seluler, tanpa WhatsApp"),
        ("+60 12-345 6789", "+60123456789", None),
        ("085711112222 a.n. Siti 88", "+6285711112222", None),
    ],
)
def test_several_numbers_landlines_and_foreign_numbers(
    text: str, phone: str, remark: str | None
) -> None:
    assert phones.read_phone(text) == (phone, None, remark)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "nomor kosong"),
        ("  \x00 ", "nomor kosong"),
        ("8.12123E+10", LOST_DIGITS),
        ("8,12123e+10", LOST_DIGITS),
        ("87929919", NONE_VALID),
        ("14045", NONE_VALID),
        ("O81212345678", NONE_VALID),
        ("08I2 1234 5678", NONE_VALID),
        ("delapan satu dua", NONE_VALID),
        ("3201011208900003", NONE_VALID),
        ("08121234567890123", NONE_VALID),
        ("=IMPORTXML(0)", NONE_VALID),
    ],
)
def test_no_number(text: str, problem: str) -> None:
    assert phones.read_phone(text) == (None, problem, None)


def test_a_column_keeps_its_index_and_its_gaps() -> None:
    texts = pd.Series(
        ["0812-1234-5678", None, "x", "0812-1234-5678"], index=[7, 3, 5, 1], dtype="str"
    )
    expected = pd.DataFrame(
        {
            "phone": [MOBILE, None, None, MOBILE],
            "problem": [None, "nomor kosong", NONE_VALID, None],
            "remark": [None, None, None, None],
        },
        index=[7, 3, 5, 1],
        dtype="str",
    )
    pd.testing.assert_frame_equal(phones.normalise(texts), expected)


def test_an_empty_column_gives_an_empty_frame() -> None:
    frame = phones.normalise(pd.Series([], dtype="str"))
    assert frame.empty
    assert frame.dtypes.astype(str).to_dict() == dict.fromkeys(
        ["phone", "problem", "remark"], "str"
    )


@pytest.mark.parametrize(
    ("phone", "mobile"),
    [(MOBILE, True), ("+622518324567", False), ("+12025550123", True), ("0812", False)],
)
def test_whatsapp_reaches_mobiles_only(phone: str, mobile: bool) -> None:
    assert phones.is_mobile(phone) is mobile


@given(st.from_regex(phones._PLAIN_MOBILE, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_the_short_cut_finds_what_the_search_finds(text: str) -> None:
    assert phones.read_phone(text) == phones._choose(phones._valid_numbers(text))


@given(st.text(st.characters(categories=None)) | st.text("0123456789+- ./()xE", max_size=400))
def test_no_text_raises_and_what_is_read_is_valid(text: str) -> None:
    reading = phones.read_phone(text)
    assert (reading.phone is None) == (reading.problem is not None)
    if reading.phone is not None:
        assert phones.read_phone(reading.phone).phone == reading.phone
