"""How a spreadsheet's locale writes numbers, dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.workspace.sheets.errors import Refused

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers carry no zone


@dataclass(frozen=True)
class Locale:
    """Separators, default patterns and names of one locale."""

    decimal: str
    group: str
    day_first: bool
    date: str
    time: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    currency: str

    @property
    def date_time(self) -> str:
        """The default pattern of a date with a time."""
        return f"{self.date} {self.time}"


_ENGLISH = {
    "months": (
        "January February March April May June July August September October November December"
    ),
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_INDONESIAN = {
    "months": (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    ),
    "weekdays": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
}


def _locale(
    marks: str, date: str, time: str, names: dict[str, str], currency: str, *, day_first: bool
) -> Locale:
    months, weekdays = (tuple(names[kind].split()) for kind in ("months", "weekdays"))
    return Locale(marks[0], marks[1], day_first, date, time, months, weekdays, currency)


_US = _locale(".,", "m/d/yyyy", "h:mm:ss am/pm", _ENGLISH, "$", day_first=False)
_GB = _locale(".,", "dd/mm/yyyy", "hh:mm:ss", _ENGLISH, "£", day_first=True)
_ID = _locale(",.", "dd/mm/yyyy", "hh.mm.ss", _INDONESIAN, "Rp", day_first=True)

# Google still writes the older code "in" for Indonesian in some places.
LOCALES = {"en_US": _US, "en": _US, "en_GB": _GB, "id_ID": _ID, "id": _ID, "in_ID": _ID, "in": _ID}


def locale_of(name: str) -> Locale:
    """Give a locale by its code; raises Refused for one that the embedded workspace lacks."""
    if name not in LOCALES:
        known = ", ".join(LOCALES)
        raise Refused(
            f"The locale {name!r} is not supported by the embedded workspace (supported: {known})."
        )
    return LOCALES[name]


def moment_of(serial: float) -> datetime:
    """Give the date and time of a serial number, to the nearest millisecond."""
    return EPOCH + timedelta(milliseconds=round(serial * 86_400_000))


def serial_of(moment: datetime) -> float:
    """Give the serial number of a date and time without zone: days since 1899-12-30."""
    days = (moment - EPOCH) / timedelta(days=1)
    return int(days) if days == int(days) else days
