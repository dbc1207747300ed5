"""A PDF that is bound of parts: its links, tags and what it says of itself are those of one made whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from dashboard.brief.binding import bound
from dashboard.brief.pdf import to_pdf
from dashboard.brief.point import Brief, Chapter, Figure, Head, Point, Source
from dashboard.ui.labels import load

MADE_AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
TITLES = {"late": "늦은 사업", "over": "넘긴 사업", "goals": "목표"}


@pytest.fixture(scope="module")
def brief() -> Brief:
    """Three chapters over several sheets, the first with points that lead to the others."""
    points = [
        Point(
            name=f"사업 {n}", figures=[Figure("1,234")], places=[("a", n)],
            questions=[f"질문 {n}입니까? " * 8], subject=("chapter", list(TITLES)[n % 3]),
        )
        for n in range(30)
    ]  # fmt: skip
    heads = [Head("사업"), Head("예산", "number")]
    return Brief(
        title="브리핑", language="ko", notes=["기관", "조건: 없음"], sentence="요약입니다.",
        chapters=[Chapter(code=c, title=t, heads=heads, points=points) for c, t in TITLES.items()],
        sources=[Source("a", "", "보고서")],
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(brief: Brief) -> Pdf:
    """The brief, set in one piece."""
    return Pdf.open(io.BytesIO(to_pdf(brief, load("ko"), MADE_AT)))


@pytest.fixture(scope="module")
def joined(brief: Brief) -> Pdf:
    """The same brief, bound of parts."""
    return Pdf.open(io.BytesIO(to_pdf(brief, load("ko"), MADE_AT, points_per_part=45)))


def _sheets(pdf: Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def _links(pdf: Pdf) -> list[tuple[int, str, int, list[float]]]:
    """Each link: its sheet, where it leads by name, and the sheet and place of that."""
    names = list(pdf.Root.Names.Dests.Names)
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    assert list(map(str, names[::2])) == sorted(places)
    found = []
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", ()):
            sheet, *where = places[str(link.Dest)]
            numbers = [float(n) for n in where if not isinstance(n, Name)]
            found.append((number, str(link.Dest), _sheets(pdf)[sheet.objgen], numbers))
    return found


def _tags(tag: Object) -> Iterator[Object]:
    """Every tag below another in the order of reading; each knows what it stands in."""
    for child in tag.K if isinstance(tag.K, Array) else [tag.K]:
        if isinstance(child, Dictionary) and child.get("/Type") not in (Name.MCR, Name.OBJR):
            assert tag == child.P, "a tag stands in another one than it says"
            yield child
            yield from _tags(child)


def _content(pdf: Pdf) -> list[tuple[int, int, str]]:
    """What is tagged, in the order of reading: sheet, mark on it, and tag."""
    sheets = _sheets(pdf)
    found = []
    for tag in _tags(pdf.Root.StructTreeRoot):
        for child in tag.K if isinstance(tag.K, Array) else [tag.K]:
            if isinstance(child, int):
                found.append((sheets[tag.Pg.objgen], child, str(tag.S)))
            elif child.get("/Type") == Name.MCR:
                found.append((sheets[child.get("/Pg", tag.get("/Pg")).objgen], int(child.MCID), str(tag.S)))
    return found


def test_links_lead_to_the_same_places_and_are_called_by_their_chapters(whole: Pdf, joined: Pdf) -> None:
    assert len(joined.pages) > 4
    assert _links(joined) == _links(whole)
    assert len({sheet for _, _, sheet, _ in _links(joined)}) == 3
    for page in joined.pages:
        for link in page.obj.get("/Annots", ()):
            assert "/A" not in link
            assert str(link.Contents) == TITLES[str(link.Dest).removeprefix("chapter-")]


def test_everything_on_every_sheet_is_tagged_once(whole: Pdf, joined: Pdf) -> None:
    content = _content(joined)
    of_page: dict[int, list[int]] = {}
    for sheet, mark, _ in content:
        of_page.setdefault(sheet, []).append(mark)
    entries = list(joined.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
    assert list(parents) == sorted(parents)
    assert max(parents) < int(joined.Root.StructTreeRoot.ParentTreeNextKey)
    every = {tag.objgen for tag in _tags(joined.Root.StructTreeRoot)}
    for number, page in enumerate(joined.pages):
        marks = sorted(
            int(order.operands[1].MCID)
            for order in pikepdf.parse_content_stream(page)
            if str(order.operator) == "BDC"
            and isinstance(order.operands[1], Dictionary)
            and "/MCID" in order.operands[1]
        )
        assert marks == sorted(of_page[number])
        owners = parents[int(page.obj.StructParents)]
        assert all(owners[mark].objgen in every for mark in marks)
        for link in page.obj.get("/Annots", ()):
            owner = parents[int(link.StructParent)]
            assert owner.objgen in every
            assert any(isinstance(c, Dictionary) and c.get("/Obj") == link for c in owner.K)
    # Parted tables bring their heads again: all else is tagged as in one piece, in the same order.
    again = [found for found in content if found[2] != "/TH"]
    once = [found for found in _content(whole) if found[2] != "/TH"]
    assert [(sheet, tag) for sheet, _, tag in again] == [(sheet, tag) for sheet, _, tag in once]


def test_each_cell_names_the_heads_of_its_own_table(joined: Pdf) -> None:
    names = list(joined.Root.StructTreeRoot.IDTree.Names)
    cells = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    assert len(cells) == len(names) // 2
    assert list(cells) == sorted(cells)

    def table_of(tag: Object) -> Object:
        return tag if Name.Table == tag.S else table_of(tag.P)

    asked = 0
    for tag in _tags(joined.Root.StructTreeRoot):
        for about in tag.get("/A", ()):
            for head in about.get("/Headers", ()):
                asked += 1
                assert cells[str(head)].S == Name.TH
                assert str(cells[str(head)].ID) == str(head)
                assert table_of(cells[str(head)]) == table_of(tag)
    assert asked > 90


def test_it_says_of_itself_what_one_in_one_piece_says(whole: Pdf, joined: Pdf) -> None:
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
        assert joined.Root[key] == whole.Root[key]
    with whole.open_metadata() as of_whole, joined.open_metadata() as of_joined:
        said = {key: str(value) for key, value in of_joined.items() if "InstanceID" not in key}
        expected = {key: str(value) for key, value in of_whole.items() if "InstanceID" not in key}
    changing = {key for key in expected if "DocumentID" in key}
    assert {k: v for k, v in said.items() if k not in changing} == {
        k: v for k, v in expected.items() if k not in changing
    }
    assert any(value == "1" for key, value in said.items() if key.endswith("}part"))


def test_the_same_brief_gives_the_same_file(brief: Brief) -> None:
    first, second = (to_pdf(brief, load("ko"), MADE_AT, points_per_part=40) for _ in range(2))
    assert first == second


def test_sheets_that_were_not_counted_are_not_bound(brief: Brief) -> None:
    part = to_pdf(brief, load("ko"), MADE_AT)
    with pytest.raises(RuntimeError, match="sheets were set, where 3 were counted"):
        bound([part, part], TITLES, "chapter:", 3)
