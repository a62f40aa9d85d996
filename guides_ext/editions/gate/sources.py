"""The sources as the gate reads them: every text with its place and the circle that may read it.

Blocks of Markdown are found by markdown-it: the gate shares the projection's tables, not its
parsing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from guides_ext.editions.gate import published
from guides_ext.editions.pages import FRONT, ONLY, OURS, Scope, holds
from guides_ext.editions.scan import DEEPEST, QUOTED, indent_of
from guides_ext.editions.settings import TAKEN, THEME_OPTIONS
from guides_ext.model.base import (
    CIRCLES,
    Circle,
    YamlModel,
    circle_of,
    circle_of_keys,
    may_read,
)
from guides_ext.model.items import Item
from guides_ext.model.nodes import Bad, Items, Node, Scalar
from guides_ext.model.nodes import Mapping as MappingNode
from guides_ext.model.role import YAML_MODELS
from guides_ext.model.source import Unreadable, compose
from guides_ext.model.stage import Observed, SectionRef
from guides_ext.model.text import MarkdownText
from guides_ext.record.labels import label_key


class Said(NamedTuple):
    """A text of the sources: a block of words, or a name (an id, a label, a path)."""

    text: str
    line: int
    circle: Circle = "panel"
    name: bool = False


def narrowest(*circles: Circle) -> Circle:
    """The circle that may read what each of several may read."""
    return min(circles, key=CIRCLES.index)


# Markdown --------------------------------------------------------------------------------------

_parser = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * DEEPEST})  # it drops what is deeper
    .enable(["table", "strikethrough"])
    .use(colon_fence_plugin)
    .use(myst_block_plugin)
    .use(footnote_plugin)
    .use(deflist_plugin)
)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_ROLE = re.compile(r"\{[\w:.+-]+\}$")
_DIRECTIVE = re.compile(r"\s*\{(?P<name>[^}]*)\}[ \t]*(?P<argument>.*)")
_OPTIONS = re.compile(r"(?:[ \t]*:[^:\s]+:.*\n?)*")
_SHEET = re.compile(r"sheet:", re.IGNORECASE)
_LIST = re.compile(r"<(/?)[ou]l\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> tuple[list[Token], list[dict[str, Any]]]:
    """The tokens of Markdown, and its definitions; roles have many texts in common."""
    env: dict[str, Any] = {}
    tokens = _parser.parse(text, env)
    return tokens, list(env.get("references", {}).values())


def of_markdown(
    text: str, circle: Circle, scope: Scope, line: int = 1, depth: int = 0
) -> Iterator[Said]:
    """The texts of Markdown that a circle may read, but for its blocks for narrower ones.

    Args:
        line: where the text begins.
        depth: the directives that it stands in.
    """
    tokens, references = _parsed(text)
    if depth > DEEPEST or any(one.level >= 2 * DEEPEST - 1 for one in tokens):
        yield from _paragraphs(text, line, "panel")
        return
    at = 0
    opened = ["", ""]  # the kinds of the two tokens before
    for token, reader in _below_labels(tokens, circle, scope):
        at = token.map[0] if token.map else at
        here = line + at
        if token.type in ("fence", "colon_fence"):
            yield from _fence(token, reader, scope, here, depth)
        elif token.type == "myst_line_comment":
            yield Said(token.content, here)
        elif token.type == "myst_target":
            yield Said(token.content, here, reader, name=True)
        elif token.type in ("html_block", "code_block", "myst_block_break"):
            yield from _html(token.content, here, reader)
        elif token.type == "inline":
            is_short = opened[0] == "list_item_open" and _SHEET.match(_words(token))
            yield from _inline(token, here, "panel" if is_short else reader)
        opened = [opened[1], token.type]
    for link in references:
        here = line + link["map"][0]
        yield Said(link["href"], here, circle, name=True)
        yield Said(link["title"], here, circle)


def _below_labels(
    tokens: Sequence[Token], circle: Circle, scope: Scope
) -> Iterator[tuple[Token, Circle]]:
    """Each token with who may read it: a list right below the label of one of ours, in Markdown or
    in HTML, is for those whom that is for."""
    label: Circle | None = None
    inside: list[tuple[int, Circle]] = []  # the lists around, by their depth
    opened = 0  # lists of HTML, which may go over several blocks
    for token in tokens:
        is_html = token.type == "html_block" and scope.labels
        marks = _LIST.findall(token.content) if is_html else []
        told = [scope.labels.get(label_key(one.text)) for one in _html(token.content, 0, circle)
                ] if is_html else []  # fmt: skip
        meant = [one for one in (label, *told) if one]
        if meant and (marks or token.type in ("bullet_list_open", "ordered_list_open")):
            inside.append((token.level, narrowest(*meant, *(one for _, one in inside))))
        yield token, narrowest(circle, *(one for _, one in inside[-1:]))
        opened += marks.count("") - marks.count("/")
        ends = token.type.endswith("list_close") or (marks and opened <= 0)
        if inside and token.level == inside[-1][0] and ends:
            inside.pop()
        if token.type == "inline":
            shown = _ATTRIBUTES.sub("", _words(token))
            if shown.strip():  # a line of attributes is about the list that follows
                label = scope.labels.get(label_key(shown))
        elif is_html:
            label = told[-1] if told else label
        elif token.type not in ("paragraph_open", "paragraph_close"):
            label = None


def _fence(token: Token, circle: Circle, scope: Scope, line: int, depth: int) -> Iterator[Said]:
    match = _DIRECTIVE.fullmatch(token.info)
    if not match:
        yield from _paragraphs(token.content, line + 1, circle)
        return
    name, argument = match["name"].strip(), match["argument"]
    inner = _inner(name, argument, circle, scope)
    if name == "for-roles":
        yield from _named(argument, inner, scope, line)
    elif argument:
        yield Said(argument, line, inner, name=name in ("figure", "image"))
        yield from of_markdown(argument, inner, scope, line)
    options = _OPTIONS.match(token.content)
    assert options
    for row in options[0].splitlines():
        yield Said(row.partition(":")[2].partition(":")[2], line, inner)
    rest = token.content[options.end() :]
    if name in ("toctree", "series"):
        for row in rest.split():
            yield Said(row, line, inner, name=True)
    elif name in OURS and name not in ("goals", "non-goals", "checklist", "script"):
        yield from _paragraphs(rest, line + 1, inner)
    else:
        offset = line + 1 + options[0].count("\n")
        yield from of_markdown(rest, inner, scope, offset, depth + 1)


def _inner(name: str, argument: str, circle: Circle, scope: Scope) -> Circle:
    """Who may read what is in a directive; what is about a role that is not there is closed."""
    is_here = True
    if name == "for-roles":
        is_here = any(scope.has_role(one.strip()) for one in argument.split(","))
    elif name == "letter" and argument.strip():
        is_here = holds(scope.roles, argument.strip())
    if not is_here:
        return "panel"
    return narrowest(circle, ONLY.get(name, circle), OURS.get(name, circle))


def _named(argument: str, circle: Circle, scope: Scope, line: int) -> Iterator[Said]:
    """The roles that a block is for; those that are not there are the panel's to know."""
    for one in argument.split(","):
        name = one.strip()
        yield Said(name, line, circle if scope.has_role(name) else "panel", name=True)


