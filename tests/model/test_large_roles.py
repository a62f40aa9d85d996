"""A role may be large, or wrong in thousands of places: reading it takes in proportion, no more."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from guides_ext.model.nearest import did_you_mean, there_are
from tests.model.conftest import Load

HEAD = """\
title: T
stages:
  talk:
    title: Talk
    format: structured
    minutes: 60
    main: [care]
    agenda:
      - {minutes: 60, is: questions}
"""
CARE = "competencies:\n  care: {title: Care}\n"


def many(line: str, times: int) -> str:
    return "".join(f"{line}\n".replace("#", str(n)) for n in range(times))


SHAPES: dict[str, Callable[[int], str]] = {
    "questions": lambda n: (
        HEAD + "    questions:\n" + many("      - q#", n) + "questions:\n"
        + many("  q#:\n    ask: And #?\n    listen_for: |\n      - a #", n) + CARE
    ),
    "broken questions": lambda n: (
        HEAD + "    questions:\n" + many("      - {ask: Hm?, probe: #}", n) + CARE
    ),
    "broken words to say": lambda n: HEAD + "    whenever:\n" + many("      c#: []", n) + CARE,
    "broken checks": lambda n: (
        HEAD + "    checklist:\n      before:\n" + many("        - {text: a, place: p#}", n) + CARE
    ),
    "words of a timebox": lambda n: (
        HEAD.replace("{minutes: 60, is: questions}", "minutes: 60\n        is: questions")
        + "        say:\n" + many("          - {when: c #, text: w #}", n) + CARE
    ),
    "what competencies look like": lambda n: (
        HEAD + "    also:\n" + many("      skill-#: It shows.", n)
        + CARE + many("  skill-#: {title: S}", n)
    ),
    "unknown ids": lambda n: (
        HEAD + "    also:\n" + many("      - skyll-#", n) + CARE + many("  skill-#: {title: S}", n)
    ),
    "one library many times": lambda n: "extends:\n" + many("  - _bank", n) + HEAD,
}  # fmt: skip


@pytest.mark.parametrize(
    "shape", ["questions", *(pytest.param(one, marks=pytest.mark.slow) for one in [*SHAPES][1:])]
)
def test_five_times_as_much_takes_five_times_as_long(load: Load, shape: str) -> None:
    text = SHAPES[shape]
    load(text(10), _bank=SHAPES["questions"](500))  # what is made once is made

    def seconds(times: int) -> float:
        written = text(times)
        started = time.process_time()
        load(written)
        return time.process_time() - started

    gc.collect()
    gc.disable()
    try:
        few, five_fold = (min(seconds(times) for _ in range(2)) for times in (400, 2000))
    finally:
        gc.enable()
    assert five_fold / few < 9  # where each looked at all others, it would be 25


def test_of_very_many_words_the_nearest_is_found_wherever_the_slip_is() -> None:
    words = [f"{kind}-{n}" for kind in ("skill", "habit", "theme") for n in range(400)]
    for slip in ("skyll-7", "kill-371", "habit371", "themes-12"):
        assert "did you mean" in did_you_mean(slip, words)
    assert did_you_mean("skyll-7", words) == " (did you mean 'skill-7'?)"
    assert did_you_mean("habit371", words) == " (did you mean 'habit-371'?)"
    assert there_are("kill-371", words).startswith(" (nearest: skill-371, ")
