"""A checker that knows nothing of our code: every word of a source is on its page.

It reads sources with a few expressions of its own, takes off what no reader would see, and counts.
A word may be missing, and markup may show, only where a warning names its line.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.projects import Built

WORD = re.compile(r"[^\W_]+")
LEAK = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{::?[^}\n]*\}|%7B%7B|markdown=\"1\"")

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
INCLUDE = re.compile(
    r"\{%-?\s*include(?P<beside>_relative)?\s+(?P<file>[\w./-]+)(?P<rest>.*?)-?%\}"
)
QUOTED = re.compile(r"=\s*\"([^\"]*)\"")
OF_LIQUID = (
    r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}",
    r"\{::comment\}.*?\{:/(?:comment)?\}",
    r"^.*\n\{:toc\}",  # the list that a table of contents replaces
    r"\{%.*?%\}",
    r"\{\{.*?\}\}",
    r"\{::?[^}\n]*\}|\{:?/[^}\n]*\}",
    r"\{#[\w-]+\}",
)
OF_MYST = (
    r"^\([\w-]+\)=$",
    r"^%.*$",
    r"\{[\w:-]+\}`[^`]*`",  # a text role shows the title of what it names
    r"\{[.#][^}\n]*\}",
    r"^ *- Sheet:.*$",  # the item above in fewer words
    r"(?<=\$\$ )\([\w-]+\)$",
)
UNSEEN = (
    r"<!--.*?-->|<script\b.*?</script>",
    r"(?<=\])\((?:<[^<>\n]*>|[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)",  # addresses and titles of links
    r"(?<=\])\[[^\]\n]*\]",
    r"^\s*\[[^\]\n]*\]:.*$(?<!\]:)",
    r"^[ >]*(?:`{3,}|~{3,}).*$",
    r"^[ >]*(?:\d+[.)]|\|?[-:| ]+\|$)",
    r"\[[ xX]\] |\[\^[^\]\n]+\]:?",
)
TAG = re.compile(r"</?(?P<name>[A-Za-z]\w*)[^<>]*>")
ALT = re.compile(r"\balt=\"([^\"]*)\"")
MARKS = re.compile(r"[*`~]|\\(?![A-Za-z])")

DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}(?P<argument>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
OPTION = re.compile(r"^:[\w-]+:.*$|^\+\+\+$", re.MULTILINE)
BLOCKS = ["p", "div", "section", "dt", "dd", "li", "td", "th", "tr", "h1", "h2", "h3", "br"]
OF_YAML = ("agenda", "competency", "question")
WITHOUT_WORDS = {
    *("all-keys", "coverage", "directive-facts", "figure", "image", "include"),
    *("literalinclude", "roles", "series", "snippet", "stage", "toctree"),
}


class Word(NamedTuple):
    """A word of a source, and where it stands."""

    word: str
    file: str
    line: int


class Sources:
    """The sources of a build.

    Args:
        liquid: whether a file, from the source root, is a page of Jekyll.
        site: the folder of the site that its includes are taken from.
    """

    def __init__(self, root: Path, liquid: Callable[[str], bool], site: str = "") -> None:
        self.root, self.liquid, self.site = root, liquid, site

    def words(self, file: str, within: tuple[str, ...] = ()) -> Iterator[Word]:
        """Every word of a file that its reader should see, those of its includes too."""
        path = self.root / file
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        if front := FRONT.match(text):
            yield from self._front(file, front[1], text[front.end() :])
            text = "\n" * front[0].count("\n") + text[front.end() :]
        if self.liquid(file):
            text = RAW.sub(lambda match: re.sub(r"[{}%]", " ", match[1]), text)
            text = without(OF_LIQUID[:3], text)
            for match in INCLUDE.finditer(text):
                folder = str(Path(file).parent) if match["beside"] else f"{self.site}/_includes"
                name = f"{folder}/{match['file']}"
                if name not in within and (self.root / name).is_file():
                    yield from self.words(name, (*within, name))
            text = INCLUDE.sub(lambda match: " ".join(QUOTED.findall(match["rest"])), text)
            text = without(OF_LIQUID[3:], text)
        else:
            text = without(OF_MYST, DIRECTIVE.sub(of_directive, text))
        text = TAG.sub(of_tag, without(UNSEEN, text))
        for number, line in enumerate(text.split("\n"), 1):
            for word in words(MARKS.sub("", html.unescape(line))):
                yield Word(word, file, number)

    def _front(self, file: str, text: str, body: str) -> Iterator[Word]:
        data = yaml.safe_load(text) or {}
        title = str(data.get("title", ""))
        shown = "" if body.lstrip().startswith(f"# {title}\n") else title  # a page has it once
        picture = self.root / self.site / str(data.get("image", "?")).lstrip("/")
        if picture.is_file():
            shown += f" {data.get('image_alt', '')}"
        for word in words(shown):
            yield Word(word, file, 1)


def of_directive(match: re.Match[str]) -> str:
    """The words of a directive, in as many lines as it had."""
    body, name = OPTION.sub("", match["body"]), match["name"]
    if name in WITHOUT_WORDS:
        return "\n" * match[0].count("\n")
    if name in OF_YAML:
        said = [one for one in strings(yaml.safe_load(body)) if " " in one]
        return " ".join(" ".join(said).split()) + "\n" * match[0].count("\n")
    body = DIRECTIVE.sub(of_directive, body)
    named = ("grid", "code-block", "button-ref", "for-roles")  # whose argument is shown otherwise
    argument = "" if name in named else match["argument"]
    return f"{argument}\n{body}"


def of_tag(match: re.Match[str]) -> str:
    """The words of a tag of HTML; one of a block ends a word."""
    return " ".join(ALT.findall(match[0])) + " " * (match["name"].lower() in BLOCKS)


def strings(value: object) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inside:  # type: ignore[attr-defined]
            yield from strings(one)


def without(patterns: tuple[str, ...], text: str) -> str:
    """The text without what the patterns find; its lines stay where they are."""
    for pattern in patterns:
        flags = re.MULTILINE | (re.DOTALL if ".*?" in pattern else 0)
        text = re.sub(pattern, lambda found: "\n" * found[0].count("\n"), text, flags=flags)
    return text


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return WORD.findall(text.casefold())


class Checked(NamedTuple):
    """What is wrong with a page."""

    lost: list[Word]
    leaked: list[str]


class Checker:
    """Compares the sources of a build with its pages.

    Args:
        left_out: lines that a page leaves out itself: branches that are not taken.
    """

    def __init__(
        self, built: Built, sources: Sources, left_out: frozenset[tuple[str, int]] = frozenset()
    ) -> None:
        self.built, self.sources, self.left_out = built, sources, left_out
        self.warned = {
            (match[1], int(match[2]))
            for line in built.warnings
            if (match := re.match(r"(.+?):(\d+):", line))
        }

    def check(self, docname: str) -> Checked:
        """What of a document is lost or leaked, and no warning names."""
        env = self.built.app.env
        file = Path(env.doc2path(docname, base=False)).as_posix()
        page = self._page(docname)
        there = Counter(words(page))
        lost = []
        for word in self.sources.words(file):
            if (word.file, word.line) in self.left_out:
                continue
            there[word.word] -= 1
            if there[word.word] < 0 and (word.file, word.line) not in self.warned:
                lost.append(word)
        return Checked(lost, list(self._leaks(docname)))

    def _page(self, docname: str) -> str:
        if self.built.app.builder.format != "html":
            return self.built.read(f"{docname}.txt")
        main = self._main(docname)
        alts = [image.attributes.get("alt") or "" for image in main.css("img")]
        return "\n".join([main.text(), *alts])

    def _main(self, docname: str) -> LexborNode:
        """What a browser shows of a document."""
        page = LexborHTMLParser(self.built.read(f"{docname}.html"))
        for one in page.css(".guide-in-series, .linenos, script, style"):
            one.decompose()
        for block in page.css(", ".join(BLOCKS)):
            block.insert_before("\n")
        main = page.css_first("[role=main]")
        assert main is not None
        return main

    def _leaks(self, docname: str) -> Iterator[str]:
        """Markup on a page of Jekyll that is not code and that no warning names."""
        file = Path(self.built.app.env.doc2path(docname, base=False)).as_posix()
        if not self.sources.liquid(file) or self.built.app.builder.format != "html":
            return
        main = self._main(docname)
        for code in main.css("pre, code"):
            code.decompose()
        told = squeezed("\n".join(self.built.warnings))
        for found in LEAK.findall(html.unescape(main.html or "")):
            if squeezed(found)[:50] not in told:
                yield found


def squeezed(text: str) -> str:
    """A text without white space and quotation marks, which pages and warnings write otherwise."""
    return re.sub(r"[\s\"'“”‘’]", "", text)
