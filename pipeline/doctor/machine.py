"""Checks of this machine: versions, disk, clock's zone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from loket import __version__
from loket.errors import LocalError
from loket.vocabulary import TIME_ZONE
from pipeline.doctor.finding import Finding, error, ok, warning

PACKAGES = ("gspread", "google-api-python-client", "google-auth", "pandas", "highspy")
"""Those whose versions explain a difference between two machines."""

_LITTLE, _TOO_LITTLE = 1_000_000_000, 100_000_000
"""Free bytes below which to warn; and those that a ledger of a year, copied once, may need."""


def versions(python: tuple[int, ...] = tuple(sys.version_info[:3])) -> Iterator[Finding]:
    """Tell the versions; a library that is gone stops everything."""
    found = {name: _version(name) for name in PACKAGES}
    lost = [name for name, version in found.items() if version is None]
    if lost:
        yield error(
            LocalError(
                f"The package {', '.join(lost)} is not installed.",
                remedy="Install Loket's locked requirements again into its virtual environment.",
            )
        )
    said = ", ".join(f"{name} {version}" for name, version in found.items() if version)
    yield ok(f"Loket {__version__}, Python {'.'.join(map(str, python))}, {said}.")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True)
class Disk:
    """The disk under the ledger: free bytes, and whether files can be made there."""

    folder: Path
    free: int
    read_only: bool
    writable: bool


def disk_of(folder: Path) -> Disk:
    """Look at the disk; raises LocalError where there is no such folder."""
    try:
        read_only = bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
        free = shutil.disk_usage(folder).free
    except OSError as found:
        raise LocalError(
            f"The folder {folder} cannot be used: {found.strerror}.",
            remedy="Make it, or correct sync.ledger in config.yaml.",
        ) from found
    return Disk(folder, free, read_only, os.access(folder, os.W_OK))


def disk(found: Disk) -> Iterator[Finding]:
    """Tell whether the ledger can be written."""
    size = f"{found.free / 1e6:,.0f} MB free at {found.folder}"
    if found.read_only:
        yield _disk_error(
            f"The disk at {found.folder} is read-only.",
            "Look at the kernel's log for disk errors (`dmesg`), then mount it for writing.",
        )
    elif not found.writable:
        yield _disk_error(
            f"The folder {found.folder} may not be written by this user.",
            "Give it to Loket's user (`chown`), or run as that user.",
        )
    elif found.free < _TOO_LITTLE:
        yield _disk_error(f"The disk is full: {size}.", "Make room.")
    elif found.free < _LITTLE:
        yield warning(
            f"The disk is nearly full: {size}.",
            affects="the ledger, soon: without it passes stop",
            remedy="Make room; set-aside ledgers and old exports can go.",
        )
    else:
        yield ok(f"{size}.")


def _disk_error(what: str, remedy: str) -> Finding:
    return error(LocalError(what, remedy=remedy))


def private(path: Path, what: str) -> Iterator[Finding]:
    """Warn of a file that other users of this machine can read."""
    folder, own = path.parent.stat().st_mode, path.stat().st_mode
    if own & 0o077 and folder & 0o011:
        yield warning(
            f"{path} may be read by others on this machine (mode {own & 0o777:o}).",
            affects=what,
            remedy=f"chmod 600 {path}",
        )


def zone(now: datetime, *, by_cron: bool) -> Iterator[Finding]:
    """Compare this machine's zone with the office's; it counts for cron's lines only.

    now: an instant with this machine's own offset.
    """
    here, there = now.utcoffset(), now.astimezone(TIME_ZONE).utcoffset()
    if here != there and by_cron:
        yield warning(
            f"This machine's zone is {now:%Z} (UTC{now:%z}), the office's {TIME_ZONE}.",
            affects="when cron starts passes; Loket itself always goes by the office's zone",
            remedy="Let the crontab begin with CRON_TZ=Asia/Jakarta, or run `timedatectl "
            "set-timezone Asia/Jakarta`.",
        )
    else:
        yield ok(f"This machine's zone is {now:%Z} (UTC{now:%z}); Loket goes by {TIME_ZONE}.")
