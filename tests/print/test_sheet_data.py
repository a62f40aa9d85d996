"""A sheet is a function of the record of its role, and loses no text that belongs on it."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from guides_ext.model.load import load_role
from guides_ext.model.text import MarkdownText
from guides_ext.print.sheet import Look, Occasion, SheetData, sheet_data
from guides_ext.record.compose import compose
from guides_ext.record.data import ArticleRecord, ItemRecord, RoleRecord
from guides_ext.record.role import record_of, settled
from guides_ext.record.text import EMPTY, MARKER, PICTURE, Paragraph, RichText, Run, rich_text

# A role whose texts are all different -------------------------------------------------------------


@dataclass
class Author:
    """Writes a role of random parts.

    Each text is a word of its own, which ``texts`` holds in the runs that it is rendered to;
    ``printed`` are those that belong on the sheet, ``kept_off`` the others.
    """

    draw: st.DrawFn
    texts: dict[str, RichText] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    kept_off: list[str] = field(default_factory=list)

    def text(self, *, on: bool = True, line: bool = False) -> str:
        """A text; ``line``: without paragraphs, as titles are."""
        word = f"w{len(self.texts)}w"
        self.texts[word] = rich_text(self.draw(shapes(word, line=line)), "roles/r.role.yaml", 7, 3)
        (self.printed if on else self.kept_off).append(word)
        return word

    def some(self, **fields: Any) -> dict[str, Any]:
        """Some of the fields; each is a function that writes it."""
        return {key: write() for key, write in fields.items() if self.draw(st.booleans())}

    def items(self, *, on: bool = True, most: int = 3) -> list[Any]:
        return [self.item(on=on) for _ in range(self.draw(st.integers(1, most)))]

    def item(self, *, on: bool = True) -> Any:
        """An item as it is, with a short form, or with none for the sheet."""
        form = self.draw(st.sampled_from(("whole", "short", "none")))
        if form == "whole":
            return self.text(on=on)
        text = self.text(on=False)
        return {"text": text, "sheet": self.text(on=on) if form == "short" else False}

    def chosen(self, ids: list[str]) -> tuple[Any, set[str]]:
        """An entry of a stage for these ids, and those of them that are taken."""
        if len(ids) == 1:
            return ids[0], set(ids)
        now = self.draw(st.sampled_from([None, *ids]))
        entry = {"one_of": ids, "now": now} if now else {"one_of": ids}
        return entry, {now} if now else set(ids)


@st.composite
def shapes(draw: st.DrawFn, word: str, *, line: bool) -> list[Paragraph]:
    """The paragraphs that a text of this word is."""
    style = draw(st.sampled_from(["", "e", "s", "c", "es"]))
    first: Paragraph = (Run("So: "), Run(word, style), Run("."))
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
def authors(draw: st.DrawFn) -> tuple[Author, dict[str, Any], dict[str, ArticleRecord]]:
    """A role as YAML has it, who has written it, and the articles that it draws on."""
    author = Author(draw)
    text, some, items = author.text, author.some, author.items
    numbers = range(1, draw(st.integers(2, 4)) + 1)
    scale = draw(st.booleans())
    names = [f"c{number}" for number in range(draw(st.integers(0, 3)))]
    rated = {name: draw(st.booleans()) for name in names}
    shows_scale = scale and not all(rated.values())  # a level without words has its name
    role: dict[str, Any] = {
        "title": text(line=True),
        **some(summary=lambda: text(on=False), looking_for=lambda: items(on=False)),
        "scale": {n: text(on=shows_scale, line=True) for n in numbers if scale},
        "competencies": {
            name: {
                "title": text(line=True),
                **some(means=text, why=lambda: text(on=False)),
                **({"levels": {n: text() for n in numbers}} if rated[name] else {}),
            }
            for name in names
        },
    }
    tasks = [f"t{number}" for number in range(draw(st.integers(0, 2)))]
    task, taken = author.chosen(tasks) if tasks else (None, set())
    if tasks:
        role["tasks"] = {name: _task(author, name in taken) for name in tasks}
    asked = [f"q{number}" for number in range(draw(st.integers(0, 4)))]
    split = draw(st.integers(0, len(asked)))
    groups = [[one] for one in asked[:split]] + ([asked[split:]] if asked[split:] else [])
    entries, now = [], set()
    for group in groups:
        entry, those = author.chosen(group)
        entries.append(entry)
        now |= those
    role["questions"] = {name: _question(author, name in now, names) for name in asked}
    boxes = [
        {"minutes": 5, "is": "main", **some(title=lambda: text(line=True), say=text)}
        for _ in range(draw(st.integers(1, 3)))
    ]
    stage = {
        "title": text(line=True),
        "format": "conversation",
        "minutes": 5 * len(boxes),
        "main": names[:1],
        "also": names[1:],
        "agenda": boxes,
        "interviewers": {"guide": {"is": text(on=False), "brief": text(on=False)}},
        "goals": items(),
        **some(
            summary=lambda: text(on=False),
            non_goals=items,
            checklist=lambda: {phase: items() for phase in ("before", "during", "after")},
            say=lambda: {text(line=True): text() for _ in range(2)},
            candidate=lambda: {"expect": text(on=False), "bring": items(on=False)},
        ),
        **({"task": task} if task else {}),
        **({"questions": entries} if entries else {}),
    }
    without = draw(st.sampled_from([[], ["goals"], ["say", "checklist"]]))
    stage["sections"] = [{"from": "articles/day", "without": without}]
    article = _article(author, without)
    role["stages"] = {"stage": {key: value for key, value in stage.items() if value}}
    role |= some(decision=lambda: {"rule": text(), "by": text(on=False)})
    role |= some(adjustments=lambda: text(on=False))
    return author, {key: value for key, value in role.items() if value}, {"articles/day": article}


def _task(author: Author, on: bool) -> dict[str, Any]:
    more = author.some(
        brief=lambda: author.text(on=on),
        far_enough=lambda: author.text(on=on),
        easier=lambda: author.items(on=on),
        harder=lambda: author.items(on=on),
        solution=lambda: author.text(on=False),
    )
    return {"title": author.text(on=on, line=True), **more}


def _question(author: Author, on: bool, competencies: list[str]) -> dict[str, Any]:
    more = author.some(
        follow_ups=lambda: author.items(on=on),
        listen_for=lambda: author.items(on=on),
        easier=lambda: author.text(on=on),
        harder=lambda: author.text(on=on),
        probe=lambda: True,
    )
    about = author.draw(st.sampled_from([None, *competencies]))
    return {"ask": author.text(on=on), **({"competency": about} if about else {}), **more}


def _article(author: Author, without: list[str]) -> ArticleRecord:
    """An article with a list of each kind, the second item of each for other roles only."""
    article: ArticleRecord = {
        "document": "articles/day",
        "title": "The day",
        "sections": [],
        "anchors": {"": 0},
        "lists": [],
    }
    for kind in ("goals", "non_goals", "checklist", "say"):
        on = kind not in without
        article["lists"].append(
            {
                "kind": kind,  # type: ignore[typeddict-item]
                "phase": "before" if kind == "checklist" else "",
                "list": f"list-{kind}",
                "section": -1,
                "for_roles": [],
                "file": "articles/day.md",
                "line": 1,
                "items": [
                    _drawn(author, kind, [], on=on),
                    _drawn(author, kind, ["other"], on=False),
                ],
            }
        )
    return article


def _drawn(author: Author, kind: str, for_roles: list[str], *, on: bool) -> ItemRecord:
    written = author.text(on=on) if kind == "say" else author.item(on=on)
    item = written if isinstance(written, dict) else {"text": written, "sheet": None}
    return {
        "text": author.texts[item["text"]],
        "sheet": author.texts.get(item["sheet"], item["sheet"]),
        "cue": author.texts[author.text(on=on, line=True)] if kind == "say" else EMPTY,
        "file": "articles/day.md",
        "line": 9,
        "source": {"document": "articles/day", "list": f"list-{kind}", "index": 0},
        "for_roles": for_roles,
    }


def recorded(
    author: Author, role: dict[str, Any], articles: dict[str, ArticleRecord]
) -> RoleRecord:
    """The whole record of a role, its texts in the runs that its author has given them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "r.role.yaml")
        file.write_text(yaml.safe_dump(role, sort_keys=False), encoding="utf-8")
        loaded = load_role(Path(folder), "r.role.yaml")
    assert loaded.role, loaded.problems

    def rich(text: MarkdownText) -> RichText:
        return author.texts[text.markdown]

    return compose(settled(record_of(loaded.role), rich), articles)


