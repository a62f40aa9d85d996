"""Links to roles, stages, questions and competencies, resolved by the domain; and to people."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.addnodes import pending_xref


def guide_reference(kind: str, name: str, title: str, page: str) -> pending_xref:
    """A link to an object of the domain.

    Args:
        kind: ``role``, ``stage``, ``question`` or ``competency``.
        name: the object's full name: ``roles/backend/pairing``.
        page: the document that the link will stand on.
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


def document_reference(name: str, title: str, page: str) -> pending_xref:
    """A link to a document.

    Args:
        title: what the link says; empty for the document's own title.
        page: the document that the link will stand on.
    """
    return pending_xref(
        "",
        nodes.inline("", title or name),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{name}",
        refdoc=page,
        refexplicit=bool(title),
        refwarn=True,
    )


MAIL = re.compile(r"((?<![\w.#$%&'*+=^{|}~-])\w[\w.#$%&'*+=^{|}~-]*@(?:[\w-]+\.)+[\w-]+)")


def contact(text: str) -> list[nodes.Node]:
    """Whom to ask, on one line: each e-mail address as a link that may break after its @."""
    found = enumerate(MAIL.split(text))  # words and addresses in turns
    shown = [_mail(one) if number % 2 else nodes.Text(one) for number, one in found if one]
    return [nodes.paragraph("", "", *shown)] if shown else []


def _mail(address: str) -> nodes.reference:
    name, domain = address.split("@")
    may_break = nodes.raw("", "<wbr>", format="html")
    at = f"mailto:{address}"
    return nodes.reference("", f"{name}@", may_break, nodes.Text(domain), refuri=at)
