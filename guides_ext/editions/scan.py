"""The blocks of a page, line by line, in MyST and in reStructuredText.

This is no parser of either. It knows fences, explicit markup, definitions and comments, and what it
has doubts about it refuses: where a block ends is what keeps its words from those who may not read
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from guides_ext.model.problems import Place, Problem


class Doubt(Exception):
    """Something that an edition cannot be sure of."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message

    def problem(self, file: str) -> Problem:
        """The doubt as a problem of a file."""
        return Problem(Place(file, self.line, 1), "", self.message)


class Line(NamedTuple):
    """A line of the source, and its number from 1. `code` is true where nothing in it is markup."""

    text: str
    number: int
    code: bool = False


@dataclass(eq=False)
class Block:
    """A directive, a plain fence or a definition: its lines as they are written.

    `head` opens it, with its options; `tail` closes it. `name` is empty for a plain fence and a
    definition. `label` is what a definition is referred to by: `^` stands before that of a note,
    bars around that of a substitution, and a target without a name is `__`.
    """

    name: str
    argument: str
    head: list[Line]
    body: list[Node] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def number(self) -> int:
        """The line that it begins in."""
        return self.head[0].number

    @property
    def is_definition(self) -> bool:
        """Whether it says what a label means, and is no directive."""
        return bool(self.label) and not self.name

    @property
    def text(self) -> str:
        """What a definition says behind its label, in one line."""
        return " ".join([self.argument, *(one.text.strip() for one in lines_in(self.body))]).strip()


Node: TypeAlias = Line | Block


def lines_in(nodes: list[Node]) -> Iterator[Line]:
    """All lines, fences and options among them."""
    for node in nodes:
        if isinstance(node, Line):
            yield node
        else:
            yield from node.head if node.is_definition else _code(node.head)
            yield from lines_in(node.body)
            yield from _code(node.tail)


def shown_in(nodes: list[Node]) -> Iterator[Line]:
    """All lines; `code` only where a reader is shown letters as they are."""
    for node in nodes:
        if isinstance(node, Line):
            yield node
            continue
        yield from node.head  # a title, a caption, the first words of a note
        is_code = node.name in QUOTED and not node.is_definition
        body = shown_in(node.body)
        yield from body if is_code else (one._replace(code=False) for one in body)


def blocks_in(nodes: list[Node]) -> Iterator[Block]:
    """All blocks, those within others too."""
    for node in nodes:
        if isinstance(node, Block):
            yield node
            yield from blocks_in(node.body)


def _code(lines: list[Line]) -> list[Line]:
    return [one._replace(code=True) for one in lines]


def folded(label: str) -> str:
    """A label as others are compared with it."""
    return " ".join(label.split()).casefold()


def indent_of(text: str) -> int:
    """The columns before the first letter of a line."""
    text = text.expandtabs()
    return len(text) - len(text.lstrip())


# What a directive has for its body: text with markup (all others), or letters as they are.
VERBATIM = frozenset({
    "code", "code-block", "sourcecode", "literalinclude", "math", "highlight", "parsed-literal",
    "mermaid", "toctree", "series", "roles", "coverage", "stage", "question", "competency",
    "agenda", "image", "raw", "csv-table", "index", "include", "eval-rst",
})  # fmt: skip

QUOTED = frozenset({"", "code", "code-block", "sourcecode", "math"})
"""Those of them, with plain fences, whose letters a reader is shown as they are."""

Scan: TypeAlias = Callable[[list[Line]], list[Node]]
DEEPEST = 40
"""Blocks within blocks that an edition looks into, as pages do."""

_OPTION = re.compile(r"[ \t]*:(?P<key>[^:\s]+):(?:[ \t]+(?P<value>.*))?$")


def _directive(name: str, argument: str, lines: list[Line], scan: Scan) -> Block:
    """A directive of its lines but for the one that closes it: head, options, and what is in it."""
    options: dict[str, str] = {}
    end = 1
    while end < len(lines) and (match := _OPTION.match(lines[end].text)):
        options[match["key"]] = (match["value"] or "").strip()
        end += 1
    rest = lines[end:]
    body: list[Node] = [*_code(rest)] if name in VERBATIM else scan(rest)
    return Block(name, argument.strip(), lines[:end], body, options=options)


