"""Rate these first: notes to practise on before one rates a person.

Raters who have rated the same notes, and compared their levels with agreed ones, rate more alike
and more accurately: frame-of-reference training (Roch, Woehr, Mishra and Kieszczynska 2012, a
meta-analysis; Melchers, Lienhardt, von Aarburg and Kleinmann 2011, of interviewers).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from docutils import nodes

from guides_ext.handbook.context import PageContext
from guides_ext.parts.fold import answer_key, summary
from guides_ext.parts.markup import built_in, line, note, with_text
from guides_ext.parts.ratings import scale_of
from guides_ext.record.data import RoleRecord
from guides_ext.words import _

ANCHOR = "guide--calibration"


def way_there(role: RoleRecord) -> list[nodes.Node]:
    """A line that leads to the notes; none where there are none."""
    if not _practised(role):
        return []
    before, _mark, after = str(_("Before you rate a candidate: %s.")).partition("%s")
    way = note(before)
    way += [
        nodes.reference("", str(_("Rate these first")), refid=ANCHOR, internal=True),
        nodes.Text(after),
    ]
    return [way]


def calibration(context: PageContext) -> list[nodes.Node]:
    """The notes of each competency over its levels, and the key to all of them; or nothing.

    Notes are numbered through. Their order is that of their digests: it gives no level away.
    """
    key, sets = _numbered(1, []), []
    for one in _practised(context.record):
        examples = sorted(one["examples"], key=_by_digest)
        notes = [context.texts(example["note"]) for example in examples]
        sets.append(_exercise(one, _numbered(len(key) + 1, notes), context))
        key += _items(_answer(example, context) for example in examples)
    if not sets:
        return []
    about = _(
        "Rate each note alone, before you open the key. Then compare with whoever rates beside "
        "you: where you differ, read the two levels aloud and find the words that decide."
    )
    folded = answer_key("", built_in(_("The levels that we agreed on"), summary), key)
    return [*context.part(ANCHOR, _("Rate these first"), [line(about), *sets, folded])]


def _practised(role: RoleRecord) -> list[dict[str, Any]]:
    """The competencies that have notes, and levels to rate them by."""
    return [one for one in role["competencies"].values() if one["examples"] and one["levels"]]


def _exercise(
    one: dict[str, Any], notes: nodes.enumerated_list, context: PageContext
) -> nodes.section:
    """The notes of a competency, and its levels without the one that the job needs."""
    rated = [("", {**one, "needs": None})]
    levels = scale_of(rated, context.record["scale"], context.markup, above="")
    levels["below_its_title"] = True
    return nodes.section(
        "",
        context.title(one["title"]),
        *context.texts(one["means"]),
        notes,
        levels,
        ids=[f"{ANCHOR}-{one['id']}"],
    )


def _numbered(first: int, content: Iterable[list[nodes.Node]]) -> nodes.enumerated_list:
    """A numbered list that goes on from another one."""
    return nodes.enumerated_list("", *_items(content), enumtype="arabic", suffix=".", start=first)


def _items(content: Iterable[list[nodes.Node]]) -> list[nodes.list_item]:
    return [nodes.list_item("", *one) for one in content]


def _answer(example: dict[str, Any], context: PageContext) -> list[nodes.Node]:
    """The level of a note, its name, and why."""
    level = example["level"]
    name = context.record["scale"].get(str(level))
    named = with_text(f"{level} %s", name, context.markup) if name else [nodes.Text(str(level))]
    head = nodes.paragraph("", "", nodes.strong("", "", *named), translatable=False)
    return [head, *context.texts(example["because"])]


def _by_digest(example: dict[str, Any]) -> str:
    return hashlib.sha256(example["note"].markdown.encode()).hexdigest()
