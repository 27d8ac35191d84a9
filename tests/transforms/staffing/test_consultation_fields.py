import pandas as pd
import pytest

from tests.transforms.calendar_frames import a_tab
from transforms.staffing.consultation_fields import consultation_fields


@pytest.mark.parametrize(
    ("rows", "fields", "headers"),
    [
        pytest.param([], [], [], id="empty"),
        pytest.param(
            [("Koperasi", " Simpan  pinjam "), ("UMKM", "NIB/OSS")],
            [("Koperasi", "Simpan pinjam"), ("UKM", "NIB/OSS")],
            [],
            id="tidied",
        ),
        pytest.param(
            [("Koperasi, UKM", "Lainnya"), ("UKM", "Lainnya")],
            [("Koperasi", "Lainnya"), ("UKM", "Lainnya")],
            [],
            id="both-services-and-said-twice",
        ),
        pytest.param([("Koperasi", "Pajak, RAT")], [], [(2, "Bidang")], id="comma"),
        pytest.param([("Koperasi", None)], [], [(2, "Bidang")], id="no-field"),
        pytest.param([("Desa", "Ekspor")], [], [(2, "Layanan")], id="no-such-service"),
        pytest.param([(None, None)], [], [], id="blank-row"),
    ],
)
def test_fields(
    rows: list[tuple[object, ...]],
    fields: list[tuple[str, str]],
    headers: list[tuple[int, str]],
) -> None:
    found, problems = consultation_fields(a_tab(["service", "field"], *rows))
    expected = pd.DataFrame(fields, columns=["service", "field"], dtype="str")
    pd.testing.assert_frame_equal(found, expected)
    assert list(zip(problems["row"], problems["header"], strict=True)) == headers
