from __future__ import annotations

import socket

import pytest

from connectors.signals.web_call import ping, post_json
from loket.errors import DeliveryError
from tests.connectors.signals.servers import a_web_server


def test_a_ping_asks_and_a_webhook_sends_json() -> None:
    with a_web_server() as web:
        ping(f"{web.url}/ping/1", timeout=5)
        post_json(f"{web.url}/hook", {"teks": "Ikut “Loket”"}, timeout=5)
    assert web.seen == [("GET", "/ping/1", None), ("POST", "/hook", {"teks": "Ikut “Loket”"})]


@pytest.mark.parametrize("status", [301, 404, 500])
def test_an_answer_that_is_no_yes_is_an_error_without_the_secret_path(status: int) -> None:
    with a_web_server() as web:
        web.status = status
        with pytest.raises(DeliveryError) as caught:
            post_json(f"{web.url}/services/rahasia", {}, timeout=5)
    assert str(caught.value).startswith(f"127.0.0.1 took no word from Loket (answer {status}).")
    assert "rahasia" not in str(caught.value)


def test_nobody_there_and_one_who_is_silent_are_errors_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/rahasia"
        with pytest.raises(DeliveryError, match="ReadTimeout"):
            ping(address, timeout=0.05)
    for wrong, reason in ((address, "ConnectionError"), ("http://[rahasia", "InvalidURL")):
        with pytest.raises(DeliveryError, match=reason) as caught:
            ping(wrong, timeout=5)
        assert "rahasia" not in str(caught.value)
        assert caught.value.__cause__ is None
