"""Phone numbers as clients type them, in E.164, by Google's libphonenumber.

The order of steps is the rule: compatibility forms first, then what spreadsheets add (an
apostrophe, a ``.0``), then ``00`` for ``+``, then search, keep what is valid, prefer a mobile.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pandas as pd
import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from loket.columns import PHONE, PROBLEM, REMARK
from transforms.reading.printable import each_distinct, printable

REGION = "ID"


class PhoneReading(NamedTuple):
    """A number in E.164, or the Indonesian reason why there is none; and a note for staff."""

    phone: str | None
    problem: str | None
    remark: str | None


def normalise(texts: pd.Series[str]) -> pd.DataFrame:
    """Give one row per text, same index: ``phone`` (E.164), ``problem``, ``remark``.

    ``phone`` is the first mobile number in the text, else its first valid number, which then has
    the remark that WhatsApp does not reach it. ``problem`` is set exactly where ``phone`` is not.
    """
    rows = each_distinct(texts, read_phone, PhoneReading(None, "nomor kosong", None))
    columns = [PHONE, PROBLEM, REMARK]
    return pd.DataFrame(rows, columns=columns, index=texts.index).astype(
        dict.fromkeys(columns, "str")
    )


def read_phone(text: str) -> PhoneReading:
    """Read the number in one text; never raises."""
    clean = _clean(text)
    if not clean:
        return PhoneReading(None, "nomor kosong", None)
    if plain := _PLAIN_MOBILE.fullmatch(clean):
        return PhoneReading("+62" + re.sub(r"[ .-]", "", plain[1]), None, None)
    if _SCIENTIFIC.fullmatch(clean):
        return PhoneReading(
            None, "angka di belakangnya hilang karena tersimpan sebagai bilangan", None
        )
    numbers = _valid_numbers(clean) or _valid_numbers(_with_trunk_zeros(clean))
    return _choose(numbers)


def is_mobile(phone: str) -> bool:
    """Tell whether WhatsApp can reach this E.164 number; a landline gets no wa.me link."""
    try:
        return _reaches_whatsapp(phonenumbers.parse(phone, None))
    except phonenumbers.NumberParseException:
        return False


_LONGEST = 300
_SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+e[+-]?[0-9]+", re.IGNORECASE)
# Most clients type one mobile number in the usual way. The search would find exactly this and
# takes fifty times as long; a test holds the two against each other.
_PLAIN_MOBILE = re.compile(
    r"(?:0|\+62[ -]?|62(?=8[0-9]{9}))(8[1-35-9][0-9](?:[0-9]{7,8}|[ .-][0-9]{4}[ .-][0-9]{3,4}))"
)
_MISSING_TRUNK = re.compile(r"(?<![0-9+])(?<![0-9][ .-])(?=8[1-35-9])")
_RUN_TOGETHER = re.compile(r"(?<=[0-9])\s+(?=(?:\+?62|0)8[1-35-9])")


def _clean(text: str) -> str:
    """Undo what keyboards and spreadsheets add to a number."""
    folded = unicodedata.normalize("NFKC", printable(text[:_LONGEST]))
    digits = re.sub(r"(?<=[0-9])\.0$", "", re.sub("['’‘`]", "", folded).strip())
    return re.sub(r"^00(?=[1-9])", "+", digits)


def _with_trunk_zeros(text: str) -> str:
    """Put back the 0 that a spreadsheet took from 0812…, and part numbers that run together."""
    return _MISSING_TRUNK.sub("0", _RUN_TOGETHER.sub(" / ", text))


def _valid_numbers(text: str) -> list[phonenumbers.PhoneNumber]:
    """Find the valid numbers of a text in order, each once. Letters are never digits."""
    found = {
        phonenumbers.format_number(match.number, PhoneNumberFormat.E164): match.number
        for match in PhoneNumberMatcher(text, REGION)
        if phonenumbers.is_valid_number(match.number)
    }
    return list(found.values())


def _choose(numbers: list[phonenumbers.PhoneNumber]) -> PhoneReading:
    """Take the first mobile, else the first number, and note the others."""
    if not numbers:
        return PhoneReading(None, "tidak ada nomor telepon yang sah di dalamnya", None)
    chosen = next(filter(_reaches_whatsapp, numbers), numbers[0])
    others = [_e164(number) for number in numbers if number is not chosen]
    notes = [] if _reaches_whatsapp(chosen) else ["Bukan nomor seluler, tanpa WhatsApp"]
    notes += [f"Nomor lain: {', '.join(others)}"] if others else []
    return PhoneReading(_e164(chosen), None, "; ".join(notes) or None)


def _reaches_whatsapp(number: phonenumbers.PhoneNumber) -> bool:
    """Tell whether a number is, or may be, a mobile one."""
    return phonenumbers.number_type(number) in {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }


def _e164(number: phonenumbers.PhoneNumber) -> str:
    """Write a number in E.164."""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
