"""From bytes to nodes: every way in which a file fails to be YAML of ours is a placed problem."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

import yaml

from .nodes import Bad, Entry, Items, Mapping, Node, Position, Scalar, Source, below
from .problems import MOST_TOLD, Place, Problem

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML cannot hold, and the line breaks that editors do not show as such (NEL, LS, PS):
# with them in it, a file's line numbers would not be those that its author sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

_DEEPEST = 40  # levels of nesting; a role file needs nine
_LARGEST = 10_000  # values; a large role file has 700
_LARGEST_DATA = 100_000
_LONGEST = 1_000_000  # characters of all of them
_MOST_ITEMS = {"stages": 60, "schedule": 60, "": 500}  # in one place of a role file
_LONGEST_TEXT = 20_000  # characters of a text of a role file
_KEY = 1024  # characters: YAML's own limit, but for a key behind '? '
_TAGS = {"bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value", "!"}
_TOO_DEEP = f"nested deeper than {_DEEPEST} levels"
_TOO_LARGE = "more than {:,} values or {:,} characters (an alias counts as all that it stands for)"
_NULLS = {"", "~", "null", "Null", "NULL"}
_NO_ANCHOR = "no anchor of this name (quote a text that starts with '*')"
_SECOND = "a second document, behind '---' (keep one in a file)"

_MENDS = {
    "mapping values are not allowed": "a second ': ' in a line (quote the text, or use a block: |)",
    "found unexpected ':'": "a ':' in a text inside of { } or [ ] (quote the text)",
    "could not find expected ':'": "a key without ':' behind it, or a text that is not indented",
    "found character that cannot start any token": "a text cannot start with {char} (quote it)",
    "while scanning a quoted scalar": "the quotation mark here is never closed",
    "scanning an alias": "a text cannot start with '*' (quote it)",
    "scanning an anchor": "a text cannot start with '&' (quote it)",
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
    if found := _FORBIDDEN.search(text):
        place = _place(text[: found.start()], file)
        raise Unreadable(Problem(place, "", _forbidden(found.group())))
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


def compose(
    text: str, file: str, line: int = 1, column: int = 1, *, data: bool = False
) -> tuple[Node, list[Problem]]:
    """Read YAML that starts at `line` and `column` of `file`.

    `data` is what no role says: `<<` is a key in it too, and a list or a text may be of any size.

    Returns:
        The tree, and what is wrong with parts of it, which are `Bad` in the tree.

    Raises:
        Unreadable: it is not YAML, empty, too deep or too large.
    """
    source = Source(file, text.split("\n"), line, column)
    try:
        composer = _Composer(source, _Loader(text), data)
        tree = composer.document()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(error, source)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(Problem(source.place(0, 0), "", f"not YAML: {error}")) from None
    if tree is None or (isinstance(tree, Scalar) and tree.empty):
        raise Unreadable(Problem(source.place(0, 0), "", "empty (expected keys and values)"))
    if isinstance(tree, Bad):
        raise Unreadable(*composer.problems)
    return tree, composer.problems


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
    if "nesting depth" in told:  # of libyaml's own, whose scanner is ahead of what we have read
        return Problem(place, "", _TOO_DEEP)
    if (quote := _left_open(source, best.line)) is not None:
        closed = f"is closed only in line {source.place(best.line, 0).line}"
        return Problem(quote, "", f"not YAML: the quotation mark here {closed} (close it before)")
    above = _goes_on(source, row, column) if "mapping values are not allowed" in told else None
    if above is not None:
        deeper = (
            f"indented deeper than line {source.place(above, 0).line}, whose text it goes on with"
        )
        start = source.place(row, _indent(line))
        return Problem(start, "", f"not YAML: {deeper} (indent both alike, or use a block: |)")
    for words, mend in _MENDS.items():
        if words in told:
            return Problem(
                place, "", "not YAML: " + mend.replace("{char}", repr(line[column : column + 1]))
            )
    return Problem(place, "", f"not YAML: {told}")


def _goes_on(source: Source, row: int, column: int) -> int | None:
    """The row above one that is meant as a key and is indented deeper, so that YAML takes it for
    more of the text above; nothing where the ': ' at the column is not the first of its line."""
    above = next((one for one in reversed(range(row)) if source.lines[one].strip()), None)
    first = ": " not in source.lines[row][:column]
    deeper = above is not None and _indent(source.lines[above]) < _indent(source.lines[row])
    return above if first and deeper else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _left_open(source: Source, row: int) -> Place | None:
    """Where the quotation mark stands that the text of a later line has closed in `row`.

    YAML takes all between for one text, and complains of what comes behind it.
    """
    found = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan("\n".join(source.lines), Loader=_Loader):
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if quoted and token.start_mark.line < token.end_mark.line == row:
                found = source.place(*_position(token.start_mark))
    return found


class _Composer:
    """Makes nodes of what YAML's parser tells, and finds what the parser does not mind.

    PyYAML's own composer recurses as deep as the text goes, on the stack of C, before it says
    anything; here the text is read no further than it may go. An alias counts as all that it stands
    for, so that nothing that goes over the tree has more to do than a large file gives it.
    """

    def __init__(self, source: Source, parser: Any, data: bool) -> None:
        self.source, self.data = source, data
        self.largest = _LARGEST_DATA if data else _LARGEST
        self.next: Callable[[], Any] = parser.get_event
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node | None] = {}  # None: its node is still being read
        self.weights: dict[int, tuple[int, int, int]] = {}
        self.values = self.characters = 0

    def document(self) -> Node | None:
        """The one document of a stream; `None` where there is none.

        Raises:
            Unreadable: there is a second one, or the first is too deep, too large, or has an alias
                that means nothing.
            yaml.YAMLError: it is not YAML.
        """
        self.next()  # the stream starts
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        tree = self.node(self.next(), "", 0)
        self.next()  # the document ends
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            raise self.refused(event, f"not YAML: {_SECOND}")
        return tree

    def node(self, event: Any, path: str, level: int) -> Node:
        """The node that an event starts; `level` is the number of collections around it."""
        start = _position(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, start, path, level)
        self.count(event, level, len(getattr(event, "value", "")))
        if event.anchor in self.anchors:
            raise self.refused(event, f"not YAML: a second anchor {event.anchor!r} (rename it)")
        if event.anchor:
            self.anchors[event.anchor] = None
        tag = (event.tag or "!").removeprefix("tag:yaml.org,2002:")
        built: Node
        if isinstance(event, yaml.ScalarEvent):
            end, value = _position(event.end_mark), event.value
            empty = not event.style and (tag == "null" or (tag == "!" and value in _NULLS))
            built = Scalar(self.source, start, end, value, event.style or "", empty)
            if found := _FORBIDDEN.search(value):
                built = self.bad(start, path, _forbidden(found.group()))
        elif isinstance(event, yaml.SequenceStartEvent):
            items, end = self.items(path, level + 1)
            built = Items(self.source, start, end, items, bool(event.flow_style))
        else:
            entries, end = self.entries(path, level + 1)
            built = Mapping(self.source, start, end, entries, bool(event.flow_style))
        if tag not in _TAGS:
            built = self.bad(
                start, path, f"unknown tag {event.tag!r} (quote a text that starts with '!')"
            )
        elif not self.data and (message := _too_much(built, path)):
            built = self.bad(start, path, message)
        if event.anchor:
            self.anchors[event.anchor] = built
        return built

    def items(self, path: str, level: int) -> tuple[list[Node], Position]:
        items: list[Node] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, f"{path}[{len(items)}]", level))
        return items, _position(event.end_mark)

    def entries(self, path: str, level: int) -> tuple[dict[str, Entry], Position]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.node(event, path, level)
            name = key.value if isinstance(key, Scalar) else "?"
            here = f"{path}.{name[:_KEY]}" if path else name[:_KEY]
            told = len(self.problems)
            value = self.node(self.next(), here, level)
            if isinstance(key, Bad):
                value = key
            elif message := self.wrong(key, entries):
                del self.problems[told:]  # of a value that counts for nothing
                value = self.bad(key.start, here, message)
            scalar = (
                key if isinstance(key, Scalar) else Scalar(self.source, key.start, key.end, name)
            )
            entries[name] = Entry(self.source, key.start, key.end, scalar, value)
        return entries, _position(event.end_mark)

    def wrong(self, key: Node, entries: dict[str, Entry]) -> str:
        """What is wrong with a key, after those that `entries` hold."""
        if not isinstance(key, Scalar):
            return "expected a key, got a list or a mapping (quote a text with ': ' in it)"
        if key.value == "<<" and not key.style and not self.data:
            return "a YAML merge key (use extends)"
        if len(key.value) > _KEY:
            return f"a key of more than {_KEY:,} characters"
        if key.value in entries:
            return f"the same key as in line {entries[key.value].place.line} (keep one)"
        return ""

    def alias(self, event: Any, start: Position, path: str, level: int) -> Node:
        """What an alias stands for: the same node once more."""
        if event.anchor not in self.anchors:
            raise self.refused(event, f"not YAML: {_NO_ANCHOR}")
        node = self.anchors[event.anchor]
        if node is None:
            return self.bad(start, path, "an alias inside of what it stands for")
        values, characters, depth = self.weight(node)
        self.count(event, level + depth, characters, values)
        return node

    def weight(self, node: Node) -> tuple[int, int, int]:
        """The values and characters of a node with all that is in it, and the levels below it.

        Each node is weighed once, however many aliases stand for it.
        """
        if id(node) not in self.weights:
            inner = [self.weight(one) for one in below(node)]
            own = [node.value] if isinstance(node, Scalar) else getattr(node, "entries", ())
            self.weights[id(node)] = (
                1 + sum(values for values, _, _ in inner),
                sum(map(len, own)) + sum(characters for _, characters, _ in inner),
                max((depth + 1 for _, _, depth in inner), default=0),
            )
        return self.weights[id(node)]

    def count(self, event: Any, level: int, characters: int, values: int = 1) -> None:
        """Count values that stand in `level` collections: the guard against all that grows."""
        self.values += values
        self.characters += characters
        if level > _DEEPEST:
            raise self.refused(event, _TOO_DEEP)
        if self.values > self.largest or self.characters > _LONGEST:
            raise self.refused(event, _TOO_LARGE.format(self.largest, _LONGEST))

    def refused(self, event: Any, message: str) -> Unreadable:
        return Unreadable(Problem(self.source.place(*_position(event.start_mark)), "", message))

    def bad(self, start: Position, path: str, message: str) -> Bad:
        self.problems.append(Problem(self.source.place(*start), path, message))
        if len(self.problems) >= MOST_TOLD:
            last = self.problems.pop()
            rest = replace(last, message=f"{last.message}; what follows is not read")
            raise Unreadable(*self.problems, rest)
        return Bad(self.source, start, start)


def _too_much(node: Node, path: str) -> str:
    """What to say of a value that is more than a role could use; nothing of others."""
    if isinstance(node, Scalar):
        long = len(node.value) > _LONGEST_TEXT
        return f"more than {_LONGEST_TEXT:,} characters in one text" if long else ""
    most = _MOST_ITEMS.get(path, _MOST_ITEMS[""])
    many = next(islice(below(node), most, None), None) is not None
    return f"more than {most} items or keys in one place (split it into several)" if many else ""


def _position(mark: Any) -> Position:
    return mark.line, mark.column
