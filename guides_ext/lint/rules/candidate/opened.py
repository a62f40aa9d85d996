"""Opened: a role that is open tells what it has to, and no open page tells what is closed."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import count, sentences
from guides_ext.lint.subjects import OpenPage, RoleView

LEAST = 5
"""Words of a sentence that nobody writes twice by chance."""


@rule(RoleView, "opened-without")
def opened_without(view: RoleView) -> Iterator[Hit]:
    if view.role.audience != "candidate":
        return
    at, decision = view.key("audience"), view.role.decision
    if view.role.adjustments is None:
        yield Hit(at, "a candidate may read it, and not how to ask for another way")
    if decision is None or decision.answer_within_days is None:
        yield Hit(at, "a candidate may read it, and not when they have an answer")
    for one in view.stages:
        if one.meets and not one.stage.place:
            yield Hit(
                one.key("place"), f"a candidate may read it, and not where {one.stage.id!r} is"
            )


@rule(OpenPage, "open-and-closed")
def open_and_closed(page: OpenPage) -> Iterator[Hit]:
    closed = {
        f" {_folded(sentence)} ": (sentence, text.place)
        for role in page.roles
        for text in role.closed
        for sentence in sentences(role.words(text))
        if count(sentence) >= LEAST
    }
    for passage in page.passages:
        shown = f" {_folded(passage.text)} "
        for folded, (sentence, place) in closed.items():
            if folded in shown:
                told = f"{sentence!r} is the panel's: it stands in {place}"
                yield Hit(passage.where(sentence), told)


def _folded(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))
