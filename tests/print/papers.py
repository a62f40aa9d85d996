"""Papers made from a role by functions alone, without a build."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

from guides_ext.model.load import load_role
from guides_ext.print.fonts import fonts_of
from guides_ext.print.make import Made, make_papers
from guides_ext.print.papers.labels import labels
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.paper import Paper
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.papers.sheet import Sheet
from guides_ext.print.setting import Set, Typesetter
from guides_ext.print.style import PageStyle
from guides_ext.record.data import ArticleRecord, RoleRecord
from guides_ext.record.whole import whole_record
from tests.record import records

LOOK, MEETING = PageStyle(), Occasion()

STAGE: dict[str, Any] = {
    "title": "Talk", "summary": "A stage.", "format": "conversation", "minutes": 30,
    "agenda": [{"minutes": 30, "is": "main"}],
}  # fmt: skip


def stage(**fields: Any) -> dict[str, Any]:
    """A role with one stage that has these fields; those that begin with ``role_`` are its own."""
    own = {key.removeprefix("role_"): fields.pop(key) for key in [*fields] if key[:5] == "role_"}
    return {"title": "Fitter", **own, "stages": {"stage": {**STAGE, **fields}}}


def timeboxes(*boxes: dict[str, Any]) -> dict[str, Any]:
    """The fields of a stage of these timeboxes."""
    return {"minutes": sum(one["minutes"] for one in boxes), "agenda": list(boxes)}


def record_of(
    written: dict[str, Any] | str, articles: Mapping[str, ArticleRecord] = {}
) -> RoleRecord:
    """The whole record of a role, of its file or what is written in one."""
    if not isinstance(written, str):
        written = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=10**6)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "r.role.yaml").write_text(written, encoding="utf-8")
        loaded = load_role(Path(folder), "r.role.yaml")
    assert loaded.role, loaded.problems
    return whole_record(records.recorded(loaded.role), articles)


def sheet_of(
    written: dict[str, Any],
    look: PageStyle = LOOK,
    occasion: Occasion = MEETING,
    articles: Mapping[str, ArticleRecord] = {},
    **more: Any,
) -> Sheet:
    """The sheet of the stage of a role that has one."""
    role = record_of(written, articles)
    return Sheet(role, next(iter(role["stages"])), look, occasion, **more)


def made(sheet: Sheet, look: PageStyle = LOOK, *, trim: bool = True) -> Made:
    """The papers of a sheet in one PDF."""
    return printed(papers_of(sheet), look, trim=trim)


def printed(
    papers: list[Paper], look: PageStyle = LOOK, *, trim: bool = True, sans: Sequence[str] = ()
) -> Made:
    """Papers in one PDF; ``sans`` are families to set them in."""
    fonts = fonts_of({"sans": sans} if sans else {})
    return make_papers(fonts, look, [papers], None, words=labels(), trim=trim, title="Papers")


@contextmanager
def settings() -> Iterator[list[Set]]:
    """All that is set meanwhile."""
    found: list[Set] = []
    usual = Typesetter.set

    def set_it(self: Typesetter, *args: Any) -> Set:
        found.append(usual(self, *args))
        return found[-1]

    with mock.patch.object(Typesetter, "set", set_it):
        yield found


def article(name: str, *lists: tuple[str, str, str, list[str]]) -> dict[str, ArticleRecord]:
    """The record of an article with lists: of a kind, a phase, a kind of timebox, and texts."""
    source = {"document": name, "list": "list-1", "index": 0}
    brought = (
        records.listed(
            kind, *(records.item(one, source=source) for one in texts), phase=phase, at=at
        )
        for kind, phase, at, texts in lists
    )
    return {name: records.article(*brought, document=name)}
