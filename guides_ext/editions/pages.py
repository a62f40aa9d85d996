"""A page without what an edition may not hold: its front matter, its blocks, its directives.

A page is closed unless its front matter opens it; blocks only take away. Directives are known by
name, ours follow the fields that they stand for, and one that nobody knows is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from guides_ext.editions.scan import COMMENT, Block, Doubt, Line, Node, scan_myst, scan_rest
from guides_ext.model.base import CIRCLES, Circle, circle_of, may_read
from guides_ext.model.nearest import suggest
from guides_ext.model.nodes import Mapping as MappingNode
from guides_ext.model.nodes import Scalar
from guides_ext.model.role import Role
from guides_ext.model.source import Unreadable, compose
from guides_ext.model.stage import Stage
from guides_ext.model.text import MarkdownText
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

Stages: TypeAlias = Mapping[str, Collection[str]]
"""The docnames of the roles that an edition has, each with the ids of its stages."""

FRONT = ("title", "subtitle", "layout", "series", "part", "date", "orphan", "guides_lift")
"""The keys of front matter that an edition takes."""

SUFFIXES = {".md": "myst", ".markdown": "myst", ".rst": "rest"}

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_DOCINFO = re.compile(
    r"\ufeff?\s*(?:^:(?!\s)[^:\n]+:(?:[ \t].*)?\n(?:[ \t]+\S.*\n|[ \t]*\n(?=[ \t:\n]))*)+",
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
_ONLY = re.compile(r"\w[\w-]*[-_]only\b|\b\w*(?:panel|company)\w*only\b", re.IGNORECASE)
_MARKUP = re.compile(r"::|\{|\}|```|^\s*\.\.\s|class\s*=|^\s*:[\w-]+:|<\w", re.IGNORECASE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_SHEET = re.compile(r"\s+(?:[-+*]|\d{1,9}[.)])\s+sheet:", re.IGNORECASE)
_MARK = re.compile(r"(?:(?:[-*+>]|\d{1,9}[.)]|#\.)\s+)+")
_SHORT = re.compile(
    r"(?:(?:[-*+>]|\d{1,9}[.)]|#\.)\s+)+(?:\[.\]\s+)?[*_]*sheet[*_]*:", re.IGNORECASE
)
_BREAK = re.compile(r"\s*\+\+\+")


@dataclass
class Page:
    """A page of the sources.

    `audience` is the widest circle that may read it; `nodes` are what an edition keeps of it;
    `labels` make a list one of ours (see `lifted_by`).
    """

    file: str
    markup: str
    audience: Circle = "panel"
    front: dict[str, str] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    cut: int = 0
    labels: dict[str, Circle] = field(default_factory=lambda: LIFTED)

    @property
    def docname(self) -> str:
        """The name of its document."""
        return self.file.rpartition(".")[0]

    def lines(self) -> Iterator[Line]:
        """All lines that are kept, fences and options among them."""
        return _lines(self.nodes)


def _lines(nodes: list[Node]) -> Iterator[Line]:
    for node in nodes:
        if isinstance(node, Line):
            yield node
        else:
            yield from (one._replace(code=True) for one in node.head)
            yield from _lines(node.body)
            yield from (one._replace(code=True) for one in node.tail)


def read_page(
    text: str, file: str, edition: Circle, roles: Stages, labels: dict[str, Circle] | None = None
) -> Page:
    """A page with what an edition may hold of it; of a closed one nothing but that it is.

    Args:
        roles: all roles that the edition has.
        labels: what makes a list one of ours (see `lifted_by`); without it those in English.

    Raises:
        Doubt: something in it is not clear enough to be shown to others.
    """
    page = Page(file, SUFFIXES[f".{file.rpartition('.')[2]}"])
    page.labels = labels or page.labels
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = _open(page, text)
    if not may_read(edition, page.audience):
        return page
    lines = [Line(one, n) for n, one in enumerate(text.split("\n"), 1) if n > rows]
    page.nodes = project(lines, page.markup, edition, roles, page)
    return page


def lines_of(text: MarkdownText) -> list[Line]:
    """The lines of a text of a role file, with the numbers that they have there."""
    return [Line(*one) for one in zip(text.markdown.split("\n"), text.lines, strict=True)]


def project(
    lines: list[Line], markup: str, edition: Circle, roles: Stages, page: Page
) -> list[Node]:
    """What an edition keeps of some lines; `page` counts what was cut.

    Raises:
        Doubt: as in `read_page`.
    """
    nodes = scan_myst(lines) if markup == "myst" else scan_rest(lines)
    kept = list(_Cut(edition, markup, roles, page).kept(nodes))
    for line in _lines(kept):
        _look(line)
    _look_for_lists(kept, edition, page.labels)
    return kept


def _open(page: Page, text: str) -> int:
    """Reads the front matter; the lines that it takes."""
    match = _FRONT.match(text) if page.markup == "myst" else None
    if page.markup == "rest":
        match = _DOCINFO.match(text)
        found = _fields(match[0]) if match else {}
    else:
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
    found: dict[str, tuple[str, int]] = {}
    for match in re.finditer(r"^:([^:\n]+):(.*(?:\n(?!:).*)*)", text, re.MULTILINE):
        line = text[: match.start()].count("\n") + 1
        found[match[1].strip()] = (" ".join(match[2].split()), line)
    return found


def _values(text: str, file: str) -> dict[str, tuple[str, int]]:
    """The plain values of front matter, with their lines."""
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
        if isinstance(one.value, Scalar) or key == "audience"
    }


def front_of(page: Page) -> str:
    """The front matter of the copy."""
    if page.markup == "rest":
        return "".join(f":{key}: {value}\n" for key, value in page.front.items()) + "\n"
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in page.front.items()]
    return "\n".join(["---", *rows, "---", ""])


def has_stage(roles: Stages, target: str) -> bool:
    """Whether a target, a stage's address or the last parts of it, means a stage that is there."""
    return any(is_for(f"{role}/{id}", [target]) for role, ids in roles.items() for id in ids)


