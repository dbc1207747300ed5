"""A plan that the tests wrote is read back without loss: strategy map, goals, pages with or without title."""

from __future__ import annotations

from hypothesis import given, settings

from tests.layouts import plan
from tests.layouts.paper import differences, read_back
from tests.layouts.plan import Plan


@settings(max_examples=60)
@given(plan.plans())
def test_a_plan_is_read_back(written: Plan) -> None:
    paper = plan.write(written)
    assert differences(read_back(paper), paper) == []
