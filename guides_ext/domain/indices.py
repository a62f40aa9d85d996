"""The indices of roles, stages, questions and competencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.domains import Index, IndexEntry
from sphinx.locale import _ as of_sphinx

from guides_ext.builder import builder_of, shows_parts
from guides_ext.domain.data import ObjectPlace
from guides_ext.domain.guide import GuideDomain
from guides_ext.words import _


class GuideIndex(Index):
    """The index of one kind of object: each title once, and the roles that it stands in."""

    kind: ClassVar[str]
    title: ClassVar[str]
    page: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Gives an index the name of its page, as Sphinx does."""
        cls.page = f"guide-{cls.name}"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """All objects of the kind by their first letter."""
        assert isinstance(self.domain, GuideDomain)
        found = sorted(self.domain.objects_of(self.kind).items(), key=_by_title)
        letters: dict[str, list[IndexEntry]] = {}
        for title, some in groupby(found, lambda one: one[1].title):
            there = [(name, to) for name, to in some if docnames is None or to.docname in docnames]
            if there:
                letters.setdefault(_letter(title), []).extend(self._entries(title, there))
        return sorted(letters.items()), False

    def _entries(self, title: str, places: list[tuple[str, ObjectPlace]]) -> Iterator[IndexEntry]:
        """A title with its one place; or with several below it, where a page can show that."""
        nested = len(places) > 1 and shows_parts(builder_of(self.domain.env))
        if nested:
            yield IndexEntry(title, 1, "", "", "", "", "")
        for name, to in places:
            where = self._where(name, to)
            shown, extra = (where or name, "") if nested else (title, where)
            yield IndexEntry(shown, 2 if nested else 0, to.docname, to.anchor, extra, "", "")

    def _where(self, name: str, to: ObjectPlace) -> str:
        """The role of an object, and the stage of a question."""
        assert isinstance(self.domain, GuideDomain)
        around = [("role", to.docname)] if self.kind != "role" else []
        around += [("stage", name.rpartition("/")[0])] if self.kind == "question" else []
        objects = self.domain.objects
        return ", ".join(objects[one].title for one in around if one in objects)


class RoleIndex(GuideIndex):
    """The index of roles."""

    kind, name, title = "role", "roles", _("Roles")


class StageIndex(GuideIndex):
    """The index of stages."""

    kind, name, title = "stage", "stages", _("Stages")


class QuestionIndex(GuideIndex):
    """The index of questions."""

    kind, name, title = "question", "questions", _("Questions")


class CompetencyIndex(GuideIndex):
    """The index of competencies."""

    kind, name, title = "competency", "competencies", _("Competencies")


INDICES = (RoleIndex, StageIndex, QuestionIndex, CompetencyIndex)


def _letter(title: str) -> str:
    """What a title stands under in an index: Sphinx's template does not escape it."""
    first = title[:1].upper()
    return first if first.isalnum() else str(of_sphinx("Symbols"))


def _by_title(one: tuple[str, ObjectPlace]) -> tuple[str, str, str, str]:
    title, docname, anchor = one[1].title, one[1].docname, one[1].anchor
    return (title.casefold(), title, docname, anchor)


def setup(app: Sphinx) -> None:
    """Registers the indices, titled in the language of this build."""
    for index in INDICES:
        index.localname = str(index.title)
        app.add_index_to_domain(GuideDomain.name, index)
