from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.privacy import mask_identity_numbers, mask_name, mask_phone


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK 3201011208900003 saya", "NIK ************0003 saya"),
        ("3201-0112-0890-0003", "************0003"),
        ("320101 120890 0003", "************0003"),
        ("32.01.01.120890.0003", "************0003"),
        ("a3201011208900003b", "a************0003b"),
        ("0812-1234-5678 / 0857-1111-2222", "0812-1234-5678 / 0857-1111-2222"),
        ("23-11-2026 24-11-2026", "23-11-2026 24-11-2026"),
        ("32010112089000031", "32010112089000031"),
        ("tanpa angka", "tanpa angka"),
    ],
)
def test_identity_numbers(text: str, masked: str) -> None:
    assert mask_identity_numbers(text) == masked


@given(st.text(alphabet="0123456789 .-a", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_identity_numbers(text)
    assert mask_identity_numbers(once) == once


def test_phones() -> None:
    assert mask_phone("+6281212345678") == "+62812****678"
    assert mask_phone("+62812345") == "+62****"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Siti Nurhaliza", "Siti N."),
        ("Hj. Siti Nurhaliza, S.E., M.M.", "Siti N."),
        ("AHMAD FAUZI RAHMAN", "Ahmad R."),
        ("Suharto", "S."),
        ("", ""),
        ("🙂", "🙂."),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked
