"""The last part of a total is its part also where a column has next to nothing for it."""

from __future__ import annotations

from decimal import Decimal

from etl.tables import tree


def test_a_last_part_without_execution_stays_with_its_total() -> None:
    budget = [734_454_200, 688_395_592, 278_960_080, 409_435_512, 46_058_608]
    executed = [139_263_598, 139_263_598, 51_665_530, 87_598_068, None]
    columns = [[None if one is None else Decimal(one) for one in column] for column in (budget, executed)]
    found = tree.build(
        ["총계", "소계", "가나", "다라", "마바"],
        columns,
        places=[0, 0],
        total_like=[True, True, False, False, False],
    )
    assert found.parents == (None, 0, 1, 1, 0)
