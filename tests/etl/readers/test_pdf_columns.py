"""PDF pages in columns: what stands beside a table keeps to its own column."""

from __future__ import annotations

import pytest

from etl.blocks import SourceDocument, Table
from etl.readers import read_content
from tests.documents.pdf_chromium import printed
from tests.documents.pdf_typst import made

pytestmark = pytest.mark.browser


def _table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


_SPENT = _table("구분|예산|집행", "총계|1,200|800", "가|1,000|700", "나|200|100")
_INCOME = _table("구분|예산|수입", "총계|3,400|50")
_BESIDE = "body { word-break: keep-all } .beside { display: flex; gap: 8mm } .beside div { flex: 1 }"


def _read(body: str, style: str = _BESIDE) -> SourceDocument:
    return read_content("report.pdf", printed(body, style))


def _order(source: SourceDocument) -> list[str]:
    return [
        block.rows[1].cells[1] if isinstance(block, Table) else getattr(block, "text", "")
        for block in source.blocks
    ]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    columns = f"<p>지출</p>{_SPENT}<p style='break-before: column'>수입</p>{_INCOME}"
    source = _read(f"<h1>보고</h1><div style='columns: 2'>{columns}</div>")
    assert _order(source) == ["보고", "지출", "1,200", "수입", "3,400"]


def test_what_reaches_over_both_columns_ends_them() -> None:
    wide = _table("가|2", "나|7")
    body = f"<div class='beside'><div>본부{_SPENT}</div><div>분소{_INCOME}</div></div>{wide}<p>끝</p>"
    assert _order(_read(body)) == ["본부", "1,200", "분소", "3,400", "7", "끝"]


def test_tables_beside_one_another_keep_their_captions() -> None:
    body = f"<p>현황</p><div class='beside'><div>본부{_SPENT}</div><div>분소{_INCOME}</div></div>"
    assert _order(_read(body)) == ["현황", "본부", "1,200", "분소", "3,400"]


def test_tables_beside_one_another_share_what_is_said_above_them() -> None:
    def pair(name: str) -> str:
        return f"<p>{name}</p><div class='beside'><div>{_SPENT}</div><div>{_INCOME}</div></div>"

    assert _order(_read(pair("본부") + pair("분소"))) == ["본부", "1,200", "3,400", "분소", "1,200", "3,400"]


def test_a_table_that_a_column_begins_with_is_not_guessed() -> None:
    body = (
        "<div style='columns: 2; height: 50mm; column-fill: auto'><p style='height: 25mm'>지출</p>"
        f"{_SPENT}<p>수입</p>{_INCOME}</div>"
    )
    source = _read(body)
    assert _order(source)[:1] == ["지출"]
    assert _order(source)[-2:] == ["수입", "3,400"]
    assert {one.reason for one in source.unread} == {"table_unclear"}
    assert source.unread[-1].text == "100"


_PROSE = "창의활동 공간을 넓히고 {} 돌봄 기관과 협력하여 시민의 만족을 높이며 " * 4


def _columns(first: str, second: str) -> list[str]:
    page = '#set page(width: 420pt, height: 300pt)\n#set text(font: "Noto Sans CJK KR", size: 9pt)\n'
    body = f"앞\n\n#columns(2, gutter: 20pt)[{first} #colbreak() {second}]\n"
    source = read_content("report.pdf", made(page + body))
    return [line.text for line in source.lines]


def test_two_columns_of_prose_without_a_table_are_read_one_after_the_other() -> None:
    first, second = _PROSE.format(*"가나다라").strip(), _PROSE.format(*"마바사아").strip()
    assert _columns(first, second) == ["앞", first, second]


def test_cells_beside_one_another_are_no_columns_of_prose() -> None:
    rows = "".join(
        f"[{_PROSE.format(*names)}]," for names in ("가나다라", "마바사아", "자차카타", "파하거너")
    )
    page = '#set page(width: 420pt)\n#set text(font: "Noto Sans CJK KR", size: 9pt)\n'
    table = f"앞\n\n#table(columns: 2, stroke: none, inset: 7pt, {rows})"
    source = read_content("report.pdf", made(page + table))
    assert [line.text for line in source.lines] == ["앞"]
