"""A brief by chapter: nothing of it is lost or said twice, and each file says which of them it is."""

from __future__ import annotations

import re

import pytest

from dashboard.brief.point import Brief, Chapter, Figure, Head, Point, Source
from dashboard.brief.volume import POINTS_OF_A_FILE, by_chapter, whole
from dashboard.ui.labels import load

KO = load("ko")
HEADS = [Head("사업"), Head("예산", "number")]


def _chapter(code: str, title: str, points: int) -> Chapter:
    told = [Point(name=f"{title} {n}", figures=[Figure("1,234")], places=[("a", n)]) for n in range(points)]
    return Chapter(code=code, title=title, heads=HEADS, points=told, nothing="" if points else "없습니다.")


def _brief() -> Brief:
    return Brief(
        title="브리핑", language="ko", notes=["기관"], sentence="요약입니다.",
        chapters=[
            _chapter("figures", "핵심 수치", 3), _chapter("directions", "전략방향", 0),
            _chapter("late", 'A/B: "늦은" 사업?', 12), _chapter("over", "넘긴 사업", 0),
            _chapter("goals", "목표", 5),
        ],
        sources=[Source("a", "", "보고서")],
    )  # fmt: skip


def test_every_chapter_stands_in_one_file_or_in_its_parts() -> None:
    brief = _brief()
    first, *others = by_chapter(brief, KO, most=5)
    assert [chapter.code for chapter in first.brief.chapters] == ["figures", "directions", "over"]
    assert [[chapter.code for chapter in volume.brief.chapters] for volume in others] == [
        ["late"], ["late"], ["late"], ["goals"],
    ]  # fmt: skip
    points = [point for volume in (first, *others) for c in volume.brief.chapters for point in c.points]
    every = [point for chapter in brief.chapters for point in chapter.points]
    assert points == every
    assert max(volume.brief.size for volume in others) == 5


def test_the_contents_say_in_which_file_each_chapter_is() -> None:
    first, *others = by_chapter(_brief(), KO, most=5)
    found = {chapter.code: (len(chapter.points), file) for chapter, file in first.contents}
    assert found == {"late": (12, "2–4"), "over": (0, "1"), "goals": (5, "5")}
    assert KO("brief.by_chapter", of=5) in first.brief.sentence
    assert first.brief.sentence.startswith("요약입니다.")
    for number, volume in enumerate(others, 2):
        assert volume.contents == ()
        named = KO("brief.file_of", n=number, of=5, first=KO("brief.contents"))
        assert volume.brief.sentence == named
        assert volume.brief.title.startswith("브리핑 · ")
        (chapter,) = volume.brief.chapters
        assert volume.brief.title.endswith(chapter.title)
    assert len({volume.brief.title for volume in others}) == len(others)
    assert {file for _, file in whole(_brief()).contents} == {""}


@pytest.mark.parametrize("most", [5, POINTS_OF_A_FILE])
def test_a_files_name_is_its_chapters_and_safe_everywhere(most: int) -> None:
    names = [volume.name for volume in by_chapter(_brief(), KO, most)]
    assert names == sorted(set(names))
    assert names[0] == f"01 {KO('brief.contents')}.pdf"
    assert names[-1].endswith(" 목표.pdf")
    assert all("늦은" in name for name in names[1:-1])
    assert not any(re.search(r'[\\/:*?"<>|\x00-\x1f]', name) for name in names)
