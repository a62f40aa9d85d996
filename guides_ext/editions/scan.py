"""The blocks of a page, line by line, in MyST and in reStructuredText.

This is no parser of either. It knows fences, explicit markup and comments, and what it has doubts
about it refuses: where a block ends is what keeps its words from those who may not read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


@dataclass
class Block:
    """A directive, a comment or a plain fence: its lines as they are written.

    `head` opens it, with its options; `tail` closes it. `name` is empty for a plain fence, and
    `comment` for what no reader sees.
    """

    name: str
    argument: str
    head: list[Line]
    body: list[Node] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.head[0].number


Node: TypeAlias = Line | Block
COMMENT = "comment"

# What a directive has for its body: text with markup (all others), or letters as they are.
VERBATIM = frozenset({
    "code", "code-block", "sourcecode", "literalinclude", "math", "highlight", "parsed-literal",
    "mermaid", "toctree", "series", "roles", "coverage", "stage", "question", "competency",
    "agenda", "image", "raw", "csv-table", "index", "include", "eval-rst",
})  # fmt: skip

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_NAMED = re.compile(r"\s*\{(?P<name>[^}]*)\}[ \t]*(?P<argument>.*)")
_BEGUN_ON_AN_ITEM = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*)+(?:`{3,}|~{3,}|:{3,})")
_BEGUN_BEHIND_WORDS = re.compile(r"(?<!^)(?<![`~:])(?:`{3,}|~{3,}|:{3,})[ \t]*\{")
_OPTION = re.compile(r"[ \t]*:(?P<key>[^:\s]+):(?:[ \t]+(?P<value>.*))?$")


def scan_myst(lines: list[Line]) -> list[Node]:
    """The blocks of Markdown.

    Raises:
        Doubt: it cannot be told where a block begins or ends.
    """
    return _Myst(lines).nodes(0, len(lines))


class _Myst:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def nodes(self, row: int, end: int) -> list[Node]:
        """The nodes between two rows."""
        found: list[Node] = []
        while row < end:
            line = self.lines[row]
            text = line.text
            if _BEGUN_ON_AN_ITEM.match(text) or _BEGUN_BEHIND_WORDS.search(text.lstrip()):
                raise Doubt(line.number, "a block begins behind other words, or the mark of a "
                            "list or a quote (begin it in a line of its own)")  # fmt: skip
            if match := _FENCE.match(text):
                block, row = self._fence(row, end, match)
                found.append(block)
            elif "<!--" in text:
                nodes, row = self._comment(row, end)
                found += nodes
            elif re.match(r" {0,3}%", text):
                found.append(Block(COMMENT, "", [line]))
                row += 1
            else:
                found.append(line)
                row += 1
        return found

    def _fence(self, row: int, end: int, opener: re.Match[str]) -> tuple[Block, int]:
        line, fence, info = self.lines[row], opener["fence"], opener["info"]
        named = _NAMED.fullmatch(info)
        if fence[0] == ":" and not info.strip():
            raise Doubt(line.number, f"'{fence}' closes no block here (is one fence too many?)")
        if fence[0] == "`" and "`" in info:
            return Block("", "", [line]), row + 1  # code within a line
        if not named and re.match(r"\s*[{:]", info):
            raise Doubt(line.number, f"expected {{name}} behind the fence, got {info.strip()!r}")
        if not named and fence[0] == ":":
            raise Doubt(line.number, f"a block without braces (write {fence}{{…}})")
        close = self._close(row, end, opener)
        head = row + 1
        if not named:
            body: list[Node] = [one._replace(code=True) for one in self.lines[head:close]]
            return Block("", info.strip(), [line], body, [self.lines[close]]), close + 1
        options, head = self._options(head, close)
        name = named["name"].strip()
        if name in VERBATIM:
            body = [one._replace(code=True) for one in self.lines[head:close]]
        else:
            body = self.nodes(head, close)
        argument = named["argument"].strip()
        written = self.lines[row:head]
        return Block(name, argument, written, body, [self.lines[close]], options), close + 1

    def _close(self, row: int, end: int, opener: re.Match[str]) -> int:
        """The row of the fence that closes a block."""
        line, fence, indent = self.lines[row], opener["fence"], len(opener["indent"])
        inside = opener["info"].lstrip().startswith("{")
        for later in range(row + 1, end):
            text = self.lines[later].text
            if text.strip() and len(text) - len(text.lstrip()) < indent:
                raise Doubt(self.lines[later].number, "a line of a block stands left of its fence")
            match = _FENCE.match(text)
            if not match or match["fence"][0] != fence[0] or len(match["fence"]) < len(fence):
                continue
            if not match["info"].strip():
                if len(match["indent"]) > indent + 3:
                    raise Doubt(self.lines[later].number, "a fence stands right of its block")
                return later
            if inside:
                raise Doubt(self.lines[later].number, "a fence within a block is as long as the "
                            "block's own (make the outer one longer)")  # fmt: skip
        raise Doubt(line.number, f"the block is not closed (write {fence} below it)")

    def _options(self, row: int, close: int) -> tuple[dict[str, str], int]:
        options: dict[str, str] = {}
        if row < close and self.lines[row].text.strip() == "---":
            raise Doubt(self.lines[row].number, "options between dashes (write :key: value)")
        while row < close and (match := _OPTION.match(self.lines[row].text)):
            options[match["key"]] = (match["value"] or "").strip()
            row += 1
        return options, row

    def _comment(self, row: int, end: int) -> tuple[list[Node], int]:
        """A comment of HTML, cut out of its line; what stands before and behind it stays."""
        first = self.lines[row]
        if "`" in first.text.partition("<!--")[0]:
            raise Doubt(first.number, "a comment on a line with code (give it a line of its own)")
        before, _, text = first.text.partition("<!--")
        comment = [first]
        while "-->" not in text:
            row += 1
            if row >= end:
                raise Doubt(first.number, "the comment is not closed (write -->)")
            text = self.lines[row].text
            comment.append(self.lines[row])
        behind = text.partition("-->")[2]
        if "<!--" in behind or _FENCE.match(behind):
            raise Doubt(self.lines[row].number, "a second block on the line of a comment")
        nodes: list[Node] = [Block(COMMENT, "", comment)]
        if (before + behind).strip():
            nodes.append(Line(before + behind, first.number))
        return nodes, row + 1


_EXPLICIT = re.compile(r"(?P<indent>[ \t]*)\.\.(?:[ \t]+(?P<rest>.*))?$")
_DIRECTIVE = re.compile(
    r"(?P<sub>\|[^|]+\|[ \t]+)?(?P<name>[\w][\w:+.-]*?)[ \t]?::(?:[ \t]+(?P<argument>.*))?$"
)
_MARKUP = re.compile(r"(?:_[^:]*[^\\]?:|__ |\[[^\]]+\] )")  # a target, a footnote or a citation


def scan_rest(lines: list[Line]) -> list[Node]:
    """The blocks of reStructuredText.

    Raises:
        Doubt: it cannot be told where a block begins or ends.
    """
    return list(_rest(lines))


def _rest(lines: list[Line]) -> Iterator[Node]:
    row = 0
    while row < len(lines):
        line = lines[row]
        if re.search(r"\s\.\.(?:\s|$)", line.text.lstrip()):
            raise Doubt(line.number, "a block begins behind other words "
                        "(begin it in a line of its own)")  # fmt: skip
        match = _EXPLICIT.match(line.text)
        if not match:
            yield line
            row += 1
            if line.text.rstrip().endswith("::"):
                indent = len(line.text) - len(line.text.lstrip())
                end = _indented(lines, row, indent)
                yield from (one._replace(code=True) for one in lines[row:end])
                row = end
            continue
        indent = len(match["indent"].expandtabs())
        end = _indented(lines, row + 1, indent)
        rest = match["rest"] or ""
        if directive := _DIRECTIVE.match(rest):
            yield _directive(lines[row:end], directive)
        elif _MARKUP.match(rest):
            yield line
            yield from _rest(lines[row + 1 : end])
        elif rest.startswith("|"):
            raise Doubt(line.number, "a substitution that is no directive")
        else:
            yield Block(COMMENT, "", lines[row:end])
        row = end


def _indented(lines: list[Line], row: int, indent: int) -> int:
    """The row behind what is indented further."""
    end = row
    for later in range(row, len(lines)):
        text = lines[later].text.expandtabs()
        if text.strip():
            if len(text) - len(text.lstrip()) <= indent:
                break
            end = later + 1
    return end


def _directive(lines: list[Line], match: re.Match[str]) -> Block:
    head = 1
    options: dict[str, str] = {}
    while head < len(lines) and (option := _OPTION.match(lines[head].text)):
        options[option["key"]] = (option["value"] or "").strip()
        head += 1
    name, body = match["name"], lines[head:]
    if match["sub"]:
        name = f"|{name}"
    verbatim = name in VERBATIM
    inner: list[Node] = [one._replace(code=True) for one in body] if verbatim else [*_rest(body)]
    return Block(name, (match["argument"] or "").strip(), lines[:head], inner, [], options)
