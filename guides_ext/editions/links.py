"""What a page of an edition refers to: where it is there, it stays; where it is gone, its words do.

Links, references, pictures, downloads, footnotes and definitions, in MyST and in
reStructuredText. What nothing uses any more goes too.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten
from urllib.parse import unquote

from mdit_py_plugins.anchors.index import slugify, unique_slug

from guides_ext.editions.gate.sources import READERS
from guides_ext.editions.pages import Page, Scope, holds
from guides_ext.editions.scan import (
    Block,
    Doubt,
    Line,
    Node,
    blocks_in,
    folded,
    indent_of,
    lines_in,
)
from guides_ext.model.base import Circle, circle_of, may_read
from guides_ext.model.problems import Place, Problem
from guides_ext.model.role import Role
from guides_ext.model.stage import Stage

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
FILES = (*PICTURES, ".pdf", ".zip", ".odt", ".docx", ".xlsx", ".pptx", ".mp3", ".mp4", ".ics",
         ".txt", ".csv")  # fmt: skip
"""What a link or a picture may bring along; sources and data of a build are none of it."""

PICTURED = frozenset({"img-top", "img-bottom", "img-background"})
"""The options of a card that name a picture."""

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

REFERENCES = frozenset({*OF_ROLES, "ref", "doc", "download", "term", "numref", "eq", "any"})
"""All roles of text that an edition takes and that refer to something."""


@dataclass
class World:
    """What an edition has: what can be referred to in it, and what is.

    `anchors` are those of each document; `labels` and `terms` those of all pages; `competencies`
    those of each role. `may_take` says whether a file may be taken along; `assets` are those that
    are, and `gone` is what leads nowhere.
    """

    scope: Scope
    may_take: Callable[[str], bool]
    anchors: dict[str, set[str]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    competencies: dict[str, set[str]] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    gone: list[Problem] = field(default_factory=list)

    def note(self, file: str, line: int, target: str, around: str = "") -> None:
        """Notes a reference to what is not in the edition, with the sentence around it."""
        said = f"'{target}' is not in this edition{': ' if around else ''}{around}"
        self.gone.append(Problem(Place(file, line, 1), "", said, "warning"))

    def add(self, page: Page) -> None:
        """Adds what can be referred to on a page."""
        anchors: set[str] = set()
        labels = {one.label for one in blocks_in(page.nodes) if _is_label(page, one)}
        previous = ""
        for line in lines_in(page.nodes):
            if named := re.match(r"\s*:name:\s*(.+)", line.text):
                labels.add(named[1].strip())
            if line.code:
                continue
            if label := re.fullmatch(r"\s*\(([^()]+)\)=\s*", line.text):
                labels.add(label[1].strip().lower())
            anchors |= set(re.findall(r"\{[^}]*#([\w-]+)[^}]*\}", line.text))
            if heading := re.match(r" {0,3}#{1,6} +(.*?)[ #]*$", line.text):
                unique_slug(_slug(heading[1]), anchors)
            elif re.fullmatch(r"([=\-~^\"'#*+.])\1{2,}\s*", line.text) and previous.strip():
                unique_slug(_slug(previous), anchors)
            previous = line.text
        self.anchors[page.docname] = anchors | labels
        self.labels |= labels
        for block in blocks_in(page.nodes):
            if block.name == "glossary":
                rows = [one.text for one in lines_in(block.body) if one.text.strip()]
                indent = min(map(indent_of, rows), default=0)
                self.terms |= {one.strip().lower() for one in rows if indent_of(one) == indent}

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
        if not full.lower().endswith(FILES) or full.startswith("../") or not self.may_take(full):
            return None
        if taken:
            self.assets.add(full)
        return full


def _from_root(file: str, path: str) -> str:
    """Where a path on the page of a file leads, from the source root."""
    path = unquote(path)
    base = "" if path.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))


def _is_label(page: Page, block: Block) -> bool:
    """Whether a definition is a label, which other pages can refer to."""
    return page.markup == "rest" and block.is_definition and block.label[0] not in "^_"


def _slug(title: str) -> str:
    """The anchor that MyST gives to a heading."""
    return slugify(re.sub(r"\{[\w:.+-]+\}|[`*\[\]]|\([^)]*\)(?=$)", "", title).strip())


# Writing ----------------------------------------------------------------------------------------


def written(page: Page, world: World, *, onto: str = "") -> str:
    """The text of a page, or of a text within one, each reference as the edition has it.

    Args:
        onto: the file that it will stand in, where that is another one.

    Raises:
        Doubt: a reference without words of its own leads to what is gone.
    """
    writer = _Rest if page.markup == "rest" else _Myst
    text = writer(page, world, onto or page.file).text(page.nodes).strip("\n") + "\n"
    _look_again(page, text)
    return text


def _look_again(page: Page, text: str) -> None:
    """Reads what was written as the gate does: where the two readings differ, one is wrong.

    Raises:
        Doubt: something in it is not for this edition.
    """
    edition = page.scope.edition
    for one in READERS[page.markup](text, edition, page.scope):
        if not may_read(edition, one.circle):
            row = text.split("\n")[one.line - 1 : one.line]
            here = [line.number for line in lines_in(page.nodes) if [line.text] == row]
            begins = next(lines_in(page.nodes)).number
            said = shorten(one.text, 60, placeholder="…")
            raise Doubt(here[0] if here else begins, f"{said!r} is for the {one.circle}: it is a "
                        "comment, in a block or below a label that is for them, what an item says "
                        "on the sheet, or nested too deep (put all of it into a "
                        f"{one.circle}-only block, or change what is above it)")  # fmt: skip


class _Writer:
    """Writes a page without definitions that nothing uses which stays, or that lead to what is
    gone. `passage` is what is being read, `numbers` are those of its lines, and what is read of it
    begins at `begin`."""

    INLINE: re.Pattern[str]
    NAMELESS: Mapping[str, str] = {}  # labels of what has no name, and how it is referred to

    def __init__(self, page: Page, world: World, onto: str) -> None:
        self.page, self.world, self.onto = page, world, onto
        self.numbers, self.passage, self.begin = [1], "", 0
        self.defined = [one for one in blocks_in(page.nodes) if one.label]
        self.targets: dict[str, str] = {}
        for one in self.defined:
            self.targets.setdefault(one.label, one.text)
        self.dropped = self._unused()
        self._look_for_two()

    def _unused(self) -> set[Block]:
        left = set(self.defined)
        used = self._names("\n".join(_outside(self.page.nodes)))
        while more := {one for one in left if self._is_used(one, used)}:
            left -= more
            used |= self._names("\n".join(one.text for one in more))
        return left

    def _is_used(self, one: Block, used: set[str]) -> bool:
        """Whether something that stays uses a definition, and it leads to what is here."""
        if one.label in self.NAMELESS:
            return True
        if one.name or one.label.startswith("^"):
            return one.label in used
        return not one.text or (one.label in used and self._is_here(self.targets[one.label]))

    def _look_for_two(self) -> None:
        """Of two definitions with one label a page shows one, and the other would stay in it.

        Raises:
            Doubt: two have the same.
        """
        seen: dict[str, int] = {}
        for one in self.defined:
            if one in self.dropped or one.label in self.NAMELESS:
                continue
            if seen.setdefault(one.label, one.number) != one.number:
                raise Doubt(one.number, f"'{one.label.strip('^|')}' is defined in line "
                            f"{seen[one.label]} already (take one of them away)")  # fmt: skip

    def _names(self, text: str) -> set[str]:
        """The labels that a text may refer to."""
        raise NotImplementedError

    def _is_here(self, target: str) -> bool:
        """Whether what is defined leads to something that the edition has."""
        raise NotImplementedError

    def _one(self, match: re.Match[str]) -> str:
        """What becomes of something in a line that may refer to something."""
        raise NotImplementedError

    def text(self, nodes: list[Node]) -> str:
        """All of it: plain lines a passage at a time, blocks one by one."""
        parts: list[str] = []
        for is_plain, group in groupby(self._kept_of(nodes), _is_plain):
            here = list(group)
            parts += [self._passage(here)] if is_plain else map(self._block, here)
        return "\n".join(parts)

    def _kept_of(self, nodes: list[Node]) -> Iterator[Node]:
        """The nodes that stay, a definition as its lines."""
        for node in nodes:
            if isinstance(node, Line):
                yield node
            elif node in self.dropped:
                continue
            elif node.is_definition:
                yield from self._kept_of([*node.head, *node.body])
            else:
                yield node

    def _passage(self, nodes: list[Node]) -> str:
        self.numbers = [one.number for one in nodes]
        self.passage = "\n".join(one.text for one in nodes)
        return self._refer(self.passage)

    def _refer(self, text: str) -> str:
        return self.INLINE.sub(self._one, text)

    def _block(self, block: Node) -> str:
        if isinstance(block, Line):
            return block.text
        name, argument, options = block.name, block.argument, block.options
        head, tail = ([one.text for one in lines] for lines in (block.head, block.tail))
        self.numbers, self.passage = [block.number], " ".join(head)
        if name == "include":
            raise Doubt(block.number, "an edition takes no includes (put the words into the page)")
        for option in {"file", "url"} & options.keys():
            raise Doubt(block.number, f"':{option}:' of '{name}' reads from elsewhere")
        for option in PICTURED & options.keys():
            self._look_at_picture(options[option])
        if name in ("figure", "image", "|image"):
            self._look_at_picture(argument)
        elif name in ("toctree", "series"):
            entries = self._entries(block)
            return "\n".join([*head, *entries, *tail]) if entries else ""
        elif name in ("roles", "coverage", "stage"):
            if gone := [one for one in _named(block) if not self._is_of_a_role(one)]:
                self._note(", ".join(gone))
                return ""
        elif name in ("button-link", "button-ref"):
            if self._kept(argument) is None:
                return self.text(block.body)
        elif argument and name not in ("for-roles", "code-block", "code"):
            head[0] = head[0].replace(argument, self._refer(argument))
        link = options.get("target") or options.get("link")
        if link and self._kept(link) is None:
            self._note(link)
            head = [one for one in head if not re.match(r"\s*:(?:target|link|link-type):", one)]
        return "\n".join([*head, *([self.text(block.body)] if block.body else ()), *tail])

    def _entries(self, block: Block) -> list[str]:
        """The entries of a list of documents that the edition has."""
        kept = []
        for line in lines_in(block.body):
            entry = line.text.strip()
            target = re.sub(r".*?<(.+)>", r"\1", entry)
            here = self.world.document(self.page.file, target)
            if not entry or here or re.match(r"https?:", target):
                kept.append(line.text)
            elif not any(mark in target for mark in "*?[") and target != "self":
                self.numbers, self.passage = [line.number], entry
                self._note(target)
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
            return target if fragment in here or fragment.lower() in world.labels else None
        if moved := world.document(file, path):
            if fragment and fragment not in world.anchors[moved]:
                return None
            end = posixpath.splitext(path)[1]
            moved += f"{end if end in ('.md', '.rst', '.html') else ''}{mark}{fragment}"
        else:
            moved = world.asset(file, path, taken=taken)
        if moved and self.onto != file:
            return posixpath.relpath(moved, posixpath.dirname(self.onto) or ".")
        return target if moved else None

    def _look_at_picture(self, target: str, at: int = 0) -> None:
        if self._kept(target) is None:
            raise Doubt(self._line(at), f"no picture '{target}' that an edition may take")

    def _role(self, match: re.Match[str]) -> str:
        """What becomes of text in a role."""
        words, target = _split_role(match["text"])
        if match["role"] in PLAIN:
            return match[0]
        if match["role"].rpartition(":")[2] not in REFERENCES:
            raise Doubt(self._line(match.start()), f"'{match['role']}' is not a kind of text that "
                        "an edition takes")  # fmt: skip
        kept = self._reference(match["role"].rpartition(":")[2], target)
        return match[0] if kept else self._words(words, target, match.start())

    def _reference(self, kind: str, target: str) -> bool:
        """Whether a reference of Sphinx, or one of ours, leads to something in the edition."""
        world, file = self.world, self.page.file
        if not may_read(world.scope.edition, OF_ROLES.get(kind, "candidate")):
            return False
        if kind == "role":
            return world.scope.has_role(target)
        if kind in OF_ROLES:
            return holds(world.competencies if kind == "competency" else world.scope.roles, target)
        if kind == "doc":
            return world.document(file, target) is not None
        if kind == "download":
            return world.asset(file, target) is not None
        known = world.terms if kind == "term" else world.labels
        return target.lower() in known or target in known

    def _is_of_a_role(self, target: str) -> bool:
        return self._reference("role", target) or self._reference("stage", target)

    def _words(self, words: str, target: str, at: int) -> str:
        """What is left of a reference to what is gone.

        Raises:
            Doubt: nothing is.
        """
        if not words.strip():
            raise Doubt(self._line(at), f"'{target}' is not in this edition, and the reference has "
                        "no words of its own (write some)")  # fmt: skip
        self._note(target, at)
        return words

    def _note(self, target: str, at: int = 0) -> None:
        around = _sentence(self.passage, self.begin + at)
        self.world.note(self.page.file, self._line(at), target, around)

    def _line(self, at: int) -> int:
        return self.numbers[self.passage[: self.begin + at].count("\n")]


def _outside(nodes: list[Node]) -> Iterator[str]:
    """What stands outside of definitions, and may refer to one."""
    for node in nodes:
        if isinstance(node, Line):
            yield "" if node.code else node.text
        elif not node.label:
            yield node.argument
            yield from _outside(node.body)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Line) and not node.code


def _named(block: Block) -> list[str]:
    """The roles and stages that a block lists."""
    return re.findall(r"[^,\s]+", " ".join([block.argument, *(one.text for one in block.body)]))


_END = re.compile(r"[.!?:]\s+|\n\s*\n")


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a text; of a long one what is near."""
    first, last = max(at - 300, 0), min(at + 300, len(text))
    ends = [one.end() for one in _END.finditer(text, first, last)]
    start = max((one for one in ends if one <= at), default=first)
    end = min((one for one in ends if one > at), default=last)
    cut = ("…" if start == first > 0 else "", "…" if end == last < len(text) else "")
    return " ".join(text[start:end].split()).join(cut)


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
        r"|(?P<html><[A-Za-z][^<>\s]*+\s(?:(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+|[^<>]*+)>)"
        r"|<(?P<auto>(?:project|path|inv|doc|ref)?:?[^<>\s]*#[^<>\s]*|(?:project|path|inv):[^<>\s]+)>",
        re.DOTALL,
    )
    ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
    CANDIDATE = re.compile(r"([^\s,]\S*(?<!,))(,|[^,]*)")  # of `srcset`, as HTML tells them apart
    CONTAINED = re.compile(r"(?:[ \t>*+:-]|\d{1,9}[.)])*[ \t>]\[(?:[^\[\]\\]|\\.)+\]:(?!\S*`)")

    def __init__(self, page: Page, world: World, onto: str) -> None:
        for line in lines_in(page.nodes):
            if not line.code and self.CONTAINED.match(line.text):
                raise Doubt(line.number, "a definition or a footnote within a list, a quote or "
                            "another one (begin it at the start of a line)")  # fmt: skip
        super().__init__(page, world, onto)
        for one in (block for block in self.defined if block in self.dropped):
            below = next((line for line in lines_in(one.body) if line.text[:1] not in " \t"), None)
            if below and not one.label.startswith("^"):
                raise Doubt(below.number, "words directly below a definition that goes (leave a "
                            "line blank between them)")  # fmt: skip

    def _names(self, text: str) -> set[str]:
        return {folded(one) for one in re.findall(r"\[((?:[^\[\]\\]|\\.)+)\]", text)}

    def _is_here(self, target: str) -> bool:
        return self._kept(target.partition(" ")[0], taken=False) is not None

    def _one(self, match: re.Match[str]) -> str:
        at = match.start()
        if match["escaped"] or match["code"]:
            return match[0]
        if match["role"]:
            return self._role(match)
        if match["html"]:
            return self.ATTRIBUTE.sub(lambda one: self._in_html(one, at), match["html"])
        if match["auto"] is not None:
            return match[0] if self._kept(match["auto"]) else self._words("", match["auto"], at)
        self.begin += match.start("words")
        words, target = self._refer(match["words"]), match["target"]
        self.begin -= match.start("words")
        if target is None:
            return self._labelled(match, words)
        if match["picture"]:
            self._look_at_picture(target, at)
        kept = self._kept(target)
        if kept is None:
            return self._words(words, target, at)
        link = f"<{kept}>" if " " in kept else kept
        return f"{match['picture']}[{words}]({link}{match['titled'] or ''})"

    def _in_html(self, match: re.Match[str], at: int) -> str:
        """An attribute of a tag of HTML, with its addresses as the edition has them."""
        name, equals, value = match.groups()
        if name.lower() not in ("href", "src", "srcset", "poster", "data"):
            return match[0]
        quote = value[0] if value[0] in "\"'" else ""
        told = value.strip(quote).strip() if quote else value
        if name.lower() != "srcset":
            return f"{name}{equals}{quote}{self._address(told, at)}{quote}"
        told = self.CANDIDATE.sub(lambda one: self._address(one[1], at) + one[2], told)
        return f"{name}{equals}{quote}{told}{quote}"

    def _address(self, target: str, at: int) -> str:
        """An address in HTML, which no words could stand for."""
        if target in ("", "/") or target.lower().startswith(("#", "?", "data:")):
            return target  # the page itself, the site's own, and a picture within the page
        kept = self._kept(target)
        if kept is None:
            raise Doubt(self._line(at), f"'{target}' is not in this edition (take it out of the "
                        "HTML, or write it in Markdown)")  # fmt: skip
        return kept

    def _labelled(self, match: re.Match[str], words: str) -> str:
        label = folded(match["label"] or match["words"])
        target = self.targets.get(label, "").partition(" ")[0]
        if not target or label.startswith("^") or self._kept(target) is not None:
            end = f"[{match['label']}]" if match["label"] is not None else ""
            return f"{match['picture']}[{words}]{end}"
        return self._words(words, target, match.start())


