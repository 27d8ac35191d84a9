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


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("+6281234567890", "0812-****-7890"),
        ("0812-3456-7890", "0812-****-7890"),
        ("+60123456789", "+601-****-6789"),
        ("+62812345", "08****"),
        ("14045", "14****"),
        ("", "****"),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Siti Rahayu", "S*** R***"),
        ("Hj. Siti Nurhaliza, S.E., M.M.", "S*** N***"),
        ("AHMAD FAUZI RAHMAN", "A*** F*** R***"),
        ("Suharto", "S***"),
        ("", ""),
        ("🙂", "🙂***"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked
