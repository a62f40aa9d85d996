"""The back of a sheet, filled in alone, afterwards (``scorecard.typ``)."""

from __future__ import annotations

import io
from typing import Any

import segno

from guides_ext.print.papers.labels import hand_in
from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.runs import behind, letters_in, on_paper, shorts, unmarked
from guides_ext.print.papers.sheet import Sheet, headed


def scorecard(sheet: Sheet) -> Filled:
    """What is filled in alone, afterwards."""
    label = sheet.label
    scores, ending = [_score(sheet, one) for one in sheet.competencies], _ending(sheet)
    return {
        "kind": "back",
        "leaf": False,
        "title": label["scorecard"],
        "about": sheet.title,
        "overleaf": label["guide"],
        "fields": sheet.fields("candidate", "rater", "date"),
        "scores": scores,
        "ending": ending,
        "checks": {"title": label["hand_in"], "items": [*map(unmarked, hand_in())]},
        # As a front's: a line through the scorecards of docs/.
        "guess": 14.38 - (letters_in([scores, ending]) + 267 * len(scores)) / 790,
        "foot": sheet.version,
        "signed": [label["rated"], label["signature"]],
        "url": sheet.url.partition("://")[2],
        "code": code(f"{sheet.url}?v={sheet.stage['version']}") if sheet.url else "",
    }


def _score(sheet: Sheet, competency: dict[str, Any]) -> Filled:
    """A competency; each level of the scale, lowest first: its name, and what it looks like."""
    asked = any(one["competency"] == competency["id"] for one in sheet.asked)
    scale, levels = sheet.stage["scale"], competency["levels"]
    numbers = sorted(scale or {n for one in sheet.competencies for n in one["levels"]})
    return {
        "letter": competency["letter"],
        "name": competency["title"].words,
        "means": on_paper(competency["means"]),
        "listen": [] if asked else shorts(competency["look_for"]),
        "here": on_paper(competency["here"]),
        "levels": [
            {
                "level": number,
                "name": scale[number].words if scale else "",
                "text": on_paper(levels.get(number)) or ([] if scale else unmarked("–")),
            }
            for number in numbers
        ],
    }


def _ending(sheet: Sheet) -> list[Filled]:
    """What is to be known when all is rated."""
    label = sheet.label
    needs = [f"{one['letter']} {one['needs']}" for one in sheet.competencies if one["needs"]]
    after = [
        *(unmarked(f"{label['job_needs']} {' · '.join(needs)}") if needs else []),
        *behind(["", f"{label['goes_on']} "], on_paper(sheet.stage["goes_on"])),
    ]
    in_debrief = sheet.rule_is_elsewhere
    overall = unmarked(label["in_debrief"]) if in_debrief else on_paper(sheet.stage["rule"])
    return headed(
        (label["overall"], [overall]),
        (label["after_rating"], [after]),
        (label["kept"], [on_paper(sheet.role["keep_notes"])]),
    )


def code(address: str) -> str:
    """An address as a QR code, in SVG."""
    written = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(written, kind="svg", border=0, xmldecl=False, omitsize=True)
    return written.getvalue().decode()
