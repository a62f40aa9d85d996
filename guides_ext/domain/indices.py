"""The indices of roles, stages, questions and competencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.domains import Index, IndexEntry
from sphinx.locale import _ as of_sphinx

from guides_ext.domain.guide import GuideDomain
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from guides_ext.domain.data import ObjectPlace


class GuideIndex(Index):
    """The index of one kind of object: its title, and the role's title beside it."""

    kind: ClassVar[str]
    title: ClassVar[str]

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """All objects of the kind by their first letter."""
        assert isinstance(self.domain, GuideDomain)
        letters: dict[str, list[IndexEntry]] = {}
        for target in sorted(self.domain.objects_of(self.kind).values(), key=_by_title):
            if docnames is not None and target.docname not in docnames:
                continue
            role = self.domain.data["roles"].get(target.docname)
            extra = role["title"].words if role and self.kind != "role" else ""
            entry = IndexEntry(target.title, 0, target.docname, target.anchor, extra, "", "")
            letters.setdefault(_letter(target.title), []).append(entry)
        return sorted(letters.items()), True


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


def _by_title(target: ObjectPlace) -> tuple[str, str, str]:
    return (target.title.casefold(), target.docname, target.anchor)


def setup(app: Sphinx) -> None:
    """Registers the indices, titled in the language of this build."""
    for index in INDICES:
        index.localname = str(index.title)
        app.add_index_to_domain(GuideDomain.name, index)
