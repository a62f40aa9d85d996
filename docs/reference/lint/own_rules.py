"""Rules of our own: what only our garden asks for."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView


@rule(
    StageView,
    id="garden-outdoors",
    summary="A walk through the garden says what happens when it rains.",
    rationale="Half of our interviews are outdoors.",
    source="Our own wet feet",
    mend="say under candidate: bring: what to put on, or where else it can be",
    bad="stages: {walk: {place: [garden]}}",
    good="stages: {walk: {place: [garden], candidate: {bring: Shoes for wet grass.}}}",
)
def outdoors(view: StageView) -> Iterator[Hit]:
    if "garden" in view.stage.place and not view.stage.candidate.bring:
        yield Hit(view.key("place"), "outdoors, and nobody is told what to bring")
