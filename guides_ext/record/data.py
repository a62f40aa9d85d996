"""What documents leave behind when they are read: what an article brings, and roles.

The environment keeps it, and the effective stage is computed from it. guides.json has each text
without its markup.
"""

from typing import Any, Literal, TypeAlias

from typing_extensions import TypedDict

from guides_ext.record.text import RichText

VERSION = 3
"""Of guides.json: raised when its readers have to look at it in another way."""

PHASES: tuple[Literal["before", "during", "after"], ...] = ("before", "during", "after")
"""The phases of a checklist in an article, in their order. A stage has those before and after it,
and confirms the rest in its timeboxes."""

ListOf: TypeAlias = Literal["goals", "non_goals", "checklist", "say"]

RoleRecord: TypeAlias = dict[str, Any]
"""A role: its fields by their keys, as ``record_of`` gives them, with Markdown in place of texts
until ``settled``; in the ``whole_record`` its stages are effective ones, and it has what
``record/schema.py`` calls ``Whole``."""


class ItemSource(TypedDict):
    """Where the node of an item is to be found: a document, the list's key in it, an index."""

    document: str
    list: str
    index: int


class ItemRecord(TypedDict):
    """An item: ``sheet`` is its short form on the sheet, False where it is not for it, None where
    it has none; ``cue`` is empty but in words to say; ``place`` are the places where a check is
    one, none for all."""

    text: RichText
    sheet: RichText | Literal[False] | None
    cue: RichText
    place: list[str]
    file: str
    line: int
    source: ItemSource
    for_roles: list[str]


class ListRecord(TypedDict):
    """A list of goals, non-goals, states to confirm or words to say in an article."""

    kind: ListOf
    phase: str  # before, during or after, for a checklist; else empty
    at: str  # the kind of timebox that it belongs to in a stage; empty for none
    list: str  # its key in the document: list-1
    section: int  # index of the innermost section that holds it; -1 before the first
    for_roles: list[str]  # whom an enclosing block is for; empty for everyone
    file: str
    line: int
    items: list[ItemRecord]


class WordsFor(TypedDict):
    """How many words are for some roles only."""

    roles: list[str]
    words: int


class SectionRecord(TypedDict):
    """A section of an article."""

    title: str
    ids: list[str]
    parent: int  # index of the section around it, -1 at the top
    words: int  # of prose, subsections included
    own_words: int  # of prose for everyone, without its lists
    own_words_for: list["WordsFor"]  # of prose for some roles, without its lists
    digest: str
    line: int


class ArticleRecord(TypedDict):
    """An article, its sections and lists in the order of the document."""

    document: str
    title: str
    sections: list[SectionRecord]
    anchors: dict[str, int]  # fragment → index of a section; the empty one is the whole article
    lists: list[ListRecord]


class PublishedArticle(TypedDict):
    """An article in guides.json; `part` is its number in the series, if it has one."""

    title: str
    part: int | None
    lists: list[ListRecord]
