"""Creates or repairs an office's forms and spreadsheet; a second run changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from connectors.forms.client import FormsClient
from connectors.forms.repair import requests_to_create, requests_to_repair
from connectors.google.drive import (
    FORM_KIND,
    READERS,
    RESPONDENTS,
    DriveClient,
    writer,
)
from connectors.sheets.change_set import ChangeSet
from connectors.sheets.client import SETUP_READING, SpreadsheetClient
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.spreadsheet_setup import setup
from connectors.sheets.tab import Tab
from loket.columns import FIELD, SERVICE, WEEK
from loket.errors import AmbiguousWrite, ConfigurationError
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import load, write_ids
from pipeline.office import Office
from pipeline.questionnaires.questionnaires import DEFAULT_FIELDS, questionnaires
from pipeline.setup.new_spreadsheet import LOCALE, new_spreadsheet
from pipeline.setup.public_setup import set_up_public_schedule

Json = dict[str, Any]

LOG = logging.getLogger(__name__)


def initialise(office: Office, config: Path) -> Json:
    """Bring forms and spreadsheet to the state that the contract describes; report what was done.

    New ids are written into ``config`` as soon as they are known, so that a run that was
    interrupted is taken up by the next one. So is, at once and for once, one that does not know
    whether a change arrived.
    """
    try:
        return _initialised(office, config)
    except AmbiguousWrite as doubt:
        LOG.debug("Everything is looked at again: %s", doubt.message)
        return _initialised(replace(office, settings=load(config)), config)


def _initialised(office: Office, config: Path) -> Json:
    done: Json = {str(form): _form(office, form, config) for form in Form}
    public = {made["id"]: RESPONDENTS for made in done.values()}
    done["spreadsheet"] = _spreadsheet(office, config)
    if office.settings.public.schedule:
        made = done["public schedule"] = set_up_public_schedule(office, config)
        public[made["id"]] = READERS
    _share(office, {made["id"]: made["created"] for made in done.values()}, public)
    return done


def _form(office: Office, form: Form, config: Path) -> Json:
    questionnaire = questionnaires(office.settings.clinic)[form]
    mapped = office.settings.forms.of(form)
    forms = FormsClient(office.founder, names=office.form_names)
    if mapped.id is None:
        title = questionnaire.document_title or questionnaire.title
        definition = _left_over_form(office, title) or forms.create_empty(
            questionnaire.title, questionnaire.document_title
        )
        write_ids(config, {("forms", str(form), "id"): definition["formId"]})
    else:
        definition = forms.get(mapped.id)
    form_id = str(definition["formId"])
    requests, ids = requests_to_repair(questionnaire, definition, mapped.questions)
    if not definition.get("items"):
        requests = requests_to_create(questionnaire)
    if mapped.id is None or not _is_published(definition):
        forms.publish(form_id)
    if requests:
        definition = forms.batch_update(form_id, requests)
    address = office.in_browser(definition["responderUri"])
    if (ids, address) != (mapped.questions, mapped.address):
        keys = ("forms", str(form))
        write_ids(config, {(*keys, "address"): address, (*keys, "questions"): ids})
    return {"id": form_id, "created": mapped.id is None, "questions added": len(requests)}


def _left_over_form(office: Office, name: str) -> Json | None:
    """Give a form without questions that an interrupted run has made and could not note down."""
    forms = FormsClient(office.founder)
    found = map(forms.get, DriveClient(office.founder).named(name, FORM_KIND))
    return next((definition for definition in found if not definition.get("items")), None)


def _is_published(definition: Json) -> bool:
    """Tell whether people can open a form; one from before publishing existed always can be."""
    settings = definition.get("publishSettings")
    return settings is None or bool(settings.get("publishState", {}).get("isPublished"))


def _spreadsheet(office: Office, config: Path) -> Json:
    settings = office.settings.spreadsheet
    found = settings.id
    if found is None:
        found = new_spreadsheet(office, settings.title)
        write_ids(config, {("spreadsheet", "id"): found})
    client = SpreadsheetClient(office.founder, found, zone=TIME_ZONE)
    changes = repairs(client.read(SETUP_READING), office.settings)
    client.apply(changes)
    return {"id": found, "created": settings.id is None, "tabs changed": len(changes.tabs)}


def repairs(snapshot: Snapshot, settings: Settings) -> ChangeSet:
    """Give what the spreadsheet lacks, from one read with ``SETUP_READING``."""
    return setup(
        snapshot,
        {**_declared(), **_weekly(snapshot)},
        editors=[settings.google.loket],
        locale=LOCALE,
        time_zone=str(TIME_ZONE),
    )


def _declared() -> dict[Tab, pd.DataFrame | None]:
    """Give every standing tab with the rows that it begins with."""
    fields = pd.DataFrame(
        [(service, field) for service, names in DEFAULT_FIELDS.items() for field in names],
        columns=[SERVICE, FIELD],
    )
    empty: dict[Tab, pd.DataFrame | None] = dict.fromkeys((*tabs.STAFF_TABS, *tabs.LOKET_TABS))
    return {**empty, tabs.FIELDS: fields}


def _weekly(snapshot: Snapshot) -> dict[Tab, None]:
    """Give the weeks' tabs that are there; what is missing of them the passes make."""
    labels = snapshot.tab(tabs.CAPACITIES).frame[WEEK].dropna().drop_duplicates()
    weeks = [week for label in labels if (week := Week.read(label))]
    every = [tab for week in weeks for tab in tabs.week_tabs(week)]
    return dict.fromkeys(tab for tab in every if tab.sheet_id in snapshot.sheets)


def _share(office: Office, created: Mapping[str, bool], public: Mapping[str, Json]) -> None:
    """Let Loket and the staff into files, and whoever has the link do what ``public`` says.

    Drive hides files that a person made from an account whose scope is its own files. Those are
    their owner's to share; whether Loket may use them shows when it reads them.
    """
    drive = DriveClient(office.founder)
    google = office.settings.google
    everyone = dict.fromkeys((google.loket, *google.staff))
    lacking: dict[str, list[Json]] = {}
    fresh: list[Json] | None = None
    for file_id, is_new in created.items():
        try:
            there = fresh if is_new and fresh else drive.permissions(file_id)
        except ConfigurationError as hidden:
            LOG.warning("%s Its owner shares it.", hidden.message)
            continue
        # Into a file that was made just now nobody is let but its maker, as into the next one.
        fresh = there if is_new else fresh
        known = {permission.get("emailAddress", "").casefold() for permission in there}
        # What anybody may read, nobody but Loket writes.
        people = [google.loket] if public.get(file_id) == READERS else everyone
        lacking[file_id] = [writer(email) for email in people if email.casefold() not in known]
        if file_id in public and all(each["type"] != "anyone" for each in there):
            lacking[file_id].append(public[file_id])
    drive.grant(lacking)
