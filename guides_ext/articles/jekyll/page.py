"""One page: its front matter is read, and then Liquid; kramdown is read with the Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from guides_ext.articles.jekyll.front import FRONT, Front, head, page_variables
from guides_ext.articles.jekyll.lines import Line, Source, Told, clean
from guides_ext.articles.jekyll.site import Site
from guides_ext.model.problems import Problem, first_of

OF_OTHERS = re.compile(r"\{\{[<%]|\{%-?\s*set\b")
"""Tags of Hugo and Eleventy, which Liquid has not."""


class Translated(NamedTuple):
    """A page without Liquid.

    Attributes:
        lines: of the text, each with its origin.
        front: what stands above them.
        problems: what was not understood: warnings.
        files: every other file that was read, or asked for and missing.
    """

    lines: list[Line]
    front: Front
    problems: list[Problem]
    files: list[str]

    @property
    def text(self) -> str:
        """The page in kramdown."""
        return "\n".join(line.text for line in self.lines)


def is_jekyll(text: str, *, site_above: bool) -> bool:
    """Whether a file is a page of Jekyll: it has front matter, in a site or with a layout, which
    pages of other generators may have too.

    Args:
        site_above: whether ``_config.yml`` is in its folder or above.
    """
    match = FRONT.match(clean(text[:100_000]))
    if match is None:
        return False
    has_layout = any(line.startswith("layout:") for line in match["yaml"].split("\n"))
    return site_above or (has_layout and not OF_OTHERS.search(text))


def translate(text: str, file: str, site: Site) -> Translated:
    """A page of Jekyll in kramdown, its title and lead picture above its body.

    Args:
        text: of the file.
        file: its path from the source root.
    """
    told = Told()
    text = clean(text)
    front = Front(text, file)
    source = Source(text[len(front.text) :], file, front.rows + 1)
    body = _rendered(source, front, site, told)
    title = front.title("\n".join(line.text for line in body))
    lines = [*head(front, title, site, told), *body]
    problems = first_of(list(told.problems), "and {:,} more that are like these on this page")
    return Translated(lines, front, problems, list(told.files))


def _rendered(source: Source, front: Front, site: Site, told: Told) -> list[Line]:
    """The lines that a body stands for, rendered once: again would undo ``{% raw %}``."""
    if "{{" not in source.text and "{%" not in source.text:
        return source.lines()
    # A build that reads no Liquid does not wait for the library.
    from guides_ext.articles.jekyll.rendering import Rendering
    from guides_ext.articles.jekyll.tags import environment

    variables = page_variables(front, source.file, site)
    return Rendering(environment(), site, told, source.file, variables).render(source)
