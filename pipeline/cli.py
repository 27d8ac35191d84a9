"""The command line: ``loket COMMAND``. Thin: it reads the call, runs one command, exits."""

from __future__ import annotations

import gc
import logging
import sys

import click

from loket import __version__
from loket.errors import InternalError, LoketError, UsageError
from pipeline.commands.demo import demo
from pipeline.commands.diff import diff
from pipeline.commands.digest import digest
from pipeline.commands.doctor import doctor
from pipeline.commands.explain import explain
from pipeline.commands.export import export
from pipeline.commands.forget import forget
from pipeline.commands.init import init
from pipeline.commands.login import login
from pipeline.commands.plan import plan
from pipeline.commands.report import report
from pipeline.commands.runs import runs
from pipeline.commands.serve import serve
from pipeline.commands.session import complain
from pipeline.commands.status import status
from pipeline.commands.sync import sync
from pipeline.commands.workspace import workspace


def main() -> None:
    """Run the command line and exit as sysexits.h says."""
    # A spreadsheet is hundreds of thousands of small objects without a cycle among them: at the
    # usual thresholds the collector walks them again and again, for half of the whole run time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    try:
        result = loket.main(arguments, prog_name="loket", standalone_mode=False)
    except LoketError as error:
        complain(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return UsageError.exit_code
    except click.Abort:
        click.echo("loket: stopped.", err=True)
        return InternalError.exit_code
    except Exception as error:  # noqa: BLE001 -- told, with the exit code of a defect
        from pipeline.internal_error import internal_error, trace_of

        logging.getLogger(__name__).debug("Broken off:\n%s", trace_of(error))
        complain(internal_error(error))
        return InternalError.exit_code
    return result if isinstance(result, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def loket() -> None:
    """Keep a consultation clinic's Google Forms and Sheets in step with its SOP."""


for each in (
    *(demo, init, sync, plan, explain, report, digest, serve),
    *(status, runs, diff, doctor, login, workspace, export, forget),
):
    loket.add_command(each)