class _Cut:
    """Takes away what an edition may not hold."""

    def __init__(self, edition: Circle, markup: str, roles: Stages, page: Page) -> None:
        self.edition, self.markup, self.roles, self.page = edition, markup, roles, page

    def kept(self, nodes: list[Node]) -> Iterator[Node]:
        """The nodes that stay, each without what goes."""
        for node in nodes:
            if isinstance(node, Line):
                yield node
            elif node.name == COMMENT:
                continue
            elif node.name in ONLY:
                yield from self._only(node)
            elif circle := OURS.get(node.name):
                if may_read(self.edition, circle):
                    yield self._inside(self._without_short_forms(node))
                else:
                    self.page.cut += 1
            elif not node.name or node.name in BLOCKS:
                if self._is_here(node):
                    yield self._inside(node)
            else:
                known = {*BLOCKS, *ONLY, *OURS}
                hint = suggest(node.name, known)
                raise Doubt(node.line, f"'{node.name}' is not a block that an edition takes{hint}")

    def _inside(self, block: Block) -> Block:
        block.body = list(self.kept(block.body))
        return block

    def _only(self, block: Block) -> Iterator[Node]:
        if block.argument or block.options.keys() - {"class"}:
            raise Doubt(block.line, f"'{block.name}' takes no words behind it, and no option but "
                        ":class:")  # fmt: skip
        if not any(isinstance(one, Block) or one.text.strip() for one in block.body):
            raise Doubt(block.line, f"'{block.name}' is empty (is what follows not indented?)")
        body = list(self.kept(block.body))
        if may_read(self.edition, ONLY[block.name]):
            indent = _indent(body) - _indent([block.head[0]]) if self.markup == "rest" else 0
            yield Line("", block.line)
            yield from _moved(body, indent)
            yield Line("", block.line)
        else:
            self.page.cut += 1

    def _is_here(self, block: Block) -> bool:
        """Whether a block is about nothing that the edition has not."""
        here = True
        if block.name == "for-roles":
            here = self._for_roles(block)
        elif block.name == "letter" and block.argument:
            here = has_stage(self.roles, block.argument)
        self.page.cut += not here
        return here

    def _for_roles(self, block: Block) -> bool:
        """Whether it is for a role that is here; of the others it says nothing."""
        names = [one.strip() for one in block.argument.split(",")]
        here = [one for one in names if any(is_for(role, [one]) for role in self.roles)]
        head = block.head[0]
        block.head[0] = head._replace(text=head.text.replace(block.argument, ", ".join(here)))
        return bool(here)

    def _without_short_forms(self, block: Block) -> Block:
        """One of our lists without what its items say on the sheet, which is the panel's."""
        kept: list[Node] = []
        cut = 0
        for node in block.body:
            text = node.text.expandtabs() if isinstance(node, Line) else ""
            indent = len(text) - len(text.lstrip())
            if _SHEET.match(text):
                cut = indent
                self.page.cut += 1
            elif text.strip() and indent <= cut:
                cut = 0
            if not cut:
                kept.append(node)
        block.body = kept
        return block


