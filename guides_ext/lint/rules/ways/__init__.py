"""Ways: whichever way a candidate chooses and whoever rates, it is decided alike."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import ruled_out
from guides_ext.lint.lexicon import phrase
from guides_ext.lint.subjects import RoleView, StageView, place_of
from guides_ext.record.text import texts_of

MOST_TIMES = 1.5
CASES = ("a level that is missing", "raters who differ", "a rater who is absent")


@rule(RoleView, "ways-rate-alike")
def ways_rate_alike(view: RoleView) -> Iterator[Hit]:
    for one, other in (pair for two in view.choices for pair in (two, two[::-1])):
        main = one.ids_of("main") - other.ids_of("main")
        for id in sorted(main):
            told = f"{id!r} is main in {one.stage.id!r}, and not in {other.stage.id!r}"
            yield Hit(other.key("main"), f"{told}, which a candidate may choose in its place")
        rated = view.needed & {*one.stage.observed} - {*other.stage.observed}
        for id in sorted(rated - main):
            told = f"{id!r}, which the job needs, is not rated in {other.stage.id!r}"
            yield Hit(other.key("also"), f"{told}, and is in {one.stage.id!r}")


@rule(RoleView, "ways-take-alike")
def ways_take_alike(view: RoleView) -> Iterator[Hit]:
    for pair in view.choices:
        short, long = sorted(pair, key=lambda one: one.effective["candidate_time"])
        least, most = (one.effective["candidate_time"] for one in (short, long))
        if most > MOST_TIMES * least:
            told = f"{long.stage.id!r} takes {most} minutes of a candidate, the other way {least}"
            yield Hit(long.key("minutes"), f"{told} (at most {MOST_TIMES} times as long)")


@rule(RoleView, "decision-cases")
def decision_cases(view: RoleView) -> Iterator[Hit]:
    rule = view.role.decision.rule if view.role.decision else None
    silent = [told for told in CASES if not phrase(f"rule on {told}").search(view.words(rule))]
    if rule and silent:
        yield Hit(rule.place, f"the rule says nothing of {', nor of '.join(silent)}")


@rule(StageView, "verdict-shared")
def verdict_shared(view: StageView) -> Iterator[Hit]:
    stage = view.effective
    items = [item["text"] for item in (*stage["goals"], *view.items, *view.around)]
    for text in texts_of([stage["interviewers"], items]):
        found = phrase("shared verdict").search(text.words)
        if view.rates and found and not ruled_out(found):
            yield Hit(place_of(text), f"{found.group()!r}, before each has rated alone")
