"""Records for tests: texts by their words alone, as if a page had rendered them."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from markdown_it import MarkdownIt

from guides_ext.model.role import Role
from guides_ext.model.text import MarkdownText
from guides_ext.record.data import ArticleRecord, ItemRecord, ListRecord, RoleRecord
from guides_ext.record.role import record_of, settled
from guides_ext.record.text import EMPTY, RichText

_markdown = MarkdownIt("commonmark")


def text(words: str) -> RichText:
    return RichText(words, (), "articles/day.md", 9, 1)


def item(words: str, cue: RichText | str = EMPTY, **more: Any) -> ItemRecord:
    """An item of an article."""
    made: Any = {
        "text": text(words), "cue": text(cue) if isinstance(cue, str) else cue, "sheet": None,
        "place": [], "file": "articles/day.md", "line": 9, "for_roles": [],
        "source": {"document": "articles/day", "list": "list-1", "index": 0},
        **more,
    }  # fmt: skip
    return made  # type: ignore[no-any-return]


def listed(kind: str, *items: ItemRecord, **more: Any) -> ListRecord:
    """A list of an article; of states to confirm, those during the stage."""
    made: Any = {
        "kind": kind, "phase": "during" if kind == "checklist" else "", "at": "", "list": "list-1",
        "section": -1, "for_roles": [], "file": "articles/day.md", "line": 8, "items": [*items],
        **more,
    }  # fmt: skip
    return made  # type: ignore[no-any-return]


def article(*lists: ListRecord, document: str = "articles/day", **more: Any) -> ArticleRecord:
    """An article without sections; its lists are numbered."""
    made: Any = {
        "document": document, "title": "The day", "sections": [], "anchors": {"": 0},
        "lists": [{**one, "list": f"list-{n}"} for n, one in enumerate(lists, start=1)],
        **more,
    }  # fmt: skip
    return made  # type: ignore[no-any-return]


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
