"""What a page is made of, one file a part: its nodes, what makes them, HTML and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.parts import (
    agenda,
    coverage,
    directive,
    draft,
    fold,
    for_roles,
    frame,
    heading,
    letter,
    listings,
    lists,
    node,
    only,
    question,
    ratings,
    rows,
    script,
    task,
    timeline,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from guides_ext.parts.printed import Kind

DIRECTIVES = (
    lists.Goals,
    lists.NonGoals,
    lists.Checklist,
    agenda.Agenda,
    question.QuestionDirective,
    ratings.CompetencyDirective,
    script.Script,
    letter.Letter,
    for_roles.ForRoles,
    only.PanelOnly,
    only.CompanyOnly,
    listings.Roles,
    coverage.Coverage,
    listings.StageDirective,
    listings.Series,
    draft.DraftFromHere,
)
"""Every directive of ours, in the order of the reference."""

SHOWN = (
    heading,
    rows,
    fold,
    script,
    lists,
    agenda,
    timeline,
    listings,
    question,
    task,
    ratings,
    coverage,
    for_roles,
)
"""The parts that have nodes."""

PRINTED: dict[str, Kind] = {
    cls.__name__: kind for part in SHOWN for cls, kind in part.PRINTED.items()
}
"""What print makes of our nodes, by the names of their classes."""


def setup(app: Sphinx) -> None:
    """Registers each part, then what frames a page of them."""
    for part in (node, directive, *SHOWN, letter, draft, only, frame):
        part.setup(app)
