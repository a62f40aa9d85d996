"""From bytes to nodes: every way in which a file can be no YAML of ours is a placed problem."""

import re
from typing import Any

import yaml

from .nodes import Bad, Entry, Items, Mapping, Node, Scalar, Source
from .problems import Place, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML cannot hold, and the line breaks that editors do not show as such (NEL, LS, PS):
# with them in it, a file's line numbers would not be those that its author sees.
_FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)

_DEEPEST = 40  # levels of nesting; a role file needs nine

_MENDS = {
    "mapping values are not allowed": "a second ': ' in one line; quote the text or use a block (|)",
    "could not find expected ':'": "a key without its ':'",
    "found character that cannot start any token": "a text cannot start with {char!r}; quote it",
    "while scanning a quoted scalar": "a quotation mark that opens here is never closed",
    "found unexpected document separator": "a quotation mark is never closed",
    "but found another document": "a second document ('---'); a role file is one",
    "found undefined alias": "no anchor of this name; a text that starts with '*' is to be quoted",
    "did not find expected key": "expected a key here; is the line indented like its neighbours?",
    "did not find expected '-' indicator": "expected a '- ' here, as in the items before it",
    "did not find expected ',' or ']'": "a list that opens with '[' is never closed",
    "did not find expected ',' or '}'": "a mapping that opens with '{' is never closed",
}


class Unreadable(Exception):
    """The source cannot be read at all; holds what is to be said about it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = list(problems)


def decode(data: bytes, file: str) -> str:
    """The text of a file, without a byte order mark, its lines ended by LF.

    Raises:
        Unreadable: it is not UTF-8, or holds characters that no text file should.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        place = _place(before, file)
        raise Unreadable(Problem(place, "", "not UTF-8 (save the file as UTF-8)")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = [
        Problem(_place(text[: found.start()], file), "", _forbidden(found.group()))
        for found in _FORBIDDEN.finditer(text)
    ]
    if bad:
        raise Unreadable(*bad)
    return text


def _place(before: str, file: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _forbidden(char: str) -> str:
    kind = "an invisible line break" if char in "\x85\u2028\u2029" else "a control character"
    return f"{kind}, U+{ord(char):04X} (delete it)"


def compose(text: str, file: str, line: int = 1, column: int = 1) -> tuple[Node, list[Problem]]:
    """Read YAML that starts at `line` and `column` of `file`.

    Returns the tree and what is wrong with parts of it, which are `Bad` in the tree.

    Raises:
        Unreadable: it is no YAML, or empty.
    """
    source = Source(file, text.split("\n"), line, column)
    builder = _Builder(source)
    try:
        _refuse_depth(text, source)
        root = yaml.compose(text, Loader=_Loader)
        tree = builder.build(root, "") if root else None
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(error, source)) from None
    except RecursionError:
        raise Unreadable(Problem(source.place(0, 0), "", "nested too deep")) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(Problem(source.place(0, 0), "", f"no YAML: {error}")) from None
    if tree is None:
        raise Unreadable(Problem(source.place(0, 0), "", "empty (expected keys and values)"))
    if isinstance(tree, Bad):
        raise Unreadable(*builder.problems)
    return tree, builder.problems


def _refuse_depth(text: str, source: Source) -> None:
    """Refuse what would be too deep for PyYAML's composer, which counts on the C stack.

    Only a text with that many brackets, or such a long run of dashes, can be.
    """
    deepest = 1000
    dashes = re.search(r"^ *(?:[-?:] +){100}", text, re.MULTILINE)
    if text.count("[") + text.count("{") < deepest and not dashes:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            place = source.place(event.start_mark.line, event.start_mark.column)
            raise Unreadable(Problem(place, "", f"nested deeper than {_DEEPEST} levels"))


def _syntax(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(source.lines) or (line == len(source.lines) - 1 and not source.lines[line]):
        opened = error.context_mark or mark  # the end of the file tells nobody what is not closed
        line, column = (opened.line, opened.column) if opened else (0, 0)
    line = min(line, len(source.lines) - 1)
    column = min(column, len(source.lines[line]))
    place = source.place(line, column)
    char = source.lines[line][column : column + 1]
    margin = re.match(r"[ \t]*", source.lines[line])
    if char == "\t" or (margin and "\t" in margin.group()):
        return Problem(place, "", "a tab (indent with spaces)")
    told = f"{error.problem or ''} {error.context or ''}".strip()
    for words, mend in _MENDS.items():
        if words in told:
            return Problem(place, "", f"no YAML: {mend.format(char=char)}")
    return Problem(place, "", f"no YAML: {told}")


class _Builder:
    """Makes our nodes of PyYAML's, and finds what composing does not mind."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.done: dict[int, Node] = {}
        self.open: set[int] = set()

    def build(self, node: Any, path: str) -> Node:
        known = self.done.get(id(node))
        if known is not None:
            return known
        start = (node.start_mark.line, node.start_mark.column)
        end = (node.end_mark.line, node.end_mark.column)
        built: Node
        if id(node) in self.open:
            return self.bad(start, path, "an alias inside of what it stands for")
        if len(self.open) > _DEEPEST:
            return self.bad(start, path, f"nested deeper than {_DEEPEST} levels")
        if not node.tag.startswith("tag:yaml.org,2002:"):
            message = f"unknown tag {node.tag!r} (quote a text that starts with '!')"
            return self.bad(start, path, message)
        if isinstance(node, yaml.ScalarNode):
            empty = node.tag.endswith(":null") and not node.style
            built = Scalar(self.source, start, end, node.value, node.style or "", empty)
        else:
            self.open.add(id(node))
            if isinstance(node, yaml.SequenceNode):
                items = [self.build(item, f"{path}[{n}]") for n, item in enumerate(node.value)]
                built = Items(self.source, start, end, items, bool(node.flow_style))
            else:
                entries = self.entries(node, path)
                built = Mapping(self.source, start, end, entries, bool(node.flow_style))
            self.open.discard(id(node))
        self.done[id(node)] = built
        return built

    def entries(self, node: Any, path: str) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for key, value in node.value:
            start = (key.start_mark.line, key.start_mark.column)
            end = (key.end_mark.line, key.end_mark.column)
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            below = f"{path}.{name}" if path else name
            if name == "?":
                message = "expected a key, got a list or a mapping (quote a text with ': ' in it)"
                built: Node = self.bad(start, below, message)
            elif key.tag.endswith(":merge"):
                built = self.bad(start, below, "a YAML merge key (use extends)")
            elif name in entries:
                first = entries[name].place.line
                built = self.bad(start, below, f"the same key as in line {first} (keep one)")
            else:
                built = self.build(value, below)
            scalar = Scalar(self.source, start, end, name)
            entries[name] = Entry(self.source, start, end, scalar, built)
        return entries

    def bad(self, start: tuple[int, int], path: str, message: str) -> Bad:
        self.problems.append(Problem(self.source.place(*start), path, message))
        return Bad(self.source, start, start)
