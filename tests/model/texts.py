"""Role files for the tests of the model, and texts that mark where a fault is."""

from __future__ import annotations

from guides_ext.model.load import Loaded

MARK = "«"

COMPLETE = """\
title: Gardener
stages:
  talk:
    title: Talk
    format: conversation
    minutes: 30
    agenda:
      - {minutes: 20, is: main}
      - {minutes: 10, is: their-questions}
"""


def marked(text: str) -> tuple[str, list[str]]:
    """A text without its marks, and where they stood: `3:15`."""
    places = []
    while MARK in text:
        before, _, after = text.partition(MARK)
        places.append(f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}")
        text = before + after
    return text, places


def lines(loaded: Loaded) -> list[str]:
    """The problems as they are printed, without the folder."""
    return [str(problem).removeprefix("roles/") for problem in loaded.problems]
