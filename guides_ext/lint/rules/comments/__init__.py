"""Comments: what switches rules off in place says why, and is still needed."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.suppression import Suppression
from guides_ext.model.nearest import did_you_mean


@rule(Suppression, "suppression-reason")
def suppression_reason(comment: Suppression) -> Iterator[Hit]:
    if comment.rules and not comment.reason:
        yield Hit(comment.place, "rules are switched off without a reason")


@rule(Suppression, "suppression-unused")
def suppression_unused(comment: Suppression) -> Iterator[Hit]:
    if not comment.rules:
        mend = "write disable=, the name of the rule, and why"
        yield Hit(comment.place, "no rule is named, and none is switched off", mend)
    for name in comment.unused:
        if name in comment.known:
            yield Hit(comment.place, f"{name!r} finds nothing here", fix=comment.without_unused())
        else:
            hint = did_you_mean(name, comment.known)
            yield Hit(comment.place, f"no rule is named {name!r}{hint}")
