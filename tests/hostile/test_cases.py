"""Each file of the table costs itself: nothing ends in a traceback, a hang or gigabytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.case import Case, Family, faults, forget
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
def test_a_file_costs_itself(family: Family, case: Case) -> None:
    assert faults(family, case) == []
