"""Measures every compiled regular expression of `etl` on lines that are made to be hard, 1 MB each.

    python -m bench.patterns [MILLISECONDS]

A pattern is tried on short lines first. One whose time grows faster than its line is printed as such; another
is tried on 1 MB of what was worst for it. Prints, slowest first, those over MILLISECONDS (50); ends with 1
where one is not linear.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator

import etl
from etl.korean import patterns

LONG = 1_000_000
LENGTHS = (250, 1_000, 4_000, 16_000)
"""Each four times the one before; the first so short that not even a fourth power takes long."""
STEEP = 2.5
"""How many times more than four times the time a line of four times the length may take."""
FREE_MS = 8.0
"""What a line may take in any case: less is noise of the clock."""
_UNITS = """
    1 1, , 1. _ 1_ ( ) () [ △ △1 ' '2 " - ~ → ： :_ 1~ 1· a a1 a. 가 가1 1가 1월 제1 만_ 원 천_ 1천 1억_ 1억
    1만_ 단위: 단위_ 소요예산_ 집행액_ 정원1 현재 20 2027. 2027.1 2027년_ 2027.9.30.
    9.30~ (단위: 「 「_a 바이러스 위원회_ 위원회 조사_ 목표_ 예정 기준
    20271 '27. 총_ 및_ ☎_ @ # *_ ·_ o_ ㅇ <a 1/ 1→ (1 1% 일백 년 월 ¹⁾ 1*
"""
UNITS = tuple(unit.replace("_", " ") for unit in _UNITS.split())
"""What a hard line repeats."""


def all_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern that a module of `etl` holds, under its full name."""
    for module in pkgutil.walk_packages(etl.__path__, "etl."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value
    for rule in patterns.FIGURE_RULES:
        yield f"etl.korean.patterns.FIGURE_RULES[{rule.name}]", rule.pattern


def cost_ms(pattern: re.Pattern[str], line: str) -> float:
    """Return the CPU time of finding everything in a line."""
    before = time.process_time()
    for _ in pattern.finditer(line):
        pass
    return (time.process_time() - before) * 1000


def worst(pattern: re.Pattern[str]) -> tuple[float, str, bool]:
    """Return the longest time per MB, the unit of its line, and whether the time grew as its line."""
    slowest: dict[str, float] = {}
    for unit in UNITS:
        for ending in ("", " x"):
            short = 0.0
            for length in LENGTHS:
                longer = cost_ms(pattern, unit * (length // len(unit)) + ending)
                if longer > FREE_MS and longer > 4 * STEEP * max(short, FREE_MS / 16):
                    return longer, unit, False
                short = longer
            slowest[unit] = max(short, slowest.get(unit, 0))
    unit = max(slowest, key=lambda each: slowest[each])
    return cost_ms(pattern, unit * (LONG // len(unit)) + " x"), unit, True


def main() -> None:
    """Print the table."""
    least = float(sys.argv[1]) if len(sys.argv) > 1 else 50.0
    found = [(*worst(pattern), name) for name, pattern in dict(all_patterns()).items()]
    steep = [one for one in found if not one[2]]
    print("| pattern | ms per MB | on a line of |\n| --- | --- | --- |")
    for cost, unit, is_linear, name in sorted(found, key=lambda one: (one[2], -one[0])):
        if cost >= least or not is_linear:
            print(f"| {name} | {f'{cost:.0f}' if is_linear else 'NOT LINEAR'} | {unit!r} |")
    print(f"\n{len(found)} patterns, {len(steep)} not linear")
    sys.exit(bool(steep))


if __name__ == "__main__":
    main()
