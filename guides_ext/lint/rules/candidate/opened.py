"""Opened: a role that is open tells what it has to, and no open page tells what is closed."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import MANY_WORDS, OpenPage, RoleView, folded


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
    untold = {place: one for one in reversed(view.stages) if one.meets for place in one.stage.place}
    for place in untold.keys() - view.role.candidate.places.keys():
        told = f"a candidate reads {place!r}, and nothing of how to get there"
        mend = f"write candidate: {{places: {{{place}: …}}}}: the address, the number, whose link"
        yield Hit(untold[place].key("place"), told, mend)


@rule(OpenPage, "open-and-closed")
def open_and_closed(page: OpenPage) -> Iterator[Hit]:
    for passage in page.passages:
        words = folded(passage.text)
        for start in range(len(words)):
            for one in page.closed.get(words[start : start + MANY_WORDS], ()):
                if words[start : start + len(one.words)] == one.words:
                    told = f"{one.sentence!r} is the panel's: it stands in {one.place}"
                    yield Hit(passage.where(one.sentence), told)
