"""The sheet of a stage: a front for the room, a scorecard, a page for notes.

Each is a pure function of the record of its role: what ``front.typ``, ``scorecard.typ`` and
``notes.typ`` are filled with.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import segno

from guides_ext import words
from guides_ext.model.ids import TASK
from guides_ext.print.labels import about, hand_in, quotes
from guides_ext.print.runs import (
    Paragraphs,
    joined,
    letters_in,
    on_paper,
    said,
    short,
    shorts,
    strings,
    unmarked,
)
from guides_ext.record.stage import all_seen
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guides_ext.record.data import ItemRecord, RoleRecord
    from guides_ext.record.stage import EffectiveStage, TimeboxView
    from guides_ext.record.text import RichText

Filled = dict[str, Any]
"""What a paper's template is filled with; ``kind`` says which that is."""

NOTES_COLUMN, NARROW_COLUMN = 56, 40
"""Width of the column for notes in millimetres, and where a page for notes comes with the front."""

LINES, LINES_A_MINUTE = 12, 0.4
"""Lines for notes that the longest timebox should have, at most, and for each of its minutes."""

NOTES_FROM = 45
"""Minutes with the candidate beyond which a stage has a page for notes."""


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
        parts: who plays which part: ``part`` or ``stage/part`` → name.
        rater: the name of whom this copy is for; without it, of all that are known.
        asked: ids of those of several questions or tasks that are taken.
        then: what comes afterwards.
        next: the same for the candidate, each with its time of day.
    """

    date: str = ""
    start: str = ""
    place: str = ""
    candidate: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    rater: str = ""
    asked: frozenset[str] = frozenset()
    then: str = ""
    next: tuple[tuple[str, str], ...] = ()

    def clock(self, minute: int) -> str:
        """The time of day of a minute of the meeting; without a start, hours and minutes of it."""
        hours, minutes = map(int, (self.start or "0:00").split(":"))
        at = hours * 60 + minutes + minute
        return f"{at // 60 % 24}:{at % 60:02}"

    @property
    def where(self) -> str:
        """The place, as a reader knows it; empty where it is not known."""
        return str(words.place(self.place)) if self.place else ""

    def plays(self, stage: str, part: str) -> str:
        """The name of who plays a part in a stage; empty where it is not known."""
        return self.parts.get(f"{stage}/{part}") or self.parts.get(part, "")

    def takes(self, record: Mapping[str, Any]) -> bool:
        """Whether a question or task is meant: no choice, the chosen one, or any at present."""
        chosen = self.asked & set(record["choice"])
        return record["id"] in chosen if chosen else bool(record["now"])

    def is_at(self, item: ItemRecord) -> bool:
        """Whether a check is one where the meeting is, as far as that is known."""
        here = self.place.casefold()
        return not here or not item["place"] or here in map(str.casefold, item["place"])


def has_notes(stage: Mapping[str, Any]) -> bool:
    """Whether a page for notes comes with a stage's front."""
    present = (box["minutes"] for box in stage["agenda"] if box["who"] in PRESENT)
    return bool(sum(present) > NOTES_FROM)