# What is on it -----------------------------------------------------------------------------------


def lines_of(data: Any) -> Iterator[str]:
    """All strings of a sheet's data; the runs of a paragraph are one."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from lines_of(one)
    elif isinstance(data, list) and data and all(_is_run(one) for one in data):
        yield "".join(characters for _style, characters in data)
    elif isinstance(data, list):
        for one in data:
            yield from lines_of(one)


def _is_run(one: Any) -> bool:
    return isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)


def in_words(text: RichText) -> list[str]:
    """Each paragraph as a sheet has it: with markers, without pictures."""
    shown = ("".join(run.text for run in one if run.style != PICTURE) for one in text.paragraphs)
    return list(shown)


UNHURRIED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.explain},
)


@UNHURRIED
@given(authors())
def test_every_text_that_belongs_on_a_sheet_is_on_it_and_no_other(
    written: tuple[Author, dict[str, Any], dict[str, ArticleRecord]],
) -> None:
    author, role, articles = written
    lines = list(lines_of(_sheet(author, recorded(author, role, articles))))
    lost = [
        one
        for word in author.printed
        for one in in_words(author.texts[word])
        if not any(one in line for line in lines)
    ]
    assert lost == []
    assert [word for word in author.kept_off if any(word in line for line in lines)] == []


def _sheet(author: Author, record: RoleRecord) -> SheetData:
    """The data of the sheet: the record stays as it is, and makes the same sheet again."""
    before = copy.deepcopy(record)
    data = sheet_data(record, "stage", Look(), url="https://a.example/r.html#stage")
    assert record == before
    assert sheet_data(before, "stage", Look(), url="https://a.example/r.html#stage") == data
    assert json.loads(json.dumps(data)) == data
    return data


@UNHURRIED
@given(authors(), st.data())
def test_what_is_known_of_a_meeting_is_on_its_sheet(
    written: tuple[Author, dict[str, Any], dict[str, ArticleRecord]], data: st.DataObject
) -> None:
    author, role, articles = written
    record = recorded(author, role, articles)
    stage = record["stages"]["stage"]
    choices = [one for one in (*stage["tasks"], *stage["questions"]) if one["choice"]]
    asked = data.draw(st.sampled_from([one["id"] for one in choices])) if choices else ""
    occasion = Occasion(
        "2026-12-01", "09:30", "office", "Ada Lovelace", {"guide": "Noor"}, frozenset([asked])
    )
    sheet = sheet_data(record, "stage", Look(), occasion=occasion)
    lines = list(lines_of(sheet))
    for text in ("2026-12-01", "09:30", "Office", "Ada Lovelace", "Noor (guide)"):
        assert any(text in line for line in lines), text
    for one in choices:
        if asked in one["choice"]:
            text = in_words(one["title"] if "title" in one else one["ask"])[0]
            assert any(text in line for line in lines) == (one["id"] == asked)
