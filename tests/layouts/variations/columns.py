"""Other columns beside those of the report, and theirs in another order."""

from __future__ import annotations

from tests.layouts.changes import (
    MONEY,
    balance,
    each,
    insert_column,
    renamed_headings,
    reorder,
    same_everywhere,
    share_of,
)
from tests.layouts.rewritings import label_column_repeated
from tests.layouts.sheet import ANY, Expectation
from tests.layouts.variations.variation import PREVIOUS, Variation

VARIATIONS: tuple[Variation, ...] = (
    Variation(
        "last year's budget on the left",
        insert_column(MONEY, "예산액", "{last}년 예산액", share_of(80), after=False),
        PREVIOUS,
    ),
    Variation(
        "last year's budget on the right",
        insert_column(MONEY, "률", "{last}년 예산액", share_of(80)),
        PREVIOUS,
    ),
    Variation(
        "last year's budget, called 전년도",
        insert_column(MONEY, "예산액", "전년도 예산액", share_of(80), after=False),
        PREVIOUS,
    ),
    Variation(
        "last year's budget, called '30",
        insert_column(MONEY, "예산액", "'30 예산액", share_of(80), after=False),
        PREVIOUS,
        ("base_report", "base_centre"),
    ),
    Variation(
        "last year's spending beside",
        insert_column(MONEY, "집행액|지출액", "전년도 집행액", share_of(90), after=False),
        PREVIOUS,
    ),
    Variation(
        "last year's spending, called 전년동기",
        insert_column(MONEY, "집행액|지출액|수입액", "전년동기", share_of(90)),
        PREVIOUS,
    ),
    Variation(
        "this month's spending before the year's",
        each(
            insert_column(MONEY, "집행액|지출액|수입액", "9월 금액", share_of(11), after=False),
            renamed_headings(
                MONEY, {"집행액": "집행액 누계", "지출액": "지출액 누계", "수입액": "수입액 누계"}
            ),
        ),
    ),
    Variation(
        "commitments before spending",
        insert_column(MONEY, "집행액|지출액", "원인행위액", share_of(104), after=False),
        Expectation(other={"committed_won": (ANY,)}),
    ),
    Variation(
        "a balance called 잔액",
        insert_column(MONEY, "집행액|지출액", "집행잔액", balance),
        Expectation(other={"unspent_won": (ANY,)}),
    ),
    Variation("a balance called 증감", insert_column(MONEY, "집행액|지출액|수입액", "증감", balance)),
    Variation("a balance called 차액", insert_column(MONEY, "집행액|지출액|수입액", "차액", balance)),
    Variation(
        "a plan for the rest of the year", insert_column(MONEY, "집행액|지출액", "집행예정액", balance)
    ),
    Variation("shares called 구성비", insert_column(MONEY, "예산액", "구성비", same_everywhere("12.5%"))),
    Variation(
        "shares called 비율", insert_column(MONEY, "집행액|지출액|수입액", "비율(%)", same_everywhere("12.5"))
    ),
    Variation(
        "last year's rate", insert_column(MONEY, "률", "전년 집행률", same_everywhere("61.0%")), PREVIOUS
    ),
    Variation("numbers of persons", insert_column(MONEY, "예산액", "인원(명)", same_everywhere("14"))),
    Variation(
        "numbers of rows", insert_column(MONEY, "구분|사업명", "연번", same_everywhere("3"), after=False)
    ),
    Variation(
        "first budget and supplement before the budget",
        each(
            insert_column(MONEY, "예산액", "추경 증감", same_everywhere("0"), after=False),
            insert_column(MONEY, "예산액", "본예산", share_of(100), after=False),
        ),
        Expectation(other={"original_won": (ANY,), "adjustment_won": (ANY, 0)}),
    ),
    Variation("spending before budget", reorder(MONEY, lambda c: [c[0], c[2], c[1], *c[3:]])),
    Variation("rate before budget and spending", reorder(MONEY, lambda c: [c[0], c[3], c[1], c[2], *c[4:]])),
    Variation("label column twice", label_column_repeated),
)
