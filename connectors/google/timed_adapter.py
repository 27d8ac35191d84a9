"""A connection that gives each request so much time in all, however its bytes trickle in.

The time-out of ``requests`` is for the next byte only: a reply of which one comes every few seconds
would be waited for till the end of days.
"""

from __future__ import annotations

import time
from typing import Any

from requests import PreparedRequest, ReadTimeout, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ChunkedEncodingError
from urllib3.exceptions import HTTPError

_CHUNK = 1 << 16


class TimedAdapter(HTTPAdapter):
    """Reads a reply to its end before it is handed on; raises ReadTimeout after ``seconds``.

    Raises ChunkedEncodingError if the reply breaks off.

    Whoever waits for the next byte is not interrupted, so a request may take as much longer as its
    time-out is long.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def send(self, request: PreparedRequest, *rest: Any, **options: Any) -> Response:
        """Send a request and give the whole reply."""
        latest = time.monotonic() + self._seconds
        response = super().send(request, *rest, **{**options, "stream": True})
        try:
            response._content = _body(response, request, latest)  # noqa: SLF001
        except HTTPError as error:
            response.close()
            raise ChunkedEncodingError(error, request=request) from error
        except BaseException:
            response.close()
            raise
        response._content_consumed = True  # noqa: SLF001
        return response


def _body(response: Response, request: PreparedRequest, latest: float) -> bytes:
    chunks: list[bytes] = []
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        chunks.append(chunk)
        if time.monotonic() > latest:
            raise ReadTimeout("The reply did not come to its end in time.", request=request)
    return b"".join(chunks)
