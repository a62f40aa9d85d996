"""Writes random roles whose texts are all different, and notes on which paper each belongs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from guides_ext.model.load import load_role
from guides_ext.model.text import MarkdownText
from guides_ext.record.data import ArticleRecord, ItemRecord, RoleRecord
from guides_ext.record.role import record_of, settled
from guides_ext.record.text import EMPTY, MARKER, PICTURE, Paragraph, RichText, Run, rich_text
from guides_ext.record.whole import whole_record
from tests.record.records import article, item, listed

FRONT, BACK, BOTH, OFF = "f", "b", "fb", ""
"""The papers that a text belongs on."""


@dataclass
class Author:
    """Writes a role of random parts.

    Each text is a word of its own, which ``texts`` holds in the runs that it is rendered to;
    ``on`` are the papers that it belongs on, ``places`` the place of those that have one.
    """

    draw: st.DrawFn
    filler: st.SearchStrategy[str]
    texts: dict[str, RichText] = field(default_factory=dict)
    on: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def text(self, on: str = FRONT, *, line: bool = False) -> str:
        """A text; ``line``: without paragraphs, as titles are."""
        word = f"w{len(self.texts)}w"
        shape = self.draw(shapes(word, self.draw(self.filler), line=line))
        self.texts[word] = rich_text(shape, "roles/r.role.yaml", 7, 3)
        self.on[word] = on
        return word

    def belong(self, paper: str) -> set[str]:
        """The words of a paper."""
        return {word for word, on in self.on.items() if paper in on}

    def some(self, **fields: Any) -> dict[str, Any]:
        """Some of the fields; each is a function that writes it."""
        return {key: write() for key, write in fields.items() if self.draw(st.booleans())}

    def items(self, on: str = FRONT, *, place: bool = False) -> list[Any]:
        return [self.item(on, place=place) for _ in range(self.draw(st.integers(1, 3)))]

    def item(self, on: str = FRONT, *, place: bool = False) -> Any:
        """An item as it is, with a short form, or with none for the sheet; or of one place."""
        form = self.draw(st.sampled_from(("whole", "short", "none", "there" if place else "whole")))
        if form == "whole":
            return self.text(on)
        if form == "there":
            text, where = self.text(on), self.draw(st.sampled_from(["office", "video"]))
            self.places[text] = where
            return {"text": text, "place": where}
        text = self.text(OFF)
        return {"text": text, "sheet": self.text(on) if form == "short" else False}

    def says(self) -> list[Any]:
        """Words to say, some of them behind a cue."""
        cued = self.draw(st.lists(st.booleans(), min_size=1, max_size=3))
        return [
            {"when": self.text(line=True), "text": self.text()} if one else self.text()
            for one in cued
        ]

    def chosen(self, ids: list[str]) -> tuple[Any, set[str]]:
        """An entry of a stage for these ids, and those of them that are taken."""
        if len(ids) == 1:
            return ids[0], set(ids)
        now = self.draw(st.sampled_from([None, *ids]))
        entry = {"one_of": ids, "now": now} if now else {"one_of": ids}
        return entry, {now} if now else set(ids)


class Written(NamedTuple):
    """A role as YAML has it, who has written it, and the articles that it draws on."""

    author: Author
    role: dict[str, Any]
    articles: dict[str, ArticleRecord]

    def __repr__(self) -> str:
        """The role alone: with each text and article it is longer than Hypothesis prints."""
        return f"Written({self.role})"


NOTHING = st.just("")


@st.composite
def shapes(draw: st.DrawFn, word: str, filler: str, *, line: bool) -> list[Paragraph]:
    """The paragraphs that a text of this word is, with as many more behind it."""
    style = draw(st.sampled_from(["", "e", "s", "c", "es"]))
    first: Paragraph = (Run("So: "), Run(word, style), Run(f" {filler}." if filler else "."))
    quoted: Paragraph = (Run("“"), Run(word), Run("”"))
    listed: Paragraph = (Run("1. ", MARKER), Run(word, style, "#there"), Run("a tree", PICTURE))
    cells: Paragraph = (Run(word), Run(" | ", MARKER), Run(f"of {word}", "c"))
    one = [first, quoted, (Run(word, style),)]
    return draw(
        st.one_of(
            st.sampled_from(one).map(lambda found: [found]),
            st.nothing() if line else st.sampled_from([[listed], [cells], [first, listed, cells]]),
        )
    )


@st.composite
def authors(draw: st.DrawFn, filler: st.SearchStrategy[str] = NOTHING) -> Written:
    """A role as YAML has it, who has written it, and the articles that it draws on."""
    author = Author(draw, filler)
    text, some, items = author.text, author.some, author.items
    names = [f"c{number}" for number in range(draw(st.integers(0, 3)))]
    rated = BACK if names else OFF
    tasks = [f"t{number}" for number in range(draw(st.integers(0, 2)))]
    task, taken = author.chosen(tasks) if tasks else (None, set())
    groups, entries, now = _asked(author)
    about = {id: draw(st.sampled_from(["none", *names])) for group in groups for id in group}
    role: dict[str, Any] = {
        "title": text(BOTH, line=True),
        "competencies": _competencies(author, names, {about[id] for id in now}),
        "tasks": {name: _task(author, FRONT if name in taken else OFF) for name in tasks},
        "questions": {
            id: _question(author, FRONT if id in now else OFF, about[id]) for id in about
        },
        **some(
            summary=lambda: text(OFF),
            looking_for=lambda: items(OFF),
            pay_range=lambda: text(OFF),
            keep_notes=lambda: text(rated),
            decision=lambda: {"rule": text(rated), "by": text(OFF)},
            adjustments=lambda: text(OFF),
        ),
    }
    if draw(st.booleans()):
        role["scale"] = {n: text(rated, line=True) for n in LEVELS}
    articles = {name: _article(author, name) for name in ("articles/day", "articles/night")}
    own_ai, own_recorded = draw(st.booleans()), draw(st.booleans())
    stage = {
        "title": text(BOTH, line=True),
        "format": "conversation",
        "place": ["office", "video"],
        "main": {name: text(BACK) for name in names[:1]} if draw(st.booleans()) else names[:1],
        "also": names[1:],
        "interviewers": {"guide": {"is": text(OFF), "brief": text(OFF), "told": text(OFF)}},
        "goals": items(),
        "questions": entries,
        "sections": ["articles/day"],
        **_agenda(author, groups, bool(tasks)),
        **({"task": task} if task else {}),
        **some(
            summary=lambda: text(OFF),
            non_goals=items,
            checklist=lambda: {phase: items(place=True) for phase in ("before", "after")},
            whenever=lambda: {text(line=True): text() for _ in range(2)},
            candidate=lambda: {"expect": text(OFF), "bring": items(OFF)},
            follow_ups=items,
            goes_on=lambda: text(rated),
        ),
        **({"ai": _ai(author, FRONT)} if own_ai else {}),
        **({"recorded": _recorded(author, FRONT)} if own_recorded else {}),
    }
    role |= some(
        ai=lambda: _ai(author, OFF if own_ai else FRONT),
        recorded=lambda: _recorded(author, OFF if own_recorded else FRONT),
    )
    role["stages"] = {"stage": {key: value for key, value in stage.items() if value}}
    return Written(author, {key: value for key, value in role.items() if value}, articles)


LEVELS = (1, 2, 3)


def _asked(author: Author) -> tuple[list[list[str]], list[Any], set[str]]:
    """Questions in groups of which one is asked, the stage's entries for them, those asked."""
    ids = [f"q{number}" for number in range(author.draw(st.integers(0, 4)))]
    split = author.draw(st.integers(0, len(ids)))
    groups = [[one] for one in ids[:split]] + ([ids[split:]] if ids[split:] else [])
    chosen = [author.chosen(group) for group in groups]
    return groups, [entry for entry, _now in chosen], {id for _entry, now in chosen for id in now}


