"""What all papers of a stage are made from: its record, and what is known of one meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guides_ext import words
from guides_ext.print.papers.labels import labels, quotes
from guides_ext.print.papers.occasion import UNKNOWN, Occasion
from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import Paragraphs, in_quotes, on_paper
from guides_ext.print.style import PageStyle
from guides_ext.record.data import RoleRecord
from guides_ext.record.stage import EffectiveStage, TimeboxView, all_seen
from guides_ext.record.text import RichText

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
        self.is_debrief = self.stage["format"] == "debrief"
        self.label, self.quotes = labels(), quotes(style.language)

    @property
    def title(self) -> str:
        """The stage and the role, as the papers behind the front bear them."""
        return f"{self.stage['title'].words}, {self.role['title'].words}"

    @property
    def version(self) -> str:
        """The version of the stage, as papers bear it."""
        return f"{self.label['version']} {self.stage['version']}"

    @property
    def rule_is_elsewhere(self) -> bool:
        """Whether the rule of the decision stands on the sheet of a debrief."""
        debriefs = any(one["format"] == "debrief" for one in self.role["stages"].values())
        return debriefs and self.stage["rule"] is not None

    @property
    def competencies(self) -> list[dict[str, Any]]:
        """Those that the stage looks at, in the order of their letters."""
        return all_seen(self.stage["competencies"])

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions that are meant, of each choice those that are taken."""
        return [one for one in self.stage["questions"] if self.occasion.takes(one)]

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """The tasks that are meant, likewise."""
        return [one for one in self.stage["tasks"] if self.occasion.takes(one)]

    def quoted(self, text: RichText | None) -> Paragraphs:
        """A text as it is said aloud."""
        return in_quotes(on_paper(text), self.quotes)

    def plays(self, part: str) -> str:
        """The name of who plays a part; empty where it is not known."""
        return self.occasion.plays(self.stage["id"], part)

    def fields(self, *names: str) -> list[Filled]:
        """Blanks, with what is known of each; ``width`` is a share of the line."""
        label, known = self.label, self.occasion
        people = ", ".join(
            played(part, name) for part in self.stage["interviewers"] if (name := self.plays(part))
        )
        who = "interviewer" if known.rater else "interviewers"
        fields = {
            "candidate": (label["candidate"], known.candidate, 5),
            "interviewers": (label[who], known.rater or people, 5),
            "rater": (label["interviewer"], known.rater, 5),
            "date": (label["date"], known.date, 2.2),
            "start": (label["start"], known.start, 1.6),
        }
        return [blank(*fields[name]) for name in names]


def blank(label: str, value: str, width: float) -> Filled:
    """A blank with what is known; ``width`` is a share of its line."""
    return {"label": label, "value": value, "width": width}


def headed(*parts: tuple[str, list[Paragraphs]]) -> list[Filled]:
    """Titles, each with the texts below it; none where there is no text."""
    shown = ((title, [one for one in texts if one]) for title, texts in parts)
    return [{"title": title, "items": items} for title, items in shown if items]


def with_candidate(stage: Mapping[str, Any]) -> list[TimeboxView]:
    """The timeboxes in which there is something to note of the candidate: in no break is there."""
    boxes = stage["agenda"]
    return [
        one for one in boxes if one["who"] in ("everyone", "candidate") and one["kind"] != "break"
    ]


def has_notes(stage: Mapping[str, Any]) -> bool:
    """Whether a page for notes comes with a stage's front."""
    return sum(one["minutes"] for one in with_candidate(stage)) > NOTES_FROM


def played(part: str, name: str) -> str:
    """Who plays a part: ``Ines (notes)``; without a name there is room for one."""
    return f"{name} ({words.part(part)})" if name else f"{words.part(part)}:"


def title_of(box: TimeboxView) -> str:
    """The title of a timebox, its kind's name where it has none."""
    return box["title"].words if box["title"] else str(words.timebox(box["kind"]))


def told_of(box: Mapping[str, Any]) -> str:
    """The same, as the candidate's plan has it."""
    return box["told"].words if box["told"] else words.timebox_told(box["kind"])
