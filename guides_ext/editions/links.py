"""What a page of an edition refers to: where it is there, it stays; where it is gone, its words do.

Links, references, pictures, downloads, footnotes and definitions, in MyST and in
reStructuredText. What nothing uses any more goes too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Block, Doubt, Line, Node
from guides_ext.model.base import Circle, circle_of, may_read
from guides_ext.model.role import Role
from guides_ext.model.stage import Stage
from guides_ext.record.stage import is_for

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
FILES = (*PICTURES, ".pdf", ".zip", ".odt", ".docx", ".xlsx", ".pptx", ".mp3", ".mp4", ".ics",
         ".txt", ".csv")  # fmt: skip
"""What a link or a picture may bring along; sources and data of a build are none of it."""

PLAIN = frozenset({
    "abbr", "code", "command", "dfn", "emphasis", "file", "guilabel", "kbd", "literal", "math",
    "menuselection", "samp", "strong", "sub", "subscript", "sup", "superscript", "title",
    "title-reference", "index",
})  # fmt: skip
"""Roles of text that refer to nothing."""

OF_ROLES: Mapping[str, Circle] = {
    "role": "candidate",
    "stage": "candidate",
    "competency": circle_of(Role, "competencies"),
    "question": circle_of(Stage, "questions"),
}
"""Our own references, and who may follow them."""


class Gone(NamedTuple):
    """A reference to what is not in the edition: where, what is left, and the sentence around."""

    file: str
    line: int
    words: str
    target: str
    sentence: str


@dataclass
class World:
    """What an edition has: what can be referred to in it, and what is."""

    edition: Circle
    anchors: dict[str, set[str]]
    exists: Callable[[str], str]
    labels: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    stages: dict[str, set[str]] = field(default_factory=dict)
    competencies: dict[str, set[str]] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    gone: list[Gone] = field(default_factory=list)

    def note(self, file: str, line: int, target: str) -> None:
        """Notes a section that a role draws in, and the edition has not."""
        self.gone.append(Gone(file, line, "", target, ""))

    def document(self, file: str, path: str) -> str | None:
        """The document that a path means on the page of a file, if the edition has it."""
        full = _from_root(file, path)
        names = (full, re.sub(r"\.(?:md|markdown|rst|html|role\.yaml)$", "", full))
        return next((one for one in names if one in self.anchors), None)

    def asset(self, file: str, path: str, *, taken: bool = True) -> str | None:
        """The file that a path means, taken along; None where an edition takes none such.

        Args:
            taken: false to ask only, where the text that names it may go.
        """
        full = _from_root(file, path)
        if not full.lower().endswith(FILES) or full.startswith("../") or self.exists(full):
            return None
        if taken:
            self.assets.add(full)
        return full


def _from_root(file: str, path: str) -> str:
    """Where a path on the page of a file leads, from the source root."""
    path = unquote(path)
    base = "" if path.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))


def anchors_of(page: Page) -> tuple[set[str], set[str], set[str]]:
    """What can be referred to on a page: all anchors, those of them that are labels, and terms."""
    anchors: set[str] = set()
    labels: set[str] = set()
    terms: set[str] = set()
    previous = ""
    for line in page.lines():
        if named := re.match(r"\s*:name:\s*(.+)", line.text):
            labels.add(named[1].strip())
        if line.code:
            continue
        labels |= {one.strip().lower() for one in re.findall(r"^\s*\(([^()]+)\)=\s*$", line.text)}
        labels |= {one.strip("`").lower() for one in re.findall(r"^\s*\.\. _([^:]+):", line.text)}
        anchors |= set(re.findall(r"\{[^}]*#([\w-]+)[^}]*\}", line.text))
        if heading := re.match(r" {0,3}#{1,6} +(.*?)[ #]*$", line.text):
            anchors.add(_unique(slug(heading[1]), anchors))
        elif re.fullmatch(r"([=\-~^\"'#*+.])\1{2,}\s*", line.text) and previous.strip():
            anchors.add(_unique(slug(previous), anchors))
        previous = line.text
    for block in _blocks(page.nodes):
        if block.name == "glossary":
            lines = [one.text for one in block.body if isinstance(one, Line) and one.text.strip()]
            indent = min((len(one) - len(one.lstrip()) for one in lines), default=0)
            terms |= {
                one.strip().lower() for one in lines if len(one) - len(one.lstrip()) == indent
            }
    return anchors | labels, labels, terms


def slug(title: str) -> str:
    """The anchor that MyST gives to a heading."""
    words = re.sub(r"\{[\w:.+-]+\}|[`*\[\]]|\([^)]*\)(?=$)", "", title)
    return re.sub(r"[^\w\u4e00-\u9fff\- ]", "", words.strip().lower().replace(" ", "-"))


def _unique(name: str, taken: set[str]) -> str:
    count, found = 1, name
    while found in taken:
        found, count = f"{name}-{count}", count + 1
    return found


def _blocks(nodes: list[Node]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, Block):
            yield node
            yield from _blocks(node.body)


# Writing ----------------------------------------------------------------------------------------


def written(page: Page, world: World, *, onto: str = "") -> str:
    """The text of a page, or of a text within one, each reference as the edition has it.

    Args:
        onto: the file that it will stand in, where that is another one.

    Raises:
        Doubt: a reference without words of its own leads to what is gone.
    """
    writer = _Rest if page.markup == "rest" else _Myst
    return writer(page, world, onto or page.file).text(page.nodes).strip("\n") + "\n"


class _Definition(NamedTuple):
    """A definition, a target or a note: its first line as it was matched, and all of its lines."""

    match: re.Match[str]
    lines: list[Line]

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """What is behind its label, in one line."""
        first, *more = (one.text.strip() for one in self.lines)
        return " ".join([first[self.match.start("rest") - self.match.start() :], *more]).strip()


class _Writer:
    INLINE: re.Pattern[str]
    DEFINITION: re.Pattern[str]

    def __init__(self, page: Page, world: World, onto: str) -> None:
        self.page, self.world, self.onto = page, world, onto
        self.number, self.passage = 1, ""
        self.dropped: set[int] = set()

    def _defined(self) -> tuple[list[_Definition], str]:
        """The definitions of the page, and its text without them."""
        found: list[_Definition] = []
        around: list[str] = []
        inside = blank = False
        for line in self.page.lines():
            if not line.code and (match := self.DEFINITION.match(line.text)):
                found.append(_Definition(match, [line]))
                inside = True
            elif inside and line.text.strip():
                inside = self._goes_on(found[-1], line, blank)
                if inside:
                    found[-1].lines.append(line)
            if not inside and not line.code:
                around.append(line.text)
            blank = not line.text.strip()
        return found, "\n".join(around)

    def _unused(self, found: list[_Definition], around: str) -> list[_Definition]:
        """The definitions that nothing uses which stays, or that lead to what is gone."""
        used = self._names(around)
        while more := [one for one in found if self._is_used(one, used)]:
            found = [one for one in found if one not in more]
            for one in more:
                used |= self._names("\n".join(line.text for line in one.lines[1:]))
                used |= self._names(one.text)
        return found

    @staticmethod
    def _once(found: Iterable[tuple[str, int]]) -> None:
        """Of two definitions with one label a page shows one, and the other would stay in it.

        Args:
            found: the label and the line of each definition that stays.

        Raises:
            Doubt: two have the same.
        """
        seen: dict[str, int] = {}
        for label, line in found:
            if label and seen.setdefault(label, line) != line:
                raise Doubt(line, f"'{label}' is defined in line {seen[label]} already "
                            "(take one of them away)")  # fmt: skip

    def _goes_on(self, last: _Definition, line: Line, blank: bool) -> bool:
        """Whether a line belongs to the definition above it; `blank` says what is between them."""
        raise NotImplementedError

    def _names(self, text: str) -> set[str]:
        """The labels that a text may refer to."""
        raise NotImplementedError

    def _is_used(self, one: _Definition, used: set[str]) -> bool:
        raise NotImplementedError

    def text(self, nodes: list[Node]) -> str:
        """All of it: plain lines a passage at a time, blocks one by one."""
        parts: list[str] = []
        lines: list[Line] = []
        for node in self._used(nodes):
            if isinstance(node, Line) and not node.code:
                lines.append(node)
                continue
            parts += [self._passage(lines)] if lines else []
            lines = []
            parts.append(node.text if isinstance(node, Line) else self._block(node))
        parts += [self._passage(lines)] if lines else []
        return "\n".join(parts)

    def _used(self, nodes: list[Node]) -> list[Node]:
        """The nodes without definitions that nothing uses."""
        return [
            one
            for one in nodes
            if (one.number if isinstance(one, Line) else one.line) not in self.dropped
        ]

    def _passage(self, lines: list[Line]) -> str:
        self.number, self.passage = lines[0].number, "\n".join(one.text for one in lines)
        return self._refer(self.passage)

    def _refer(self, text: str) -> str:
        return self.INLINE.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        """What becomes of something in a line that may refer to something."""
        raise NotImplementedError

    def _block(self, block: Block) -> str:
        self.number = block.line
        self.passage = " ".join(one.text for one in block.head)
        head = [one.text for one in block.head]
        if block.name in ("toctree", "series"):
            entries = self._entries(block)
            if not entries:
                return ""
            return "\n".join([*head, *entries, *(one.text for one in block.tail)])
        if block.name in ("roles", "coverage", "stage"):
            said = [block.argument, *(one.text for one in block.body if isinstance(one, Line))]
            names = [one for one in re.split(r"[,\s]+", " ".join(said)) if one]
            if gone := [one for one in names if not self._of_role("stage", one)
                        and not self._of_role("role", one)]:  # fmt: skip
                self._note("", ", ".join(gone))
                return ""
        if block.name == "include":
            raise Doubt(block.line, "an edition takes no includes (put the words into the page)")
        if block.name in ("figure", "image", "|image"):
            if not self._kept(block.argument):
                raise Doubt(block.line, f"no picture '{block.argument}' that an edition may take")
        elif block.name in ("button-link", "button-ref") and self._kept(block.argument) is None:
            return self.text(block.body)
        elif block.argument and block.name not in ("for-roles", "code-block", "code"):
            head[0] = head[0].replace(block.argument, self._refer(block.argument))
        for option in ("file", "url"):
            if option in block.options:
                raise Doubt(block.line, f"':{option}:' of '{block.name}' reads from elsewhere")
        if (link := block.options.get("target") or block.options.get("link")) and (
            self._kept(link) is None
        ):
            self._note("", link)
            head = [one for one in head if not re.match(r"\s*:(?:target|link|link-type):", one)]
        body = [self.text(block.body)] if block.body else []
        return "\n".join([*head, *body, *(one.text for one in block.tail)])

    def _entries(self, block: Block) -> list[str]:
        """The entries of a list of documents that the edition has."""
        kept = []
        for line in block.body:
            assert isinstance(line, Line)
            entry = line.text.strip()
            titled = re.fullmatch(r"(.*?)<(.+)>", entry)
            target = titled[2] if titled else entry
            here = self.world.document(self.page.file, target)
            if not entry or here or re.match(r"https?:", target):
                kept.append(line.text)
            elif not any(mark in target for mark in "*?[") and target != "self":
                self.number, self.passage = line.number, entry
                self._note(titled[1].strip() if titled else "", target)
        return kept if any(one.strip() for one in kept) else []

    # What a target becomes

    def _kept(self, target: str, *, taken: bool = True) -> str | None:
        """A target as the edition has it, a file taken along; None where it is gone."""
        target = target.strip().strip("<>")
        if re.match(r"(?:https?|mailto|tel|sip):", target, re.IGNORECASE):
            return target
        path, mark, fragment = target.removeprefix("project:").removeprefix("path:").partition("#")
        file, world = self.page.file, self.world
        if not path:
            here = world.anchors.get(self.page.docname, set())
            known = fragment in here or fragment.lower() in world.labels
            return target if known else None
        if document := world.document(file, path):
            known = not fragment or fragment in world.anchors[document]
            if not known or self.onto == self.page.file:
                return target if known else None
            end = posixpath.splitext(path)[1] if path.endswith((".md", ".rst", ".html")) else ""
            moved = posixpath.relpath(document, posixpath.dirname(self.onto) or ".")
            return f"{moved}{end}{mark}{fragment}"
        if asset := world.asset(file, path, taken=taken):
            if self.onto == self.page.file:
                return target
            return posixpath.relpath(asset, posixpath.dirname(self.onto) or ".")
        return None

    def _reference(self, kind: str, target: str) -> bool:
        """Whether a reference of Sphinx, or one of ours, leads to something in the edition."""
        world, kind = self.world, kind.rpartition(":")[2]
        if kind in OF_ROLES:
            return may_read(world.edition, OF_ROLES[kind]) and self._of_role(kind, target)
        if kind == "doc":
            return world.document(self.page.file, target) is not None
        if kind == "download":
            return world.asset(self.page.file, target) is not None
        if kind == "term":
            return target.lower() in world.terms
        return target.lower() in world.labels or target in world.labels

    def _of_role(self, kind: str, target: str) -> bool:
        held = self.world.competencies if kind == "competency" else self.world.stages
        names = [
            name
            for role, ids in held.items()
            for name in ([role] if kind == "role" else [f"{role}/{one}" for one in ids])
        ]
        return any(is_for(name, [target]) for name in names)

    def _words(self, words: str, target: str, at: int) -> str:
        """What is left of a reference to what is gone.

        Raises:
            Doubt: nothing is.
        """
        line = self.number + self.passage[:at].count("\n")
        if not words.strip():
            raise Doubt(line, f"'{target}' is not in this edition, and the reference has no words "
                        "of its own (write some)")  # fmt: skip
        self._note(words, target, at)
        return words

    def _note(self, words: str, target: str, at: int = 0) -> None:
        line = self.number + self.passage[:at].count("\n")
        around = _sentence(self.passage, at)
        self.world.gone.append(Gone(self.page.file, line, words, target, around))


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a text."""
    ends = [0, *(one.end() for one in re.finditer(r"[.!?:]\s+|\n\s*\n", text)), len(text)]
    start = max(one for one in ends if one <= at)
    return " ".join(
        text[
            start : next(one for one in [*ends, len(text)] if one > at or one == len(text))
        ].split()
    )


