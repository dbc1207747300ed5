"""A mail server of the tests' own: it takes mails over SMTP and keeps them."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What was taken. refused: addresses that it takes nothing for. port: where it listens."""

    port: int = 0
    refused: frozenset[str] = frozenset()
    mails: list[EmailMessage] = field(default_factory=list)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: Mailbox


class _Handler(socketserver.StreamRequestHandler):
    """Speaks as much of RFC 5321 as a client needs to hand in a mail."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        self._say("220 here")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb.startswith((b"EHLO", b"HELO")):
                self._say("250 here")
            elif verb.startswith(b"RCPT") and any(
                one.upper().encode() in verb for one in server.mailbox.refused
            ):
                self._say("550 nobody here")
            elif verb == b"DATA":
                self._say("354 go on")
                server.mailbox.mails.append(self._mail())
                self._say("250 taken")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _mail(self) -> EmailMessage:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        return mail

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mailbox(refused: frozenset[str] = frozenset()) -> Iterator[Mailbox]:
    """Serve a mailbox on a free port of this machine."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.mailbox = Mailbox(server.server_address[1], refused)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.mailbox
        finally:
            server.shutdown()
            thread.join()
