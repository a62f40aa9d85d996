"""What an author can write in an article, one file per family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.directives import agenda, base, competency, draft, listings, lists, question, script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DIRECTIVES = (
    lists.Goals,
    lists.NonGoals,
    lists.Checklist,
    agenda.Agenda,
    question.QuestionDirective,
    competency.CompetencyDirective,
    script.Script,
    script.ForRoles,
    listings.Roles,
    listings.Coverage,
    listings.StageDirective,
    listings.Series,
    draft.DraftFromHere,
)
"""Every directive of ours, in the order of the reference."""


def setup(app: Sphinx) -> None:
    """Registers the directives under their names."""
    for directive in DIRECTIVES:
        app.add_directive(directive.written, directive)
    app.connect("doctree-read", base.note_named)
    app.add_transform(base.NameLinks)
