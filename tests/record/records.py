"""Records for tests: texts by their words alone, as if a page had rendered them."""

from __future__ import annotations

from dataclasses import astuple

from markdown_it import MarkdownIt

from guides_ext.model.role import Role
from guides_ext.model.text import MarkdownText
from guides_ext.record.data import RoleRecord
from guides_ext.record.role import record_of, settled
from guides_ext.record.text import RichText

_markdown = MarkdownIt("commonmark")


def text(words: str) -> RichText:
    return RichText(words, (), "articles/day.md", 9, 1)


def rendered(one: MarkdownText) -> RichText:
    """A text without its Markdown."""
    tokens = _markdown.parse(one.markdown)
    words = (
        "\n" if child.type.endswith("break") else child.content
        for token in tokens
        for child in token.children or [token]
    )
    return RichText(" ".join("".join(words).split()), (), *astuple(one.place))


def recorded(role: Role) -> RoleRecord:
    """The record of a role."""
    record: RoleRecord = settled(record_of(role), rendered)
    return record
