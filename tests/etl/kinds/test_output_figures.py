"""The figures of counts in lines and cells of results: large ones in words, means, and what is no figure."""

from __future__ import annotations

import pytest

from etl.facts import Output, SetAside
from etl.kinds import recognise
from etl.readers import text

_HEAD = (
    "2031년 주요업무 추진실적\n가람시나눔재단\n2031. 9. 30. 기준\n\n나눔 잔치\n\n1. 나눔 행사\n2. 꽃 심기\n\n"
    "나눔 행사\n사업개요\n- 사업기간 : 2031년 1월~12월\n추진실적('31. 9월말)\n\n"
)
_TAIL = "\n향후추진계획\n- 잔치 : '31. 12월\n소요예산: 12,000천원\n\n꽃 심기\n사업개요\n소요예산: 3천원\n"


def _read(body: str) -> tuple[list[tuple[str, float]], dict[str, str]]:
    """Return the outputs of a page, and the reason of each figure that was set aside."""
    rows = recognise(text.read("a.txt", f"{_HEAD}{body}\n{_TAIL}".encode()))
    aside = {t: row.reason for row in rows if isinstance(row, SetAside) for t in row.text.split(" · ")}
    return [(row.label, row.value) for row in rows if isinstance(row, Output)], aside


@pytest.mark.parametrize(
    ("line", "outputs"),
    [
        ("- 이웃 1만 2,345명", [("이웃", 12_345)]),
        ("- 이웃 1만2345명", [("이웃", 12_345)]),
        ("- 이웃(총 2천 713명)", [("이웃", 2_713)]),
        ("- 이웃 방문 총 1만 96명", [("이웃 방문", 10_096)]),
        ("- 이웃 1만 2천 345명", [("이웃", 12_345)]),
        ("- 이웃 1만 2천명", [("이웃", 12_000)]),
        ("- 이웃 3,450명(온라인 1만 2,000명 별도)", [("이웃", 3_450), ("이웃(온라인 별도)", 12_000)]),
        ("- 이웃 1만 12,345명", []),
        ("- 이웃 1.5만 2,345명", []),
        ("- 이웃('30년 1만 2천명→'31년 1만 3천명)", []),
        ("구분\t큰숲\t뒷산\n이웃\t1만 2,000명\t3만명", [("이웃 큰숲", 12_000), ("이웃 뒷산", 30_000)]),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_all_its_digits_or_not_at_all(
    line: str, outputs: list[tuple[str, float]]
) -> None:
    assert _read(line)[0] == outputs