def _split_role(text: str) -> tuple[str, str]:
    """Words and target of `words <target>`; no words for a target alone."""
    titled = re.fullmatch(r"(.*?)\s*<([^<>]+)>\s*", text, re.DOTALL)
    return (titled[1], titled[2].strip()) if titled else ("", text.strip().lstrip("!~"))


class _Myst(_Writer):
    INLINE = re.compile(
        r"(?P<escaped>\\.)"
        r"|\{(?P<role>[\w:.+-]+)\}(?P<tick>`+)(?P<text>.+?)(?P=tick)"
        r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
        r"|(?P<picture>!?)\[(?P<words>(?:[^\[\]\\]|\\.|!?\[(?:[^\[\]\\]|\\.)*\](?:\([^()]*\))?)*)\]"
        r"(?:\(\s*(?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)"
        r"(?P<titled>\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
        r"|\[(?P<label>[^\[\]]*)\])?"
        r"|<(?P<auto>(?:project|path|inv|doc|ref)?:?[^<>\s]*#[^<>\s]*|(?:project|path|inv):[^<>\s]+)>",
        re.DOTALL,
    )
    DEFINITION = re.compile(r"\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:[ \t]*(?P<rest>.*)")
    CONTAINED = re.compile(r"(?:[ \t>*+:-]|\d{1,9}[.)])*[ \t>]\[(?:[^\[\]\\]|\\.)+\]:(?!\S*`)")

    def __init__(self, page: Page, world: World, onto: str) -> None:
        super().__init__(page, world, onto)
        for line in page.lines():
            if not line.code and self.CONTAINED.match(line.text):
                raise Doubt(line.number, "a definition or a footnote within a list, a quote or "
                            "another one (begin it at the start of a line)")  # fmt: skip
        found, around = self._defined()
        self.links: dict[str, str] = {}
        for one in found:
            self.links.setdefault(_folded(one.match["label"]), one.text.partition(" ")[0])
        unused = self._unused(found, around)
        self._once((_folded(one.match["label"]), one.line) for one in found if one not in unused)
        for one in unused:
            first, *more = one.lines
            below = next((line for line in more if not line.text.startswith((" ", "\t"))), None)
            if below and not one.match["label"].startswith("^"):
                raise Doubt(below.number, "words directly below a definition that goes (leave a "
                            "line blank between them)")  # fmt: skip
            self.dropped |= {line.number for line in (first, *more)}

    def _goes_on(self, last: _Definition, line: Line, blank: bool) -> bool:
        if line.text.startswith((" ", "\t")):
            return last.match["label"].startswith("^") or not blank
        return not (blank or line.code or line.text.startswith("#"))

    def _names(self, text: str) -> set[str]:
        return {_folded(one) for one in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text)}

    def _is_used(self, one: _Definition, used: set[str]) -> bool:
        label = _folded(one.match["label"])
        is_here = label.startswith("^") or self._kept(self.links[label], taken=False) is not None
        return label in used and is_here

    def _one(self, match: re.Match[str]) -> str:
        at = match.start()
        if match["escaped"] or match["code"]:
            return match[0]
        if match["role"]:
            return self._role(match, at)
        if match["auto"] is not None:
            kept = self._kept(match["auto"])
            return match[0] if kept else self._words("", match["auto"], at)
        words = self._refer(match["words"])
        if match["target"] is None:
            return self._labelled(match, words, at)
        target, titled = match["target"], match["titled"] or ""
        kept = self._kept(target)
        if kept is None and match["picture"]:
            raise Doubt(self.number + self.passage[:at].count("\n"),
                        f"no picture '{target}' that an edition may take")  # fmt: skip
        if kept is None:
            return self._words(words, target, at)
        return f"{match['picture']}[{words}]({f'<{kept}>' if ' ' in kept else kept}{titled})"

    def _labelled(self, match: re.Match[str], words: str, at: int) -> str:
        label = match["label"] or match["words"]
        dest = self.links.get(_folded(label))
        if dest is None or label.startswith("^") or self._kept(dest) is not None:
            end = f"[{match['label']}]" if match["label"] is not None else ""
            return f"{match['picture']}[{words}]{end}"
        return self._words(words, dest, at)

    def _role(self, match: re.Match[str], at: int) -> str:
        kind = match["role"]
        if kind in PLAIN:
            return match[0]
        words, target = _split_role(match["text"])
        _check_role(kind, self.number + self.passage[:at].count("\n"))
        return match[0] if self._reference(kind, target) else self._words(words, target, at)


