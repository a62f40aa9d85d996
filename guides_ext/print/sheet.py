"""The data of a sheet: a pure function of the record of its role."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

import segno

from guides_ext import words
from guides_ext.print.labels import ask_hint, kind, labels, quotes
from guides_ext.print.runs import Paper, on_paper, said, unmarked
from guides_ext.record.data import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guides_ext.record.data import ItemRecord, RoleRecord
    from guides_ext.record.stage import EffectiveStage
    from guides_ext.record.text import RichText


class SheetItem(TypedDict):
    """An item of a list, and whether a section has brought it."""

    text: Paper
    drawn: bool


SheetData = dict[str, Any]
"""What ``sheet.typ`` is filled with."""


@dataclass(frozen=True)
class Look:
    """How pages look, whatever they say.

    Args:
        language: of the site, as conf.py says it.
        paper: ``a4`` or ``letter``.
        colour: of letters and bars: ``#0b4f6c``.
        logo: a picture for the cover, as its file.
    """

    language: str = "en"
    paper: str = "a4"
    colour: str = "#0b4f6c"
    logo: str = ""

    @property
    def locale(self) -> dict[str, str]:
        """The language and its region, empty for none, as Typst wants them."""
        short, _dash, region = self.language.replace("_", "-").partition("-")
        return {"lang": short.lower(), "region": region.upper() if len(region) == 2 else ""}


@dataclass(frozen=True)
class Occasion:
    """What is known of one meeting, and printed in the blanks.

    Args:
        start: ``HH:MM``; without it, minutes count from 0:00.
        parts: who plays a part: part → name; a stage takes those that it has.
        asked: ids of those of several questions or tasks that are taken.
        then: what comes afterwards.
    """

    date: str = ""
    start: str = ""
    place: str = ""
    candidate: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    then: str = ""


def sheet_data(
    role: RoleRecord, stage: str, look: Look, *, url: str = "", occasion: Occasion = Occasion()
) -> SheetData:
    """What is printed on the sheet of a stage.

    Args:
        role: the whole record of the role.
        stage: the id of the stage.
        url: the address of the stage on the site, empty for none.
    """
    return _Maker(role, role["stages"][stage], look, occasion).data(url)


class _Maker:
    """Gathers the parts of one sheet."""

    def __init__(
        self, role: RoleRecord, stage: EffectiveStage, look: Look, occasion: Occasion
    ) -> None:
        self.role, self.stage = role, stage
        self.look, self.occasion = look, occasion
        self.quotes = quotes(look.language)

    def data(self, url: str) -> SheetData:
        stage = self.stage
        return {
            **self.look.locale,
            "paper": self.look.paper,
            "colour": self.look.colour,
            "labels": {
                **labels(),
                "kind": kind(stage["minutes"], self._place()),
                "ask_hint": ask_hint(stage["format"]),
            },
            "quotes": list(self.quotes),
            "role": self.role["title"].words,
            "stage": stage["title"].words,
            "version": stage["version"],
            "start": self.occasion.start,
            "then": self.occasion.then,
            "fields": self._fields(),
            "agenda": self._agenda(),
            "goals": self._items(stage["goals"]),
            "non_goals": self._items(stage["non_goals"]),
            "words": self._words(),
            "checks": {phase: self._items(stage["checklist"][phase]) for phase in PHASES},
            "tasks": [self._task(one) for one in stage["tasks"] if self._taken(one)],
            "groups": self._groups(),
            "scores": [self._score(one) for one in self._competencies()],
            "rule": on_paper(stage["rule"]),
            "url": url.partition("://")[2],
            "code": code(f"{url}?v={stage['version']}") if url else "",
            "more": {},
        }

    # Head ------------------------------------------------------------------------------------

    def _place(self) -> str:
        return words.place(self.occasion.place) if self.occasion.place else ""

    def _fields(self) -> dict[str, str]:
        names = [
            f"{name} ({part.replace('-', ' ')})"
            for part, name in self.occasion.parts.items()
            if part in self.stage["interviewers"]
        ]
        return {
            "candidate": self.occasion.candidate,
            "interviewer": ", ".join(names),
            "date": self.occasion.date,
            "start": self.occasion.start,
        }

    def _agenda(self) -> list[dict[str, Any]]:
        return [
            {
                "minutes": box["minutes"],
                "name": box["title"].words if box["title"] else str(words.timebox(box["kind"])),
                "focus": box["kind"] == "main",
            }
            for box in self.stage["agenda"]
        ]

    # Lists -----------------------------------------------------------------------------------

    def _items(self, items: list[ItemRecord]) -> list[SheetItem]:
        """The items in their form for the sheet, without those that are not for it."""
        own = self.role["id"]
        return [
            {"text": text, "drawn": one["source"]["document"] != own}
            for one in items
            if (text := _short(one))
        ]

    def _words(self) -> list[dict[str, Any]]:
        """What is said aloud: by the minute, then by cue."""
        timed = [
            {"at": box["start"], "cue": "", "text": self._said(box["say"])}
            for box in self.stage["agenda"]
            if box["say"]
        ]
        cued = [
            {"at": None, "cue": one["cue"].words, "text": self._said(one["text"])}
            for one in self.stage["say"]
        ]
        first_is_timed = bool(timed) and timed[0]["at"] == 0
        return [*timed, *cued] if first_is_timed else [*cued, *timed]

    def _said(self, text: RichText | None) -> Paper:
        return said(on_paper(text), self.quotes)

    # Task, questions, ratings ------------------------------------------------------------------

    @staticmethod
    def _task(task: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": task["title"].words,
            "brief": on_paper(task["brief"]),
            "enough": on_paper(task["far_enough"]),
            "easier": _shorts(task["easier"]),
            "harder": _shorts(task["harder"]),
        }

    def _taken(self, record: Mapping[str, Any]) -> bool:
        """Whether a question or task is printed: no choice, the chosen one, or any at present."""
        chosen = self.occasion.asked & set(record["choice"])
        return record["id"] in chosen if chosen else bool(record["now"])

    def _groups(self) -> list[dict[str, Any]]:
        """The questions by competency, in the order of the stage; open ones last."""
        by_competency: dict[str | None, list[dict[str, Any]]] = {}
        for record in self.stage["questions"]:
            if self._taken(record):
                by_competency.setdefault(record["competency"], []).append(self._question(record))
        groups = [
            {
                "name": one["title"].words,
                "means": on_paper(one["means"]),
                "questions": by_competency.pop(one["id"], []),
            }
            for one in self._competencies()
        ]
        rest = [asked for questions in by_competency.values() for asked in questions]
        return [*groups, {"name": "", "means": [], "questions": rest}] if rest else groups

    def _competencies(self) -> list[dict[str, Any]]:
        seen = self.stage["competencies"]
        return [*seen["main"], *seen["also"]]

    def _question(self, record: dict[str, Any]) -> dict[str, Any]:
        alternatives = [
            one["id"]
            for one in self.stage["questions"]
            if one["id"] in record["choice"] and self._taken(one)
        ]
        return {
            "ask": self._said(record["ask"]),
            "then": [said(one, self.quotes) for one in _shorts(record["follow_ups"])],
            "easier": self._said(record["easier"]),
            "harder": self._said(record["harder"]),
            "listen": _shorts(record["listen_for"]),
            "probe": record["probe"],
            "or": record["id"] in alternatives[1:],
        }

    def _score(self, competency: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": competency["title"].words,
            "means": on_paper(competency["means"]),
            "needs": competency["needs"],
            "levels": self._levels(competency["levels"]),
        }

    def _levels(self, anchored: dict[str, RichText]) -> list[dict[str, Any]]:
        """Each level of the scale: what it looks like, or its name, lowest first."""
        scale = self.stage["scale"]
        numbers = sorted(scale or {n for one in self._competencies() for n in one["levels"]})
        return [
            {
                "level": int(number),
                "text": on_paper(anchored.get(number) or scale.get(number)) or unmarked("–"),
            }
            for number in numbers
            if anchored or scale
        ]


def _short(item: ItemRecord) -> Paper:
    """An item as a sheet has it: its short form where it has one, nothing where it has no place."""
    return [] if item["sheet"] is False else on_paper(item["sheet"] or item["text"])


def _shorts(items: list[ItemRecord]) -> list[Paper]:
    return [text for one in items if (text := _short(one))]


def code(address: str) -> str:
    """An address as a QR code, in SVG."""
    written = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(written, kind="svg", border=0, xmldecl=False, omitsize=True)
    return written.getvalue().decode()
