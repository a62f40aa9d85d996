"""A page without what an edition may not hold: its front matter, its blocks, its directives.

A page is closed unless its front matter opens it; blocks only take away. Directives are known by
name, ours follow the fields that they stand for, and one that nobody knows is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from guides_ext.editions.scan import (
    Block,
    Doubt,
    Line,
    Node,
    indent_of,
    lines_in,
    scan_myst,
    scan_rest,
    shown_in,
)
from guides_ext.model.base import CIRCLES, Circle, circle_of, may_read
from guides_ext.model.nearest import suggest
from guides_ext.model.nodes import Mapping as MappingNode
from guides_ext.model.nodes import Scalar
from guides_ext.model.role import Role
from guides_ext.model.source import Unreadable, compose
from guides_ext.model.stage import Stage
from guides_ext.model.text import DRAFT, MarkdownText, draft_in
from guides_ext.record.labels import LABELS, label_key
from guides_ext.record.stage import is_for

ONLY: dict[str, Circle] = {"panel-only": "panel", "company-only": "company"}
"""The blocks that take away, and whom they are for."""

OURS: dict[str, Circle] = {
    "goals": circle_of(Stage, "goals"),
    "non-goals": circle_of(Stage, "non_goals"),
    "checklist": circle_of(Stage, "checklist"),
    "script": circle_of(Stage, "whenever"),
    "question": circle_of(Stage, "questions"),
    "competency": circle_of(Role, "scale"),  # its levels are in it
    "agenda": circle_of(Stage, "questions"),  # so are its questions, and words to say
    "coverage": circle_of(Role, "competencies"),
    "stage": circle_of(Role, "competencies"),
    "roles": "company",  # to a candidate no other opening is listed
}
"""Our directives: whom each is for, by the field that it stands for."""

BLOCKS = frozenset({
    "admonition", "attention", "caution", "danger", "error", "hint", "important", "note",
    "seealso", "tip", "warning", "topic", "sidebar", "epigraph", "highlights", "pull-quote",
    "rubric", "centered", "container", "div", "compound", "versionadded", "versionchanged",
    "deprecated", "card", "card-carousel", "dropdown", "grid", "grid-item", "grid-item-card",
    "tab-item", "tab-set", "button-link", "button-ref", "table", "list-table", "figure", "image",
    "code", "code-block", "sourcecode", "highlight", "math", "glossary", "index", "contents",
    "toctree", "series", "for-roles", "letter", "include", "|replace", "|unicode", "|image",
})  # fmt: skip
"""Directives of others that an edition takes, with all that is in them."""

KNOWN: dict[str, Circle] = {"": "candidate", **dict.fromkeys(BLOCKS, "candidate"), **ONLY, **OURS}
"""Every block that an edition takes, one without a name too, and whom each is for."""

Stages: TypeAlias = Mapping[str, Collection[str]]
"""The docnames of the roles that an edition has, each with the ids of its stages."""

FRONT = ("title", "subtitle", "layout", "series", "part", "date", "orphan", "guides_lift")
"""The keys of front matter that an edition takes."""

SUFFIXES = {".md": "myst", ".markdown": "myst", ".rst": "rest"}

_FRONT = re.compile(
    r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_DOCINFO = re.compile(
    r"\s*(?:^:(?!\s)[^:\n]+:(?:[ \t].*)?\n(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t:\n]))*)+",
    re.MULTILINE,
)
_REFUSED = {
    "{%": "a tag of Liquid",
    "{{": "a value that is put in when the page is built (write the words themselves)",
    "{::": "a tag of kramdown",
    "{:/": "a tag of kramdown",
    "<?": "an instruction of HTML",
    "<![": "a section of HTML",
}
_ONLY = re.compile(
    r"(?<![\w-])(?!gh-(?:dark|light)-mode-)"  # a picture's
    r"[\w-]*(?:\w[-_]{1,40}|(?:panel|company)\w{0,40})only\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"::|\{|\}|```|^\s*\.\.\s|class\s*=|^\s*:[\w-]+:|<\w", re.IGNORECASE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_MARK = re.compile(r"(?:(?:[-*+>]|\d{1,9}[.)]|#\.)\s+)+")
_SHORT = re.compile(rf"{_MARK.pattern}(?:\[.\]\s+)?[*_]*sheet[*_]*:", re.IGNORECASE)
_BREAK = re.compile(r"\s*\+\+\+")


def lifted_by(more: Mapping[str, Sequence[str]]) -> dict[str, Circle]:
    """The labels that make a list goals, non-goals or a checklist without a directive; for whom.

    Args:
        more: `guides_lift_labels` of conf.py.
    """
    return {
        label_key(str(label)): circle_of(
            Stage, kind if kind in ("goals", "non_goals") else "checklist"
        )
        for kind, labels in LABELS.items()
        for label in (*labels, *more.get(kind, ()))
    }


class Scope(NamedTuple):
    """What it takes to tell whom a text is for: the edition, the roles that it has, and for whom a
    list is below a label (see `lifted_by`; without more, by those in English)."""

    edition: Circle
    roles: Stages = MappingProxyType({})
    labels: Mapping[str, Circle] = MappingProxyType(lifted_by({}))

    def has_role(self, target: str) -> bool:
        """Whether a target, a role's docname or the last parts of it, means a role here."""
        return any(is_for(role, [target]) for role in self.roles)

    def draft_in(self, *texts: str) -> str:
        """That texts are not finished, which only a candidate must not read; else nothing."""
        return draft_in(*texts) if self.edition == "candidate" else ""


