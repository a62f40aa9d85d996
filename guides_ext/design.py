"""sphinx-design beside us: what takes it longest looks only at pages that have a component.

Its three largest transforms and its handler of links ask every node of every page what it is, and
most pages hold no tab, no dropdown and no card.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.transforms import Transform
from sphinx.application import Sphinx
from sphinx_design.icons import get_octicon_data

TRANSFORMS = ("AsideHtmlTransform", "DropdownHtmlTransform", "TabSetHtmlTransform")
"""Those that look for components."""

HANDLER = "_resolve_new_tab_refs"
"""What looks for links of cards and buttons that open a tab of the browser; not in older ones."""

_has_components: WeakKeyDictionary[nodes.document, bool] = WeakKeyDictionary()


def has_components(document: nodes.document) -> bool:
    """Whether a page holds a component of sphinx-design, once sections are drawn into it."""
    if document not in _has_components:  # one look serves all
        _has_components[document] = any(
            "design_component" in one.attributes or "sd_new_tab" in one.attributes
            for one in document.findall(nodes.Element)
        )
    return _has_components[document]


def where_needed(transform: type[Transform]) -> type[Transform]:
    """The same transform, but for pages without components."""

    def run(self: Any, **kwargs: Any) -> None:
        if has_components(self.document):
            transform.run(self, **kwargs)  # type: ignore[attr-defined]

    return type(transform.__name__, (transform,), {"run": run})


def handled_where_needed(handler: Callable[..., None]) -> Callable[..., None]:
    """The same handler of pages, but for those without components."""

    def handle(app: Sphinx, document: nodes.document, docname: str) -> None:
        if has_components(document):
            handler(app, document, docname)

    return handle


def setup(app: Sphinx) -> None:
    """Puts these in place of what sphinx-design has registered."""
    get_octicon_data.cache_clear()  # a megabyte of pictures, read for their names
    known = app.registry.post_transforms
    known[:] = [where_needed(one) if one.__name__ in TRANSFORMS else one for one in known]
    listeners = app.events.listeners["doctree-resolved"]
    listeners[:] = [
        one._replace(handler=handled_where_needed(one.handler))
        if getattr(one.handler, "__name__", "") == HANDLER
        else one
        for one in listeners
    ]