def _agenda(author: Author, groups: list[list[str]], has_task: bool) -> dict[str, Any]:
    """Timeboxes with what each has; the last draws in a section of its own."""
    draw, boxes = author.draw, []
    count = draw(st.integers(1, 4))
    where = [draw(st.integers(0, count)) for _ in groups]
    for number in range(count):
        ids = [group[0] for group, box in zip(groups, where, strict=True) if box == number]
        pauses = ["break", "notes"] if number and not ids else []
        kind = draw(st.sampled_from(["main", "questions", "welcome", "other", *pauses]))
        title = author.text(line=True) if draw(st.booleans()) or kind == "other" else None
        shows_task = has_task and kind not in pauses and draw(st.booleans())
        named = [*ids, *(["task"] if shows_task else [])]
        boxes.append(
            {
                "minutes": draw(st.integers(1, 60)),
                "is": kind,
                **({"title": title} if title else {}),
                **({"with": draw(st.permutations(named))} if named else {}),
                **author.some(
                    say=author.says,
                    checks=lambda: author.items(place=True),
                    told=lambda: author.text(OFF, line=True),
                ),
            }
        )
    boxes[-1]["sections"] = ["articles/night"]
    return {"minutes": sum(box["minutes"] for box in boxes), "agenda": boxes}


