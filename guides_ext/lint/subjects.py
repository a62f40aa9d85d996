"""What rules look at: texts, stages, roles, articles and the whole handbook, with their places.

Nothing here imports Sphinx: words, order and times come from the records, places from the model.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from guides_ext.lint.engine import relative
from guides_ext.model.base import YamlModel
from guides_ext.model.ids import NOT_RATED
from guides_ext.model.items import Item
from guides_ext.model.nodes import Node, locate
from guides_ext.model.problems import Place
from guides_ext.model.role import Decision, Role
from guides_ext.model.stage import (
    AI,
    Candidate,
    Choice,
    Competency,
    InterviewerPart,
    Observed,
    Question,
    Recording,
    SectionRef,
    Stage,
    Task,
    Timebox,
)
from guides_ext.model.text import MarkdownText, place_in
from guides_ext.record.data import ArticleRecord, RoleRecord
from guides_ext.record.stage import EffectiveStage, TimeboxView
from guides_ext.record.text import texts_of

Use: TypeAlias = Literal["said", "asked", "wanted", "unwanted", "told", "prose"]
"""What a text is for: said aloud, asked, what we want to see, what we rule out, what the candidate
is told, and all the rest."""


class Sources:
    """The lines of the sources, by files relative to their root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}

    def name(self, path: str, else_file: str) -> str:
        """What places call the file at a path; `else_file` where there is none."""
        if path not in self._names:
            self._names[path] = relative(path, self.root) if Path(path).is_file() else ""
        return self._names[path] or else_file

    def lines(self, file: str) -> list[str]:
        """The lines of a file; none where it cannot be read."""
        if file not in self._lines:
            try:
                text = (self.root / file).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            # As editors and Markdown count: no form feed, say, makes a line.
            self._lines[file] = text.removesuffix("\n").split("\n") if text else []
        return self._lines[file]

    def line(self, place: Place) -> str:
        """The line of a place, or nothing."""
        return next(iter(self.lines(place.file)[place.line - 1 : place.line]), "")

    def find(self, words: str, place: Place, nth: int = 0) -> Place:
        """Where words stand for the nth time from a place on; the place itself if they do not."""
        return self.search(_pattern(words), place, nth)

    def search(self, pattern: str, place: Place, nth: int = 0) -> Place:
        """The same for what a regular expression matches."""
        text = "\n".join(self.lines(place.file)[place.line - 1 : place.line + 80])
        start = nth_match(pattern, text, nth)
        if start is None:
            return place
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return Place(place.file, place.line + text.count("\n", 0, start), column)


_MARKUP = r"\]\([^)]*\)|[*_`~\[\\]"


def _pattern(words: str) -> str:
    return rf"(?:{_MARKUP}|[\s>#|])+".join(map(_as_written, straight(words).split()))


# The quotation marks that Sphinx sets, whatever the language; with the spaces in them in French.
_DOUBLE, _SINGLE = "“”„«»「」", "‘’‚‹›『』"
_QUOTE = rf"(?<![^\s(])[«‹]\s|\s[»›](?!\w)|[{_DOUBLE}{_SINGLE}]"
_IN_SOURCE = {
    **dict.fromkeys("\"'", rf"(?:[\"']|{_QUOTE})"),
    **dict.fromkeys("–—", "(?:---?|[–—])"),
    "…": r"(?:\.{3}|…)",
}


def straight(words: str) -> str:
    """Words with the quotation marks that a keyboard has, in which rules are written."""
    return re.sub(_QUOTE, lambda one: '"' if one[0].strip() in _DOUBLE else "'", words)


def _as_written(word: str) -> str:
    """A pattern for a word: quotation marks and dashes as they are set or as a keyboard has them,
    and markup inside it."""
    pieces = re.findall(r"\w+|\W", word)
    return f"(?:{_MARKUP})*".join(_IN_SOURCE.get(one) or re.escape(one) for one in pieces)


def nth_time(words: str, text: str, nth: int) -> int | None:
    """Where words begin for the nth time in a text, whatever markup is between them."""
    return nth_match(_pattern(words), text, nth)


