"""Takes pictures of the pages: `python -m tests.screenshots FOLDER`. Fails where a page complains."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from urllib.parse import quote

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM
from tests.conftest import ROOT
from tests.etl.warehouse.tiny import query
from tests.serving import served

LOOKS = {
    "light": ("light", 1440, 900),
    "dark": ("dark", 1440, 900),
    "phone": ("light", 390, 844),
    "print": ("light", 1440, 900),
}
_SHEETS = 2
_SHEET_SCALE = 1.4


def main(folder: Path) -> int:
    """Take every page in every look; return 1 where a page complained."""
    folder.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with served(ROOT / "warehouse.duckdb") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=ARGUMENTS,
        )
        for name, path in pages().items():
            for look in LOOKS:
                complaints += take(browser, f"{server.address}{path}", folder / f"{name}-{look}.png", look)
        browser.close()
    sys.stderr.writelines(f"{complaint}\n" for complaint in complaints)
    return 1 if complaints else 0


def pages() -> dict[str, str]:
    """Return the address of each page; the one direction and programme with the most to show."""
    warehouse = ROOT / "warehouse.duckdb"
    (direction,) = query(
        warehouse,
        "SELECT direction_id AS id FROM direction_scorecard ORDER BY executed_won DESC NULLS LAST, 1 LIMIT 1",
    )
    (program,) = query(
        warehouse,
        "SELECT program_id AS id FROM program_execution ORDER BY executed_won DESC NULLS LAST, 1 LIMIT 1",
    )
    (team,) = query(
        warehouse,
        "SELECT department_id AS id FROM program_department GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )
    (document,) = query(
        warehouse,
        "SELECT document_id AS id FROM finding GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    )
    return {
        "overview": "/",
        "directions": "/directions",
        "direction": f"/directions/{quote(direction['id'])}",
        "brief": "/brief",
        "answers": "/answers",
        "programs": "/programs",
        "program": f"/programs/{quote(program['id'])}",
        "execution": "/execution",
        "goals": "/goals",
        "trends": "/trends",
        "teams": "/teams",
        "team": f"/teams/{quote(team['id'])}",
        "sources": "/sources",
        "document": f"/sources/{quote(document['id'])}",
    }


def take(browser: Browser, address: str, path: Path, look: str) -> list[str]:
    """Take one picture; return what the page said to the console and what it asked of other machines."""
    theme, width, height = LOOKS[look]
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": height})
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            complaints.append(f"asks {asked.url}") if "//127.0.0.1:" not in asked.url[:20] else None
        ),
    )
    page.goto(f"{address}?theme={theme}", wait_until="networkidle")
    if look == "print":
        _keep(_sheets(page.pdf(prefer_css_page_size=True)), path)
    else:
        _keep(Image.open(io.BytesIO(page.screenshot(full_page=True))), path)
    page.close()
    return [f"{path.name}: {complaint}" for complaint in complaints if "asks data:" not in complaint]


def _sheets(pdf: bytes) -> Image.Image:
    """Return the first sheets of a printed page, one below the other."""
    document = pypdfium2.PdfDocument(pdf)
    sheets = [sheet.render(scale=_SHEET_SCALE).to_pil() for sheet in list(document)[:_SHEETS]]
    whole = Image.new("RGB", (max(s.width for s in sheets), sum(s.height for s in sheets)), "white")
    below = 0
    for sheet in sheets:
        whole.paste(sheet, (0, below))
        below += sheet.height
    return whole


def _keep(picture: Image.Image, path: Path) -> None:
    # Pages have few colours: a palette keeps them apart at a third of the size.
    picture.convert("RGB").quantize(256).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