def _ai(author: Author, on: str) -> dict[str, Any]:
    return {"candidate": "allowed", "say": author.text(on), "ours": author.text(OFF)}


def _recorded(author: Author, on: str) -> dict[str, Any]:
    return {"is": True, "say": author.text(on), "instead": author.text(OFF)}


def _competencies(author: Author, names: list[str], asked: set[str]) -> dict[str, Any]:
    """Those that the stage looks at, ``asked`` by its questions or not, and one of other stages."""
    text, found = author.text, {}
    for name in [*names, "unseen"]:
        on = BACK if name in names else OFF
        found[name] = {
            "title": text(on, line=True),
            **author.some(
                means=lambda on=on: text(on),
                why=lambda: text(OFF),
                look_for=lambda on=on, name=name: author.items(
                    FRONT if on and name in asked else on
                ),
                levels=lambda on=on: {n: text(on) for n in LEVELS},
            ),
        }
    return found


def _task(author: Author, on: str) -> dict[str, Any]:
    more = author.some(
        brief=lambda: author.text(on),
        far_enough=lambda: author.text(on),
        easier=lambda: author.items(on),
        harder=lambda: author.items(on),
        solution=lambda: author.text(OFF),
    )
    return {"title": author.text(on, line=True), **more}


def _question(author: Author, on: str, about: str) -> dict[str, Any]:
    more = author.some(
        follow_ups=lambda: author.items(on),
        listen_for=lambda: author.items(on),
        easier=lambda: author.text(on),
        harder=lambda: author.text(on),
        probe=lambda: True,
    )
    return {"ask": author.text(on), "competency": about, **more}


def _article(author: Author, name: str) -> ArticleRecord:
    """An article with a list of each kind, the second item of each for other roles only."""
    kinds = [("goals", "", ""), ("non_goals", "", ""), ("say", "", ""), ("say", "", "main")]
    kinds += [("checklist", phase, "") for phase in ("before", "during", "after")]
    kinds += [("checklist", "during", "welcome")]
    lists = (
        listed(
            kind,
            _drawn(author, kind, name, [], FRONT),
            _drawn(author, kind, name, ["other"], OFF),
            phase=phase,
            at=at,
        )
        for kind, phase, at in kinds
    )
    return article(*lists, document=name)


def _drawn(author: Author, kind: str, name: str, for_roles: list[str], on: str) -> ItemRecord:
    written = author.text(on) if kind == "say" else author.item(on)
    it = written if isinstance(written, dict) else {"text": written, "sheet": None}
    cued = kind == "say" and author.draw(st.booleans())
    return item(
        it["text"],
        text=author.texts[it["text"]],
        sheet=author.texts.get(it["sheet"], it["sheet"]),
        cue=author.texts[author.text(on, line=True)] if cued else EMPTY,
        for_roles=for_roles,
        source={"document": name, "list": "list-1", "index": 0},
    )


def recorded(written: Written) -> RoleRecord:
    """The whole record of a role, its texts in the runs that its author has given them."""
    author, role, articles = written
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "r.role.yaml")
        file.write_text(yaml.safe_dump(role, sort_keys=False), encoding="utf-8")
        loaded = load_role(Path(folder), "r.role.yaml")
    assert loaded.role, [one.message for one in loaded.problems]

    def rich(text: MarkdownText) -> RichText:
        return author.texts[text.markdown]

    return whole_record(settled(record_of(loaded.role), rich), articles)


def some(count: int, *, shrunk: bool = True) -> Any:
    """Settings for so many random roles; those that fail are shown as they are, or shrunk."""
    phases = {*Phase} - {Phase.explain, *([] if shrunk else [Phase.shrink])}
    unhurried = list(HealthCheck)
    return settings(
        max_examples=count, deadline=None, suppress_health_check=unhurried, phases=phases
    )
