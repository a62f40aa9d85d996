"""The data of a sheet: an effective stage, and its texts as the role's page marks them up."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

import segno

from guides_ext import words
from guides_ext.model import PHASES
from guides_ext.print.labels import ask_hint, kind, labels, quotes
from guides_ext.print.runs import Rich, plain, said
from guides_ext.print.stage_texts import StageTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes

    from guides_ext.model import EffectiveStage, ItemRecord, RoleRecord


class SheetItem(TypedDict):
    """An item of a list, and whether a section has brought it."""

    text: Rich
    drawn: bool


SheetData = dict[str, Any]
"""What ``sheet.typ`` is filled with."""


@dataclass(frozen=True)
class Look:
    """How pages look, whatever they say.

    :param language: of the site, as conf.py says it
    :param paper: ``a4`` or ``letter``
    :param colour: of letters and bars: ``#0b4f6c``
    :param logo: a picture for the cover, as its file
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

    :param start: ``HH:MM``; without it, minutes count from 0:00
    :param parts: who plays a part: part → name; a stage takes those that it has
    :param asked: ids of those of several questions or tasks that are taken
    :param then: what comes afterwards
    """

    date: str = ""
    start: str = ""
    place: str = ""
    candidate: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    then: str = ""


def sheet_data(
    role: RoleRecord,
    stage: EffectiveStage,
    tree: nodes.document,
    look: Look,
    *,
    url: str = "",
    occasion: Occasion = Occasion(),
) -> SheetData:
    """What is printed on the sheet of a stage.

    :param tree: the resolved doctree of the role's page
    :param url: the address of the stage on the site, empty for none
    """
    maker = _Maker(role, stage, StageTexts(tree, stage["id"]), look, occasion)
    return maker.data(url)


class _Maker:
    """Gathers the parts of one sheet."""

    def __init__(
        self,
        role: RoleRecord,
        stage: EffectiveStage,
        texts: StageTexts,
        look: Look,
        occasion: Occasion,
    ) -> None:
        self.role, self.stage, self.texts = role, stage, texts
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
            "role": self.role["title"],
            "stage": stage["title"],
            "version": stage["version"],
            "start": self.occasion.start,
            "then": self.occasion.then,
            "fields": self._fields(),
            "agenda": self._agenda(),
            "goals": self._items(stage["goals"], self.texts.items("goals")),
            "non_goals": self._items(stage["non_goals"], self.texts.items("non_goals")),
            "words": self._words(),
            "checks": {
                phase: self._items(
                    stage["checklist"][phase],
                    self.texts.items("checklist", phase),
                )
                for phase in PHASES
            },
            "tasks": self._tasks(),
            "groups": self._groups(),
            "scores": self._scores(),
            "rule": self.texts.rule(),
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
                "name": box["title"] or str(words.timebox(box["kind"])),
                "focus": box["kind"] == "main",
            }
            for box in self.stage["agenda"]
        ]

    # Lists -----------------------------------------------------------------------------------

    def _items(self, records: list[ItemRecord], texts: list[Rich]) -> list[SheetItem]:
        """The items in their form for the sheet, without those that are not for it."""
        found: list[SheetItem] = []
        for record, text in zip(records, texts, strict=True):
            if text:
                found.append({"text": text, "drawn": self._drawn(record)})
        return found

    def _drawn(self, record: ItemRecord) -> bool:
        return bool(record["source"]["document"] != self.role["id"])

    def _words(self) -> list[dict[str, Any]]:
        """What is said aloud: by the minute, then by cue."""
        openings = [
            (box["start"], self.texts.opening(n)) for n, box in enumerate(self.stage["agenda"])
        ]
        timed = [
            {"at": start, "cue": "", "text": said(text, self.quotes)}
            for start, text in openings
            if text
        ]
        cued = [
            {"at": None, "cue": record["cue"], "text": said(text, self.quotes)}
            for record, text in zip(self.stage["say"], self.texts.scripts(), strict=True)
            if text
        ]
        first_is_timed = bool(timed) and timed[0]["at"] == 0
        return [*timed, *cued] if first_is_timed else [*cued, *timed]

    # Task, questions, ratings ------------------------------------------------------------------

    def _tasks(self) -> list[dict[str, Any]]:
        return [
            {"title": record["title"], **self.texts.task(number)}
            for number, record in enumerate(self.stage["tasks"])
            if self._taken(record)
        ]

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
                "name": one["title"],
                "means": self.texts.means(one["title"]),
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
        texts = self.texts.question(record["id"])
        alternatives = [
            one["id"]
            for one in self.stage["questions"]
            if one["id"] in record["choice"] and self._taken(one)
        ]
        return {
            "ask": said(texts["ask"], self.quotes),
            "then": [said(one, self.quotes) for one in texts["then"]],
            "easier": said(texts["easier"], self.quotes),
            "harder": said(texts["harder"], self.quotes),
            "listen": texts["listen"],
            "probe": record["probe"],
            "or": record["id"] in alternatives[1:],
        }

    def _scores(self) -> list[dict[str, Any]]:
        rated = [one for one in self._competencies() if one["levels"]]
        numbers = {one["id"]: number for number, one in enumerate(rated)}
        return [
            {
                "name": one["title"],
                "means": self.texts.means(one["title"]),
                "needs": one["needs"],
                "levels": self._levels(numbers.get(one["id"])),
            }
            for one in self._competencies()
        ]

    def _levels(self, number: int | None) -> list[dict[str, Any]]:
        texts = self.texts.levels(number) if number is not None else []
        scale = self.stage["scale"]
        numbers = sorted(int(one) for one in scale) or range(1, len(texts) + 1)
        if not texts:
            texts = [plain(scale[str(one)]) for one in numbers]
        return [
            {"level": level, "text": text or plain(scale.get(str(level), "–"))}
            for level, text in zip(numbers, texts, strict=False)
        ]


def code(address: str) -> str:
    """An address as a QR code, in SVG."""
    written = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(written, kind="svg", border=0, xmldecl=False, omitsize=True)
    return written.getvalue().decode()
