from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.signals.mail import Letter, MailServer, send_mail
from loket.errors import DeliveryError
from tests.connectors.signals.servers import Mail, a_mail_server

TO = ("satu@kantor.example", "dua@kantor.example")
LETTER = Letter(
    "drift-tab.20261120T050000.begun",
    "Loket: ALERT\r\nBcc: orang@lain.example",
    "Judul kolom “Nama” hilang.\n",
    datetime(2026, 11, 20, 5, tzinfo=UTC),
)


def a_server(mail: Mail, **settings: object) -> MailServer:
    usual = MailServer("127.0.0.1", mail.port, "none", "loket@kantor.example", timeout=5)
    return MailServer(**{**vars(usual), **settings})


def test_a_letter_arrives_whole_and_its_subject_smuggles_in_no_header() -> None:
    with a_mail_server() as mail:
        send_mail(a_server(mail), TO, LETTER)
    (letter,) = mail.letters
    assert letter["Subject"] == "Loket: ALERT Bcc: orang@lain.example"
    assert (letter["To"], letter["Bcc"]) == (", ".join(TO), None)
    assert letter["Message-ID"] == "<drift-tab.20261120T050000.begun@kantor.example>"
    assert letter["Date"].datetime == LETTER.at
    assert letter.get_content().splitlines() == LETTER.text.splitlines()
    assert mail.logins == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that nobody but this test trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "surat.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "cert.pem", folder / "key.pem"


def test_a_password_goes_over_tls_to_a_server_that_is_trusted(
    certificate: tuple[Path, Path],
) -> None:
    secret = {"security": "starttls", "user": "loket", "password": "kata sandi"}
    with a_mail_server(certificate) as mail:
        send_mail(a_server(mail, ca_file=certificate[0], **secret), TO, LETTER)
        assert [base64.b64decode(line.split()[2]) for line in mail.logins] == [
            b"\0loket\0kata sandi"
        ]
        with pytest.raises(DeliveryError, match="SSLCertVerificationError"):
            send_mail(a_server(mail, **secret), TO, LETTER)
    assert (len(mail.logins), len(mail.letters)) == (1, 1)


def test_a_server_without_tls_gets_no_password() -> None:
    with a_mail_server() as mail, pytest.raises(DeliveryError, match="SMTPNotSupportedError"):
        send_mail(a_server(mail, security="starttls", user="loket", password="x"), TO, LETTER)
    assert (mail.logins, mail.letters) == ([], [])


@pytest.mark.parametrize(
    ("word", "code", "reason"),
    [
        ("MAIL", 550, "SMTPSenderRefused 550"),
        ("RCPT", 550, "SMTPRecipientsRefused"),
        ("DATA", 451, "SMTPDataError 451"),
    ],
)
def test_a_refusal_names_its_kind_and_nobody(word: str, code: int, reason: str) -> None:
    with a_mail_server() as mail:
        mail.refuse = (word, code)
        with pytest.raises(DeliveryError) as caught:
            send_mail(a_server(mail), TO, LETTER)
    assert str(caught.value).startswith(f"127.0.0.1 took no word from Loket ({reason}).")


def test_a_rude_good_bye_does_not_undo_what_was_taken() -> None:
    with a_mail_server() as mail:
        mail.refuse = ("QUIT", 421)
        send_mail(a_server(mail), TO, LETTER)
    assert len(mail.letters) == 1
    with pytest.raises(DeliveryError, match="ConnectionRefusedError"):
        send_mail(a_server(mail), TO, LETTER)
