"""The search index of an increment: what it would be, had all pages been written.

Sphinx takes the index of the last build from its file, and leaves out the words of pages that are
written again, but not their empty places; and it forgets the index entries of all other pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.index_entries import split_index_msg


def complete(app: Sphinx) -> list[Any]:
    """Mends what is in the index, before Sphinx writes it; there are no pages of ours to make."""
    index = getattr(app.builder, "indexer", None)
    if index is not None:
        for words in (index._mapping, index._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        index._objtypes.clear()  # in the order in which objects are found
        index._objnames.clear()
        index._index_entries.clear()
        index._index_entries.update(
            {page: sorted(set(_entries(app.env, page))) for page in sorted(index._titles)}
        )
    return []


def _entries(env: BuildEnvironment, page: str) -> Iterator[tuple[str, str, str]]:
    for kind, value, target, main, _key in env.domains.index_domain.entries.get(page, ()):
        words = split_index_msg(kind, value)
        yield from ((word, target or "", main or "") for word in words)


def setup(app: Sphinx) -> None:
    """Registers the handler: the last moment before the index is written."""
    app.connect("html-collect-pages", complete, priority=900)
