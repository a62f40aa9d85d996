"""The papers of a stage: what each is filled with, beside what it has to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guides_ext.print.expected import front_says, notes_say, scorecard_says

if TYPE_CHECKING:
    from guides_ext.print.expected import Text
    from guides_ext.print.sheet import Filled, Sheet


@dataclass(frozen=True)
class Paper:
    """One page of a day: what its template is filled with, and what it has to say.

    Attributes:
        name: as messages call it: ``sheet of 'Pairing' of 'Engineer'``.
        filled: the data of its template.
        says: the texts that have to stand on it, in their order.
        silent: the texts that may not stand on it.
    """

    name: str
    filled: Filled
    says: list[Text]
    silent: list[str] = field(default_factory=list)


def papers_of(sheet: Sheet) -> list[Paper]:
    """Front, scorecard and page for notes of a stage, as far as it has them."""
    role, stage = sheet.role, sheet.stage
    name = f"'{stage['title'].words}' of '{role['title'].words}'"
    papers = [Paper(f"sheet of {name}", sheet.front(), [*front_says(role, stage, sheet.occasion)])]
    if sheet.competencies:
        says = [*scorecard_says(role, stage, sheet.occasion)]
        papers.append(Paper(f"scorecard of {name}", sheet.scorecard(), says))
    if sheet.notes:
        papers.append(Paper(f"notes of {name}", sheet.notes_page(), [*notes_say(role, stage)]))
    return papers
