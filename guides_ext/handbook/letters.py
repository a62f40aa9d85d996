"""Letters with the values of a role: of the stage that they name, or that draws them in."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext import words
from guides_ext.domain import guide_domain
from guides_ext.parts.letter import is_letter, is_value
from guides_ext.parts.node import ancestors
from guides_ext.record.candidate import ends, plan


class FillLetters(SphinxPostTransform):
    """Puts the values in; what only the day knows stays as it is."""

    # After the stages are filled (5), so that what they draw in is there.
    default_priority: ClassVar[int] = 6

    def run(self, **kwargs: Any) -> None:
        """Fills every letter of the document, and leaves all other names as they are."""
        for one in list(filter(is_value, self.document.findall(nodes.inline))):
            letter = next(filter(is_letter, ancestors(one)), None)
            name: str = one["letter-value"]
            known = self._values(letter.get("stage", "")) if letter else {}
            one.parent.replace(one, nodes.Text(known.get(name, f"${name}")))

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


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(FillLetters)
