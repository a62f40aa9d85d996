"""sphinx-design beside us: its three largest transforms look only at pages that have a component.

Each of them asks every node of every page what it is, and most pages hold no tab and no dropdown.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.transforms import Transform
from sphinx.application import Sphinx
from sphinx_design.icons import get_octicon_data

TRANSFORMS = ("AsideHtmlTransform", "DropdownHtmlTransform", "TabSetHtmlTransform")
"""Those that look for components."""

_has_components: WeakKeyDictionary[nodes.document, bool] = WeakKeyDictionary()


def has_components(document: nodes.document) -> bool:
    """Whether a page holds a component of sphinx-design, once sections are drawn into it."""
    if document not in _has_components:  # one look serves all three
        _has_components[document] = any(
            "design_component" in one.attributes for one in document.findall(nodes.Element)
        )
    return _has_components[document]


def where_needed(transform: type[Transform]) -> type[Transform]:
    """The same transform, but for pages without components."""

    def run(self: Any, **kwargs: Any) -> None:
        if has_components(self.document):
            transform.run(self, **kwargs)  # type: ignore[attr-defined]

    return type(transform.__name__, (transform,), {"run": run})


def setup(app: Sphinx) -> None:
    """Puts these in place of what sphinx-design has registered."""
    get_octicon_data.cache_clear()  # a megabyte of pictures, read for their names
    known = app.registry.post_transforms
    known[:] = [where_needed(one) if one.__name__ in TRANSFORMS else one for one in known]