PRESENT = ("everyone", "candidate")


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
        look: Look,
        occasion: Occasion = Occasion(),
        *,
        url: str = "",
        notes: bool = False,
    ) -> None:
        self.role, self.occasion, self.url, self.notes = role, occasion, url, notes
        self.stage: EffectiveStage = role["stages"][stage]
        self.quotes = quotes(look.language)

    # Front -----------------------------------------------------------------------------------

    def front(self) -> Filled:
        """The agenda from top to bottom."""
        stage = self.stage
        rows = [self._row(index, box) for index, box in enumerate(stage["agenda"])]
        if left := self._spent(stage["whenever"]["spent_on"], set()):
            rows.append(_row_of(str(_("When there is time")), left))
        debrief = stage["format"] == "debrief"
        longest = max((one["minutes"] for one in rows if one["present"]), default=0)
        written = [index for index, one in enumerate(rows) if one["lines"]]
        made: Filled = {
            "kind": "front",
            "leaf": True,
            "stage": stage["title"].words,
            "role": self.role["title"].words,
            "about": about(stage["minutes"], self.occasion.where),
            "fields": self._fields("candidate", "interviewers", "date", "start"),
            "top": _weighed(
                [
                    self._items("goals", _("What this stage is for"), stage["goals"]),
                    self._items("goals", _("What it is not for"), stage["non_goals"]),
                    self._checks(_("Before they arrive"), stage["checklist"]["before"]),
                ]
            ),
            "rows": rows,
            "bottom": _weighed(
                [self._whenever(), self._checks(_("After"), stage["checklist"]["after"])]
            ),
            "foot": "   ".join(filter(None, [self._version(), self.occasion.then])),
            "turn": self._overleaf(),
            "hint": "" if debrief else str(_("Notes: time, what was said and done, no verdicts")),
            "notes": [NOTES_COLUMN, NARROW_COLUMN if self.notes else NOTES_COLUMN],
            "lines": min(LINES, int(longest * LINES_A_MINUTE)),
            "longest": max(written, key=lambda index: rows[index]["minutes"], default=None),
        }
        strips = letters_in([made["top"], made["bottom"]])
        made["guess"] = 11 - (letters_in(rows) + 0.35 * strips - 1500) / 460
        return _with_cuts(made)

    def _overleaf(self) -> str:
        if self.stage["format"] == "debrief":
            return str(_("Overleaf: all ratings"))
        return str(_("Ratings: overleaf, alone, afterwards")) if self.competencies else ""

    def _row(self, index: int, box: TimeboxView) -> Filled:
        before = {id for one in self.stage["agenda"][:index] for id in one["spent_on"]}
        opening = [self._words(one) for one in box["say"] if not one["cue"]]
        cued = [self._words(one, _when(one["cue"].words)) for one in box["say"] if one["cue"]]
        alone = box["who"] == "interviewers" and self.stage["format"] != "debrief"
        return {
            **_row_of(title_of(box), [*opening, *self._spent(box["spent_on"], before), *cued]),
            "clock": self.occasion.clock(box["start"]),
            "minutes": box["minutes"],
            "length": words.minutes(box["minutes"]),
            "note": str(_("without the candidate")) if alone else "",
            "focus": box["kind"] == "main",
            "present": box["who"] != "nobody" and not alone,
            "lines": not alone,
            "checks": self._ticked(box["checks"]),
        }

    def _words(self, item: ItemRecord, cue: str = "") -> Filled:
        return _cued(cue, self._said(item["text"]), drawn=self._is_drawn(item))

    def _spent(self, ids: Iterable[str], before: set[str]) -> list[Filled]:
        """Task and questions of a timebox; a task that has stood above is named only."""
        tasks = [one for one in self.stage["tasks"] if self.occasion.takes(one)]
        questions = {one["id"]: one for one in self._asked}
        found: list[Filled] = []
        for id in ids:
            if id == TASK:
                found += [_task(one, whole=TASK not in before) for one in tasks]
            elif id in questions:
                found.append(self._question(questions[id]))
        return found

    @property
    def _asked(self) -> list[dict[str, Any]]:
        """The questions that are meant, of each choice those that are taken."""
        return [one for one in self.stage["questions"] if self.occasion.takes(one)]

    def _question(self, record: dict[str, Any]) -> Filled:
        alternatives = [one["id"] for one in self._asked if one["id"] in record["choice"]]
        ways = [
            {"label": str(label), "text": self._said(record[key]), "cut": 0}
            for key, label in (("easier", _("easier")), ("harder", _("harder")))
            if record[key]
        ]
        return {
            "kind": "ask",
            "letter": record["letter"],
            "lead": str(_("when there is time")) if record["probe"] else "",
            "ask": self._said(record["ask"]),
            "then": [
                {"text": said(text, self.quotes), "cut": 0} for text in shorts(record["follow_ups"])
            ],
            "ways": ways,
            "listen": joined([*shorts(record["listen_for"]), *self._look_for(record)], " · "),
            "probe": record["probe"],
            "or": record["id"] in alternatives[1:],
            "cut": 0,
        }

    def _look_for(self, question: dict[str, Any]) -> list[Paragraphs]:
        """What to listen for whatever the question: once, with a competency's first question."""
        first = next(one for one in self._asked if one["competency"] == question["competency"])
        seen = {one["id"]: one for one in self.competencies}
        one = seen.get(question["competency"])
        return shorts(one["look_for"]) if one and first is question else []

    def _said(self, text: RichText | None) -> Paragraphs:
        return said(on_paper(text), self.quotes)

    # Strips ----------------------------------------------------------------------------------

    def _items(self, kind: str, title: object, items: list[ItemRecord]) -> Filled:
        """A list under its title, without the items that are not for the sheet."""
        shown = [
            {
                "text": text,
                "cue": "",
                "place": self._where(one),
                "drawn": self._is_drawn(one),
                "cut": 0,
            }
            for one in items
            if self.occasion.is_at(one) and (text := short(one))
        ]
        return {"kind": kind, "title": str(title), "items": shown}

    def _checks(self, title: object, items: list[ItemRecord]) -> Filled:
        return self._items("checks", title, items)

    def _ticked(self, items: list[ItemRecord]) -> list[Filled]:
        found: list[Filled] = self._checks("", items)["items"]
        return found

    def _where(self, item: ItemRecord) -> str:
        """The places of a check that is not one everywhere, where the place is not known."""
        known = self.occasion.place or set(self.stage["place"]) <= set(item["place"])
        return "" if known else words.places(item["place"])

    def _whenever(self) -> Filled:
        """Words that belong to no minute; what may be asked of any answer; checks."""
        stage = self.stage
        recorded = stage["recorded"]
        told = [
            (str(_("About tools")), (stage["ai"] or {}).get("say")),
            (str(_("Before recording")), recorded["say"] if recorded and recorded["is"] else None),
        ]
        told = told if stage["meets_candidate"] else []
        items = [
            *(self._words(one, one["cue"].words) for one in stage["whenever"]["say"]),
            *(_cued(cue, self._said(text)) for cue, text in told if text),
            *(
                _cued(str(_("Of any answer")), said(text, self.quotes))
                for text in shorts(stage["follow_ups"])
            ),
        ]
        checks = [{**one, "tick": True} for one in self._ticked(stage["whenever"]["checks"])]
        return {"kind": "words", "title": str(_("Whenever")), "items": [*items, *checks]}

    def _is_drawn(self, item: ItemRecord) -> bool:
        """Whether a section has brought an item."""
        return bool(item["source"]["document"] != self.role["id"])

    # Head ------------------------------------------------------------------------------------

    def _version(self) -> str:
        return f"{_('Version')} {self.stage['version']}"

    def _fields(self, *names: str) -> list[Filled]:
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

    # Scorecard -------------------------------------------------------------------------------

    def scorecard(self) -> Filled:
        """What is filled in alone, afterwards."""
        title = f"{self.stage['title'].words}, {self.role['title'].words}"
        scores, ending = [self._score(one) for one in self.competencies], self._ending()
        return {
            "kind": "back",
            "leaf": False,
            "title": str(_("Scorecard")),
            "about": title,
            "overleaf": str(_("Overleaf: the guide for the room")),
            "fields": self._fields("candidate", "rater", "date"),
            "scores": scores,
            "ending": ending,
            "guess": 10.65 - (letters_in([scores, ending]) + 300 * len(scores) - 2800) / 650,
            "foot": self._version(),
            "signed": [str(_("Rated alone at")), str(_("Signature"))],
            "url": self.url.partition("://")[2],
            "code": code(f"{self.url}?v={self.stage['version']}") if self.url else "",
        }

    @property
    def competencies(self) -> list[dict[str, Any]]:
        """Those that the stage looks at, in the order of their letters."""
        return all_seen(self.stage["competencies"])

    def _score(self, competency: dict[str, Any]) -> Filled:
        asked = {one["competency"] for one in self._asked}
        look_for = [] if competency["id"] in asked else shorts(competency["look_for"])
        return {
            "letter": competency["letter"],
            "name": competency["title"].words,
            "means": on_paper(competency["means"]),
            "more": [{"label": str(_("listen for")), "text": text} for text in look_for],
            "here": on_paper(competency["here"]),
            "levels": self._levels(competency["levels"]),
        }

    def _levels(self, anchored: dict[str, RichText]) -> list[Filled]:
        """Each level of the scale, lowest first: its name, and what it looks like."""
        scale = self.stage["scale"]
        numbers = sorted(scale or {n for one in self.competencies for n in one["levels"]})
        return [
            {
                "level": int(number),
                "name": scale[number].words if number in scale else "",
                "text": on_paper(anchored.get(number)) or ([] if scale else unmarked("–")),
            }
            for number in numbers
        ]

    def _ending(self) -> list[Filled]:
        """What is to be known and done when all is rated."""
        needs = [f"{one['letter']} {one['needs']}" for one in self.competencies if one["needs"]]
        after = [
            *(unmarked(f"{_('What the job needs:')} {' · '.join(needs)}") if needs else []),
            *_led(str(_("Goes on:")), on_paper(self.stage["goes_on"])),
        ]
        texts = [
            (_("Overall"), on_paper(self.stage["rule"])),
            (_("After rating"), after),
            (_("How long this is kept"), on_paper(self.role["keep_notes"])),
        ]
        checks = [*map(unmarked, hand_in())]
        return [
            *({"kind": "text", "title": str(t), "items": [items]} for t, items in texts if items),
            {"kind": "checks", "title": str(_("Before handing in")), "items": checks},
        ]

    # Notes -----------------------------------------------------------------------------------

    def notes_page(self) -> Filled:
        """Lines, with the clock beside them."""
        letters = "  ".join(one["letter"] for one in self.competencies)
        met = [box for box in self.stage["agenda"] if box["who"] in PRESENT]
        return {
            "kind": "notes",
            "leaf": False,
            "title": str(_("Notes")),
            "about": f"{self.stage['title'].words}, {self.role['title'].words}",
            "hint": str(_("time, what was said and done, no verdicts; the letter at the end")),
            "fields": self._fields("candidate", "rater", "date"),
            "rows": [
                {
                    "clock": self.occasion.clock(box["start"]),
                    "title": title_of(box),
                    "minutes": box["minutes"],
                }
                for box in met
            ],
            "letters": letters,
            "foot": self._version(),
        }


