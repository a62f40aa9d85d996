"""The runs of a text: white space single, and those of one look joined."""

from __future__ import annotations

import time

from guides_ext.record.text import Run, paragraph


def test_runs_of_one_look_are_one_and_white_space_is_single() -> None:
    runs = [Run(" a  ", "e"), Run(" ", "s"), Run("\nb", "e"), Run(" c"), Run(" d"), Run(" ", "e")]
    assert paragraph(runs) == (Run("a b", "e"), Run(" c d"))


def test_a_hundred_thousand_runs_are_joined_at_once() -> None:
    before = time.process_time()
    (one,) = paragraph([Run("a word ")] * 100_000)
    assert time.process_time() - before < 2
    assert one.text.count("word") == 100_000
