"""Liquid, once: a second pass would undo ``{% raw %}``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from guides_ext.articles.jekyll.filters import FILTERS
from guides_ext.articles.jekyll.rendering import Liquid, Rendering
from guides_ext.articles.jekyll.tags import put_tags

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Line, Source, Told
    from guides_ext.articles.jekyll.site import Site


NOT_OF_JEKYLL = ("liquid", "render")
"""Tags of the library that Jekyll has not."""


@cache
def environment() -> Liquid:
    """The one environment, which is never changed: what a page sets is in its context."""
    made = Liquid()
    put_tags(made)
    for name in NOT_OF_JEKYLL:
        del made.tags[name]
    made.filters.update(FILTERS)
    made.forgive()
    return made


def rendered(source: Source, variables: Mapping[str, Any], site: Site, told: Told) -> list[Line]:
    """The lines that a page's body stands for.

    Args:
        variables: what ``{{ page.… }}`` shows.
    """
    return Rendering(environment(), site, told, source.file, variables).render(source)
