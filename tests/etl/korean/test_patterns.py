"""The regular expressions over Korean print: what each finds, and what it must leave."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from etl.korean import patterns
from tests.conftest import ROOT

# name -> (what is searched, what is found in it), and texts in which nothing is found
CASES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "KIND_CHAPTER": (
        [("ii2031년추진계획", "ii2031년"), ("예산집행현황", "현황")],
        ["추진계획2031년", "업무보고"],
    ),
    "SESSION": (
        [("제41회 정례회", "제41회 정례회")],
        ["41회 정례회", "제41회 회의", "제 41회 한빛시의회"],
    ),
    "COMMITTEE": ([("한빛시의회 문화복지위원회 귀중", "문화복지위원회")], ["위원회", "위원 회의"]),
    "ORDINANCE": (
        [("「한빛문화재단 설립 및 운영에 관한 조례」에 따름", "「한빛문화재단 설립 및 운영에 관한 조례」")],
        ["「한빛문화재단 운영 조례」", "한빛문화재단 설립 및 운영에 관한 조례"],
    ),
    "UNIT_IN_HEADING": (
        [("예산액(단위: 백만원)", "(단위: 백만원)"), ("집행률 ( % )", "( % )")],
        ["예산액 천원", "인원(명)"],
    ),
    "TWO_YEAR_CELL": (
        [("2031년 (비 율)", "2031년 (비 율)"), ("'31(비율)", "'31(비율)")],
        ["2031년", "비율", "31년(비율) 계"],
    ),
    "YEAR_OF_HEADING": (
        [("2031년집행액", "2031년"), ("2031년도예산", "2031년도")],
        ["집행액2031", "31년예산"],
    ),
    "FORMULA_OF_HEADING": ([("집행률ba", "ba"), ("예산액a", "a")], ["ba", "예산abcd"]),
    "COMMISSIONED_INSTITUTION": (
        [("푸른 돌봄센터 (2030.1.1.~2032. 12. 31.)", "푸른 돌봄센터 (2030.1.1.~2032. 12. 31.)")],
        ["푸른 돌봄센터 (2030.1.1.)", "푸른 돌봄센터"],
    ),
    "COMMISSIONED_BUDGET": ([("예 산 : 310백만원", "예 산 : 310백만원")], ["예산액 : 310", "예산 :"]),
    "CARD_YEAR": ([("'31년", "'31년"), ("’31.9월", "’31.9월"), ("임기 후", "임기 후")], ["31년", "임기"]),
    "CARD_PAYER": ([("푸른 시설 국비", " 국비"), ("시 비", "시 비")], ["푸른회비", "시비 부담"]),
    "CARD_QUANTITY": ([("(총 1,240명)", "1,240명"), ("12 개소", "12 개소")], ["3.5", "1,240", "12사업장소"]),
    "BEFORE_CARD_QUANTITY": ([("상담 운영 (연 12회)", " (연 12회)"), ("상담 3건", " 3건")], ["상담 운영"]),
    "QUANTITY": (
        [
            ("상담 1,240 건", "1,240 건"),
            ("총 35여 명", "총 35여 명"),
            ("72.5% 달성", "72.5%"),
            ("3백만원", "3백만원"),
        ],
        ["3~", "12개월", "1,240", "5명의"],
    ),
    "COUNTING_UNIT": ([(" 명 참석", " 명"), ("건", "건")], ["명의", "년"]),
    "NO_RESULT_BEFORE": (
        [("전년 대비 ", "대비 "), ("30→", "→"), ("매월", "매월"), ("목표 '", "목표 '")],
        ["상담", "세월"],
    ),
    "NO_RESULT_AFTER": (
        [
            (" 예정", " 예정"),
            ("이상", "이상"),
            (" 신규 기관 추진 중", " 신규 기관 추진 중"),
        ],
        [" 완료", "씨앗", " 실적 (예정)", " 신규 기관 모집 중"],
    ),
    "YEAR_BEFORE_COUNT": ([("2031", "2031"), ("'31 ", "'31"), ("31년", "31년")], ["12031", "31", "131년"]),
    "PHRASE_END": (
        [("가, 나", ","), ("끝. 다음", ". "), ("· 상담", "·"), ("가 - 나", " - ")],
        ["일·생활", "3.5"],
    ),
    "CONJUNCTION": ([("상담 및 교육", " 및 "), ("및 교육", "및 ")], ["상담및교육", "급및"]),
    "COLON": ([("실적 : 3건", " : "), ("상담:3건", ":"), ("3: 상담", ": ")], ["12:30", "상담"]),
    "LABEL_EDGE": (
        [("총 상담", "총 "), ("상담 등", " 등"), ("상담 대상 총", " 대상 총")],
        ["총괄 상담", "상담등"],
    ),
    "MEASURE_END": (
        [("참여율", "율"), ("만족도 조사", "도 조사"), ("집행률)", "률)")],
        ["도서 배부", "상담"],
    ),
    "FOOTNOTE_LINE": ([(" ※ 참고", " ※"), ("*주", "*"), (r"\*주", r"\*")], ["참고 ※"]),
    "YEAR_OF_RESULTS": ([("", ""), ("2031년", "2031년"), ("31", "31")], ["2031년상반기", "상"]),
    "BUDGET_LABEL": (
        [("□ 소 요 예 산 액", "소 요 예 산 액"), ("○ 예산액(천원) : 3", "○ 예산액"), ("예산액:", "예산액")],
        ["예산액 집행", "올해 예산액: 3"],
    ),
    "UNIT_AFTER_BUDGET_LABEL": (
        [(" (단위: 백만 원) 3", " (단위: 백만 원)"), ("(천원)", "(천원)")],
        ["(명)", "천원"],
    ),
    "EXECUTED_LABEL": (
        [
            ("집행 실적 : 3,100천 원/", "집행 실적 : "),
            ("집행액 -", "집행액 "),
            ("집행액△30", "집행액"),
            ("집행실적('31. 6월말) : 3천원", "집행실적('31. 6월말) : "),
        ],
        ["집행률 : 40%", "실적 3"],
    ),
    "APPENDIX": (
        [("[붙임 1] 가", "[붙임 1]"), ("참고 가", "참고 "), ("<별첨> 가", "<별첨>"), ("# 부록", "# 부록")],
        ["참고하여 가", "가 붙임", "붙임새"],
    ),
    "CHAPTER": ([("Ⅲ . 가", "Ⅲ ."), ("# **Ⅱ. 가", "# **Ⅱ.")], ["1. 가", "ⅢA"]),
    "PAGE_HEADING": ([("□ 가", "□"), ("### ■ 가", "### ■")], ["○ 가", "가 □"]),
    "WORDS_ALONE": ([("다른 기관", "다른 기관"), ("가나(다)", "가나(다)")], ["1 가", "□ 가"]),
    "IN_BRACKETS": ([("가(나) 다", "(나)")], ["가나", "(가"]),
    "WORD": ([("<가나재단> 3", "가나재단"), ("3월", "3월")], ["<>", "· -"]),
    "DAMAGED_FIGURE": (
        [("542,O66", "542,O66"), ("4O9,51O", "4O9,51O"), ("△1,l23", "△1,l23")],
        ["OOO,Olo", "1.a", "12,34", "ㅇ", "542,066"],
    ),
    "PLANNED_RESULT": (
        [
            ("3,900건(12월말 예상)", "3,900건(12월말 예상)"),
            ("290명(추정)", "290명(추정)"),
            ("연말까지 8회", "연말까지 8"),
            ("12건 예상", "2건 예상"),
        ],
        ["계획 수립 3건", "12건(계획 대비 80%)", "9월말까지", "8회 개최"],
    ),
    "YEAR_OF_AMOUNT": (
        [
            ("'30년 20,000천원", "'30년 "),
            ("2031년도 예산 : 3억원", "2031년도 예산 : "),
            ("'31 16,000", "'31 "),
        ],
        ["'31. 12월 3천원", "2031년 3회", "12031년 3천원", "31년 3천원"],
    ),
    "SYLLABLE": ([("1가", "가")], ["12 (A)", "ㅇ"]),
    "YEAR_FIRST": ([("'31년 12건", "'31년"), ("2031.3", "2031.")], ["120명", "12,000", "59개", "2000명"]),
    "SERIES_CHANGE": (
        [("기존 25개소→61개소", "기존 25개소→61개소"), ("100→150명", "100→150명")],
        ["25개소, 61개소", "→ 61"],
    ),
    "SERIES_SIDE": ([("('30년도) 5개", "('30년도)"), ("(2031년)", "(2031년)")], ["(30명)", "2031년"]),
    "SERIES_COUNTED": ([("5개 학교, 4개 마을", "5개 학교"), ("12명 상담", "12명 상담")], ["5%", "5개"]),
    "EXECUTION_RATE": (
        [("집행률 : 99.5 %", "집행률 : 99.5 %"), ("집행율 3%", "집행율 3%")],
        ["집행률", "집행률 3"],
    ),
    "PERIOD_LABEL": ([("사업기간 :", "사업기간 :"), ("사업기가:", "사업기가:")], ["사업기간", "기관 :"]),
    "OFFICE_CONTACT": (
        [("돌봄팀 ☎", "☎"), ("234-5678", "234-5678"), ("돌봄팀장 : 김", "팀장 :")],
        ["돌봄팀", "팀장 회의"],
    ),
    "OFFICE_HEAD": ([("돌봄지원팀장", "돌봄지원팀장"), ("기획살장", "기획살장")], ["팀 장", "회장"]),
    "PERSON": ([("김하늘", "김하늘")], ["김", "Kim"]),
    "MONTH_HEADING": ([("12 월", "12 월"), ("1월", "1월")], ["13월", "0월", "1월말"]),
    "QUARTER_HEADING": ([("2/4 분기", "2/4 분기"), ("3분기", "3분기")], ["5분기", "3분기말"]),
    "UNIT_ABOVE": ([("(단위 : 명)", "단위 : 명)"), ("[단위:건, %]", "단위:건,")], ["단위 : 명", "(명)"]),
    "ANY_UNIT_LABEL": ([("(단 위 : 명)", "단 위 :"), ("단위：명", "단위：")], ["단위사업"]),
    "SERIES_POINT": (
        [
            ("'31년 1,240건→", "'31년 1,240건"),
            ("3월 12개 기관", "3월 12개 기관"),
            ("2031년도 3.5%", "2031년도 3.5%"),
        ],
        ["3월", "2031년", "1,240"],
    ),
    "SERIES_ARROW": ([(" → ", " → "), ("=>", "=>"), ("⇨", "⇨")], ["-", "~"]),
    "GRADE_STEP": ([("7급", "7급"), ("7 급 (상당)", "7 급 (상당)")], ["7급급", "7급8급", "급"]),
    "DAMAGED_GRADE": ([("7급급", "급급"), ("6급 7급", "6급 7급")], ["7급", "급"]),
    "STAFF_LINE": (
        [
            ("인력 : 정원 15명(1명 파견) / 현원 14명", "인력 : 정원 15명(1명 파견) / 현원 14명"),
            ("정원 15, 현원 14명", "정원 15, 현원 14명"),
            ("정원: - / 3명", "정원: - / 3명"),
        ],
        ["정원 15명", "현원 14명 / 정원 15명", "정원 15 14명"],
    ),
    "SURVEYED_GROUP": (
        [("기업용 : 총 1,167명", "기업용 : 총 1,167명"), ("참여자:30 명", "참여자:30 명")],
        ["기업용 30명", ": 3명"],
    ),
    "AMOUNT_IN_TEXT": ([("예산 3억 200만원", "3억 200만원")], ["예산 없음"]),
    "CELL_UNIT": ([("명", "명"), ("%", "%")], ["3명", "다섯글자다"]),
    "FORMULA_HEADING": ([("(A+B)", "(A+B)")], ["예산"]),
    "FORMULA_LETTERS": ([("예산a", "a")], ["예산", "a예산"]),
    "LEDGER_AMOUNT": ([("3억 200만원", "3억 200만원")], ["3명"]),
    "LEDGER_UNIT": ([("3 명", " 명"), ("5%", "%")], ["3"]),
    "YEAR_ALONE": ([("2031년", "2031년"), ("'31", "'31")], ["2031년 예산"]),
}
RULES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "phone": ([("☎ 234-5678", "☎ 234-5678"), ("팀장 김하늘(81234)", " 김하늘(81234)")], ["3-4", "1,234"]),
    "web_address": (
        [("www.example.kr 참고", "www.example.kr"), ("a1.or.kr", "a1.or.kr")],
        ["3.5", "example"],
    ),
    "date": (
        [
            ("2031. 9. 30.", "2031. 9. 30."),
            ("'31. 2~3월", "'31. 2~3월"),
            ("3, 5, 7월 말", "3, 5, 7월 말"),
            ("3/4분기", "4분기"),
        ],
        ["3.5%", "30명", "30일"],
    ),
    "year": ([("2031년도", "2031년도"), ("'31 ", "'31 "), ("3년차", "3년차")], ["31", "3년"]),
    "time_of_day": ([("10:30", "10:30"), ("14시", "14시")], ["14시간", "3:4"]),
    "law": ([("제3조의 2에", "제3조의 2"), ("제 12 항", "제 12 항")], ["3조", "제3호점"]),
    "ordinal": (
        [
            ("제3회", "제3회"),
            ("상담 2, 3차", " 2, 3차"),
            ("① 상담", "①"),
            ("2호점", "2호점"),
            ("12 3차", " 3차"),
        ],
        ["3회", "3건", "3실적"],
    ),
    "heading_number": (
        [("3. 상담", "3."), ("- 12) 상담", "- 12)"), ("12", "12"), ("- 4 -", "- 4 -")],
        ["3.5%", "상담 3."],
    ),
    "address": ([("푸른로 12", "로 12"), ("12길 3", "12길 3"), ("101동", "101동")], ["12", "3동네"]),
    "age_or_generation": (
        [("만 19~34세", "만 19~34세"), ("2030 여성", "2030"), ("3040세대", "3040세대")],
        ["34", "3명"],
    ),
    "name": (
        [("MOU 3", "MOU 3"), ("4D", "4D"), ("3대", "3대"), ("24시간", "24시간")],
        ["3.5", "3건"],
    ),
}


def found_in(pattern: re.Pattern[str], text: str) -> str:
    """Return the first find, '' where there is none."""
    found = pattern.search(text)
    return found[0] if found else ""


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_finds_what_it_names_and_nothing_else(name: str) -> None:
    pattern, (finds, leaves) = getattr(patterns, name), CASES[name]
    assert [(text, found_in(pattern, text)) for text, _ in finds] == finds
    assert [text for text in leaves if pattern.search(text)] == []


@pytest.mark.parametrize("rule", patterns.FIGURE_RULES, ids=lambda rule: rule.name)
def test_a_rule_takes_the_digits_that_it_names_and_no_figure(rule: patterns.FigureRule) -> None:
    finds, leaves = RULES[rule.name]
    assert [(text, found_in(rule.pattern, text)) for text, _ in finds] == finds
    assert [text for text in leaves if rule.pattern.search(text)] == []


def test_no_pattern_is_without_a_case() -> None:
    compiled = {name for name, value in vars(patterns).items() if isinstance(value, re.Pattern)}
    assert compiled == set(CASES)
    assert {rule.name for rule in patterns.FIGURE_RULES} == set(RULES)
    assert re.search(patterns.BUDGET_AMOUNT, "예산 : △ 1,240 천원")[0] == "△ 1,240 천원"  # type: ignore[index]
    assert re.search(patterns.BUDGET_AMOUNT, "자체 7억 4,150만원")[0] == "7억 4,150만원"  # type: ignore[index]
    assert re.fullmatch(f"{patterns.ORGANIZATION_LETTERS}+", "한빛시 문화재단(재)")


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for each in value.values() for word in _words(each)]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return [value] if isinstance(value, str) else []


def test_the_vocabulary_holds_words_and_no_regular_expression() -> None:
    for path in sorted((ROOT / "etl" / "vocabulary").glob("*.toml")):
        words = _words(tomllib.loads(path.read_text(encoding="utf-8")))
        assert [word for word in words if re.search(r"[\\^$|*+?\[\]]|\(\?", word)] == [], path.name
