"""Who takes too many files is told so, in their language, and reads on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import visiting
from tests.sample_warehouse import build_sample
from tests.serving import served


@pytest.mark.parametrize(
    ("lang", "words", "close"), [("ko", "너무 많이", "닫기"), ("en", "Too many files", "Close")]
)
def test_one_file_too_many_is_said_on_the_page(
    browser: Browser, tmp_path: Path, lang: str, words: str, close: str
) -> None:
    sample = build_sample(tmp_path / "sample.duckdb")
    with served(sample, EXPORT_LIMIT="1 per hour") as server, visiting(browser, server.address) as visit:
        visit.open(f"/?lang={lang}")
        button = visit.page.locator("button[data-file]").first
        with visit.page.expect_download():
            button.click()
        button.click()
        panel = visit.page.locator("#job-panel")
        panel.get_by_text(words).wait_for()
        assert any(text.startswith("429") for text in visit.complaints)
        panel.get_by_role("button", name=close).click()
        panel.get_by_text(words).wait_for(state="detached")
        visit.page.locator("nav a").nth(1).click()
        visit.settle()