def played(part: str, name: str) -> str:
    """Who plays a part: ``Ines (notes)``; without a name there is room for one."""
    shown = part.replace("-", " ")
    return f"{name} ({shown})" if name else f"{shown}:"


def title_of(box: TimeboxView) -> str:
    """The title of a timebox, its kind's name where it has none."""
    return box["title"].words if box["title"] else str(words.timebox(box["kind"]))


def _led(lead: str, text: Paragraphs) -> Paragraphs:
    """A text behind a word of ours."""
    return [[["", f"{lead} "], *text[0]], *text[1:]] if text else []


def _row_of(title: str, parts: list[Filled]) -> Filled:
    """A row of no minute."""
    return {
        "title": title, "parts": parts, "clock": "", "minutes": 0, "length": "", "note": "",
        "focus": False, "present": True, "lines": True, "checks": [],
    }  # fmt: skip


def _cued(cue: str, text: Paragraphs, *, drawn: bool = False) -> Filled:
    return {"kind": "say", "cue": cue, "text": text, "drawn": drawn, "cut": 0}


def _when(cue: str) -> str:
    """``When the alarm rings`` for ``the alarm rings``; a sentence of its own is one already."""
    return cue if cue[:1].isupper() else str(_("When %s") % cue)


def _task(task: dict[str, Any], *, whole: bool) -> Filled:
    ways = [
        (_("far enough"), [on_paper(task["far_enough"])] if task["far_enough"] else []),
        (_("easier"), shorts(task["easier"])),
        (_("harder"), shorts(task["harder"])),
    ]
    either = f" {_('or')} "
    shown = [{"label": str(label), "text": joined(texts, either)} for label, texts in ways if texts]
    return {
        "kind": "task",
        "title": task["title"].words,
        "brief": on_paper(task["brief"]) if whole else [],
        "ways": shown if whole else [],
        "cut": 0,
    }


