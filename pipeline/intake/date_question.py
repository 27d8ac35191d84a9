"""Keeps the registration form's question for dates in step with the weeks."""

from __future__ import annotations

from connectors.forms.repair import options_request
from connectors.ledger.ledger import Ledger
from loket.columns import DATES
from loket.errors import AmbiguousWrite
from loket.vocabulary import Form
from pipeline.office import Office

DATE_OPTIONS = "date_options"
"""Under this name a run's counts hold the options that the form has had since."""


def offer_dates(office: Office, ledger: Ledger, options: tuple[str, ...], *, check: bool) -> None:
    """Make ``options`` the choices of the question for dates.

    The form is not even read while the ledger knows that it offers just these; ``check`` reads it
    all the same, since staff may have changed it. Whether the form is open stays as it is.
    """
    if not check and _confirmed(ledger) == list(options):
        return
    try:
        _offer(office, options)
    except AmbiguousWrite:
        # The form itself tells whether the change arrived. If not it is made once more, which its
        # revision keeps from being made twice.
        _offer(office, options)


def _offer(office: Office, options: tuple[str, ...]) -> None:
    form = office.settings.forms.of(Form.REGISTRATION)
    definition = office.forms.get(str(form.id))
    request = options_request(definition, form.questions[DATES], options)
    if request is not None:
        office.forms.batch_update(str(form.id), [request], revision=definition["revisionId"])


def _confirmed(ledger: Ledger) -> list[str] | None:
    runs = ledger.runs.latest(50)
    return next((run.counts[DATE_OPTIONS] for run in runs if run.counts.get(DATE_OPTIONS)), None)