def _words(token: Token) -> str:
    """What a reader is shown of a line, without its markup."""
    words = [""]
    for one in token.children or ():
        if one.type == "code_inline" and _ROLE.search(words[-1]):
            words[-1] = _ROLE.sub("", words[-1])
            words.append(one.content.partition("<")[0])
        elif one.type in ("text", "code_inline"):
            words.append(one.content)
        elif one.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words)


def _inline(token: Token, line: int, circle: Circle) -> Iterator[Said]:
    before = ""
    for one in token.children or ():
        if one.type == "code_inline" and _ROLE.search(before):
            title, _, target = one.content.partition("<")
            yield Said(target.rstrip("> ") or title, line, circle, name=True)
        elif one.type == "html_inline":
            yield from _html(one.content, line, circle)
        elif one.type == "footnote_ref":
            yield Said(str(one.meta.get("label", "")), line, circle, name=True)
        elif one.type == "image":
            yield Said(str(one.attrs.get("src", "")), line, circle, name=True)
            yield Said(one.content, line, circle)
        for key in ("href", "title"):
            if value := one.attrs.get(key):
                yield Said(str(value), line, circle, name=key == "href")
        before = one.content if one.type == "text" else ""
    yield Said(_words(token), line, circle)


def _html(text: str, line: int, circle: Circle) -> Iterator[Said]:
    for row, one in enumerate(re.split(r"(<!--.*?-->)", text, flags=re.DOTALL)):
        if row % 2:
            yield Said(one, line)
        elif one.strip():
            for block in published.read("a.html", one.encode(), 1):
                yield Said(block.text, line, circle, block.name)


def _paragraphs(text: str, line: int, circle: Circle) -> Iterator[Said]:
    row = line
    for one in re.split(r"(\n\s*\n)", text):
        if one.strip():
            yield Said(unescape(one), row, circle)
        row += one.count("\n")


# Pages -----------------------------------------------------------------------------------------

_FRONT = re.compile(r"(?:---|\+\+\+)[ \t]*\n(?P<all>.*?)^(?:---|\.\.\.|\+\+\+)[ \t]*$",
                    re.DOTALL | re.MULTILINE)  # fmt: skip


