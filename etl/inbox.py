"""The folder in which reports wait to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_KEEPS_THE_FOLDER = ".gitkeep"
_LEFT_LYING = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db"))
_STARTS = (".", "~$", "~wrl")
_ENDS = (".tmp", ".crdownload", ".part", ".lnk", ".asd")


@dataclass(frozen=True, slots=True)
class Inbox:
    """The reports that wait in a folder, by name, and what lies beside them that is none.

    Offices' programs and systems leave lock files, previews and settings behind; they are passed over, and so
    is a link: whoever may write into the folder may not have files read that lie elsewhere.
    """

    folder: Path
    reports: tuple[Path, ...] = ()
    passed_over: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Inbox:
        """Return what lies in a folder; nothing where there is none."""
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        there = [path for path in found if path.name != _KEEPS_THE_FOLDER]
        reports = tuple(p for p in there if not p.is_symlink() and not _is_left_lying(p.name.lower()))
        return cls(folder, reports, tuple(path for path in there if path not in reports))


def _is_left_lying(name: str) -> bool:
    return name in _LEFT_LYING or name.startswith(_STARTS) or name.endswith(_ENDS)
