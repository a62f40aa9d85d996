"""What all papers of a stage are made from: its record, and what is known of one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.print.papers.labels import quotes
from guides_ext.print.papers.occasion import UNKNOWN
from guides_ext.print.papers.runs import Paragraphs, in_quotes, on_paper
from guides_ext.record.stage import all_seen
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guides_ext.print.papers.occasion import Occasion
    from guides_ext.print.style import PageStyle
    from guides_ext.record.data import RoleRecord
    from guides_ext.record.stage import EffectiveStage, TimeboxView
    from guides_ext.record.text import RichText

Filled = dict[str, Any]
"""What a paper's template is filled with; ``kind`` says which that is."""

PRESENT = ("everyone", "candidate")
"""Who is there in a timebox with the candidate."""

NOTES_FROM = 45
"""Minutes with the candidate beyond which a stage has a page for notes."""


class Sheet:
    """The papers of one stage for one occasion.

    Args:
        role: the whole record of the role.
        url: the address of the stage on the site, empty for none.
        notes: whether a page for notes comes along.
    """

    def __init__(
        self,
        role: RoleRecord,
        stage: str,
        style: PageStyle,
        occasion: Occasion = UNKNOWN,
        *,
        url: str = "",
        notes: bool = False,
    ) -> None:
        self.role, self.occasion, self.url, self.notes = role, occasion, url, notes
        self.stage: EffectiveStage = role["stages"][stage]
        self.quotes = quotes(style.language)

    @property
    def competencies(self) -> list[dict[str, Any]]:
        """Those that the stage looks at, in the order of their letters."""
        return all_seen(self.stage["competencies"])

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions that are meant, of each choice those that are taken."""
        return [one for one in self.stage["questions"] if self.occasion.takes(one)]

    def quoted(self, text: RichText | None) -> Paragraphs:
        """A text as it is said aloud."""
        return in_quotes(on_paper(text), self.quotes)

    @property
    def version(self) -> str:
        """The version of the stage, as papers bear it."""
        return f"{_('Version')} {self.stage['version']}"

    def fields(self, *names: str) -> list[Filled]:
        """Blanks, with what is known of each; ``width`` is a share of the line."""
        people = [
            played(part, name)
            for part in self.stage["interviewers"]
            if (name := self.occasion.plays(self.stage["id"], part))
        ]
        everyone = self.occasion.rater or ", ".join(people)
        who = _("Interviewer") if self.occasion.rater else _("Interviewers")
        known = {
            "candidate": (_("Candidate"), self.occasion.candidate, 5),
            "interviewers": (who, everyone, 5),
            "rater": (_("Interviewer"), self.occasion.rater, 5),
            "date": (_("Date"), self.occasion.date, 2.2),
            "start": (_("Start"), self.occasion.start, 1.6),
        }
        labelled = (known[name] for name in names)
        return [
            {"label": str(label), "value": value, "width": width}
            for label, value, width in labelled
        ]


def has_notes(stage: Mapping[str, Any]) -> bool:
    """Whether a page for notes comes with a stage's front."""
    present = (box["minutes"] for box in stage["agenda"] if box["who"] in PRESENT)
    return bool(sum(present) > NOTES_FROM)


def played(part: str, name: str) -> str:
    """Who plays a part: ``Ines (notes)``; without a name there is room for one."""
    shown = part.replace("-", " ")
    return f"{name} ({shown})" if name else f"{shown}:"


def title_of(box: TimeboxView) -> str:
    """The title of a timebox, its kind's name where it has none."""
    return box["title"].words if box["title"] else str(words.timebox(box["kind"]))
