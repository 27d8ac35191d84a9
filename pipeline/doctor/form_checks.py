"""Checks of the three forms: access, whether people can answer, whether answers can be read."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.forms.fit import misfits
from loket import columns as c
from loket.errors import AccessError, ConfigurationError
from loket.vocabulary import Form
from pipeline.doctor.case import Case
from pipeline.doctor.finding import Finding, error, ok, warning
from pipeline.questionnaires.questionnaires import questionnaires
from transforms.evaluation.satisfaction_scale import UNSUR

_WORDED = frozenset({c.SERVICE, "solved", "follow_up", "halo_role", *(each.key for each in UNSUR)})
"""Questions whose answers are known by their words; other options are the office's to change."""


def access(case: Case, form: Form) -> Iterator[Finding]:
    """Read a form and tell as whom; raises LoketError where it cannot be read."""
    title = case.definition(form).get("info", {}).get("title", "")
    known = case.described(case.form_id(form))
    if known is None:
        yield ok(f"{title!r} is read; Drive hides it, so whether as editor only a change shows.")
    elif known.get("trashed"):
        yield warning(
            f"{title!r} lies in the trash.",
            affects="the whole form: Google deletes it for good after 30 days",
            remedy="Let its owner take it out of the trash in Drive.",
        )
    elif not known.get("capabilities", {}).get("canEdit"):
        yield error(
            AccessError(
                f"{case.account} may only look at {title!r}.",
                remedy=f"Let its owner share it with {case.account} as editor.",
            )
        )
    else:
        yield ok(f"{title!r} is read as {case.account}, an editor.")


def open_to_people(case: Case, form: Form) -> Iterator[Finding]:
    """Tell whether the form is published, takes answers, and lets anyone with the link in."""
    definition = case.definition(form)
    state = definition.get("publishSettings", {}).get("publishState")
    editor = f"https://docs.google.com/forms/d/{case.form_id(form)}/edit"
    where = case.office.in_browser(editor)
    affects = "everybody who opens the link"
    if state is None:
        yield ok("It is of the older kind that is always published.")
    elif not state.get("isPublished"):
        yield warning(
            "It is not published: nobody can open it.",
            affects=affects,
            remedy=f"Publish it at {where}, or run `loket init`.",
        )
    elif not state.get("isAcceptingResponses"):
        yield warning(
            "It is closed: it takes no answers.",
            affects=affects,
            remedy=f"If that is not meant, open it at {where}; Loket never does.",
        )
    elif _invited_only(case, form):
        yield warning(
            "Only people to whom it is shared can answer it.",
            affects=affects,
            remedy=f"Let anyone with the link answer, at {where}, or run `loket init`.",
        )
    else:
        yield ok("It is published and takes answers.")


def _invited_only(case: Case, form: Form) -> bool:
    """Tell whether nobody but invited people may answer, as far as Drive shows the sharing."""
    try:
        there = case.office.drive.permissions(case.form_id(form))
    except (ConfigurationError, AccessError):
        return False
    return all(each["type"] != "anyone" for each in there)


def mapping(case: Case, form: Form) -> Iterator[Finding]:
    """Tell of each question that is gone or can no longer be read."""
    questionnaire = questionnaires(case.settings.clinic)[form]
    pinned = case.settings.forms.of(form).questions
    found = list(misfits(case.definition(form), questionnaire, pinned, _WORDED))
    for each in found:
        if each.stops:
            yield error(each.error)
        else:
            yield warning(
                each.error.message,
                affects="answers to that question, which are known by these words",
                remedy=each.error.remedy,
            )
    if not found:
        yield ok(f"All {len(pinned)} questions are there, of the right type.")
