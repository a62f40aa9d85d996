"""What stands within a paragraph: kramdown's marks become MyST's, and MyST's own become text.

One scanner goes over the text once. Code and HTML stay as they are; in the rest, links are led to
where they lead among the sources, and whatever MyST alone would take for markup is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guides_ext.articles.jekyll.elements import html_attributes
from guides_ext.articles.jekyll.lines import CLOSE, JOINT, MISSING, OPEN, SPLIT, bare
from guides_ext.articles.jekyll.site import hint

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.site import Site

LINE_START = re.compile(
    r"[ \t]*(?=%|\+\+\+|:{3,}|\(.+\)=[ \t]*$|:[^\s:][^:\n]*:(?:\s|$))", re.MULTILINE
)
"""What begins a construct of MyST's own at the start of a line: comment, block break, colon fence,
label, field."""

TOKEN = re.compile(
    rf"""
    (?P<as_is>{MISSING}?{OPEN}[^{CLOSE}]*{CLOSE})
  | (?P<broken>\\\\(?=[ \t]*(?:\n|\Z)))          # kramdown's line break
  | (?P<escape>\\[!-/:-@\[-`{{-~])
  | (?P<ticks>`+)
  | (?P<html><!--.*?-->
      |</?[A-Za-z][A-Za-z0-9:-]*
       (?:\s+[^\s<>"'=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*\s*/?>
      |<[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*>|<[^\s<>@]+@[^\s<>]+>)
  | (?P<link>\]\()
  | (?P<attributes>\{{:(?!:)(?P<list>[^{{}}\n]*)\}})
  | (?P<extension>\{{:[:/][^{{}}\n]*\}})
  | (?P<math>\$\$(?=[^$]*[^\s$])[^$]+\$\$)
  | (?P<special>[{{$])
    """,
    re.VERBOSE | re.DOTALL,
)

BLOCK = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|[%:(#>|]|[+-](?!\w)|[*_](?=\s|[*_ ]*$)|~{3}|`{3}|=+\s*$"
)
"""What may begin a block at the start of a line."""

OF_ITEM = re.compile(r"\{:(?![:/])(?P<list>[^{}\n]*)\}[ \t]+(?=\S)")
"""The attributes of a list item, which stand where its text begins."""

DESTINATION = re.compile(
    rf"""
    [ \t]*\n?[ \t]*
    (?: <(?P<angled>[^<>\n]*)>
      | (?P<as_is>{MISSING}?{OPEN}[^{CLOSE}]*{CLOSE}[^\s()]*)
      | (?P<plain>(?:[^\s()\\{OPEN}]|\\.|\((?:[^\s()\\]|\\.)*\))*)
    )
    (?P<title>[ \t]*\n?[ \t]*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?
    [ \t]*\n?[ \t]*\)
    """,
    re.VERBOSE,
)
LOOSE = re.compile(r"(?P<plain>[^()<>\n\"]*)\)")
"""An address with spaces in it, as people write them."""

IMAGE = re.compile(r"<img\b[^<>]*>\Z", re.IGNORECASE)
ADDRESS = re.compile(
    rf"""[\s{JOINT}](?P<name>href|src)[\s{JOINT}]*=[\s{JOINT}]*
    (?P<value>"[^"]*"|'[^']*'|[^\s"'<>{JOINT}]+)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Where a tag of HTML leads, or what picture it shows."""

ATTRIBUTE = re.compile(
    r"""\s*(?:\.(?P<css>[\w-]+)|\#(?P<id>[\w:.-]+)
    |(?P<key>[\w-]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))
    |(?P<name>[\w-]+))(?=[\s.\#]|\Z)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Attributes:
    """What ``{: … }`` says of the element that it stands at.

    Attributes:
        names: lists of attributes that are defined elsewhere, such as ``toc``.
    """

    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Attributes | None:
        """The attributes in a list; None where it is none."""
        ids, classes, values, names = [], [], [], []
        at, text = 0, text.strip()
        while at < len(text):
            match = ATTRIBUTE.match(text, at)
            if match is None:
                return None
            at = match.end()
            if match["css"]:
                classes.append(match["css"])
            elif match["id"]:
                ids.append(match["id"])
            elif match["key"]:
                given = (match["double"], match["single"], match["bare"])
                values.append((match["key"], next(one for one in given if one is not None)))
            else:
                names.append(match["name"])
        return cls(tuple(ids), tuple(classes), tuple(values), tuple(names))

    def __or__(self, other: Attributes) -> Attributes:
        return Attributes(
            self.ids + other.ids,
            self.classes + other.classes,
            self.values + other.values,
            self.names + other.names,
        )

    def resolved(self, definitions: dict[str, Attributes]) -> Attributes:
        """With those that its names stand for."""
        found = Attributes(self.ids, self.classes, self.values)
        for name in self.names:
            found |= definitions.get(name, Attributes(names=(name,)))
        return found

    def myst(self) -> str:
        """``{.class #id key="value"}``; empty where nothing is said."""
        parts = [f".{one}" for one in self.classes] + [f"#{one}" for one in self.ids[-1:]]
        parts += [f'{key}="{_quoted(value)}"' for key, value in self.values]
        return f"{{{' '.join(parts)}}}" if parts else ""


def _quoted(value: str) -> str:
    return re.sub(r'[\\"{}]', "", value)


@dataclass(frozen=True)
class Inline:
    """Translates texts of one page.

    Args:
        page: the file that addresses are relative to.
        warn: told a message and where in the text it belongs (an offset).
        missing: told the path that an address that leads nowhere would have.
        definitions: named lists of attributes.
    """

    site: Site
    page: str
    definitions: dict[str, Attributes]
    warn: Callable[[str, int], None]
    missing: Callable[[str], None]
    _nowhere_yet: list[bool] = field(default_factory=list)
    """For each link of HTML that is open: whether it leads nowhere."""

    def text(self, text: str, *, starts_line: bool = True, starts_item: bool = False) -> str:
        """The text in MyST; it has as many lines as before, where each end is one or a joint.

        Args:
            starts_line: whether it begins a block, so that MyST would look for one of its own.
            starts_item: whether that is the first of a list item.
        """
        out: list[str] = []
        first = at = self._of_item(text, out) if starts_item else 0
        while match := TOKEN.search(text, at):
            out.append(self._plain(text, at, match.start(), starts_line and at == first))
            kind = match.lastgroup if match.lastgroup != "list" else "attributes"
            at = getattr(self, f"_{kind}")(match, text, out)
        out.append(self._plain(text, at, len(text), starts_line and at == first))
        return "".join(out)

    def _of_item(self, text: str, out: list[str]) -> int:
        """Adds the attributes that an item begins with, and says where to go on.

        MyST gives them to the item's first block.
        """
        match = OF_ITEM.match(text)
        found = Attributes.read(match["list"]) if match else None
        attributes = found.resolved(self.definitions) if found else Attributes()
        if match is None or attributes.names or not attributes.myst():
            return 0
        out.append(attributes.myst() + SPLIT)
        return match.end()

    def _plain(self, text: str, start: int, end: int, starts_line: bool) -> str:
        """Text without markup that we know; escaped where MyST has some of its own."""
        begins = [at + 1 for at in range(start, end) if text[at] == "\n"]
        if starts_line:
            begins.insert(0, start)
        out, at = [], start
        for begin in begins:
            if (match := LINE_START.match(text, begin)) and match.end() <= end:
                out.append(f"{text[at : match.end()]}\\")
                at = match.end()
        return "".join([*out, text[at:end]])

    # What the scanner finds: each adds its text, and says where to go on -----------------------

    def _as_is(self, match: re.Match[str], text: str, out: list[str]) -> int:
        out.append(verbatim(match[0]))
        return match.end()

    def _broken(self, match: re.Match[str], text: str, out: list[str]) -> int:
        out.append("\\" if text[match.end() :].strip() else "")
        end = re.compile(r"[ \t]*").match(text, match.end())
        assert end
        return end.end()

    def _escape(self, match: re.Match[str], text: str, out: list[str]) -> int:
        out.append(match[0])
        return match.end()

    def _ticks(self, match: re.Match[str], text: str, out: list[str]) -> int:
        closing = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, match.end())
        end = closing.end() if closing else match.end()
        out.append(joined(bare(text[match.start() : end])))
        return end

    def _html(self, match: re.Match[str], text: str, out: list[str]) -> int:
        tag = joined(bare(match[0]))
        if image := IMAGE.match(tag):
            out.append(self.picture(image, match.start()))
            return match.end()
        out.append(self.tag(tag, match.start()))
        return match.end()

    def tag(self, tag: str, at: int) -> str:
        """A tag of HTML with its address where it leads.

        A link that leads nowhere is none, nor looks like one: its words stand in a span.
        """
        if re.match(rf"</a[\s{JOINT}]*>", tag, re.IGNORECASE):
            is_dead = self._nowhere_yet and self._nowhere_yet.pop()
            return re.sub("(?i)^</a", "</span", tag) if is_dead else tag
        if not re.match(rf"<(?:a|img)[\s{JOINT}]", tag, re.IGNORECASE):
            return tag

        def led(match: re.Match[str]) -> str:
            ends = re.sub(f"[^\n{JOINT}]", "", match[0])  # a row stays one
            given = html.unescape(re.sub(f"[\n{JOINT}]", "", match["value"]).strip("\"'"))
            target = self._resolved(given, at) if given else given
            if target is None:
                return ends
            return f'{ends or " "}{match["name"]}="{html.escape(target)}"'

        made = ADDRESS.sub(led, tag)
        if made[1] not in "aA":
            return made
        kept = html_attributes(made.replace(JOINT, " "))
        is_dead = "href" in html_attributes(tag.replace(JOINT, " ")) and "href" not in kept
        self._nowhere_yet.append(is_dead and not {"id", "name"} & kept.keys())
        ends = re.sub(f"[^\n{JOINT}]", "", made)
        return f"<span{ends}>" if self._nowhere_yet[-1] else made

    def picture(self, match: re.Match[str], at: int) -> str:
        """A picture in HTML as one of MyST, so that its file comes along."""
        given = html_attributes(match[0].replace(JOINT, " "))
        target = self._target(given.pop("src", ""), at)
        if target is None:
            return verbatim(given.get("alt", "")) + JOINT * match[0].count(JOINT)
        alt = re.sub(r"([\\`*_\[\]<])", r"\\\1", " ".join(given.pop("alt", "").split()))
        kept = [(key, given[key]) for key in ("width", "height") if given.get(key)]
        classes = tuple(given.get("class", "").split())
        attributes = Attributes(classes=classes, values=tuple(kept)).myst()
        return f"![{alt}]({target}){attributes}" + JOINT * match[0].count(JOINT)

    def _link(self, match: re.Match[str], text: str, out: list[str]) -> int:
        found = DESTINATION.match(text, match.end()) or LOOSE.match(text, match.end())
        if found is None:
            out.append("](")
            return match.end()
        groups = found.groupdict()
        lines = JOINT * text.count("\n", match.start(), found.end())
        if groups.get("as_is"):
            self._nowhere(found["as_is"], out)
            out.append(lines)
            return found.end()
        address = groups.get("angled") or groups.get("plain") or ""
        loose = "title" not in groups
        if loose and self.site.resolve(address.strip(), self.page) is None:
            out.append("](")
            return match.end()
        target = self._target(address.strip(), found.start())
        if target is None:
            self._nowhere(MISSING, out)
            out.append(lines)
            of_it = re.compile(r"\{:(?!:)[^{}\n]*\}").match(text, found.end())
            return of_it.end() if of_it else found.end()
        title = " ".join((groups.get("title") or "").split())
        out.append(f"]({target}{f' {title}' if title else ''}){lines}")
        return found.end()

    def _nowhere(self, as_is: str, out: list[str]) -> None:
        """Makes text of the label of a link whose address is not understood."""
        label = opening_bracket(out)
        if label is not None:
            piece, at = label
            image = at > 0 and out[piece][at - 1] == "!"
            before, words = out[piece][: at - image], out[piece][at + 1 :]
            line = re.split(f"[\n{SPLIT}]", "".join([*out[:piece], before]))[-1]
            out[piece] = before + (words if line.strip() else no_block(words))
        if not as_is.startswith(MISSING):
            out.append(f" ({verbatim(as_is)})")

    def _target(self, address: str, at: int) -> str | None:
        """Where an address leads, written for MyST; None, and a warning, when nowhere."""
        target = self._resolved(address, at) if address else None
        return f"<{target}>" if target and re.search(r"[\s()]", target) else target

    def _resolved(self, address: str, at: int) -> str | None:
        target = self.site.resolve(address, self.page)
        if target is None:
            self.missing(self.site.path(address, self.page))
            near = self.site.nearest(address.partition("#")[0])
            self.warn(f"the link to '{address}' leads nowhere{hint(near)}", at)
        return target

    def _attributes(self, match: re.Match[str], text: str, out: list[str]) -> int:
        found = Attributes.read(match["list"])
        attributes = found.resolved(self.definitions) if found else Attributes(names=("?",))
        out[:] = [piece for piece in out if piece]
        before = out[-1] if out else ""
        span = emphasis_start(out) if before.endswith(("*", "_", "~")) else None
        attached = before.endswith((")", "]", "`")) or span is not None
        if not attached or attributes.names:
            self.warn(f"'{match[0]}' is not understood; it is shown as it is", match.start())
            out.append(f"\\{match[0]}")
        elif span is not None and attributes.myst():
            piece, at = span
            out[piece] = f"{out[piece][:at]}[{out[piece][at:]}"
            out.append(f"]{attributes.myst()}")
        else:
            out.append(attributes.myst())
        return match.end()

    def _extension(self, match: re.Match[str], text: str, out: list[str]) -> int:
        self.warn(f"'{match[0]}' is not understood; it is shown as it is", match.start())
        out.append(verbatim(match[0]))
        return match.end()

    def _math(self, match: re.Match[str], text: str, out: list[str]) -> int:
        alone = match.start() == 0 and not text[match.end() :].strip()
        out.append(bare(match[0]) if alone else joined(bare(match[0][1:-1])))
        return match.end()

    def _special(self, match: re.Match[str], text: str, out: list[str]) -> int:
        out.append(f"\\{match[0]}")
        return match.end()


def joined(text: str) -> str:
    """A piece of code, HTML or mathematics in one line: MyST might see a block in its second."""
    return text.replace("\n", JOINT)


def verbatim(text: str) -> str:
    """What is shown as it is, in a paragraph."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", bare(text))


def no_block(words: str) -> str:
    """Words at the start of a line, so that they begin no block there."""
    words = words.lstrip(" \t")
    if match := BLOCK.match(words):
        at = match.end("number") if match["number"] else 0  # a digit cannot be escaped
        return f"{words[:at]}\\{words[at:]}"
    return words


def opening_bracket(out: list[str]) -> tuple[int, int] | None:
    """Where the bracket is that a ``]`` at the end of the text would close."""
    depth = 0
    for piece in range(len(out) - 1, -1, -1):
        for at in range(len(out[piece]) - 1, -1, -1):
            char = out[piece][at]
            if char not in "[]" or (at and out[piece][at - 1] == "\\"):
                continue
            depth += 1 if char == "]" else -1
            if depth < 0:
                return piece, at
    return None


def emphasis_start(out: list[str]) -> tuple[int, int] | None:
    """Where the emphasis begins that ends at the end of the text."""
    end = re.search(r"(\*+|_+|~+)\Z", out[-1])
    if end is None:
        return None
    first = out[-1][: end.start()]
    for piece in range(len(out) - 1, -1, -1):
        part = first if piece == len(out) - 1 else out[piece]
        at = part.rfind(end[0])
        if at >= 0:
            return piece, at
    return None
