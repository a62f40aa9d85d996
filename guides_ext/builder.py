"""The builder at work, and whether it shows our nodes as they are.

A transform is given the environment only: Sphinx 9 deprecates its way to the application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

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


def remember(app: Sphinx) -> None:
    """Keeps the builder for the transforms."""
    _builders[app.env] = app.builder


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("builder-inited", remember)
