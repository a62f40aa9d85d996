"""What a page is made of, one file a part: its nodes in HTML and on paper, and what makes them."""

from __future__ import annotations

from sphinx.application import Sphinx

from guides_ext.parts import (  # those without a directive too: their nodes are registered
    agenda,
    coverage,
    directive,
    draft,
    for_roles,
    frame,
    letter,
    listings,
    lists,
    node,
    question,
    ratings,
    script,
    task,  # noqa: F401
    timeline,  # noqa: F401
)

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
    for_roles.PanelOnly,
    for_roles.CompanyOnly,
    listings.Roles,
    coverage.Coverage,
    listings.StageDirective,
    listings.Series,
    draft.DraftFromHere,
)
"""Every directive of ours, in the order of the reference."""


def setup(app: Sphinx) -> None:
    """Registers the nodes and directives of all parts, then what frames a page of them."""
    node.setup(app)
    for one in DIRECTIVES:
        app.add_directive(one.written, one)
    directive.setup(app)
    frame.setup(app)
