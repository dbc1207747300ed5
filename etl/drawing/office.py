"""Draws DOCX by LibreOffice, in a session of its own that follows no link and runs no macro.

The file that it gets holds no links outside of it, no fields that load anything and no macros; its profile is
new each time, and forbids all of that as well.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from etl.drawing.errors import DrawingError
from etl.readers.archive import Archive
from etl.readers.tree import attribute, local, root_of

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 150.0
_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
"""Fields that are reckoned of the document alone. Of others what was last shown stays."""
_LEFT_OUT = ("vbaProject", "vbaData", "word/activeX/", "word/embeddings/", "customUI/", "word/afchunk")
_SETTINGS = {
    "Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true", "DisableMacrosExecution": "true", "MacroSecurityLevel": "3",
        "DisableActiveContent": "true",
    },
    # A proxy that nobody answers at: nothing leaves the machine.
    "Inet/Settings": {
        "ooInetProxyType": "2", "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": "9",
    },
}  # fmt: skip
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
)


def program() -> str | None:
    """Return LibreOffice's command; None where it is not on this machine."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def pdf_of(content: bytes) -> bytes:
    """Return a document as a PDF. DrawingError where it cannot be drawn."""
    command = program()
    if command is None:
        raise DrawingError("LibreOffice is not on this machine")
    with tempfile.TemporaryDirectory(prefix="drawn-") as scratch:
        folder = Path(scratch)
        (folder / "document.docx").write_bytes(without_links(content))
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        items = "".join(
            _ITEM.format(
                path=f"Office.{path}" if not path.startswith("Inet") else path, name=name, value=value
            )
            for path, values in _SETTINGS.items()
            for name, value in values.items()
        )
        (profile / "registrymodifications.xcu").write_text(_REGISTRY.format(items=items), encoding="utf-8")
        _run(command, folder)
        drawn = folder / "document.pdf"
        if not drawn.is_file():
            raise DrawingError("LibreOffice cannot draw it")
        return drawn.read_bytes()


def _run(command: str, folder: Path) -> None:
    arguments = [
        command, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nologo", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder),
        str(folder / "document.docx"),
    ]  # fmt: skip
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 -- a program of the machine, and our own arguments
        arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DrawingError(f"LibreOffice took longer than {_SECONDS:g} seconds") from error
    finally:
        # It begins others, which would go on.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def without_links(content: bytes) -> bytes:
    """Return a DOCX without what leads out of it, loads anything or runs."""
    archive = Archive(content)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.names:
            if any(part in name for part in _LEFT_OUT):
                continue
            if name.endswith(".rels"):
                copy.writestr(name, _own_relations(archive.markup(name), name))
            elif name.startswith("word/") and name.endswith(".xml"):
                copy.writestr(name, _without_fields(archive.markup(name), name))
            else:
                copy.writestr(name, archive.read(name))
    return written.getvalue()


def _own_relations(content: bytes, name: str) -> bytes:
    root = root_of(content, name)
    for relation in list(root):
        target = attribute(relation, "Target")
        is_left_out = any(part in target for part in ("vbaProject", "activeX/", "embeddings/", "afchunk"))
        if attribute(relation, "TargetMode").lower() == "external" or ":" in target or is_left_out:
            root.remove(relation)
    return _written(root)


def _without_fields(content: bytes, name: str) -> bytes:
    root = root_of(content, name)
    for element in root.iter():
        if local(element) == "instrText" and not _is_reckoned(element.text):
            element.text = ""
        for key in [key for key in element.attrib if key.rpartition("}")[2] == "instr"]:
            if not _is_reckoned(element.get(key)):
                element.set(key, "")
    return _written(root)


def _is_reckoned(instruction: str | None) -> bool:
    return (instruction or "").strip().partition(" ")[0].upper() in _FIELDS


def _written(root: object) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
