"""The page for notes, with the clock down its edge (``notes.typ``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.print.papers.sheet import PRESENT, title_of
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.print.papers.sheet import Filled, Sheet


def notes_page(sheet: Sheet) -> Filled:
    """Lines, with the clock beside them."""
    letters = "  ".join(one["letter"] for one in sheet.competencies)
    met = [box for box in sheet.stage["agenda"] if box["who"] in PRESENT]
    return {
        "kind": "notes",
        "leaf": False,
        "title": str(_("Notes")),
        "about": f"{sheet.stage['title'].words}, {sheet.role['title'].words}",
        "hint": str(_("time, what was said and done, no verdicts; the letter at the end")),
        "fields": sheet.fields("candidate", "rater", "date"),
        "rows": [
            {
                "clock": sheet.occasion.clock(box["start"]),
                "title": title_of(box),
                "minutes": box["minutes"],
            }
            for box in met
        ],
        "letters": letters,
        "foot": sheet.version,
    }
