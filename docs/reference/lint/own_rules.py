"""Rules of our own: what only our garden asks for."""

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView


@rule(StageView, "garden-outdoors")
def outdoors(view: StageView) -> Iterator[Hit]:
    """A walk through the garden says what happens when it rains.

    ## Why

    Half of our interviews are outdoors.

    *Source:* Our own wet feet.

    ## This is found

    ```yaml
    stages: {walk: {place: [garden]}}
    ```

    ## This is not

    ```yaml
    stages: {walk: {place: [garden], candidate: {bring: Shoes for wet grass.}}}
    ```

    ## How to mend it

    Say under candidate: bring: what to put on, or where else it can be.
    """
    if "garden" in view.stage.place and not view.stage.candidate.bring:
        yield Hit(view.key("place"), "outdoors, and nobody is told what to bring")
