"""The page for notes, with the clock down its edge (``notes.typ``)."""

from __future__ import annotations

from guides_ext.print.papers.paper import Filled
from guides_ext.print.papers.sheet import Sheet, title_of, with_candidate


def notes_page(sheet: Sheet) -> Filled:
    """Lines, with the clock beside them."""
    letters = [one["letter"] for one in sheet.competencies]
    return {
        "kind": "notes",
        "leaf": False,
        "title": sheet.label["notes"],
        "about": sheet.title,
        "fields": sheet.fields("candidate", "rater", "date"),
        "rows": [
            {
                "clock": sheet.occasion.clock(box["start"]),
                "title": title_of(box),
                "minutes": box["minutes"],
            }
            for box in with_candidate(sheet.stage)
        ],
        "letters": "  ".join([sheet.label["notes_hint"], *letters]),
        "foot": sheet.version,
    }