def _check_role(kind: str, line: int) -> None:
    known = {*OF_ROLES, "ref", "doc", "download", "term", "numref", "eq", "any"}
    if kind.rpartition(":")[2] not in known:
        raise Doubt(line, f"'{kind}' is not a kind of text that an edition takes")


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


class _Rest(_Writer):
    INLINE = re.compile(
        r"(?P<escaped>\\.)|(?P<code>``.+?``)"
        r"|:(?P<role>[\w:.+-]+):`(?P<text>[^`]+)`"
        r"|`(?P<words>[^`<]*?)\s*<(?P<target>[^`<>]+)>`(?P<end>__?)"
        r"|`(?P<phrase>[^`]+)`(?P<mark>__?)|(?P<plain>`[^`]+`)"
        r"|\b(?P<simple>[A-Za-z0-9](?:[\w.+-]*[A-Za-z0-9])?)_(?![\w_])"
        r"|\[(?P<note>[^\]\s]+)\]_|\|(?P<sub>[^|\s][^|]*)\|_{0,2}",
        re.DOTALL,
    )
    DEFINITION = re.compile(
        r"(?P<indent>\s*)(?:\.\. +(?:\[(?P<note>[^\]]+)\](?=\s|$)"
        r"|_(?P<name>`[^`]+`|(?:[^:\\]|\\.)+):(?=\s|$))|(?P<anonymous>__)(?=\s)) *(?P<rest>.*)"
    )

    def __init__(self, page: Page, world: World, onto: str) -> None:
        super().__init__(page, world, onto)
        found, around = self._defined()
        self.targets = {
            _folded(one.match["name"].strip("`")): one.text for one in found if one.match["name"]
        }
        self.subs = {_sub(one) for one in _blocks(page.nodes) if one.name.startswith("|")}
        unused = self._unused(found, around)
        self.dropped = {line.number for one in unused for line in one.lines}
        text = "\n".join(
            one.text for one in page.lines() if not one.code and one.number not in self.dropped
        )
        shown = {one.casefold() for one in re.findall(r"\|([^|\n]+)\|", text)}
        self.dropped |= {
            one.line for one in _blocks(page.nodes)
            if one.name.startswith("|") and _sub(one) not in shown
        }  # fmt: skip
        stay = [one for one in found if one not in unused]
        self._once((_label(one), one.line) for one in stay)
        self._once((_sub(one), one.line) for one in _blocks(page.nodes) if _sub(one) in shown)
        self._count(stay, text, whole=not (page.cut or unused))

    def _count(self, found: list[_Definition], text: str, *, whole: bool) -> None:
        """Notes and targets without a name go with their references by their number alone.

        Args:
            whole: whether nothing was taken away that they could have belonged to.

        Raises:
            Doubt: it was, or there are more or fewer of the one than of the other.
        """
        for mark, references in (
            ("#", r"\[#\]_"),
            ("*", r"\[\*\]_"),
            ("__", r"(?<!>`)(?<=[`\w])__(?!\w)"),
        ):
            ours = [one for one in found if _nameless(one) == mark]
            if ours and not (whole and len(ours) == len(re.findall(references, text))):
                raise Doubt(ours[0].line, f"'{mark}' may belong to something that is not in this "
                            "edition (give it a name)")  # fmt: skip

    def _goes_on(self, last: _Definition, line: Line, blank: bool) -> bool:
        text = line.text.expandtabs()
        return len(text) - len(text.lstrip()) > len(last.match["indent"].expandtabs())

    def _names(self, text: str) -> set[str]:
        found = {one.casefold() for one in re.findall(r"\[([^\]\s]+)\]_", text)}
        for match in self.INLINE.finditer(text):
            name = match["phrase"] or match["simple"] or (match["target"] or "").removesuffix("_")
            found.add(_folded(name))
        return found

    def _is_used(self, one: _Definition, used: set[str]) -> bool:
        note, name, target = one.match["note"], one.match["name"], one.text
        if note:
            return note in ("#", "*") or note.casefold() in used
        is_here = bool(re.match(r"\S+_$|`[^`]+`_$", target)) or (
            self._kept(target, taken=False) is not None
        )
        if _nameless(one):
            if not is_here:
                raise Doubt(one.line, f"'{target}' is not in this edition")
            return True
        return not target or (_folded(name.strip("`")) in used and is_here)

    def _target(self, name: str) -> str | None:
        """Where a name leads, by way of other names."""
        seen: set[str] = set()
        while (rest := self.targets.get(_folded(name))) and rest not in seen and rest.endswith("_"):
            seen.add(rest)
            name = rest.removesuffix("_").strip("`")
        return rest

    def _one(self, match: re.Match[str]) -> str:
        at = match.start()
        line = self.number + self.passage[:at].count("\n")
        if match["role"]:
            if match["role"] in PLAIN:
                return match[0]
            words, target = _split_role(match["text"])
            _check_role(match["role"], line)
            kept = self._reference(match["role"], target)
            return match[0] if kept else self._words(words, target, at)
        if match["target"]:
            target = match["target"].removesuffix("_")
            named = match["target"].endswith("_")
            kept = _folded(target) in self.targets if named else self._kept(target) is not None
            return match[0] if kept else self._words(match["words"], target, at)
        name = match["phrase"] or match["simple"]
        if name:
            rest = self._target(name)
            if rest is None and match["phrase"] is None:
                return match[0]
            gone = rest is None or (rest and self._kept(rest) is None)
            return (
                self._words(name, rest or name, at) if gone and match["mark"] != "__" else match[0]
            )
        if match["sub"] and match["sub"].casefold() not in self.subs:
            raise Doubt(line, f"'|{match['sub']}|' is put in when the page is built "
                        "(write the words themselves)")  # fmt: skip
        return match[0]


def _nameless(one: _Definition) -> str:
    """How a note or a target without a name is marked; nothing for one that has a name."""
    if one.match["anonymous"] or one.match["name"] == "_":
        return "__"
    return one.match["note"] if one.match["note"] in ("#", "*") else ""


def _label(one: _Definition) -> str:
    """What a note or a target is called; nothing for one without a name."""
    return "" if _nameless(one) else _folded((one.match["note"] or one.match["name"]).strip("`"))


def _sub(block: Block) -> str:
    match = re.search(r"\|([^|]+)\|", block.head[0].text)
    return match[1].strip().casefold() if match else ""