class _Rest(_Writer):
    INLINE = re.compile(
        r"(?P<escaped>\\.)|(?P<code>``.+?``)"
        r"|:(?P<role>[\w:.+-]+):`(?P<text>[^`]+)`"
        r"|`(?P<words>[^`<]*?)\s*<(?P<target>[^`<>]+)>`(?P<end>__?)"
        r"|`(?P<phrase>[^`]+)`(?P<mark>__?)|(?P<plain>`[^`]+`)"
        r"|\b(?P<simple>[A-Za-z0-9](?:[\w.+-]*[A-Za-z0-9])?)_(?![\w_])"
        r"|\[(?P<note>[^\]\s]+)\]_|(?P<sub>\|[^|\s][^|]*\|)_{0,2}",
        re.DOTALL,
    )
    NAMELESS = {"^#": r"\[#\]_", "^*": r"\[\*\]_", "__": r"(?<!>`)(?<=[`\w])__(?!\w)"}

    def __init__(self, page: Page, world: World, onto: str) -> None:
        super().__init__(page, world, onto)
        whole = not (page.is_cut or any(not one.name for one in self.dropped))
        text = "\n".join(one.text for one in lines_in(page.nodes) if not one.code)
        for label, references in self.NAMELESS.items():
            ours = [one for one in self.defined if one.label == label]
            if gone := [one for one in ours if label == "__" and not self._is_here(one.text)]:
                raise Doubt(gone[0].number, f"'{gone[0].text}' is not in this edition")
            if ours and not (whole and len(ours) == len(re.findall(references, text))):
                raise Doubt(ours[0].number, f"'{label.strip('^')}' may belong to something that "
                            "is not in this edition (give it a name)")  # fmt: skip

    def _names(self, text: str) -> set[str]:
        found = {f"^{one.casefold()}" for one in re.findall(r"\[([^\]\s]+)\]_", text)}
        found |= {folded(one) for one in re.findall(r"\|[^|\s][^|]*\|", text)}
        for match in self.INLINE.finditer(text):
            name = match["phrase"] or match["simple"] or (match["target"] or "").removesuffix("_")
            found.add(folded(name))
        return found

    def _is_here(self, target: str) -> bool:
        address = self._address(target)
        return address == "" or (
            address is not None and self._kept(address, taken=False) is not None
        )

    def _address(self, target: str) -> str | None:
        """Where a target leads, by way of names, which have `_` behind them; empty for a place on
        the page, None for a name that is not there."""
        seen: set[str] = set()
        address: str | None = target
        while address and address.endswith("_") and "://" not in address and address not in seen:
            seen.add(address)
            address = self.targets.get(folded(address.removesuffix("_").strip("`")))
        return address

    def _one(self, match: re.Match[str]) -> str:
        at, name = match.start(), match["phrase"] or match["simple"]
        if match["role"]:
            return self._role(match)
        if match["sub"] and folded(match["sub"]) not in self.targets:
            raise Doubt(self._line(at), f"'{match['sub']}' is put in when the page is built "
                        "(write the words themselves)")  # fmt: skip
        target = match["target"] or (f"{name}_" if name and match["mark"] != "__" else "")
        address = self._address(target)
        if address is None:
            is_gone = not match["simple"]  # a word may end so
        else:
            is_gone = bool(address) and self._kept(address) is None
        words = match["words"] if match["target"] else name
        return self._words(words, address or target, at) if is_gone else match[0]