def of_page(text: str, file: str, scope: Scope) -> Iterator[Said]:
    """The texts of a page. It is closed, unless its front matter opens it."""
    lines = text.split("\n")
    is_rest = file.endswith(".rst")
    front, rows = _fields(lines) if is_rest else _front(text)
    audience = " ".join(words for _, key, words in front if key == "audience")
    audience = re.sub(r"\s+#.*", "", audience).strip("'\" ")
    circle: Circle = next((one for one in CIRCLES if one == audience), "panel")
    yield Said("", 1, circle)  # so that an empty page is known as open, too
    for number, key, words in front:
        yield Said(words, number, circle if key in FRONT else "panel")
    body = "\n" * rows + "\n".join(lines[rows:])
    yield from READERS["rest" if is_rest else "myst"](body, circle, scope)


def _front(text: str) -> tuple[list[tuple[int, str, str]], int]:
    """The lines of front matter (number, key, and words), and how many come before the text."""
    match = _FRONT.match(text)
    rows = match["all"].split("\n") if match else []
    found = []
    for number, row in enumerate(rows, start=2):
        key = re.match(r"['\"]?(\w+)['\"]?[ \t]*:", row)
        found.append((number, key[1] if key else "", (row.partition(":")[2] or row).strip()))
    return found, len(rows) + bool(rows)


def _fields(lines: list[str]) -> tuple[list[tuple[int, str, str]], int]:
    """The same of the fields that reStructuredText begins with."""
    found: list[tuple[int, str, str]] = []
    for number, row in enumerate(lines, start=1):
        match = re.match(r":([^:]+):(?=\s|$)(.*)", row)
        if not match and row.strip() and not (found and row[0] in " \t"):
            break
        key = match[1].strip() if match else found[-1][1] if found else ""
        found.append((number, key, (match[2] if match else row).strip()))
    return found, len(found)


_ITEM = re.compile(r"\s*(?:[-*+•]|\(?(?:\d+|#|\w)[.)])\s")


