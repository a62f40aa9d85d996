"""Lists that authors write anyway become goals, non-goals and checklists, without edits.

A list item or a paragraph that is a label and nothing else, with a list right below it, is meant
as one. It stands in a section, not in a quote, a box or another list: a list that only looks like
one is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from guides_ext.domain import guide_domain
from guides_ext.parts.for_roles import for_roles
from guides_ext.parts.heading import heading
from guides_ext.parts.lists import item_list, take_short_forms
from guides_ext.record.data import PHASES
from guides_ext.record.labels import LABELS, label_key

logger = logging.getLogger(__name__)

LISTS = (nodes.bullet_list, nodes.enumerated_list)
HOLDERS = (nodes.document, nodes.section, for_roles)
"""Where a list has to stand to be meant."""

LEAD_ELSEWHERE = (nodes.reference, pending_xref, nodes.image)
OFF = ("false", "no", "off")


class Labelled(NamedTuple):
    """A list that is meant: its label, its items, and which kind it is (a key of the labels)."""

    label: nodes.paragraph
    items: list[nodes.list_item]
    kind: str


class Lifter:
    """Finds the lists that are meant, and puts ours in their places.

    Args:
        labels: kind → labels, as in :data:`LABELS`.
    """

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self.kinds = {label_key(label): kind for kind, all_ in labels.items() for label in all_}

    def lift(self, document: nodes.document) -> Iterator[item_list]:
        """Changes the document, and yields each list that is now one of ours."""
        for found in list(document.findall(nodes.Element)):
            if not isinstance(found, LISTS) or not isinstance(found.parent, HOLDERS):
                continue
            if labelled := self._labelled(found.previous_sibling(), found):
                made = made_of(labelled)
                labelled.label.parent.remove(labelled.label)
                found.replace_self(made)
                yield made
            else:
                yield from self._lift_items(found)

    def _labelled(self, label: nodes.Node | None, found: nodes.Node) -> Labelled | None:
        """The list with its label, if it is one and all of its items say something."""
        if not isinstance(label, nodes.paragraph) or not isinstance(found, LISTS):
            return None
        kind = self.kinds.get(label_key(label.astext()))
        items = [item for item in found.children if isinstance(item, nodes.list_item)]
        if kind is None or not items or any(not item.astext().strip() for item in items):
            return None
        leads = label.findall(lambda one: isinstance(one, LEAD_ELSEWHERE))
        if any(leads) or all(_is_link(item) for item in items):
            return None  # a table of contents, or a picture with such a name
        return Labelled(label, items, kind)

    def _lift_items(self, found: nodes.Element) -> Iterator[item_list]:
        """Takes labelled items out of a list; the other items stay in lists of their own."""
        both = [(item, self._labelled_item(item)) for item in found.children]
        if not any(labelled for _item, labelled in both):
            return
        parts: list[nodes.Element] = []
        for number, (item, labelled) in enumerate(both, found.get("start", 1)):
            if labelled:
                parts.append(made_of(labelled))
                continue
            if not parts or isinstance(parts[-1], item_list):
                parts.append(found.__class__("", **found.attributes))
                if number > 1 and isinstance(found, nodes.enumerated_list):
                    parts[-1]["start"] = number
            parts[-1] += item
        found.replace_self(parts)
        yield from (part for part in parts if isinstance(part, item_list))

    def _labelled_item(self, item: nodes.Node) -> Labelled | None:
        if len(item.children) != 2:
            return None
        return self._labelled(item.children[0], item.children[1])


def _is_link(item: nodes.list_item) -> bool:
    """Whether an item says nothing but what it links to."""
    links = list(item.findall(nodes.reference)) + list(item.findall(pending_xref))
    return bool(links) and "".join(one.astext() for one in links).strip() == item.astext().strip()


def made_of(labelled: Labelled) -> item_list:
    """Our list, under the author's own label."""
    for item in labelled.items:
        drop_checkbox(item)
    take_short_forms(labelled.items)
    title = heading("", "", *labelled.label.children)
    *_before, last = title.findall(nodes.Text)
    last.parent.replace(last, nodes.Text(re.sub(r"[\s:：]+\Z", "", last.astext())))
    phase = labelled.kind if labelled.kind in PHASES else ""
    kind = "checklist" if phase else labelled.kind
    bullets = nodes.bullet_list("", *labelled.items, bullet="-")
    made = item_list("", title, bullets, kind=kind, phase=phase, list="")
    made.source, made.line = labelled.label.source, labelled.label.line
    return made


def drop_checkbox(item: nodes.Element) -> None:
    """Takes the box of a task list off an item: our lists have boxes where they need them."""
    for box in [one for one in item.findall(nodes.raw) if 'type="checkbox"' in one.astext()]:
        box.parent.remove(box)
    item["classes"] = [one for one in item["classes"] if one != "task-list-item"]


def lift_lists(app: Sphinx, document: nodes.document) -> None:
    """Lifts the lists of an article, unless conf.py or the page says no."""
    env = app.env
    docname = env.docname
    switch = str(env.metadata[docname].get("guides_lift", app.config.guides_lift))
    if switch.casefold() in OFF or docname in guide_domain(env).data["roles"]:
        return
    for made in Lifter(all_labels(app.config)).lift(document):
        kind = " ".join(filter(None, [made["kind"].replace("_", "-"), made["phase"]]))
        count = len(made.children[1].children)
        logger.verbose("lifted: %s, items: %d", kind, count, location=made)


def all_labels(config: Config) -> dict[str, tuple[str, ...]]:
    """Our labels and those of conf.py."""
    own: Mapping[str, Sequence[str]] = config.guides_lift_labels
    return {kind: (*labels, *own.get(kind, ())) for kind, labels in LABELS.items()}


def setup(app: Sphinx) -> None:
    """Registers the handlers; lists are lifted before the article's record is taken."""
    app.connect("doctree-read", lift_lists)
