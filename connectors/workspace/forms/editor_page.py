"""What an editor sees of a form: its state and its responses, each with a button to delete it."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from connectors.workspace.call import Json
from connectors.workspace.drive import files
from connectors.workspace.forms import responses as form_responses
from connectors.workspace.templating import html
from connectors.workspace.workspace import Workspace


async def edit(request: Request) -> Response:
    """Show a form's responses to those who may edit it."""
    return await run_in_threadpool(_edit, request)


async def delete_response(request: Request) -> Response:
    """Delete one response, as the button of Google's editor does; no method of the API can.

    A browser is led back to the page; a program gets 204, or an error in Google's shape.
    """
    return await run_in_threadpool(_delete, request)


def _edit(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    form_id = request.path_params["form_id"]
    with workspace.transaction(write=False) as documents:
        call = workspace.call(request, documents, method="editForm")
        form = documents.get("form", form_id)
        if form is None or files.role_of(call, form_id) not in ("owner", "writer"):
            title = "Formulir tidak ditemukan"
            return html(
                "notice.html",
                status=403,
                title=title,
                text="Formulir ini tidak ada, atau Anda tidak boleh menyuntingnya.",
            )
        responses = form_responses.in_order(call, form_id)[::-1]
    titles = {
        item["questionItem"]["question"]["questionId"]: item.get("title", "")
        for item in form["items"]
        if "questionItem" in item
    }
    return html(
        "form_editor.html",
        form=form,
        state=_state(form["publishState"]),
        link=f"/forms/d/e/{form['publishedId']}/viewform",
        responses=[response | {"shown": _shown(response, titles)} for response in responses],
    )


def _delete(request: Request) -> Response:
    workspace: Workspace = request.app.state.workspace
    form_id, response_id = request.path_params["form_id"], request.path_params["response_id"]
    with workspace.transaction(write=True) as documents:
        call = workspace.call(request, documents, method="deleteResponse")
        form_responses.delete(call, form_id, response_id)
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"/forms/d/{form_id}/edit", 303)
    return Response(status_code=204)


def _state(publish_state: Json) -> str:
    if not publish_state.get("isPublished"):
        return "Belum dipublikasikan"
    return "Menerima tanggapan" if publish_state.get("isAcceptingResponses") else "Ditutup"


def _shown(response: Json, titles: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (
            titles.get(question_id, f"Pertanyaan yang sudah dihapus ({question_id})"),
            ", ".join(text["value"] for text in answer["textAnswers"]["answers"]),
        )
        for question_id, answer in response["answers"].items()
    ]


ROUTES: Final = [
    Route("/forms/d/{form_id}/edit", edit),
    Route("/forms/d/{form_id}/responses/{response_id}/delete", delete_response, methods=["POST"]),
]
