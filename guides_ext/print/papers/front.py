"""The front of a sheet, for the room: the agenda from top to bottom (``front.typ``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.model.ids import TASK
from guides_ext.print.papers.labels import about
from guides_ext.print.papers.runs import (
    Paragraphs,
    in_quotes,
    joined,
    letters_in,
    on_paper,
    short,
    shorts,
    strings,
)
from guides_ext.print.papers.sheet import title_of
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.papers.sheet import Filled, Sheet
    from guides_ext.record.data import ItemRecord
    from guides_ext.record.stage import TimeboxView

NOTES_COLUMN, NARROW_COLUMN = 56, 40
"""Width of the column for notes in millimetres, and where a page for notes comes with the front."""

LINES, LINES_A_MINUTE = 12, 0.4
"""Lines for notes that the longest timebox should have, at most, and for each of its minutes."""


def front(sheet: Sheet) -> Filled:
    """The agenda from top to bottom."""
    stage = sheet.stage
    rows = [_row(sheet, index, box) for index, box in enumerate(stage["agenda"])]
    if left := _spent(sheet, stage["whenever"]["spent_on"], set()):
        rows.append(_row_of(str(_("When there is time")), left))
    debrief = stage["format"] == "debrief"
    before = _("Before they arrive") if stage["meets_candidate"] else words.phase("before")
    longest = max((one["minutes"] for one in rows if one["present"]), default=0)
    written = [index for index, one in enumerate(rows) if one["lines"]]
    made: Filled = {
        "kind": "front",
        "leaf": True,
        "stage": stage["title"].words,
        "role": sheet.role["title"].words,
        "about": about(stage["minutes"], sheet.occasion.where),
        "fields": sheet.fields("candidate", "interviewers", "date", "start"),
        "top": _weighed(
            [
                _items(sheet, "goals", _("What this stage is for"), stage["goals"]),
                _items(sheet, "goals", _("What it is not for"), stage["non_goals"]),
                _checks(sheet, before, stage["checklist"]["before"]),
            ]
        ),
        "rows": rows,
        "bottom": _weighed(
            [_whenever(sheet), _checks(sheet, _("After"), stage["checklist"]["after"])]
        ),
        "foot": "   ".join(filter(None, [sheet.version, sheet.occasion.then])),
        "turn": _overleaf(sheet),
        "hint": "" if debrief else str(_("Notes: time, what was said and done, no verdicts")),
        "notes": [NOTES_COLUMN, NARROW_COLUMN if sheet.notes else NOTES_COLUMN],
        "lines": min(LINES, int(longest * LINES_A_MINUTE)),
        "longest": max(written, key=lambda index: rows[index]["minutes"], default=None),
    }
    made["guess"] = _guess(made)
    return _with_cuts(made)


def _guess(made: Filled) -> float:
    """The size in which a front may fit, in points, from the number of its characters.

    Type is tried from there, up and down, until it fits and the next size would be a quarter of a
    point larger at most; below 8.9 a wide column for notes is not tried. The figures are those of a
    line through the sheets of ``docs/``, most of which it meets within 0.2 points.
    """
    strips = letters_in([made["top"], made["bottom"]])
    return 11 - (letters_in(made["rows"]) + 0.35 * strips - 1500) / 460


def _overleaf(sheet: Sheet) -> str:
    if sheet.stage["format"] == "debrief":
        return str(_("Overleaf: all ratings"))
    return str(_("Ratings: overleaf, alone, afterwards")) if sheet.competencies else ""


def _row(sheet: Sheet, index: int, box: TimeboxView) -> Filled:
    before = {id for one in sheet.stage["agenda"][:index] for id in one["spent_on"]}
    opening = [_words(sheet, one) for one in box["say"] if not one["cue"]]
    cued = [_words(sheet, one, _when(one["cue"].words)) for one in box["say"] if one["cue"]]
    alone = box["who"] == "interviewers" and sheet.stage["format"] != "debrief"
    return {
        **_row_of(title_of(box), [*opening, *_spent(sheet, box["spent_on"], before), *cued]),
        "clock": sheet.occasion.clock(box["start"]),
        "minutes": box["minutes"],
        "length": words.minutes(box["minutes"]),
        "note": str(_("without the candidate")) if alone else "",
        "focus": box["kind"] == "main",
        "present": box["who"] != "nobody" and not alone,
        "lines": not alone,
        "checks": _ticked(sheet, box["checks"]),
    }


def _words(sheet: Sheet, item: ItemRecord, cue: str = "") -> Filled:
    return _cued(cue, sheet.quoted(item["text"]), drawn=_is_drawn(sheet, item))


def _spent(sheet: Sheet, ids: Iterable[str], before: set[str]) -> list[Filled]:
    """Task and questions of a timebox; a task that has stood above is named only."""
    tasks = [one for one in sheet.stage["tasks"] if sheet.occasion.takes(one)]
    questions = {one["id"]: one for one in sheet.asked}
    found: list[Filled] = []
    for id in ids:
        if id == TASK:
            found += [_task(one, whole=TASK not in before) for one in tasks]
        elif id in questions:
            found.append(_question(sheet, questions[id]))
    return found


def _question(sheet: Sheet, record: dict[str, Any]) -> Filled:
    alternatives = [one["id"] for one in sheet.asked if one["id"] in record["choice"]]
    ways = [
        {"label": str(label), "text": sheet.quoted(record[key]), "cut": 0}
        for key, label in (("easier", _("easier")), ("harder", _("harder")))
        if record[key]
    ]
    return {
        "kind": "ask",
        "letter": record["letter"],
        "lead": str(_("when there is time")) if record["probe"] else "",
        "ask": sheet.quoted(record["ask"]),
        "then": [
            {"text": in_quotes(text, sheet.quotes), "cut": 0}
            for text in shorts(record["follow_ups"])
        ],
        "ways": ways,
        "listen": joined([*shorts(record["listen_for"]), *_look_for(sheet, record)], ["", " · "]),
        "probe": record["probe"],
        "or": record["id"] in alternatives[1:],
        "cut": 0,
    }


def _look_for(sheet: Sheet, question: dict[str, Any]) -> list[Paragraphs]:
    """What to listen for whatever the question: once, with a competency's first question."""
    first = next(one for one in sheet.asked if one["competency"] == question["competency"])
    seen = {one["id"]: one for one in sheet.competencies}
    one = seen.get(question["competency"])
    return shorts(one["look_for"]) if one and first is question else []


