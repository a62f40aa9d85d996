"""A role with more, and longer, of everything than is wise still fits every screen."""

from __future__ import annotations

import pytest

from tests.html.conftest import Reader, too_wide
from tests.projects import CONF, Built, Project

LONG = "Rechtsschutzversicherungsgesellschaftssachbearbeitung"
STAGE = """\
  stage-{0}:
    title: Stage number {0} with a long title
    summary: One of nine.
    format: conversation
    minutes: {1}
    main: [{2}]
    agenda:
      - {{minutes: 5, is: welcome}}
      - {{minutes: {3}, is: main, title: {4}}}
"""
ROLE = f"""\
title: {LONG}
summary: Looks after {LONG}.
owner: somebody.with.a.very.long.name@department.subsidiary.example.com
scale: {{1: Never, 2: Seldom, 3: Sometimes, 4: Dependably, 5: Extraordinarily}}
competencies:
  first: {{title: {LONG}, needs: 1, levels: {{1: {LONG}, 2: A bit., 3: Half., 4: Much., 5: All.}}}}
  last: {{title: Listening, needs: 5, levels: {{1: No., 2: A., 3: B., 4: C., 5: {LONG}}}}}
schedule:
  - {{day: 1, stages: [stage-1]}}
  - {{day: 3, stages: [stage-2, {{break: 15}}, stage-3, stage-4]}}
  - {{day: 8, stages: [{{one_of: [stage-5, stage-6, stage-7]}}, {{break: 60}}, stage-8]}}
  - {{day: 12, stages: [stage-9]}}
stages:
"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    stages = [
        STAGE.format(number, number * 15, ("first", "last")[number % 2], number * 15 - 5, LONG)
        for number in range(1, 10)
    ]
    files: dict[str, str | bytes] = {
        "conf.py": CONF,
        "index.md": "# Crowded\n\n```{roles}\n```\n\n```{coverage}\n```\n",
        "roles/long.role.yaml": ROLE + "".join(stages),
    }
    return Project(tmp_path_factory.mktemp("crowded")).write(files).build()


def test_a_crowded_role_builds_without_a_warning(crowded: Built) -> None:
    assert crowded.warnings == []


@pytest.mark.parametrize("name", ["index", "roles/long"])
def test_a_crowded_role_scrolls_nothing_sideways(crowded: Built, reader: Reader, name: str) -> None:
    assert too_wide(crowded, reader, name, (320, 390, 700, 1024, 1440)) == []


def test_stages_of_which_one_is_chosen_stand_in_their_day(crowded: Built) -> None:
    days = crowded.page("roles/long").select(".guide-day")
    assert [len(day.select(".guide-length")) for day in days] == [1, 4, 5, 1]


def test_a_scale_of_five_levels_stays_within_its_column(crowded: Built, reader: Reader) -> None:
    page = reader.open(crowded, "roles/long", 1440)
    wider = "one => one.scrollWidth - one.closest('section').clientWidth"
    assert page.locator(".guide-levels-5").first.evaluate(wider) <= 0
