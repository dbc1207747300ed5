"""Words that say that figures held before a change: '수정 전', '당초 목표', '본예산 기준'."""

from __future__ import annotations

import re

_BEFORE_CHANGE = re.compile(
    r"(?<![가-힣])(?:수정|변경|조정|개정|정정|추경)\s?전(?!\s?[·,/]?\s?후)(?![가-힣])"
)
_FIRST_GOALS = re.compile(
    r"(?<![가-힣])당초(?=\s?(?:\(?안\)?\s?)?(?:[)\]]|$)|\s?(?:성과)?\s?(?:목표|지표|계획)\s?(?:\(안\))?$)"
)
_ORIGINAL_BUDGET = re.compile(
    r"(?<![가-힣])(?:본\s?예산|당초(?:\s?예산)?|최초\s?예산|기정(?:\s?예산)?)액?\s?기준(?![가-힣])"
    r"|(?<![가-힣])(?:추경|추가경정)(?:\s?예산)?(?:\(안\))?\s?(?:미\s?반영|반영\s?(?:이?전)(?![가-힣]))"
)


def is_before_change(text: str) -> bool:
    """Tell whether a text says that what it heads held before a change; 'before and after' is of both."""
    return _BEFORE_CHANGE.search(text) is not None


def is_first_goal(text: str) -> bool:
    """Tell whether a caption of goals says that they held before a change, or at first."""
    return is_before_change(text) or _FIRST_GOALS.search(text) is not None


def is_of_original_budget(text: str) -> bool:
    """Tell whether a text says that amounts are those of the original budget, or of one before its change."""
    return _ORIGINAL_BUDGET.search(text) is not None


def denies_amount(text: str, *, is_plan: bool) -> bool:
    """Tell whether a text says that an amount is not the budget that holds.

    In a plan the original budget is the one that holds: nothing has changed it yet.
    """
    return is_before_change(text) or (not is_plan and is_of_original_budget(text))
