"""Suppression: a reason, and a need that is still there."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.literature import SERIES
from guides_ext.lint.suppression import Suppression
from guides_ext.model.nearest import did_you_mean


@rule(
    Suppression,
    id="suppression-reason",
    summary="A comment that switches a rule off says why.",
    rationale="Without a reason nobody dares to take it out again.",
    source=SERIES,
    mend="write the reason behind the name: # guides-lint: disable=owner we are hiring one",
    severity="error",
    bad="""
    # guides-lint: disable=owner
    title: Gardener
    """,
    good="""
    # guides-lint: disable=owner the garden has no lead yet
    title: Gardener
    """,
)
def suppression_reason(comment: Suppression) -> Iterator[Hit]:
    if comment.rules and not comment.reason:
        yield Hit(comment.place, "rules are switched off without a reason")


@rule(
    Suppression,
    id="suppression-unused",
    summary="A comment that switches a rule off is still needed.",
    rationale="""What it once put up with has gone, or moved; left standing, it hides the next fault
    of that kind.""",
    source=SERIES,
    mend="take the name out, or the whole comment",
    severity="error",
    bad="""
    # guides-lint: disable=owner the garden has no lead yet
    title: Gardener
    owner: garden@example.com
    """,
    good="""
    # guides-lint: disable=owner the garden has no lead yet
    title: Gardener
    """,
)
def suppression_unused(comment: Suppression) -> Iterator[Hit]:
    if not comment.rules:
        mend = "write disable=, the name of the rule, and why"
        yield Hit(comment.place, "no rule is named, and none is switched off", mend)
    for name in comment.unused:
        if name in comment.known:
            yield Hit(comment.place, f"{name!r} finds nothing here")
        else:
            hint = did_you_mean(name, comment.known)
            yield Hit(comment.place, f"no rule is named {name!r}{hint}")
