"""The browser that tests open: one without windows, where it is there, costs a tenth of a whole Chromium."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_SHELL, _WHOLE = "chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = Path(os.environ.get("CHROMIUM") or shutil.which(_SHELL) or _WHOLE)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
MISSING = f"{CHROMIUM} is not here: install the package {_SHELL} or chromium, or set CHROMIUM to its path"