def holds(roles: Stages, target: str) -> bool:
    """Whether a target, the address of something in a role or the last parts of it, is there."""
    return any(is_for(f"{role}/{id}", [target]) for role, ids in roles.items() for id in ids)


@dataclass
class Page:
    """A page of the sources, or a text of a role file.

    `audience` is the widest circle that may read it; `nodes` are what an edition keeps of it, and
    `is_cut` says whether that is less than there was.
    """

    file: str
    markup: str
    scope: Scope
    audience: Circle = "panel"
    front: dict[str, str] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    is_cut: bool = False

    @property
    def docname(self) -> str:
        """The name of its document."""
        return self.file.rpartition(".")[0]

    @classmethod
    def of_text(cls, text: MarkdownText, scope: Scope) -> Page:
        """A text of a role file; a list in it is what its field is, whatever its label.

        Raises:
            Doubt: as in `read_page`.
        """
        page = cls(text.place.file, "myst", scope._replace(labels={}))
        rows = zip(text.markdown.split("\n"), text.lines, strict=True)
        page._keep([Line(*one) for one in rows])
        page.is_cut = "\n".join(one.text for one in lines_in(page.nodes)) != text.markdown
        return page

    def _keep(self, lines: list[Line]) -> None:
        nodes = scan_myst(lines) if self.markup == "myst" else scan_rest(lines)
        self.nodes = list(_kept(self, nodes))
        for line in lines_in(self.nodes):
            _look(line)
        _look_for_drafts(list(shown_in(self.nodes)), self)
        _look_for_labels(self.nodes, self.scope)


def read_page(text: str, file: str, scope: Scope) -> Page:
    """A page with what an edition may hold of it; of a closed one nothing but that it is.

    Raises:
        Doubt: something in it is not clear enough to be shown to others.
    """
    page = Page(file, SUFFIXES[f".{file.rpartition('.')[2]}"], scope)
    rows = _open(page, text)
    if may_read(scope.edition, page.audience):
        lines = [Line(one, n) for n, one in enumerate(text.split("\n"), 1)]
        page._keep(lines[rows:])
        if told := scope.draft_in(*page.front.values()):
            _look_for_drafts(lines[:rows], page)  # at its line
            raise Doubt(1, told)
    return page


# Front matter -----------------------------------------------------------------------------------


