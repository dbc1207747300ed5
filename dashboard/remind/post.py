"""Hands mails to the server that sends them."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage

_PATIENCE_SECONDS = 30
_OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
"""What a server says of one mail: the next one may still be taken."""


class PostError(Exception):
    """The mail server cannot be reached, or does not let us in: one line; nothing more was sent."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in. security: 'starttls', 'tls' or 'none'."""

    host: str
    port: int
    security: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def send(
    server: MailServer, messages: Iterable[EmailMessage], refused: Callable[[EmailMessage, str], None]
) -> int:
    """Send mails and return how many were taken. refused: is told of each that was not, and why."""
    sent = 0
    try:
        with _opened(server) as connection:
            for message in messages:
                try:
                    connection.send_message(message)
                except _OF_ONE_MAIL as error:
                    refused(message, _why(error))
                else:
                    sent += 1
    except (OSError, smtplib.SMTPException) as error:
        raise PostError(f"SMTP_HOST {server.host}, SMTP_PORT {server.port}: {_why(error)}") from error
    return sent


def _opened(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_PATIENCE_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE_SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user is not None:
            connection.login(server.user, server.password or "")
    except BaseException:
        connection.close()
        raise
    return connection


def _why(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
