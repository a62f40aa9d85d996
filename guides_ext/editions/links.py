"""What a page of an edition refers to: where it is there, it stays; where it is gone, its words do.

Links, references, pictures, downloads, footnotes and definitions. What nothing uses any more goes
too. How they are written in MyST and in reStructuredText, `links_myst` and `links_rest` know.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from guides_ext.editions.pages import Page, holds
from guides_ext.editions.scan import Block, Doubt, Line, Node, blocks_in, lines_in
from guides_ext.editions.world import World
from guides_ext.model.base import Circle, circle_of, may_read
from guides_ext.model.role import Role
from guides_ext.model.stage import Stage

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


class Writer:
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
            asset = world.asset(file, path, taken=taken)
            moved = asset and f"{asset}{mark}{fragment}"
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
    before, behind = "…" * (start == first > 0), "…" * (end == last < len(text))
    return f"{before}{' '.join(text[start:end].split())}{behind}"


def _split_role(text: str) -> tuple[str, str]:
    """Words and target of `words <target>`; no words for a target alone."""
    titled = re.fullmatch(r"(.*?)\s*<([^<>]+)>\s*", text, re.DOTALL)
    return (titled[1], titled[2].strip()) if titled else ("", text.strip().lstrip("!~"))
