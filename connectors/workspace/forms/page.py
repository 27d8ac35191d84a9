"""The page on which people fill in a form, or change what they have answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from connectors.workspace.call import Call, GoogleError, Json
from connectors.workspace.drive import files
from connectors.workspace.forms import answers as form_answers
from connectors.workspace.forms import responses as form_responses
from connectors.workspace.forms.fields import shown_sections
from connectors.workspace.templating import html
from connectors.workspace.workspace import Workspace

_CLOSED: Final = "Formulir ini tidak lagi menerima tanggapan."


@dataclass(frozen=True)
class _Visit:
    """One request of a form's page."""

    call: Call
    form: Json
    response: Json | None
    """The response that is edited, if one is, and the token that lets its author do so."""
    token: str

    @property
    def link(self) -> str:
        return f"{self.call.origin}/forms/d/e/{self.form['publishedId']}"


async def view(request: Request) -> Response:
    """Show a form; ``entry.N`` fills in answers, ``edit2`` shows those given before."""
    return await run_in_threadpool(_view, request)


async def submit(request: Request) -> Response:
    """Take the answers that a browser sends."""
    body = (await request.body()).decode("utf-8", "replace")
    return await run_in_threadpool(_submit, request, body)


def _view(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    with workspace.transaction(write=False) as documents:
        visit = _visit(workspace.call(request, documents, method="viewform"), request)
        if isinstance(visit, Response):
            return visit
        sent = form_answers.fields(request.url.query)
        values = form_answers.raw(visit.form["items"], sent)
        if visit.response:
            before = visit.response["answers"].items()
            values |= {q: [a["value"] for a in v["textAnswers"]["answers"]] for q, v in before}
        return _page(visit, values, sent, {})


def _submit(request: Request, body: str) -> Response:
    workspace: Workspace = request.app.state.workspace
    with workspace.transaction(write=True) as documents:
        sent = form_answers.fields(body)
        call = workspace.call(request, documents, method="formResponse")
        visit = _visit(call, request, sent.get("edit2", [""])[0])
        if isinstance(visit, Response):
            return visit
        answers, problems = form_answers.read(visit.form["items"], sent)
        if problems:
            values = form_answers.raw(visit.form["items"], sent)
            return _page(visit, values, sent, problems)
        form_id = visit.form["formId"]
        if visit.response:
            response = form_responses.replace(call, form_id, visit.response, answers)
        else:
            response = form_responses.submit(call, form_id, answers)
        return html(
            "form_submitted.html",
            form=visit.form,
            edit_link=f"{visit.link}/viewform?edit2={response['editToken']}",
            new_link=f"{visit.link}/viewform",
        )


def _visit(call: Call, request: Request, token: str = "") -> _Visit | Response:
    """Give the form that a page is about, or the page that says why it isn't shown."""
    form_id = call.documents.get("published_form", request.path_params["published_id"])
    form = call.documents.get("form", form_id) if form_id else None
    if form is None or (files.find(call, form["formId"]) or {"trashed": True})["trashed"]:
        return _notice("Formulir tidak ditemukan", "Periksa kembali alamatnya.", 404)
    obstacle = _obstacle(call, form)
    if obstacle:
        # A closed form's page is no failure to look at, but it is one to submit to.
        status = 200 if obstacle == _CLOSED and request.method == "GET" else 403
        return _notice(form["info"]["title"], obstacle, status)
    token = token or request.query_params.get("edit2", "")
    response = form_responses.by_token(call, form["formId"], token) if token else None
    if token and response is None:
        return _notice(form["info"]["title"], "Tanggapan ini tidak ada lagi.", 404)
    return _Visit(call, form, response, token)


def _obstacle(call: Call, form: Json) -> str:
    if not form["publishState"].get("isPublished"):
        return "Formulir ini belum dipublikasikan."
    if not files.may_respond(call, form["formId"]):
        return "Anda tidak memiliki akses ke formulir ini."
    return "" if form["publishState"].get("isAcceptingResponses") else _CLOSED


def _page(
    visit: _Visit,
    values: dict[str, list[str]],
    sent: form_answers.Fields,
    problems: dict[str, str],
) -> Response:
    return html(
        "form.html",
        status=400 if problems else 200,
        form=visit.form,
        action=f"{visit.link}/formResponse",
        token=visit.token,
        sections=shown_sections(visit.form["items"], values, sent, problems),
        failed=bool(problems),
    )


def _notice(title: str, text: str, status: int) -> Response:
    return html("notice.html", status=status, title=title, text=text)


def _to_published(request: Request) -> Response:
    """Lead from the address with a form's own id to the one for its responders."""
    workspace: Workspace = request.app.state.workspace
    with workspace.transaction(write=False) as documents:
        form = documents.get("form", request.path_params["form_id"])
    if form is None:
        raise GoogleError(404, "NOT_FOUND", "Requested entity was not found.")
    target = f"/forms/d/e/{form['publishedId']}/viewform"
    return RedirectResponse(f"{target}?{request.url.query}" if request.url.query else target)


ROUTES: Final = [
    Route("/forms/d/e/{published_id}/viewform", view),
    Route("/forms/d/e/{published_id}/formResponse", submit, methods=["POST"]),
    Route("/forms/d/{form_id}/viewform", _to_published),
]
