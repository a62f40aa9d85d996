"""Each line of the table costs itself: nothing ends in a traceback, a hang or gigabytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile.case import Commands, Family, forget
from tests.hostile.cases import FAMILIES

AT_LENGTH = ("libraries", "liquid", "roles that grow", "substitutions", "texts of articles")
"""Families of files that ask for much work, which takes as long as that of all others."""

SOME = 8
"""Files are built together; of commands, each of which is a process, one in so many is quick."""


def marks(family: Family | Commands, number: int) -> list[pytest.MarkDecorator]:
    if family.long:
        return [pytest.mark.hostile]
    alone = isinstance(family, Commands) and number % SOME
    return [pytest.mark.slow] if alone or family.name in AT_LENGTH else []


ALL = [
    pytest.param(family, case, id=f"{family.name}: {case.name}", marks=marks(family, number))
    for family in FAMILIES.values()
    for number, case in enumerate(family.cases)
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
