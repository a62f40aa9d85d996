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
_LARGEST = 100_000  # values
_TAGS = {"bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value"}
_TOO_DEEP = f"nested deeper than {_DEEPEST} levels"

_MENDS = {
    "mapping values are not allowed": "a second ': ' in a line (quote the text, or use a block: |)",
    "found unexpected ':'": "a ':' in a text inside of { } or [ ] (quote the text)",
    "could not find expected ':'": "a key without ':' behind it, or a text that is not indented",
    "found character that cannot start any token": "a text cannot start with {char} (quote it)",
    "while scanning a quoted scalar": "the quotation mark here is never closed",
    "but found another document": "a second document, behind '---' (a role file is one)",
    "scanning an alias": "a text cannot start with '*' (quote it)",
    "scanning an anchor": "a text cannot start with '&' (quote it)",
    "found undefined alias": "no anchor of this name (quote a text that starts with '*')",
    "did not find expected key": "expected a key (is the line indented like its neighbours?)",
    "did not find expected '-' indicator": "expected '- ', as before the other items",
    "did not find expected ',' or ']'": "the list that opens with '[' is not closed here",
    "did not find expected ',' or '}'": "the mapping that opens with '{' is not closed here",
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
        raise Unreadable(not_utf8(error, file)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = [
        Problem(_place(text[: found.start()], file), "", _forbidden(found.group()))
        for found in _FORBIDDEN.finditer(text)
    ]
    if bad:
        raise Unreadable(*bad)
    return text


def not_utf8(error: UnicodeDecodeError, file: str) -> Problem:
    """The problem of a file whose bytes could not be decoded."""
    before = error.object[: error.start].decode()
    return Problem(_place(before, file), "", "not UTF-8 (save the file as UTF-8)")


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
        raise Unreadable(Problem(source.place(0, 0), "", _TOO_DEEP)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(Problem(source.place(0, 0), "", f"no YAML: {error}")) from None
    if tree is None or (isinstance(tree, Scalar) and tree.empty):
        raise Unreadable(Problem(source.place(0, 0), "", "empty (expected keys and values)"))
    if isinstance(tree, Bad):
        raise Unreadable(*builder.problems)
    return tree, builder.problems


def _refuse_depth(text: str, source: Source) -> None:
    """Refuse what PyYAML's composer, which counts on the C stack, could fall over.

    Only a text with so many brackets, or such a run of dashes in a line, is deep enough.
    """
    dashes = re.search(r"^ *(?:[-?:] +){100}", text, re.MULTILINE)
    if text.count("[") + text.count("{") < 1000 and not dashes:
        return
    depth = 0
    events: Any = yaml.parse(text, Loader=_Loader)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            place = source.place(event.start_mark.line, event.start_mark.column)
            raise Unreadable(Problem(place, "", _TOO_DEEP))


def _syntax(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """What PyYAML says in our words, at a place that is in the file."""
    marks: list[Any] = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    seen = [mark for mark in marks if "".join(source.lines[mark.line :]).strip()]
    best = (seen or marks)[0]  # not the end of the file, where nothing is to be seen
    row, column = min(best.line, len(source.lines) - 1), best.column
    line = source.lines[row]
    place = source.place(row, min(column, len(line)))
    if "\t" in (line[column : column + 1], *re.findall(r"^[ \t]*", line)[0]):
        return Problem(place, "", "a tab (indent with spaces)")
    told = f"{error.problem or ''} {error.context or ''}".strip()
    if "nesting depth" in told:  # of libyaml's own
        return Problem(place, "", _TOO_DEEP)
    for words, mend in _MENDS.items():
        if words in told:
            return Problem(
                place, "", "no YAML: " + mend.replace("{char}", repr(line[column : column + 1]))
            )
    return Problem(place, "", f"no YAML: {told}")


class _Builder:
    """Makes our nodes of PyYAML's, and finds what composing does not mind."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.done: dict[int, Node] = {}
        self.open: set[int] = set()
        self.measures: dict[int, tuple[int, int]] = {}  # depth and size of what has been built

    def build(self, node: Any, path: str) -> Node:
        known = self.done.get(id(node))
        if known is not None:
            return known
        start = (node.start_mark.line, node.start_mark.column)
        end = (node.end_mark.line, node.end_mark.column)
        built: Node
        if id(node) in self.open:
            return self.bad(start, path, "an alias inside of what it stands for")
        if len(self.open) >= _DEEPEST and not isinstance(node, yaml.ScalarNode):
            return self.bad(start, path, _TOO_DEEP)
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
            message = f"unknown tag {node.tag!r} (quote a text that starts with '!')"
            return self.bad(start, path, message)
        if isinstance(node, yaml.ScalarNode):
            if found := _FORBIDDEN.search(node.value):
                return self.bad(start, path, _forbidden(found.group()))
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
            if message := self.too_much(built):
                built = self.bad(start, path, message)
        self.done[id(node)] = built
        return built

    def too_much(self, built: Node) -> str:
        """Why a collection is too deep or too large, its aliases counted as what they stand for."""
        inner: list[Node] = []
        if isinstance(built, Items):
            inner = built.items
        elif isinstance(built, Mapping):
            inner = [entry.value for entry in built.entries.values()]
        measures = [self.measures.get(id(one), (0, 1)) for one in inner]
        depth = 1 + max((depth for depth, _ in measures), default=0)
        size = 1 + sum(size for _, size in measures)
        self.measures[id(built)] = depth, size
        if depth > _DEEPEST:
            return _TOO_DEEP
        return "too large, its aliases counted" if size > _LARGEST else ""

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