def of_rest(text: str, circle: Circle, scope: Scope) -> Iterator[Said]:
    """reStructuredText by its paragraphs; what is indented below a directive is in it, and so is
    what belongs to a list below the label of one of ours."""
    around: list[tuple[int, Circle, bool]] = []  # indentation, for whom, whether it is a list
    label: Circle | None = None
    code: int | None = None  # the indentation of a block of code
    replaced = dict(re.findall(r"^\s*\.\. \|([^|]+)\| replace:: *(.*)", text, re.MULTILINE))
    for number, paragraph in _numbered(text):
        first = paragraph.split("\n")[0].expandtabs()
        indent = indent_of(first)
        is_item = bool(_ITEM.match(first))
        if code is not None and indent > code:
            yield Said(paragraph, number, narrowest(circle, *(one[1] for one in around)))
            continue
        code = None
        bare = re.sub(r"\\ ?", "", paragraph)  # what it stands before is a letter
        bare = re.sub(r"\s*<[^<>`]+>`_*|:[\w:.-]+:`|``?|\*\*?|^\s*:\w[\w-]*: ", " ", bare)
        around = [one for one in around if one[0] < indent + (is_item and one[2])]
        if is_item and label:
            around.append((indent, label, True))
        meant = re.sub(r"\|([^|]+)\|", lambda one: replaced.get(one[1], ""), _ITEM.sub("", bare))
        label = scope.labels.get(label_key(meant))
        is_short = is_item and _SHEET.match(_ITEM.sub("", bare))
        here = narrowest("panel" if is_short else circle, *(one[1] for one in around))
        match = re.match(r"\s*\.\. +(?:\|[^|]+\| +)?([\w:-]+?)::(.*)", first)
        is_comment = re.match(r"\s*\.\.(?: +(?![\w:|-]+.*::|_|\[|\|).*)?$", first)
        if match:
            here = _inner(match[1], match[2], here, scope)
            around.append((indent, here, False))
            code = indent if match[1] in QUOTED else None
            if match[1] == "for-roles":
                yield from _named(match[2], here, scope, number)
                paragraph = paragraph.partition("\n")[2]
        elif is_comment:
            around.append((indent, "panel", False))
            here = "panel"
        for name in re.findall(r"\.\. _([^:]+):", paragraph):
            yield Said(name, number, here, name=True)
        for target in re.findall(r"<([^<>]+)>`", paragraph):
            yield Said(target, number, here, name=True)
        yield Said(bare, number, here)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, each block of one indentation, with the line that they begin in."""
    rows = enumerate(text.split("\n"), start=1)
    for is_text, group in groupby(rows, lambda row: row[1].strip() and (indent_of(row[1]),)):
        numbers, lines = zip(*group, strict=True)
        if is_text:
            yield numbers[0], "\n".join(lines)


READERS: Mapping[str, Callable[[str, Circle, Scope], Iterator[Said]]] = {
    "myst": of_markdown, "rest": of_rest
}  # fmt: skip
"""What reads the text of a page, by its markup."""

# Roles -----------------------------------------------------------------------------------------

KEYS = frozenset(
    info.alias or name for piece in YAML_MODELS for name, info in piece.model_fields.items()
) | {"text", "sheet", "when"}
"""The words of the format, which are no text of anybody."""


def of_yaml(text: str, file: str) -> Iterator[Said]:
    """Every text of a role file or a library, its ids and its comments."""
    for number, row in enumerate(text.split("\n"), start=1):
        if found := re.search(r"(?:^|\s)#\s?(.*)", row):
            yield Said(found[1], number)
    try:
        tree, _ = compose(text, file)
    except Unreadable:
        yield from _paragraphs(text, 1, "panel")
        return
    yield from _of_node(tree)


def _of_node(node: Node) -> Iterator[Said]:
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            if key.removesuffix("+") not in KEYS and not key.isdigit():
                yield Said(key, entry.place.line, name=bool(re.fullmatch(r"[\w-]+", key)))
            yield from _of_node(entry.value)
    elif isinstance(node, Items):
        for one in node.items:
            yield from _of_node(one)
    elif isinstance(node, Scalar) and node.value.strip():
        if re.fullmatch(r"[a-z][a-z0-9-]*", node.value):
            yield Said(node.value, node.place.line, name=True)
        else:
            yield from of_markdown(node.value, "panel", Scope("panel", labels={}), node.place.line)
    elif isinstance(node, Bad):
        row, column = node.start
        yield Said(node.source.lines[row][column:], node.place.line)


def of_role(part: YamlModel, scope: Scope) -> Iterator[Said]:
    """What an edition may hold of a role that is open to it, or of a part of one."""
    edition = scope.edition
    for name in type(part).model_fields:
        if may_read(edition, circle_of(type(part), name)):
            value = getattr(part, name)
            keys = circle_of_keys(type(part), name)
            if isinstance(value, dict) and keys and may_read(edition, keys):
                yield from (Said(str(key), part.at.line, edition, name=True) for key in value)
            yield from _of_value(value, scope, part.at.line)
    if isinstance(part, Observed):
        yield Said(part.id, part.at.line, edition, name=True)


def _of_value(value: Any, scope: Scope, line: int) -> Iterator[Said]:
    if isinstance(value, MarkdownText):
        yield from of_markdown(value.markdown, "candidate", scope, value.place.line)
    elif isinstance(value, Item):
        yield from _of_value(value.text, scope, line)
    elif isinstance(value, SectionRef):
        yield Said(value.from_, value.at.line, scope.edition, name=True)
    elif isinstance(value, YamlModel):
        yield from of_role(value, scope)
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _of_value(one, scope, line)
    elif isinstance(value, str):
        yield Said(value, line, scope.edition)


# conf.py ---------------------------------------------------------------------------------------


def of_conf(text: str) -> Iterator[Said]:
    """The texts of a conf.py: what an edition takes is for everyone, all else for the panel."""
    yield from _paragraphs(text, 1, "panel")
    with suppress(SyntaxError, ValueError):
        for statement in ast.parse(text).body:
            taken = _taken(statement)
            for one in ast.walk(statement):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield Said(one.value, one.lineno, "candidate" if one in taken else "panel")


def _taken(given: ast.stmt) -> set[ast.AST]:
    """The parts of a statement that an edition takes: a value that is written out, under a name of
    its own or together with others that are all taken; of a theme's options those that are looks.
    """
    if not isinstance(given, ast.Assign):
        return set()
    targets = (one.elts if isinstance(one, ast.Tuple) else [one] for one in given.targets)
    names = [{getattr(name, "id", "") for name in target} for target in targets]
    plain = (ast.Constant, ast.Dict, ast.List, ast.Set, ast.Tuple, ast.expr_context)
    value = given.value
    if not any(one <= TAKEN for one in names) or not all(
        isinstance(one, plain) for one in ast.walk(value)
    ):
        return set()
    parts: list[ast.expr] = [value]
    if any("html_theme_options" in one for one in names):
        pairs = zip(value.keys, value.values, strict=True) if isinstance(value, ast.Dict) else ()
        parts = [one for key, looks in pairs if key and getattr(key, "value", "") in THEME_OPTIONS
                 for one in (key, looks)]  # fmt: skip
    return {one for part in parts for one in ast.walk(part)}