def nth_match(pattern: str, text: str, nth: int) -> int | None:
    """Where a pattern matches for the nth time in a text; the last time, if less often."""
    found = [one.start() for one in re.finditer(pattern, text)] if pattern else []
    return found[min(nth, len(found) - 1)] if found else None


@dataclass(frozen=True)
class Passage:
    """A text: without its markup, what it is for, where it is, and what it stands under.

    `above` are the headings and the lead-ins of lists around it, and `before` the texts before it
    that have the same place, for texts of articles; `written` is the text as it stands in a role
    file.
    """

    text: str
    use: Use
    place: Place
    sources: Sources = field(repr=False, compare=False)
    above: tuple[str, ...] = ()
    before: str = ""
    jurisdictions: tuple[str, ...] = ()
    written: MarkdownText | None = field(default=None, repr=False)

    def at(self, found: re.Match[str]) -> Place:
        """Where the words of a match in `text` are written."""
        before = self.before + self.text[: found.start()]
        return self.where(found.group(), before.count(found.group()))

    def where(self, words: str, nth: int = 0) -> Place:
        """Where some of its words are written, for the nth time in it."""
        if self.written is None:
            return self.sources.find(words, self.place, nth)
        offset = nth_time(words, self.written.markdown, nth)
        return place_in(self.written, offset or 0, self.sources.lines(self.place.file))


_FIELDS: dict[Use, dict[type[YamlModel], str]] = {
    "said": {Timebox: "say", Stage: "whenever", AI: "say", Recording: "say"},
    "asked": {Question: "ask follow_ups easier harder", Stage: "follow_ups"},
    "wanted": {
        Role: "looking_for",
        Decision: "rule",
        Competency: "title means why look_for levels",
        Observed: "here",
        Stage: "goals goes_on",
        Question: "listen_for",
    },
    "unwanted": {Role: "not_looking_for", Stage: "non_goals", Candidate: "not_tested"},
    "told": {
        Role: "adjustments pay_range keep_notes",
        AI: "ours",
        Recording: "instead",
        Timebox: "told_",
        InterviewerPart: "told_",
        Candidate: "expect bring",
        Task: "title brief",
    },
}
"""The fields of a role file by what their texts are for; all others are prose."""

_USES: dict[tuple[type[YamlModel], str], Use] = {
    (piece, field): use
    for use, fields in _FIELDS.items()
    for piece, names in fields.items()
    for field in names.split()
}


def _texts_in(value: object, use: Use) -> Iterator[tuple[MarkdownText, Use]]:
    """All texts of a part of a role, and what each is for; `use` is that of the part itself."""
    if isinstance(value, MarkdownText):
        yield value, use
    elif isinstance(value, Item):
        yield value.text, use
        if value.sheet:
            yield value.sheet, use
        if value.cue:
            yield value.cue, "prose"
    elif isinstance(value, YamlModel):
        for field in type(value).model_fields:
            yield from _texts_in(getattr(value, field), _USES.get((type(value), field), "prose"))
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one, use)


@dataclass(frozen=True)
class RoleView:
    """A role, merged with its libraries, and the files that it was read from."""

    role: Role
    record: RoleRecord = field(repr=False)
    files: tuple[str, ...]
    sources: Sources = field(repr=False)
    today: datetime.date
    tree: Node = field(repr=False)

    @property
    def id(self) -> str:
        """Its docname."""
        return self.role.document

    @property
    def file(self) -> str:
        """The file that it is written in."""
        return self.files[0]

    @cached_property
    def stages(self) -> list[StageView]:
        """Its stages, in their order."""
        effective = self.record["stages"]
        return [StageView(self, stage, effective[id]) for id, stage in self.role.stages.items()]

    def words(self, text: MarkdownText | None) -> str:
        """A text without its markup, as the record has it."""
        return self._words.get(text.place, text.markdown) if text else ""

    @cached_property
    def _words(self) -> dict[Place, str]:
        """The words of every text of the record, by the place where it is written."""
        texts = texts_of(self.record)
        return {Place(one.file, one.line, one.column): straight(one.words) for one in texts}

    @property
    def steps(self) -> list[list[str]]:
        """What a candidate goes through: stages in their order, each with its alternatives."""
        return [one["stages"] for one in self.record["meetings"] if one["stages"]]

    def key(self, *path: str | int) -> Place:
        """Where the last of some keys that lead into each other is written, else the one before;
        where none is, the title."""
        spot = locate(self.tree, path)
        return self.role.title.place if spot.key is self.tree else spot.key.place

    def passages(self) -> Iterator[Passage]:
        """All its texts."""
        where = tuple(self.role.jurisdictions)
        for text, use in _texts_in(self.role, "prose"):
            words = self.words(text)
            yield Passage(words, use, text.place, self.sources, jurisdictions=where, written=text)