def _open(page: Page, text: str) -> int:
    """Reads the front matter; the lines that it takes."""
    if page.markup == "rest":
        match = _DOCINFO.match(text)
        found = _fields(match[0]) if match else {}
    else:
        match = _FRONT.match(text)
        found = _values(match["yaml"], page.file) if match else {}
    if "audience" in found:
        word, line = found["audience"]
        if word not in CIRCLES:
            message = f"audience: expected one of {', '.join(CIRCLES)}, got {word!r}"
            raise Doubt(line, message + suggest(word, CIRCLES))
        page.audience = word
    page.front = {key: found[key][0] for key in FRONT if key in found and found[key][0]}
    page.front["orphan"] = "true"  # the list that it was in may be closed
    return text[: match.end()].count("\n") if match else 0


def _fields(text: str) -> dict[str, tuple[str, int]]:
    """The fields at the start of reStructuredText, each with all of its lines as one."""
    return {
        match[1].strip(): (" ".join(match[2].split()), text[: match.start()].count("\n") + 1)
        for match in re.finditer(r"^:([^:\n]+):(.*(?:\n(?!:).*)*)", text, re.MULTILINE)
    }


def _values(text: str, file: str) -> dict[str, tuple[str, int]]:
    """The values of front matter, with their lines; nothing for one that is not plain."""
    try:
        tree, problems = compose(text, file, line=2)
    except Unreadable as error:
        tree, problems = None, error.problems
    if problems and re.search(r"^['\"]?audience\b", text, re.MULTILINE):
        raise Doubt(problems[0].place.line, f"front matter: {problems[0].message}")
    entries = tree.entries.items() if isinstance(tree, MappingNode) else ()
    return {
        key: (one.value.value if isinstance(one.value, Scalar) else "", one.place.line)
        for key, one in entries
    }


def front_of(page: Page) -> str:
    """The front matter of the copy."""
    if page.markup == "rest":
        return "".join(f":{key}: {value}\n" for key, value in page.front.items()) + "\n"
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in page.front.items()]
    return "\n".join(["---", *rows, "---", ""])


# Blocks -----------------------------------------------------------------------------------------


def _kept(page: Page, nodes: list[Node]) -> Iterator[Node]:
    """The nodes of a page that stay, each without what an edition may not hold."""
    for node in nodes:
        if isinstance(node, Line):
            yield node
            continue
        if node.name not in KNOWN:
            hint = suggest(node.name, KNOWN)
            raise Doubt(node.number, f"'{node.name}' is not a block that an edition takes{hint}")
        if node.name in ONLY:
            _look_at_only(node)
        if not (may_read(page.scope.edition, KNOWN[node.name]) and _is_here(page.scope, node)):
            page.is_cut = True
            continue
        if node.name in OURS:
            node.body = list(_without_short_forms(page, node.body))
        node.body = list(_kept(page, node.body))
        yield from _unwrapped(page, node) if node.name in ONLY else [node]


def _unwrapped(page: Page, block: Block) -> Iterator[Node]:
    """What is in a block, where the block stood."""
    body = block.body
    yield Line("", block.number)
    if page.markup == "rest":
        indents = [indent_of(one.text) for one in lines_in(body) if one.text.strip()]
        body = list(_moved(body, min(indents, default=0) - indent_of(block.head[0].text)))
    yield from body
    yield Line("", block.number)


def _is_here(scope: Scope, block: Block) -> bool:
    """Whether a block is about nothing that the edition has not."""
    if block.name == "for-roles":
        here = [one for one in block.argument.split(",") if scope.has_role(one.strip())]
        head = block.head[0]  # of the others it says nothing
        said = head.text.replace(block.argument, ",".join(here).strip())
        block.head[0] = head._replace(text=said)
        return bool(here)
    is_of_one = block.name == "letter" and block.argument
    return not is_of_one or holds(scope.roles, block.argument)


