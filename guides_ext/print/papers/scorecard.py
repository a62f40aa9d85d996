"""The back of a sheet, filled in alone, afterwards (``scorecard.typ``)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import segno

from guides_ext.print.papers.labels import hand_in
from guides_ext.print.papers.runs import Paragraphs, letters_in, on_paper, shorts, unmarked
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.print.papers.sheet import Filled, Sheet
    from guides_ext.record.text import RichText


def scorecard(sheet: Sheet) -> Filled:
    """What is filled in alone, afterwards."""
    title = f"{sheet.stage['title'].words}, {sheet.role['title'].words}"
    scores, ending = [_score(sheet, one) for one in sheet.competencies], _ending(sheet)
    return {
        "kind": "back",
        "leaf": False,
        "title": str(_("Scorecard")),
        "about": title,
        "overleaf": str(_("Overleaf: the guide for the room")),
        "fields": sheet.fields("candidate", "rater", "date"),
        "scores": scores,
        "ending": ending,
        # As a front's: a line through the scorecards of docs/.
        "guess": 10.65 - (letters_in([scores, ending]) + 300 * len(scores) - 2800) / 650,
        "foot": sheet.version,
        "signed": [str(_("Rated alone at")), str(_("Signature"))],
        "url": sheet.url.partition("://")[2],
        "code": code(f"{sheet.url}?v={sheet.stage['version']}") if sheet.url else "",
    }


def _score(sheet: Sheet, competency: dict[str, Any]) -> Filled:
    asked = {one["competency"] for one in sheet.asked}
    look_for = [] if competency["id"] in asked else shorts(competency["look_for"])
    return {
        "letter": competency["letter"],
        "name": competency["title"].words,
        "means": on_paper(competency["means"]),
        "more": [{"label": str(_("listen for")), "text": text} for text in look_for],
        "here": on_paper(competency["here"]),
        "levels": _levels(sheet, competency["levels"]),
    }


def _levels(sheet: Sheet, anchored: dict[str, RichText]) -> list[Filled]:
    """Each level of the scale, lowest first: its name, and what it looks like."""
    scale = sheet.stage["scale"]
    numbers = sorted(scale or {n for one in sheet.competencies for n in one["levels"]})
    return [
        {
            "level": int(number),
            "name": scale[number].words if number in scale else "",
            "text": on_paper(anchored.get(number)) or ([] if scale else unmarked("–")),
        }
        for number in numbers
    ]


def _ending(sheet: Sheet) -> list[Filled]:
    """What is to be known and done when all is rated."""
    needs = [f"{one['letter']} {one['needs']}" for one in sheet.competencies if one["needs"]]
    after = [
        *(unmarked(f"{_('What the job needs:')} {' · '.join(needs)}") if needs else []),
        *_led(str(_("Goes on:")), on_paper(sheet.stage["goes_on"])),
    ]
    texts = [
        (_("Overall"), on_paper(sheet.stage["rule"])),
        (_("After rating"), after),
        (_("How long this is kept"), on_paper(sheet.role["keep_notes"])),
    ]
    checks = [*map(unmarked, hand_in())]
    return [
        *({"kind": "text", "title": str(t), "items": [items]} for t, items in texts if items),
        {"kind": "checks", "title": str(_("Before handing in")), "items": checks},
    ]


def _led(lead: str, text: Paragraphs) -> Paragraphs:
    """A text behind a word of ours."""
    return [[["", f"{lead} "], *text[0]], *text[1:]] if text else []


def code(address: str) -> str:
    """An address as a QR code, in SVG."""
    written = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(written, kind="svg", border=0, xmldecl=False, omitsize=True)
    return written.getvalue().decode()
