"""Links to roles, stages, questions and competencies, resolved by the domain."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref


def guide_reference(kind: str, name: str, title: str, page: str) -> pending_xref:
    """A link to an object of the domain.

    :param kind: ``role``, ``stage``, ``question`` or ``competency``
    :param name: the object's full name: ``roles/backend/pairing``
    :param page: the document that the link will stand on
    """
    return pending_xref(
        "",
        nodes.inline("", title),
        refdomain="guide",
        reftype=kind,
        reftarget=name,
        refdoc=page,
        refexplicit=True,
        refwarn=True,
    )
