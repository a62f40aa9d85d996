"""The ``guide`` domain: references, indices, and the plain data that spans documents."""

from __future__ import annotations

from sphinx.application import Sphinx

from guides_ext.domain import guide, indices
from guides_ext.domain.data import Broken, Mention, ObjectPlace, digest
from guides_ext.domain.guide import GuideDomain, guide_domain, source_file
from guides_ext.domain.references import Reference, leads_to

__all__ = [
    "Broken",
    "GuideDomain",
    "Mention",
    "ObjectPlace",
    "Reference",
    "digest",
    "guide_domain",
    "leads_to",
    "source_file",
]


def setup(app: Sphinx) -> None:
    """Registers the domain and its indices."""
    guide.setup(app)
    indices.setup(app)
