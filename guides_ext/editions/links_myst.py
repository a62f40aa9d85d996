"""What a page in MyST refers to, its HTML too."""

from __future__ import annotations

import re

from guides_ext.editions.links import Writer
from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Doubt, folded, lines_in
from guides_ext.editions.world import World


class MystWriter(Writer):
    """Writes a page in MyST."""

    INLINE = re.compile(
        r"(?P<escaped>\\.)"
        r"|\{(?P<role>[\w:.+-]+)\}(?P<tick>`+)(?P<text>.+?)(?P=tick)"
        r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
        r"|(?P<picture>!?)\[(?P<words>"
        r"(?:!?\[(?:[^\[\]\\]|\\.)*+\](?:\([^()]*+\))?+|[^\[\]\\]|\\.)*+)\]"
        r"(?:\(\s*(?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)"
        r"(?P<titled>\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
        r"|\[(?P<label>[^\[\]]*)\])?"
        r"|(?P<html><[A-Za-z](?:[^<>\s/]*+\s|[\w-]*+/)[^<>]*+>)"
        r"|<(?P<auto>(?:project|path|inv|doc|ref)?:?[^<>\s]*#[^<>\s]*|(?:project|path|inv):[^<>\s]+)>",
        re.DOTALL,
    )
    TAG = re.compile(r"<[A-Za-z][^<>\s/]*+[\s/](?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
    ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
    ADDRESSES = frozenset({
        "action", "archive", "background", "cite", "codebase", "data", "formaction", "href", "icon",
        "imagesrcset", "longdesc", "manifest", "ping", "poster", "src", "srcset", "usemap",
        "xlink:href",
    })  # fmt: skip
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

    def _refer(self, text: str) -> str:
        """A text, each reference as the edition has it.

        A tag is read to its first `>`, and what follows as text; within quotation marks there may
        be one that does not end it, so that its attributes are looked at as well.

        Raises:
            Doubt: what is not in the edition cannot be taken out.
        """
        for tag in self.TAG.finditer(text):
            if ">" not in tag[0][:-1]:
                continue
            for one in self.ATTRIBUTE.finditer(tag[0]):
                if self._in_html(one, tag.start()) != one[0]:
                    raise Doubt(self._line(tag.start()), "an address in a tag with '>' in its "
                                "words (write &gt;)")  # fmt: skip
        return super()._refer(text)

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
        if name.lower() == "style" and "url(" in value.lower():
            raise Doubt(self._line(at), "an address in a style, which an edition cannot follow "
                        "(take it out)")  # fmt: skip
        if name.lower() not in self.ADDRESSES:
            return match[0]
        quote = value[0] if value[0] in "\"'" else ""
        told = value.strip(quote).strip() if quote else value
        if not name.lower().endswith("srcset"):
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