@dataclass(frozen=True)
class StageView:
    """A stage of a role: as it is written, and as every output shows it (`effective`)."""

    role: RoleView
    stage: Stage
    effective: EffectiveStage

    @property
    def meets(self) -> bool:
        """Whether the candidate is there."""
        return bool(self.effective["meets_candidate"])

    @property
    def rates(self) -> bool:
        """Whether anything is rated in it."""
        return self.meets and bool(self.stage.observed)

    @cached_property
    def questions(self) -> list[Question]:
        """All that it may ask."""
        return [one for group in self.groups for one in group]

    @cached_property
    def groups(self) -> list[list[Question]]:
        """Its questions; those of one choice, of which one is asked, together."""
        bank = self.role.role.questions
        return [
            [bank[id] for id in one.one_of if id in bank] if isinstance(one, Choice) else [one]
            for one in self.stage.questions
        ]

    @property
    def rated(self) -> list[Question]:
        """Those of its questions whose answers are rated, or should be."""
        return [one for one in self.questions if one.competency != NOT_RATED]

    @cached_property
    def tasks(self) -> list[Task]:
        """All that it may set."""
        task, bank = self.stage.task, self.role.role.tasks
        if isinstance(task, Choice):
            return [bank[id] for id in task.one_of if id in bank]
        return [task] if task else []

    @property
    def sections(self) -> list[SectionRef]:
        """What it draws in: the stage itself, and its timeboxes."""
        return [*self.stage.sections, *(ref for box in self.stage.agenda for ref in box.sections)]

    @property
    def boxes(self) -> list[tuple[Timebox, TimeboxView]]:
        """Its timeboxes, each as it is written, and as every output shows it."""
        return list(zip(self.stage.agenda, self.effective["agenda"], strict=True))

    def words(self, text: MarkdownText | None) -> str:
        """A text without its markup."""
        return self.role.words(text)

    def key(self, *path: str | int) -> Place:
        """Where a key of the stage is, or an item of a list in it, or where the stage starts."""
        return self.role.key("stages", self.stage.id, *path)


def asking(question: Question) -> list[MarkdownText]:
    """What is said aloud to every candidate: the question and its follow-ups."""
    return [question.ask, *(item.text for item in question.follow_ups)]


DRAFT = re.compile(
    r"\b(?:TODO|FIXME|TBD|XXX|[Ll]orem ipsum|[Dd]rafted until here)\b|\[(?:insert|placeholder)\b"
)
"""What an author leaves where a text is not finished."""


@dataclass(frozen=True)
class SectionPart:
    """A section of an article; `empty` when nothing is in it before the draft ends."""

    title: str
    place: Place
    empty: bool


@dataclass(frozen=True)
class ArticleView:
    """A page in Markdown or reStructuredText. `tags` are its HTML tags; `drawn` says whether a
    role draws on it, `listed` whether a series lists it."""

    record: ArticleRecord
    file: str
    passages: tuple[Passage, ...]
    sections: tuple[SectionPart, ...]
    tags: tuple[tuple[str, Place], ...]
    listed: bool
    drawn: bool

    @property
    def at(self) -> Place:
        """Where it begins: its title."""
        whole = self.record["sections"][self.record["anchors"][""]]
        return Place(self.file, whole["line"], 1)


@dataclass(frozen=True)
class LibraryView:
    """A library of role files: whether a role extends it, and those of its tasks and questions
    that no role uses, by kind, id and place."""

    file: str
    extended: bool
    unused: tuple[tuple[str, str, Place], ...]


@dataclass(frozen=True)
class DeadLink:
    """A reference that leads nowhere."""

    place: Place
    message: str