def _without_short_forms(page: Page, nodes: list[Node]) -> Iterator[Node]:
    """One of our lists without what its items say on the sheet, which is the panel's."""
    cut = 0
    for node in nodes:
        text = node.text if isinstance(node, Line) else node.head[0].text
        indent = indent_of(text)
        if text.strip() and (not cut or indent <= cut):
            cut = indent if _SHORT.match(text.strip()) else 0
        if cut:
            page.is_cut = True
        else:
            yield node


def _look_at_only(block: Block) -> None:
    if block.argument or block.options.keys() - {"class"}:
        raise Doubt(block.number, f"'{block.name}' takes no words behind it, and no option but "
                    ":class:")  # fmt: skip
    if not any(isinstance(one, Block) or one.text.strip() for one in block.body):
        raise Doubt(block.number, f"'{block.name}' is empty (is what follows not indented?)")


def _moved(nodes: list[Node], indent: int) -> Iterator[Node]:
    """Nodes, each of their lines further to the left."""

    def moved(line: Line) -> Line:
        return line._replace(text=line.text.expandtabs()[indent:] if line.text.strip() else "")

    for node in nodes:
        if isinstance(node, Line):
            yield moved(node)
        else:
            node.head, node.tail = [*map(moved, node.head)], [*map(moved, node.tail)]
            node.body = list(_moved(node.body, indent))
            yield node


# What could be a block --------------------------------------------------------------------------


_LITERAL = {
    "myst": re.compile(r"(?<![}`\\])(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL),
    "rest": re.compile(r"``(?:(?!\n\s*\n).)+?``", re.DOTALL),
}
"""Code within a paragraph; behind a brace stands what a role takes."""


def _look_for_drafts(lines: list[Line], page: Page) -> None:
    """Refuses what its author has not finished.

    Raises:
        Doubt: there is a mark that says so.
    """
    text = "\n".join("" if one.code else one.text for one in lines)
    text = _LITERAL[page.markup].sub(lambda code: "`" + "\n" * code[0].count("\n"), text)
    if (mark := DRAFT.search(text)) and (told := page.scope.draft_in(mark[0])):
        raise Doubt(lines[text[: mark.start()].count("\n")].number, told)


def _look_for_labels(nodes: list[Node], scope: Scope) -> None:
    """Refuses the label of a list that would be one of ours, were it written as a directive.

    The gate looks for what is below a label, with a parser. This looks for the label alone, so that
    one of the two knows it where the other is mistaken about the list.

    Raises:
        Doubt: it is one, for others.
    """
    passage: list[str] = []  # the lines since the last blank one, or the last item's mark
    for line in lines_in(nodes):
        text = line.text.strip()
        if line.code or not text or _MARK.match(text):
            passage = []
        if line.code or text.startswith("#"):
            continue
        passage.append(_MARK.sub("", text, count=1))
        for label in {" ".join(passage[-2:]).strip("*_: "), text.lstrip("-*+ ").strip("*_: ")}:
            circle = scope.labels.get(label_key(label)) if label else None
            if circle and not may_read(scope.edition, circle):
                hint = f"put both into a {circle}-only block, or call it something else"
                message = f"{label!r} is the label of a list for the {circle} ({hint})"
                raise Doubt(line.number, message)


def _look(line: Line) -> None:
    """Refuses what could be a block that was not seen as one.

    Raises:
        Doubt: it may be.
    """
    bare = line.text if line.code else _CODE.sub("`", line.text)
    if (word := _ONLY.search(bare)) and _MARKUP.search(bare):
        raise Doubt(line.number, f"{word[0].strip('-')!r} in markup that stays (is it meant to be "
                    f"one of {', '.join(ONLY)}?)")  # fmt: skip
    if line.code:
        return
    for mark, what in _REFUSED.items():
        if mark in bare:
            raise Doubt(line.number, f"{mark!r}: {what}, which an edition cannot look into")
    if _SHORT.match(line.text.strip()):
        raise Doubt(line.number, "what an item says on the sheet is the panel's")
    if _BREAK.match(line.text) and line.text.strip() != "+++":
        raise Doubt(line.number, "'+++' with data behind it, which an edition cannot look into")
