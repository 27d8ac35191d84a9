"""What turns a present ledger's file into one of an older Loket."""

from __future__ import annotations

_BEFORE_8 = "DROP TABLE erasures;"
_BEFORE_7 = _BEFORE_8 + "".join(
    f"ALTER TABLE runs DROP COLUMN {column};" for column in ("windows", "options", "seconds")
)

TURNED_BACK = {
    7: f"{_BEFORE_8} PRAGMA user_version = 7",
    6: f"{_BEFORE_7} PRAGMA user_version = 6",
    5: f"{_BEFORE_7} DROP TABLE bookings; PRAGMA user_version = 5",
    4: "PRAGMA user_version = 4",
}
"""SQL by version of the schema; nothing older than 5 is brought up."""