# Strips ----------------------------------------------------------------------------------


def _items(sheet: Sheet, kind: str, title: object, items: list[ItemRecord]) -> Filled:
    """A list under its title, without the items that are not for the sheet."""
    shown = [
        {
            "text": text,
            "cue": "",
            "place": _where(sheet, one),
            "drawn": _is_drawn(sheet, one),
            "cut": 0,
        }
        for one in items
        if sheet.occasion.is_at(one) and (text := short(one))
    ]
    return {"kind": kind, "title": str(title), "items": shown}


def _checks(sheet: Sheet, title: object, items: list[ItemRecord]) -> Filled:
    return _items(sheet, "checks", title, items)


def _ticked(sheet: Sheet, items: list[ItemRecord]) -> list[Filled]:
    found: list[Filled] = _checks(sheet, "", items)["items"]
    return found


def _where(sheet: Sheet, item: ItemRecord) -> str:
    """The places of a check that is not one everywhere, where the place is not known."""
    known = sheet.occasion.place or set(sheet.stage["place"]) <= set(item["place"])
    return "" if known else words.places(item["place"])


def _whenever(sheet: Sheet) -> Filled:
    """Words that belong to no minute; what may be asked of any answer; checks."""
    stage = sheet.stage
    recorded = stage["recorded"]
    told = [
        (str(_("About tools")), (stage["ai"] or {}).get("say")),
        (str(_("Before recording")), recorded["say"] if recorded and recorded["is"] else None),
    ]
    told = told if stage["meets_candidate"] else []
    items = [
        *(_words(sheet, one, one["cue"].words) for one in stage["whenever"]["say"]),
        *(_cued(cue, sheet.quoted(text)) for cue, text in told if text),
        *(
            _cued(str(_("Of any answer")), in_quotes(text, sheet.quotes))
            for text in shorts(stage["follow_ups"])
        ),
    ]
    checks = [{**one, "tick": True} for one in _ticked(sheet, stage["whenever"]["checks"])]
    return {"kind": "words", "title": str(_("Whenever")), "items": [*items, *checks]}


def _is_drawn(sheet: Sheet, item: ItemRecord) -> bool:
    """Whether a section has brought an item."""
    return bool(item["source"]["document"] != sheet.role["id"])


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
    either = ["e", f" {_('or')} "]
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
