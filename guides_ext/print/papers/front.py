"""The front of a sheet, for the room: the agenda from top to bottom (``front.typ``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guides_ext import words
from guides_ext.model.ids import TASK
from guides_ext.print.papers.paper import Filled
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
from guides_ext.print.papers.sheet import Sheet, title_of
from guides_ext.record.data import ItemRecord
from guides_ext.record.stage import TimeboxView

NOTES_COLUMN, NARROW_COLUMN = 56, 40
"""Width of the column for notes in millimetres, and where a page for notes comes with the front."""

LINES, LINES_A_MINUTE = 12, 0.4
"""Lines for notes that the longest timebox should have, at most, and for each of its minutes."""


def front(sheet: Sheet) -> Filled:
    """The agenda from top to bottom."""
    stage, label, where = sheet.stage, sheet.label, words.place(sheet.occasion.place)
    rows = [_row(sheet, index, box) for index, box in enumerate(stage["agenda"])]
    if left := _spent(sheet, stage["whenever"]["spent_on"]):
        rows.append({**BLANK, "title": label["left"], "parts": left})
    before = label["before"] if stage["meets_candidate"] else str(words.phase("before"))
    top = _weighed(
        ("goals", label["goals"], _items(sheet, stage["goals"])),
        ("goals", label["non_goals"], _items(sheet, stage["non_goals"])),
        ("checks", before, _items(sheet, stage["checklist"]["before"])),
    )
    bottom = _weighed(
        ("words", label["whenever"], _whenever(sheet)),
        ("checks", label["after"], _items(sheet, stage["checklist"]["after"])),
    )
    ratings = label["turn"] if sheet.competencies else ""
    longest = max((one["minutes"] for one in rows if one["present"]), default=0)
    written = [index for index, one in enumerate(rows) if one["lines"]]
    made: Filled = {
        "kind": "front",
        "leaf": True,
        "stage": stage["title"].words,
        "role": sheet.role["title"].words,
        "about": label["sheet"] % (stage["minutes"], f", {where}" if where else ""),
        "fields": sheet.fields("candidate", "interviewers", "date", "start"),
        "top": top,
        "rows": rows,
        "bottom": bottom,
        "foot": "   ".join(filter(None, [sheet.version, sheet.occasion.then])),
        "turn": label["turn_to_grid"] if sheet.is_debrief else ratings,
        "hint": "" if sheet.is_debrief else label["hint"],
        "notes": [NOTES_COLUMN, NARROW_COLUMN if sheet.notes else NOTES_COLUMN],
        "lines": min(LINES, int(longest * LINES_A_MINUTE)),
        "longest": max(written, key=lambda index: rows[index]["minutes"], default=None),
        # The size in which it may fit, in points. Type is tried from there, up and down, until it
        # fits and the next size would be a quarter of a point larger at most; below 8.9 a wide
        # column for notes is not tried. The figures are those of a line through the sheets of
        # docs/, most of which it meets within 0.2 points.
        "guess": 14.3 - (letters_in(rows) + 0.48 * letters_in([top, bottom])) / 538,
    }
    return _with_cuts(made)


# The agenda ------------------------------------------------------------------------------------

BLANK: Filled = {
    "clock": "", "minutes": 0, "length": "", "note": "", "focus": False, "present": True,
    "lines": True, "checks": [],
}  # fmt: skip
"""What a row of no minute has."""


def _row(sheet: Sheet, index: int, box: TimeboxView) -> Filled:
    before = {id for one in sheet.stage["agenda"][:index] for id in one["spent_on"]}
    opening = [_said(sheet, one) for one in box["say"] if not one["cue"]]
    cued = [_said(sheet, one, _when(sheet, one["cue"].words)) for one in box["say"] if one["cue"]]
    alone = box["who"] == "interviewers" and not sheet.is_debrief
    return {
        "title": title_of(box),
        "parts": [*opening, *_spent(sheet, box["spent_on"], TASK in before), *cued],
        "clock": sheet.occasion.clock(box["start"]),
        "minutes": box["minutes"],
        "length": words.minutes(box["minutes"]),
        "note": sheet.label["alone"] if alone else "",
        "focus": box["kind"] == "main",
        "present": box["who"] != "nobody" and not alone,
        "lines": not alone,
        "checks": _items(sheet, box["checks"]),
    }


def _said(sheet: Sheet, item: ItemRecord, cue: str = "") -> Filled:
    return _cued(cue, sheet.quoted(item["text"]), _is_drawn(sheet, item))


def _cued(cue: str, text: Paragraphs, drawn: bool = False) -> Filled:
    return {"kind": "say", "cue": cue, "text": text, "drawn": drawn, "cut": 0}


def _when(sheet: Sheet, cue: str) -> str:
    """``When the alarm rings`` for ``the alarm rings``; a sentence of its own is one already."""
    return cue if cue[:1].isupper() else sheet.label["when"] % cue


def _spent(sheet: Sheet, ids: Iterable[str], told: bool = False) -> list[Filled]:
    """Task and questions of a timebox; a task that was ``told`` above is named only."""
    questions = {one["id"]: one for one in sheet.asked}
    found: list[Filled] = []
    for id in ids:
        if id == TASK:
            found += [_task(sheet, one, told) for one in sheet.tasks]
        elif id in questions:
            found.append(_question(sheet, questions[id]))
    return found


def _task(sheet: Sheet, task: dict[str, Any], told: bool) -> Filled:
    far = [on_paper(task["far_enough"])] if task["far_enough"] else []
    ways = {"far_enough": far, "easier": shorts(task["easier"]), "harder": shorts(task["harder"])}
    either = ["e", f" {sheet.label['or']} "]
    shown = [
        {"label": sheet.label[key], "text": joined(texts, either)}
        for key, texts in ways.items()
        if texts
    ]
    return {
        "kind": "task",
        "title": task["title"].words,
        "brief": [] if told else on_paper(task["brief"]),
        "ways": [] if told else shown,
        "cut": 0,
    }


def _question(sheet: Sheet, record: dict[str, Any]) -> Filled:
    alternatives = [one["id"] for one in sheet.asked if one["id"] in record["choice"]]
    listen = [*shorts(record["listen_for"]), *_look_for(sheet, record)]
    return {
        "kind": "ask",
        "letter": record["letter"],
        "lead": sheet.label["probe"] if record["probe"] else "",
        "ask": sheet.quoted(record["ask"]),
        "then": [
            {"text": in_quotes(text, sheet.quotes), "cut": 0}
            for text in shorts(record["follow_ups"])
        ],
        "ways": [
            {"label": sheet.label[key], "text": sheet.quoted(record[key]), "cut": 0}
            for key in ("easier", "harder")
            if record[key]
        ],
        "listen": joined(listen, ["", " · "]),
        "probe": record["probe"],
        "or": record["id"] in alternatives[1:],
        "cut": 0,
    }


def _look_for(sheet: Sheet, question: dict[str, Any]) -> list[Paragraphs]:
    """What to listen for whatever the question: once, with a competency's first question."""
    about = question["competency"]
    if question is not next(one for one in sheet.asked if one["competency"] == about):
        return []
    return [text for one in sheet.competencies if one["id"] == about
            for text in shorts(one["look_for"])]  # fmt: skip


