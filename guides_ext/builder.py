"""The builder at work, and whether it shows our nodes as they are.

A transform is given the environment only: Sphinx 9 deprecates its way to the application.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.tags import Tags

_builders: WeakKeyDictionary[BuildEnvironment, Builder] = WeakKeyDictionary()


def builder_of(env: BuildEnvironment) -> Builder:
    """The builder that this environment is read for.

    Raises:
        KeyError: before the builder is there.
    """
    return _builders[env]


def shows_parts(builder: Builder) -> bool:
    """Whether a builder has visitors for our nodes: the HTML builders, but not epub."""
    return builder.format == "html" and builder.name != "epub"


PRINT = "guides-pdf"
"""The name of our builder of PDFs."""

LINT = "guides-lint"
"""The name of our linter's builder."""


def keeps_parts(builder: Builder) -> bool:
    """Whether a builder knows our nodes as they are: those that show them, and our own."""
    return shows_parts(builder) or builder.name == PRINT


@contextmanager
def at_work(app: Sphinx, name: str) -> Iterator[Builder]:
    """Lets another builder be the one at work for a while, for all that asks which one is.

    Transforms, handlers and ``only`` then answer for it, on the doctrees that were read for the
    first; nothing is read again.
    """
    first, tags = app.builder, app.tags
    own = {first.name, first.format, f"builder_{first.name}", f"format_{first.format}"}
    app.tags = Tags(set(tags) - own)
    try:
        _turn_to(app, app.create_builder(name))
        yield app.builder
    finally:
        app.tags = tags
        _turn_to(app, first)


def _turn_to(app: Sphinx, builder: Builder) -> None:
    app.builder = _builders[app.env] = builder
    app.env._builder_cls = type(builder)


def remember(app: Sphinx) -> None:
    """Keeps the builder for the transforms."""
    _builders[app.env] = app.builder


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("builder-inited", remember)
