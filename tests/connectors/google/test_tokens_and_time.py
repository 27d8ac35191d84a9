"""Tokens that expire, are revoked or cannot be had; and replies that trickle in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.forms.client import FormsClient
from connectors.google.access import GoogleAccess
from connectors.google.retry import RetryPolicy
from connectors.google.transport import Endpoints
from connectors.workspace.faults import CONSENT, Fault
from connectors.workspace.outages import (
    bad_gateway,
    expired_token,
    login_page,
    revoked_consent,
)
from connectors.workspace.server import RunningWorkspace
from loket.errors import AccessError, AmbiguousWrite, LoketError, UnavailableError
from tests.connectors.consent import Consent
from tests.connectors.factories import OWNER

ATTEMPTS = 4


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def forms(served: RunningWorkspace, waits: list[float]) -> Iterator[FormsClient]:
    access = GoogleAccess(
        Consent(OWNER, served.url),
        Endpoints.at(served.url),
        timeout=2,
        retry=RetryPolicy(ATTEMPTS, sleep=waits.append),
    )
    yield FormsClient(access)
    access.close()
    served.faults.clear()


def test_an_expired_token_is_renewed_and_the_write_done_once(
    served: RunningWorkspace, forms: FormsClient, waits: list[float]
) -> None:
    served.faults.add(replace(expired_token(), method="forms.*"))
    before = len(served.requests)
    forms.create_empty("Kecil")
    seen = [(request.method_id, request.status) for request in served.requests[before:]]
    creation = "forms.forms.create"
    assert seen == [(CONSENT, 200), (creation, 401), (CONSENT, 200), (creation, 200)]
    assert waits == []


TRUNCATED = Fault(CONSENT, truncate=True)
PAGE = replace(login_page(), method=CONSENT)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(CONSENT, status=503), id="503"),
        pytest.param(replace(bad_gateway(), method=CONSENT), id="502"),
        pytest.param(Fault(CONSENT, status=429, body=b"{}"), id="429"),
        pytest.param(Fault(CONSENT, drop="before"), id="reset"),
        pytest.param(Fault(CONSENT, drop="after"), id="reset after"),
        pytest.param(Fault(CONSENT, drop="midway"), id="reset midway"),
        pytest.param(TRUNCATED, id="truncated"),
        pytest.param(PAGE, id="a page that asks to log in to the network"),
    ],
)
def test_a_token_service_that_fails_is_asked_again_and_is_no_refusal(
    served: RunningWorkspace, forms: FormsClient, waits: list[float], fault: Fault
) -> None:
    served.faults.add(fault)
    form_id = forms.create_empty("Kecil")["formId"]
    assert len(waits) == 1
    rejected = replace(expired_token(), method="forms.*", times=99)
    served.faults.add(rejected, replace(fault, times=99))
    with pytest.raises(UnavailableError, match=form_id) as caught:
        forms.publish(form_id)
    assert not isinstance(caught.value, AmbiguousWrite)
    assert len(waits) == 1 + ATTEMPTS - 1


def test_a_revoked_consent_is_an_access_error_at_once(
    served: RunningWorkspace, forms: FormsClient, waits: list[float]
) -> None:
    served.faults.add(revoked_consent())
    with pytest.raises(AccessError, match="credentials are refused") as caught:
        forms.get("f1")
    assert "loket login" in caught.value.remedy
    assert waits == []


@pytest.mark.parametrize("write", [False, True])
def test_a_reply_that_trickles_is_given_up_in_the_end(
    served: RunningWorkspace, write: bool
) -> None:
    access = GoogleAccess.embedded(served.url, OWNER, retry=RetryPolicy(1), timeout=0.1)
    forms = FormsClient(access)
    served.faults.add(Fault("forms.*", drip=0.02, times=2))
    with pytest.raises(LoketError, match="ReadTimeout") as caught:
        forms.create_empty("Kecil") if write else forms.get("f1")
    assert isinstance(caught.value, AmbiguousWrite if write else UnavailableError)
    access.close()
    served.faults.clear()


def test_a_reply_whose_end_does_not_come_is_not_whole(
    served: RunningWorkspace, forms: FormsClient
) -> None:
    form_id = forms.create_empty("Kecil")["formId"]
    served.faults.add(Fault("forms.*", status=200, headers={"Content-Encoding": "gzip"}, body=b"x"))
    assert forms.get(form_id)["formId"] == form_id
    assert forms.access.calls.retries == 1
