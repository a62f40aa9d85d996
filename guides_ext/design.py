"""sphinx-design beside us: what takes it longest looks only at pages that have a component.

Its three largest transforms and its handler of links ask every node of every page what it is, and
most pages hold no tab, no dropdown and no card.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
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


def where_needed(run: Callable[..., None], document_of: Callable[..., nodes.document]) -> Any:
    """The same transform or handler, but for pages without components."""

    def run_there(*given: Any, **more: Any) -> None:
        if has_components(document_of(*given)):
            run(*given, **more)

    return run_there


def setup(app: Sphinx) -> None:
    """Puts these in place of what sphinx-design has registered."""
    get_octicon_data.cache_clear()  # a megabyte of pictures, read for their names
    transforms = app.registry.post_transforms
    for number, one in enumerate(transforms):
        if one.__name__ in TRANSFORMS:
            run = where_needed(one.run, lambda self: self.document)  # type: ignore[attr-defined]
            transforms[number] = type(one.__name__, (one,), {"run": run, "__module__": __name__})
    listeners = app.events.listeners["doctree-resolved"]
    for number, listener in enumerate(listeners):
        if getattr(listener.handler, "__name__", "") == HANDLER:
            handler = where_needed(listener.handler, lambda app, document, docname: document)
            listeners[number] = listener._replace(handler=handler)