def _indent(nodes: list[Any]) -> int:
    lines = [one.text.expandtabs() for one in _lines(nodes) if one.text.strip()]
    return min((len(one) - len(one.lstrip()) for one in lines), default=0)


def _moved(nodes: list[Node], indent: int) -> Iterator[Node]:
    """Lines that stood in a block, where the block stood."""

    def moved(line: Line) -> Line:
        text = line.text.expandtabs() if indent else line.text
        return line._replace(text=text[indent:] if text.strip() else "")

    for node in nodes:
        if isinstance(node, Line):
            yield moved(node)
        else:
            node.head, node.tail = [*map(moved, node.head)], [*map(moved, node.tail)]
            node.body = list(_moved(node.body, indent))
            yield node


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


LIFTED: dict[str, Circle] = lifted_by({})
"""The labels in English."""


def _look_for_lists(nodes: list[Node], edition: Circle, labels: dict[str, Circle]) -> None:
    """Refuses the label of a list that would be one of ours, were it written as a directive, and
    what an item of any list says on the sheet.

    Raises:
        Doubt: it is one, for others.
    """
    passage: list[str] = []  # the lines since the last blank one, or the last item's mark
    for line in _lines(nodes):
        text = line.text.strip()
        if line.code or not text or _MARK.match(text):
            passage = []
        if line.code or text.startswith("#"):
            continue
        if edition != "panel" and _SHORT.match(text):
            raise Doubt(line.number, "what an item says on the sheet is the panel's")
        passage.append(_MARK.sub("", text, count=1))
        for label in {" ".join(passage[-2:]).strip("*_: "), text.lstrip("-*+ ").strip("*_: ")}:
            circle = labels.get(label_key(label)) if label else None
            if circle and not may_read(edition, circle):
                hint = f"put both into a {circle}-only block, or call it something else"
                message = f"{label!r} is the label of a list for the {circle} ({hint})"
                raise Doubt(line.number, message)


def _look(line: Line) -> None:
    """Refuses what could be a block that was not seen as one.

    Raises:
        Doubt: it may be.
    """
    bare = line.text if line.code else _CODE.sub("`", line.text)
    if _ONLY.search(bare) and _MARKUP.search(bare):
        word = _ONLY.search(bare)
        assert word
        raise Doubt(line.number, f"{word[0].strip()!r} in markup that stays (is it meant to be "
                    f"one of {', '.join(ONLY)}?)")  # fmt: skip
    if line.code:
        return
    for mark, what in _REFUSED.items():
        if mark in bare:
            raise Doubt(line.number, f"{mark!r}: {what}, which an edition cannot look into")
    if _BREAK.match(line.text) and line.text.strip() != "+++":
        raise Doubt(line.number, "'+++' with data behind it, which an edition cannot look into")
