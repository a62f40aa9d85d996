"""Letters with the values of a role: of the stage that they name, or that draws them in."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext import words
from guides_ext.domain import guide_domain
from guides_ext.parts.letter import is_letter, is_value
from guides_ext.record.candidate import ends, plan


class FillLetters(SphinxPostTransform):
    """Puts the values in; what only the day knows stays as it is."""

    # After the stages are filled (5), so that what they draw in is there.
    default_priority: ClassVar[int] = 6

    def run(self, **kwargs: Any) -> None:
        """Fills every letter of the document, and leaves all other names as they are."""
        for letter in filter(is_letter, list(self.document.findall())):
            _fill(letter, self._values(letter.get("stage", "")))  # type: ignore[attr-defined]
        _fill(self.document, {})

    def _values(self, target: str) -> dict[str, str]:
        domain = guide_domain(self.env)
        found = domain.find("stage", target) if target else []
        if len(found) != 1:
            return {}  # told of as a reference that leads nowhere
        docname, _slash, name = found[0].rpartition("/")
        role = domain.record(docname)
        stage = role["stages"].get(name)
        if stage is None:
            return {}
        minutes = ends(plan(stage["agenda"]))
        days = (role["decision"] or {}).get("answer_within_days")
        values = {
            "ROLE": role["title"].words,
            "STAGE": stage["title"].words,
            "TIME": words.time_told(stage["candidate_minutes"], minutes),
            "MINUTES": str(minutes),
            "PLACE": words.places(stage["place"]),
            "PEOPLE": str(len(stage["interviewers"]) or ""),
            "ANSWER": str(days or ""),
        }
        return {name: value for name, value in values.items() if value}


def _fill(inside: nodes.Node, values: dict[str, str]) -> None:
    for one in list(inside.findall(is_value)):
        name: str = one["letter-value"]  # type: ignore[index]
        one.parent.replace(one, nodes.Text(values.get(name, f"${name}")))


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(FillLetters)