def _weighed(parts: list[Filled]) -> list[Filled]:
    """The lists of a strip that hold something, each with the share of its width."""
    shown = [one for one in parts if one["items"]]
    lengths = [
        sum(len(strings(item["text"])) + len(item["cue"]) + 12 for item in one["items"])
        for one in shown
    ]
    mean = sum(lengths) / max(len(lengths), 1)
    return [
        {**one, "weight": min(max(length, 0.7 * mean), 1.6 * mean)}
        for one, length in zip(shown, lengths, strict=True)
    ]


# Leaving out -----------------------------------------------------------------------------------


def _with_cuts(front: Filled) -> Filled:
    """A front whose parts know when they are left out, where it does not fit otherwise.

    ``cut`` counts from 1, in the order that is promised; 0 is never. ``left_out`` are their texts
    in that order.
    """
    texts: list[str] = []
    for piece in _dispensable(front):
        texts.append(strings(piece.get("ask") or piece["text"]))
        piece["cut"] = len(texts)
    return {**front, "cuts": len(texts), "left_out": texts}


def _dispensable(front: Filled) -> Iterator[Filled]:
    """What a front can do without: nothing that the stage's own file checks or says."""
    strips = [*front["top"], *front["bottom"]]
    parts = [part for row in front["rows"] for part in row["parts"]]
    asked = [part for part in parts if part["kind"] == "ask"]
    for kind in ("checks", "goals"):
        yield from _drawn(item for one in strips if one["kind"] == kind for item in one["items"])
    yield from reversed([one for one in asked if one["probe"]])
    kept = [one for one in asked if not one["probe"]]
    yield from reversed([then for one in kept for then in one["then"][1:]])
    yield from reversed([way for one in kept for way in one["ways"]])
    yield from _drawn(item for row in front["rows"] for item in row["checks"])
    yield from _drawn(item for one in strips if one["kind"] == "words" for item in one["items"])
    yield from _drawn(part for part in parts if part["kind"] == "say")


def _drawn(items: Iterable[Filled]) -> Iterator[Filled]:
    """Drawn-in items, the last first."""
    return reversed([one for one in items if one["drawn"]])


def code(address: str) -> str:
    """An address as a QR code, in SVG."""
    written = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(written, kind="svg", border=0, xmldecl=False, omitsize=True)
    return written.getvalue().decode()
