"""The page for notes, with the clock down its edge (``notes.typ``)."""

from __future__ import annotations

from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.sheet import PRESENT, Sheet, title_of


def notes_page(sheet: Sheet) -> Filled:
    """Lines, with the clock beside them."""
    met = [box for box in sheet.stage["agenda"] if box["who"] in PRESENT]
    return {
        "kind": "notes",
        "leaf": False,
        "title": sheet.label["notes"],
        "about": sheet.title,
        "hint": sheet.label["notes_hint"],
        "fields": sheet.fields("candidate", "rater", "date"),
        "rows": [
            {
                "clock": sheet.occasion.clock(box["start"]),
                "title": title_of(box),
                "minutes": box["minutes"],
            }
            for box in met
        ],
        "letters": "  ".join(one["letter"] for one in sheet.competencies),
        "foot": sheet.version,
    }
