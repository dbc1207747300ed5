"""Charts as pictures: the page's own figures, readable by everybody, with nothing from outside in them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from dash import no_update
from PIL import Image
from typst import Fonts

from dashboard.shell.page import View
from dashboard.shell.routing import Router
from dashboard.topics.directions import queries as directions
from dashboard.topics.trends.queries import subjects
from dashboard.ui import drawing, fonts
from dashboard.ui.fonts import MissingFontError
from dashboard.ui.labels import load
from dashboard.ui.picture import Bar, Bars, Block, Blocks, Columns, Group, Picture, Slot, Step, Timeline
from dashboard.web.downloads import Asked, exported
from dashboard.web.jobs import Workshop
from tests.conftest import ROOT
from tests.dashboard.reading import parts, text_of
from tests.dashboard.test_pages import ADDRESSES, FOUNDATION

WORDS = load("ko")
HREF = "{http://www.w3.org/1999/xlink}href"
HOSTILE = [
    '#import "/etc/passwd"; #panic()',
    "*bold* _it_ `raw` $x$ @ref <label> [b] {c} // -- \\u{1F4A9}",
    "</title><script>alert(1)</script>&amp;\"'",
    "nul\x00 bell\x07 esc\x1b\ud800 rtl\u202e\u2067 line\nbreak\ttab",
    "가" * 5000,
    "x" * 5000,
    "",
    "🎉 emoji ـعربي",
]


def _all_of(router: Router, path: str, search: str) -> dict[str, Picture]:
    with router.viewed(path, search, None) as (page, view):
        assert page is not None
        assert view is not None
        drawn = {name: draw() for name, draw in page.pictures(view).items()}
    return {name: picture for name, picture in drawn.items() if picture is not None}


def _offered(rendered: Any) -> set[str]:
    names = {getattr(part, "data-picture", None) for part in parts(rendered)}
    return {name for name in names if name is not None}


def _bars(picture: Picture) -> list[Bar]:
    assert isinstance(picture.shape, Bars)
    return [bar for group in picture.shape.groups for bar in group.bars]


def _texts(picture: Picture) -> Iterator[str]:
    """Every figure in a picture, as it is written."""
    shape = picture.shape
    if isinstance(shape, Bars):
        for bar in _bars(picture):
            yield from (bar.rate_text, *bar.before, *bar.after)
    elif isinstance(shape, Columns):
        yield from (text for slot in shape.slots for text in (slot.plan_text, slot.actual_text) if text)
    elif isinstance(shape, Timeline):
        yield from (step.period for step in shape.steps)
    else:
        yield from (block.amount for block in _blocks(shape.whole))


def _blocks(block: Block) -> list[Block]:
    return [block, *(below for part in block.parts for below in _blocks(part))]


def _checked_svg(content: bytes) -> ET.Element:
    root = ET.fromstring(content)  # noqa: S314 -- our own
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "image", "foreignObject", "a", "style"}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            if name == HREF or name == "href":
                assert value.startswith("#")
            assert "url(" not in value or value.startswith("url(#")
    return root


def _checked_png(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        shown = image.convert("RGB")
    colours = shown.getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 8
    assert shown.getpixel((0, 0)) == (255, 255, 255)
    return shown


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("code", "path", "search"), ADDRESSES)
def test_every_chart_with_buttons_can_be_taken_and_no_other_has_any(
    router: Router, code: str, path: str, search: str, language: str
) -> None:
    asked = f"{search}{'&' if search else '?'}lang={language}"
    rendered = router.rendered(path, asked, None).content
    pictures = _all_of(router, path, asked)
    assert _offered(rendered) == set(pictures)
    words, page = load(language), text_of(rendered)
    for picture in pictures.values():
        root = _checked_svg(drawing.to_svg(picture, words))
        assert root.findtext("{*}title") == picture.title
        described = root.findtext("{*}desc") or ""
        assert described.startswith(picture.sentence)
        assert _checked_png(drawing.to_png(picture, words)).width == 1920
        assert picture.sentence in page
        for text in _texts(picture):
            assert all(part in page for part in text.split(" "))


def test_the_scorecard_is_the_pages_own(view_of: Callable[..., View], router: Router) -> None:
    view = view_of("overview")
    rows = directions.scorecard(view.connection, view.scope)
    picture = _all_of(router, "/", "")["scorecard"]
    for bar, row in zip(_bars(picture), rows, strict=True):
        assert (bar.name, bar.rate, bar.pace) == (row["name"], row["execution_rate"], row["elapsed_share"])
        assert bar.status == (row["status"] or "undefined")
        assert bar.said == WORDS(f"status.{row['status'] or 'undefined'}")
        assert bar.mark or row["status"] is None
        assert bar.before == [view.format.money(row["current_won"]), view.format.money(row["executed_won"])]
    assert isinstance(picture.shape, Bars)
    assert picture.shape.pace_text == "경과율 75.0%"
    assert any("2023. 9. 30." in line for line in picture.statement)
    assert any("백만원" in line for line in picture.statement)


def test_filters_and_unit_are_those_of_the_page(router: Router) -> None:
    whole = _all_of(router, "/", "")["scorecard"]
    chosen = _all_of(router, "/", "?status=behind&unit=thousand_won")["scorecard"]
    assert len(_bars(chosen)) < len(_bars(whole))
    assert any("천원" in line for line in chosen.statement)
    assert any(WORDS("status.behind") in line for line in chosen.statement)


def test_execution_follows_side_node_and_order(router: Router) -> None:
    out = _all_of(router, "/execution", "")
    parts_shape = out["parts"].shape
    assert isinstance(parts_shape, Blocks)
    whole = parts_shape.whole
    assert _bars(out["lines"])[0].name.startswith(whole.name)
    assert [part.size for part in whole.parts] == sorted((part.size for part in whole.parts), reverse=True)
    revenue = _all_of(router, "/execution", "?side=revenue")
    assert _bars(revenue["lines"])[0].status == "plain"
    leaves = _bars(_all_of(router, "/execution", "?depth=leaves&sort=rate")["lines"])
    rates = [bar.rate for bar in leaves if bar.rate is not None]
    assert rates == sorted(rates)


def test_a_trend_keeps_its_gaps(view_of: Callable[..., View], router: Router) -> None:
    view = view_of("trends", "/trends")
    every = subjects(view.connection, view.scope.organization_id, in_english=False)
    found = {subject.code: subject for subject in every}
    pictures = _all_of(router, "/trends", "")
    assert set(pictures) == set(found)
    shape = pictures["theme:management"].shape
    assert isinstance(shape, Columns)
    slots = {slot.label: slot for slot in shape.slots}
    assert slots["2024"].plan is None
    assert slots["2024"].actual is None
    plans = {p.period: p.value for p in found["theme:management"].points if p.basis == "plan"}
    assert {label: slot.plan for label, slot in slots.items() if slot.plan is not None} == plans
    # It is of several reports, and names them all.
    assert "2026" in pictures["theme:management"].statement[-1]
    alone = _all_of(router, "/trends", "?subject=theme:management")
    assert list(alone) == ["theme:management"]


def test_what_is_not_there_has_no_picture(router: Router) -> None:
    assert _all_of(router, "/", "?status=met").keys() <= {"revenue"}
    assert _offered(router.rendered("/", "?status=met", None).content) <= {"revenue"}


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/", "png", "nothing"),
        ("/", "exe", "scorecard"),
        ("/", "csv", "scorecard"),
        ("/", "svg", "../../etc/passwd"),
        ("/goals", "png", "scorecard"),
        ("/nowhere", "png", "scorecard"),
        ("/programs/nothing", "png", "goals"),
        ("/programs", "png", "scorecard"),
    ],
)
def test_an_unknown_picture_is_no_download(
    router: Router, workshop: Workshop, path: str, kind: str, name: str
) -> None:
    assert exported(router, workshop, Asked(kind=kind, pathname=path, picture=name)) == (no_update,) * 4


def test_the_file_is_named_after_what_it_shows(taken: Callable[..., tuple[str, bytes]]) -> None:
    name, content = taken(kind="svg", pathname="/", picture="scorecard")
    assert name == f"{FOUNDATION}-2023-overview-scorecard.svg"
    _checked_svg(content)


def _shapes(name: str) -> list[Bars | Columns | Blocks | Timeline]:
    bar = Bar(
        name=name, rate=104.2, rate_text=name, before=[name], pace=75.0, status=name, mark="●", said=name
    )
    block = Block(name=name, amount=name, size=5, rate=300.0, rate_text=name)
    empty = Block(name=name, amount="—", size=0, rate=None, rate_text="—", is_readable=False)
    return [
        Bars(
            groups=[Group(bars=[bar, bar], heading=name, note=name)],
            head=name, before=[name], bar_head=name, rate_head=name, status_head=name, pace_text=name,
        ),
        Columns(slots=[Slot(label=name, plan=0.0, actual=-3.0, plan_text=name, note=name), Slot(label=name)]),
        Columns(slots=[Slot(label=f"{year}", actual=float(year), actual_text=name) for year in range(400)]),
        Blocks(whole=Block(name=name, amount=name, size=0, rate=None, rate_text="—", parts=[block, empty])),
        Timeline(steps=[Step(name=name, period=name, begins=0, ends=0)], months=[name] * 12, today=1.0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_report_prints_is_text_and_nothing_else(name: str) -> None:
    for shape in _shapes(name):
        picture = Picture(title=name, sentence=name, shape=shape, statement=[name], notes=[name])
        root = _checked_svg(drawing.to_svg(picture, WORDS))
        written = "".join(root.findtext("{*}title") or "")
        assert re.sub(r"\W", "", written) == re.sub(r"\W", "", name.encode("utf-8", "ignore").decode())
        _checked_png(drawing.to_png(picture, WORDS))


def test_a_very_tall_picture_stays_a_picture() -> None:
    bars = [Bar(name=f"{n}", rate=float(n % 120), rate_text=f"{n}") for n in range(500)]
    shape = Bars(groups=[Group(bars=bars)], head="", bar_head="", rate_head="")
    image = _checked_png(drawing.to_png(Picture(title="", sentence="", shape=shape, statement=[]), WORDS))
    assert image.height <= 12_001


def test_without_a_korean_font_the_reader_is_told_what_to_install(
    router: Router, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    @cache
    def none() -> Fonts:
        return Fonts(include_system_fonts=False)

    monkeypatch.setattr(fonts, "system_fonts", none)
    with pytest.raises(MissingFontError, match="fonts-noto-cjk"):
        fonts.korean_font(load("en"))
    sent, _, panel, _ = exported(router, workshop, Asked(kind="png", pathname="/", picture="scorecard"))
    assert sent is no_update
    assert "fonts-noto-cjk" in text_of(panel)


def test_its_colours_are_those_of_the_pages() -> None:
    template = (ROOT / "dashboard/ui/picture.typ").read_text(encoding="utf-8")
    sheets = [(ROOT / f"assets/{name}.css").read_text(encoding="utf-8") for name in ("tokens", "pages")]
    light = "".join(sheet.partition('[data-bs-theme="dark"]')[0] for sheet in sheets)
    used = set(re.findall(r'rgb\("(#[0-9a-f]{6})"\)', template))
    assert len(used) > 10
    assert used <= set(re.findall(r"#[0-9a-f]{6}", light))
