"""`python -m dashboard remind`: each unit gets its own mail, with what is due, and no text of any draft."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from dashboard.answers import answers
from dashboard.answers.answers import Text
from dashboard.answers.store import AnswerStore, default_url
from dashboard.answers.workflow import SAVE, Writer
from dashboard.remind.addresses import AddressesError, read_addresses
from dashboard.topics.answers import queries
from dashboard.ui.labels import load
from dashboard.warehouse.scopes import scopes_of
from dashboard.warehouse.snapshots import Snapshots
from etl.settings import SettingError, settings
from tests.conftest import ROOT
from tests.dashboard.topics.remarks.conftest import OFFICE, ONCE, OTHER, reports
from tests.etl.warehouse import tiny
from tests.mailbox import Mailbox, mailbox

KO, EN = load("ko"), load("en")
MARK = "먹빛봉인"
BOX, OTHER_BOX = "box@office.example", "other@office.example"
Remind = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A report of one programme of OFFICE, with remarks of OFFICE and OTHER; OFFICE has promised a day."""
    path = tmp_path / "warehouse.duckdb"
    tiny.load(path, *reports(2021, 2022, 2023))
    store, snapshots = AnswerStore(default_url(path)), Snapshots(path)
    with snapshots.snapshot() as snapshot:
        scope = scopes_of(snapshot.connection, "o")[0]
        asked = next(one for one in queries.subjects(snapshot.connection, scope) if one.why)
        with store.writing() as connection:
            text = Text(f"{MARK} 까닭", f"{MARK} 계획", date(2023, 12, 10))
            answers.write(connection, asked.subject, SAVE, text, Writer("x", "manager"), seen=0)
    snapshots.close()
    store.close()
    return path