# Strips ----------------------------------------------------------------------------------------


def _items(sheet: Sheet, items: list[ItemRecord]) -> list[Filled]:
    """Goals or checks, without those that are not for the sheet."""
    return [
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


def _where(sheet: Sheet, item: ItemRecord) -> str:
    """The places of a check that is not one everywhere, where the place is not known."""
    known = sheet.occasion.place or set(sheet.stage["place"]) <= set(item["place"])
    return "" if known else words.places(item["place"])


def _is_drawn(sheet: Sheet, item: ItemRecord) -> bool:
    """Whether a section has brought an item."""
    return bool(item["source"]["document"] != sheet.role["id"])


def _whenever(sheet: Sheet) -> list[Filled]:
    """Words that belong to no minute; what may be asked of any answer; checks."""
    stage, label = sheet.stage, sheet.label
    recorded = stage["recorded"] or {}
    told = {
        label["about_tools"]: (stage["ai"] or {}).get("say"),
        label["before_recording"]: recorded["say"] if recorded.get("is") else None,
    }
    return [
        *(_said(sheet, one, one["cue"].words) for one in stage["whenever"]["say"]),
        *(
            _cued(cue, sheet.quoted(text))
            for cue, text in told.items()
            if text and stage["meets_candidate"]
        ),
        *(
            _cued(label["of_any"], in_quotes(text, sheet.quotes))
            for text in shorts(stage["follow_ups"])
        ),
        *({**one, "tick": True} for one in _items(sheet, stage["whenever"]["checks"])),
    ]


def _weighed(*parts: tuple[str, str, list[Filled]]) -> list[Filled]:
    """The lists of a strip that hold something: kind, title, items; each with its share of the
    width."""
    shown = [one for one in parts if one[2]]
    lengths = [
        sum(len(strings(one["text"])) + len(one["cue"]) + 12 for one in items)
        for *_, items in shown
    ]
    mean = sum(lengths) / max(len(lengths), 1)
    return [
        {
            "kind": kind,
            "title": title,
            "items": items,
            "weight": min(max(length, 0.7 * mean), 1.6 * mean),
        }
        for (kind, title, items), length in zip(shown, lengths, strict=True)
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
    strips: dict[str, list[Filled]] = {"checks": [], "goals": [], "words": []}
    for one in (*front["top"], *front["bottom"]):
        strips[one["kind"]] += one["items"]
    parts = [part for row in front["rows"] for part in row["parts"]]
    asked = [part for part in parts if part["kind"] == "ask"]
    kept = [one for one in asked if not one["probe"]]
    yield from _drawn(strips["checks"])
    yield from _drawn(strips["goals"])
    yield from reversed([one for one in asked if one["probe"]])
    yield from reversed([then for one in kept for then in one["then"][1:]])
    yield from reversed([way for one in kept for way in one["ways"]])
    yield from _drawn(item for row in front["rows"] for item in row["checks"])
    yield from _drawn(strips["words"])
    yield from _drawn(part for part in parts if part["kind"] == "say")


def _drawn(items: Iterable[Filled]) -> Iterator[Filled]:
    """Drawn-in items, the last first."""
    return reversed([one for one in items if one["drawn"]])
