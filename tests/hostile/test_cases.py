"""Each line of the table costs itself: nothing ends in a traceback, a hang or gigabytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile.case import forget
from tests.hostile.cases import FAMILIES

ALL = [
    pytest.param(
        family,
        case,
        id=f"{family.name}: {case.name}",
        marks=[pytest.mark.hostile] if family.long else [],
    )
    for family in FAMILIES.values()
    for case in family.cases
]


@pytest.fixture(scope="module", autouse=True)
def _room() -> Iterator[None]:
    yield
    forget()


@pytest.mark.parametrize(("family", "case"), ALL)
def test_a_case_costs_itself(family: Any, case: Any) -> None:
    assert family.faults(case) == []


def test_the_table_is_long_and_no_line_stands_for_another() -> None:
    assert len(ALL) >= 600
    assert len({str(one.id) for one in ALL}) == len(ALL)