def _deeper(scan: Callable[[list[Line], int], list[Node]], lines: list[Line], depth: int) -> Scan:
    """What looks into the blocks of some lines."""
    if depth > DEEPEST:
        raise Doubt(lines[0].number, f"more than {DEEPEST} blocks within each other")
    return lambda inside: scan(inside, depth + 1)


# MyST ------------------------------------------------------------------------------------------

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_NAMED = re.compile(r"\s*\{(?P<name>[^}]*)\}[ \t]*(?P<argument>.*)")
_BEGUN_ON_AN_ITEM = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*)+(?:`{3,}|~{3,}|:{3,})")
_BEGUN_BEHIND_WORDS = re.compile(r"(?<!^)(?<![`~:])(?:`{3,}|~{3,}|:{3,})[ \t]*\{")
_DEFINITION = re.compile(r"\[(?!\s*\])(?P<label>(?:[^\[\]\\]|\\.)+)\]:[ \t]*(?P<rest>.*)")
_ENDS_A_PARAGRAPH = re.compile(rf"#|<!--|%|{_DEFINITION.pattern}|{_FENCE.pattern}")


def scan_myst(lines: list[Line], depth: int = 0) -> list[Node]:
    """The blocks of Markdown, without its comments.

    Raises:
        Doubt: it cannot be told where a block begins or ends.
    """
    found: list[Node] = []
    lines, scan = list(lines), _deeper(scan_myst, lines, depth)
    row = 0
    while row < len(lines):
        line = lines[row]
        text = line.text
        end = row + 1
        if _BEGUN_ON_AN_ITEM.match(text) or _BEGUN_BEHIND_WORDS.search(text.lstrip()):
            raise Doubt(line.number, "a block begins behind other words, or the mark of a "
                        "list or a quote (begin it in a line of its own)")  # fmt: skip
        if match := _FENCE.match(text):
            end = _closed(lines, row, match)
            found.append(_fence(lines[row:end], match, scan))
        elif "<!--" in text:
            end, left = _comment(lines, row)
            if left.strip():  # what stands before and behind it stays
                end -= 1
                lines[end] = Line(left, line.number)
        elif match := _DEFINITION.match(text):
            end = _defined(lines, row, is_note=match["label"].startswith("^"))
            label, body = folded(match["label"]), scan(lines[row + 1 : end])
            found.append(Block("", match["rest"].strip(), [line], body, label=label))
        elif not re.match(r" {0,3}%", text):  # a comment
            found.append(line)
        row = end
    return found


def _fence(lines: list[Line], opener: re.Match[str], scan: Scan) -> Block:
    """A block between fences, or code that only looks like one."""
    if len(lines) == 1:
        return Block("", "", lines)
    *inside, close = lines
    if not (named := _NAMED.fullmatch(opener["info"])):
        return Block("", opener["info"].strip(), lines[:1], [*_code(inside[1:])], [close])
    if len(inside) > 1 and inside[1].text.strip() == "---":
        raise Doubt(inside[1].number, "options between dashes (write :key: value)")
    block = _directive(named["name"].strip(), named["argument"], inside, scan)
    block.tail = [close]
    return block


def _closed(lines: list[Line], row: int, opener: re.Match[str]) -> int:
    """The row behind a block."""
    number, fence, indent = lines[row].number, opener["fence"], len(opener["indent"])
    info = opener["info"].strip()
    if "\t" in opener["indent"]:
        raise Doubt(number, "a fence stands behind a tab (write spaces)")
    if fence[0] == ":" and not info:
        raise Doubt(number, f"'{fence}' closes no block here (is one fence too many?)")
    if fence[0] == "`" and "`" in info:
        return row + 1  # code within a line
    if not _NAMED.fullmatch(info):
        if info.startswith(("{", ":")):
            raise Doubt(number, f"expected {{name}} behind the fence, got {info!r}")
        if fence[0] == ":":
            raise Doubt(number, f"a block without braces (write {fence}{{…}})")
    for later in range(row + 1, len(lines)):
        text, here = lines[later].text, lines[later].number
        if text.strip() and len(text) - len(text.lstrip()) < indent:
            raise Doubt(here, "a line of a block stands left of its fence")
        match = _FENCE.match(text)
        if not match or not match["fence"].startswith(fence):
            continue
        if not match["info"].strip():
            if len(match["indent"].expandtabs(4)) > indent + 3:
                raise Doubt(here, "a fence stands right of its block")
            return later + 1
        if info.startswith("{"):
            raise Doubt(here, "a fence within a block is as long as the block's own (make the "
                        "outer one longer)")  # fmt: skip
    raise Doubt(number, f"the block is not closed (write {fence} below it)")


def _comment(lines: list[Line], row: int) -> tuple[int, str]:
    """The row behind a comment of HTML, and what stands before and behind it in its lines."""
    number = lines[row].number
    before, _, text = lines[row].text.partition("<!--")
    if "`" in before:
        raise Doubt(number, "a comment on a line with code (give it a line of its own)")
    while "-->" not in text:
        row += 1
        if row == len(lines):
            raise Doubt(number, "the comment is not closed (write -->)")
        text = lines[row].text
    behind = text.partition("-->")[2]
    if "<!--" in behind or _FENCE.match(behind):
        raise Doubt(lines[row].number, "a second block on the line of a comment")
    return row + 1, before + behind


def _defined(lines: list[Line], row: int, *, is_note: bool) -> int:
    """The row behind a definition, which takes the lines that are indented and, up to a blank one,
    all others. Only a note goes on behind a blank line."""
    end, blank = row + 1, False
    for later in range(row + 1, len(lines)):
        text = lines[later].text
        if not text.strip():
            blank = True
            continue
        if text[0] in " \t":
            if blank and not is_note:
                break
        elif blank or _ENDS_A_PARAGRAPH.match(text):
            break
        end, blank = later + 1, False
    return end


# reStructuredText --------------------------------------------------------------------------------

_EXPLICIT = re.compile(r"[ \t]*(?:\.\.(?:[ \t]+(?P<rest>.*))?$|(?P<anonymous>__)[ \t]+(?P<to>.*))")
_DIRECTIVE = re.compile(
    r"(?:(?P<sub>\|[^|]+\|)[ \t]+)?(?P<name>[\w][\w:+.-]*?)[ \t]?::(?:[ \t]+(?P<argument>.*))?$"
)
_TARGET = re.compile(
    r"(?:\[(?P<note>[^\]]+)\]|_(?P<name>`[^`]+`|(?:[^\\]|\\.)+?):)(?:[ \t]+(?P<rest>.*))?$"
)


def scan_rest(lines: list[Line], depth: int = 0) -> list[Node]:
    """The blocks of reStructuredText, without its comments.

    Raises:
        Doubt: it cannot be told where a block begins or ends.
    """
    found: list[Node] = []
    scan = _deeper(scan_rest, lines, depth)
    row = 0
    while row < len(lines):
        line = lines[row]
        if re.search(r"\s\.\.(?:\s|$)", line.text.lstrip()):
            raise Doubt(line.number, "a block begins behind other words "
                        "(begin it in a line of its own)")  # fmt: skip
        end = _indented(lines, row)
        if match := _EXPLICIT.match(line.text):
            found += _explicit(lines[row:end], match, scan)
        elif line.text.rstrip().endswith("::"):
            found += [line, *_code(lines[row + 1 : end])]
        else:
            end = row + 1
            found.append(line)
        row = end
    return found


def _explicit(lines: list[Line], match: re.Match[str], scan: Scan) -> list[Node]:
    """A directive or a definition; nothing for a comment."""
    rest = match["rest"] or ""
    if match["anonymous"]:
        return [Block("", match["to"].strip(), lines[:1], scan(lines[1:]), label="__")]
    if found := _DIRECTIVE.match(rest):
        mark = "|" if found["sub"] else ""
        block = _directive(mark + found["name"], found["argument"] or "", lines, scan)
        block.label = folded(found["sub"] or "")
        return [block]
    if found := _TARGET.match(rest):
        label = f"^{found['note']}" if found["note"] else found["name"].strip("`")
        label = "__" if label == "_" else folded(label)
        argument = (found["rest"] or "").strip()
        return [Block("", argument, lines[:1], scan(lines[1:]), label=label)]
    if rest.startswith("|"):
        raise Doubt(lines[0].number, "a substitution that is no directive")
    return []


def _indented(lines: list[Line], row: int) -> int:
    """The row behind what is indented further than a line."""
    indent, end = indent_of(lines[row].text), row + 1
    for later in range(row + 1, len(lines)):
        if lines[later].text.strip():
            if indent_of(lines[later].text) <= indent:
                break
            end = later + 1
    return end