@pytest.fixture
def remind(warehouse: Path, tmp_path: Path) -> Remind:
    """Run the command, as cron does, on a day."""

    def run(
        *arguments: str,
        port: int = 9,
        day: str = "2023-12-04",
        rows: tuple[str, ...] = (f"o/{OFFICE},{BOX},",),
    ) -> subprocess.CompletedProcess[str]:
        addresses = tmp_path / "addresses.csv"
        addresses.write_text("\n".join(("department,address,language", *rows, "")), encoding="utf-8")
        env = {
            "PATH": "/usr/bin:/bin", "WAREHOUSE_PATH": str(warehouse), "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port), "SMTP_SECURITY": "none", "MAIL_FROM": "dashboard@office.example",
            "MAIL_ADDRESSES": str(addresses), "PUBLIC_URL": "https://dashboard.example",
            "PYTHONPATH": ":".join(sys.path),
        }  # fmt: skip
        command = [sys.executable, "-m", "dashboard", "remind", "--day", day, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    return run


def _texts(mail: EmailMessage) -> tuple[str, str]:
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None and rich is not None
    return plain.get_content(), rich.get_content()


def _sent(box: Mailbox) -> dict[str, EmailMessage]:
    return {str(mail["To"]): mail for mail in box.mails}


def test_each_unit_gets_its_own_mail(remind: Remind) -> None:
    with mailbox() as box:
        done = remind(port=box.port, rows=(f"o/{OFFICE},{BOX},ko", f"o/{OTHER},{OTHER_BOX},en"))
        assert done.returncode == 0, done.stderr
        assert "2 mails sent" in done.stdout
    mails = _sent(box)
    assert {*mails} == {BOX, OTHER_BOX}
    plain, rich = _texts(mails[BOX])
    for text in (plain, rich):
        assert (
            "살핌" in text and "2023. 12. 10." in text and "https://dashboard.example/answers?lang=ko" in text
        )
        assert MARK not in text and ONCE not in text
    assert KO("answers.state_draft") in plain and OFFICE in str(mails[BOX]["Subject"])
    plain, rich = _texts(mails[OTHER_BOX])
    for text in (plain, rich):
        assert ONCE in text and "살핌" not in text and "https://dashboard.example/remarks?lang=en" in text
    assert EN("remind.unanswered", n=1) in plain
    assert mails[BOX]["Auto-Submitted"] == "auto-generated" and mails[BOX].get_content_type() == (
        "multipart/alternative"
    )


def test_a_day_that_is_over_is_late_where_it_is_still_asked_for(remind: Remind) -> None:
    with mailbox() as box:
        assert remind(port=box.port, day="2023-12-10").returncode == 0
        assert remind(port=box.port, day="2024-01-02").returncode == 0
        assert remind(port=box.port, day="2024-01-03").returncode == 0
    first, second, third = (_texts(mail)[0] for mail in box.mails)
    # A remark of the year before is late; what was promised is of this day.
    assert KO("remind.late", n=1) in first and KO("remind.due", n=1) in first
    assert KO("remind.late", n=3) in second
    # Sent again in one week, it is one mail to who receives it.
    ids = [mail["Message-ID"] for mail in box.mails]
    assert ids[1] == ids[2] != ids[0] and third


def test_a_unit_without_an_address_is_told(remind: Remind) -> None:
    done = remind("--dry-run")
    assert done.returncode == 0, done.stderr
    assert f"{OTHER}: " in done.stdout and "no address in MAIL_ADDRESSES" in done.stdout
    assert f"\n{OFFICE}: " not in done.stdout and MARK not in done.stdout


def test_a_dry_run_sends_nothing_and_shows_all(remind: Remind) -> None:
    with mailbox() as box:
        done = remind("--dry-run", port=box.port)
    assert box.mails == []
    assert (
        f"To: {BOX}" in done.stdout and "1 mails, not sent" in done.stdout and "2023. 12. 10." in done.stdout
    )


def test_one_address_that_is_refused_keeps_no_other_from_its_mail(remind: Remind) -> None:
    with mailbox(frozenset({BOX})) as box:
        done = remind(port=box.port, rows=(f"o/{OFFICE},{BOX},", f"o/{OTHER},{OTHER_BOX},"))
    assert done.returncode == 1
    assert {*_sent(box)} == {OTHER_BOX} and f"{BOX}: not sent" in done.stdout


def test_a_server_that_is_away_is_one_line(remind: Remind) -> None:
    done = remind(port=9)
    assert done.returncode == 2
    assert done.stderr.startswith("SMTP_HOST 127.0.0.1, SMTP_PORT 9: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["department,mail"], "line 1"),
        (["department,address,language", "o,box@x.example,"], "line 2: 'o' is no department"),
        (["department,address,language", "o/a,box,"], "line 2: 'box' is no mail address"),
        (["department,address,language", "o/a,a@x.example\rBcc:b@x.example,"], "line 2"),
        (["department,address,language", "o/a,a@x.example,fr"], "line 2: 'fr' is no language"),
        (["department,address,language", "o/a,a@x.example"], "line 2: expected 3 cells"),
        (["department,address,language", "o/a,a@x.example,", "o/a,b@x.example,"], "line 3: the department"),
    ],
)
def test_a_file_of_addresses_that_cannot_be_used_is_one_line(
    tmp_path: Path, rows: list[str], said: str
) -> None:
    path = tmp_path / "addresses.csv"
    path.write_bytes("\n".join(rows).encode())
    with pytest.raises(AddressesError, match=said):
        read_addresses(path)
    with pytest.raises(AddressesError, match="cannot be read"):
        read_addresses(tmp_path / "none.csv")


_MAIL = {
    "SMTP_HOST": "mail.example", "MAIL_FROM": "a@x.example", "MAIL_ADDRESSES": "a.csv",
    "PUBLIC_URL": "https://dashboard.example",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MAIL_FROM": ""}, "not MAIL_FROM"),
        ({"PUBLIC_URL": ""}, "not PUBLIC_URL"),
        ({"PUBLIC_URL": "http://dashboard.example"}, "PUBLIC_URL"),
        ({"SMTP_SECURITY": "ssl"}, "SMTP_SECURITY"),
        ({"SMTP_SECURITY": "none", "SMTP_USER": "u"}, "could be read"),
        ({"SMTP_PORT": "0"}, "SMTP_PORT"),
        ({"MAIL_FROM": "nobody"}, "MAIL_FROM"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        settings({**_MAIL, **given})


def test_no_password_is_shown() -> None:
    found = settings({**_MAIL, "SMTP_USER": "u", "SMTP_PASSWORD": "geheim"})
    assert found.smtp_password is not None and "geheim" not in repr(found)
    assert (found.smtp_port, found.smtp_security, found.public_url) == (587, "starttls", _MAIL["PUBLIC_URL"])
    assert settings({}).smtp_host is None
