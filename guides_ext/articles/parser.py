"""Reads articles: MyST, plain Markdown and pages of Jekyll, which are translated first.

The text that MyST sees of a translated page has other lines than its file. Each line's origin
goes along: warnings while the page is read, and the nodes of its tree, name the true file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it.rules_core import StateCore
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig, merge_file_level
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from guides_ext.articles.access import tell
from guides_ext.articles.braces import SHORTCODE, keep_braces, with_emoji
from guides_ext.articles.depth import limit_depth
from guides_ext.articles.headings import one_title
from guides_ext.articles.html import read_html
from guides_ext.articles.jekyll.front import Front, title_of
from guides_ext.articles.jekyll.kramdown import Kramdown
from guides_ext.articles.jekyll.lines import LARGEST, TOO_LARGE, clean
from guides_ext.articles.jekyll.page import translate
from guides_ext.articles.jekyll.site import MARKDOWN, SCHEME
from guides_ext.articles.mkdocs import MkDocs, use_mkdocs
from guides_ext.articles.noted import say_what_is_lost
from guides_ext.articles.shortcodes import Shortcodes, settle_shortcodes
from guides_ext.articles.site_finder import SiteFinder
from guides_ext.config import access_of
from guides_ext.domain import guide_domain, source_file
from guides_ext.model.problems import Place, Problem
from guides_ext.parts.letter import add_rule

logger = logging.getLogger(__name__)


class ArticleParser(MystParser):
    """MyST's parser, before which pages of Jekyll are translated."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fills the document."""
        env: BuildEnvironment = document.settings.env
        file = source_file(env, env.docname)
        if document["source"] != str(env.doc2path(env.docname)):
            super().parse(inputstring, document)  # a text of it that a catalogue has translated
            return
        text = clean(inputstring)
        site = guide_domain(env).kept(SiteFinder).of(file, text)
        if site is None:
            front = Front(text, file)
            say(front.problems, env)
            render(front.sound + text[len(front.text) :], document, front)
            return
        root = Path(env.srcdir)
        if (root / site.settings).is_file():
            env.note_dependency(site.settings)
        page = translate(text, file, site)
        say(page.problems, env)
        for one in page.files:
            env.note_dependency(one)
            if why := access_of(env.config).refusal(root / one):
                tell(env, f"'{one}' {why}", None, None)

        def origin(line: int) -> tuple[str, int]:
            """The path and line behind a line (from 1) of the translated page."""
            found = page.lines[min(max(line, 1), len(page.lines)) - 1]
            return str(root / found.file), found.number

        flavour = Kramdown(site, file, env.note_dependency)
        render(page.text, document, page.front, flavour, origin)
        for node in document.findall():
            if (line := getattr(node, "line", None)) is not None:
                node.source, node.line = origin(line)


def render(
    text: str,
    document: nodes.document,
    front: Front,
    flavour: Kramdown | None = None,
    origin: Callable[[int], tuple[str, int]] | None = None,
) -> None:
    """Parses Markdown into the document, as MyST's own parser does, with our headings and places.

    Args:
        flavour: of a page of Jekyll.
        origin: tells the path and line that a line of such a page came from.
    """
    file = front.file
    if len(text) > LARGEST:
        place = Place(file, 1, 1)
        problem = Problem(place, "", f"this page {TOO_LARGE}", subtype="size")
        say([problem], document.settings.env)
        text = f"# {title_of(file)}\n"

    def warn(kind: MystWarnings, message: str) -> None:
        create_warning(document, message, kind, line=1, append_to=document)

    config: MdParserConfig = document.settings.env.myst_config
    if front.data:
        config = merge_file_level(config, front.data, warn)
    given = config.enable_extensions
    extensions = flavour.extensions(given) if flavour else {*given, *OF_GITHUB}
    config = config.copy(enable_extensions=extensions)
    parser = create_md_parser(config, ArticleRenderer)
    parser.options.update(
        document=document,
        guides_origin=origin,
        guides_html=document.settings.env.config.guides_html,
        guides_values=bool(flavour),
    )
    limit_depth(parser)
    add_rule(parser)
    if flavour:
        flavour.use(parser)
    else:
        keep_braces(parser)
        generator = guide_domain(document.settings.env).kept(SiteFinder).generator(file)
        if generator == "mkdocs":
            parser.use(use_mkdocs)
        elif generator:
            Shortcodes(generator).use(parser)
        parser.core.ruler.push("guide_html", read_html)
        parser.core.ruler.push("guide_shortcodes", settle_shortcodes)
    if not flavour or flavour.has_emoji:
        parser.core.ruler.push("guide_plain", note_if_plain)
    parser.core.ruler.push("guide_lost", say_what_is_lost)
    parser.core.ruler.push("guide_title", one_title(front.given_title, title_of(file)))
    parser.render(text)


def say(problems: Iterable[Problem], env: BuildEnvironment) -> None:
    """Warns of problems, each at its place, and keeps those that are errors."""
    for problem in problems:
        if problem.severity == "error":
            guide_domain(env).note_fault(problem)
            continue
        place = problem.place
        location = f"{Path(env.srcdir) / place.file}:{place.line}:{place.column}"
        logger.warning(
            "%s", problem.text, location=location, type="guides", subtype=problem.subtype
        )


BOXES: dict[str, type[nodes.Element]] = {
    **dict.fromkeys(("note", "info"), nodes.note),
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
    "danger": nodes.danger,
}
BOX = re.compile(r"(?P<kind>[A-Za-z][\w-]*)(?P<title>\s*\[.+\]|\s+[^\[{\s].*)?")
OF_MYST = ("colon_fence", "myst_target", "myst_role", "substitution_block", "substitution_inline")

MODE = re.compile(r"gh-(?P<github>light|dark)-mode-only|only-(?P<mkdocs>light|dark)")
"""The fragment of a picture that is shown in one mode alone, as GitHub and MkDocs write it."""

PIXELS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Pictures in which a fragment selects nothing."""

OF_GITHUB = ("gfm_autolink", "strikethrough")
"""Extensions of MyST that pages of GitHub have."""


def note_if_plain(state: StateCore) -> None:
    """A rule of markdown-it: says of the page itself whether nothing on it is MyST's own; on such
    a page ``:tada:`` is what it is on GitHub."""
    if "guide_plain" in state.env:
        return
    inside = [child for token in state.tokens for child in token.children or ()]
    state.env["guide_plain"] = not any(
        one.type in OF_MYST or (one.type == "fence" and one.info.startswith("{"))
        for one in (*state.tokens, *inside)
    )
    if state.env["guide_plain"]:
        for one in inside:
            if one.type == "text" and SHORTCODE.search(one.content):
                one.content = with_emoji(one.content)


def _picture(address: str, token: SyntaxTreeNode) -> str:
    """The address of a picture without a fragment that selects nothing; one that names a mode gives
    the picture a class."""
    path, _hash, fragment = address.partition("#")
    if found := MODE.fullmatch(fragment):
        mode = found["github"] or found["mkdocs"]
        token.attrs["class"] = f"{token.attrs.get('class', '')} only-{mode}".strip()
        return path
    # Sphinx looks for a file by all of it; in an SVG or a film the fragment selects what is shown.
    is_pixels = path.casefold().endswith(PIXELS) and not SCHEME.match(path)
    return path if is_pixels else address


class ArticleRenderer(MkDocs):
    """The renderer, whose warnings name true places, and whose links lead where GitHub's do."""

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        line: int | None = None,
        **given: Any,
    ) -> nodes.system_message | None:
        """A warning, at the place that the line came from."""
        if line is None or not self.md.options.get("guides_origin"):
            return super().create_warning(message, subtype, line=line, **given)
        path, number = self.place(line)
        kind = subtype if isinstance(subtype, str) else subtype.value
        logger.warning(
            message, type=given.get("wtype") or "myst", subtype=kind, location=f"{path}:{number}"
        )
        return None

    def render_ordered_list(self, token: SyntaxTreeNode) -> None:
        """A numbered list; where it starts is a text when an attribute says it."""
        start = str(token.attrs.pop("start", ""))
        if re.fullmatch("[0-9]{1,9}", start):
            token.attrs["start"] = int(start)
        super().render_ordered_list(token)

    def leads(self, name: str, token: SyntaxTreeNode) -> bool:
        """The same, and then to where GitHub would follow it."""
        if not super().leads(name, token):
            return False
        env, given = self.sphinx_env, str(token.attrs.get(name, ""))
        file = source_file(env, env.docname)
        found = guide_domain(env).kept(SiteFinder).sources.resolve(given, file) if given else given
        if found and found.endswith("#"):
            found = found.rstrip("#") or f"/{file}"
        if found and re.match("/(?!/)", found):  # MyST takes back only some encoded characters
            path, hash_, anchor = found.partition("#")
            found = f"{unquote(path)}{hash_}{anchor}"
        found = found or given
        token.attrs[name] = _picture(found, token) if name == "src" else found
        return True

    def _render_finalise(self) -> None:
        title = next((one for _line, _id, one in self._heading_slugs.values()), "")
        # On GitHub, a page as a whole, unless something on it has this name.
        self._anchors.setdefault("readme", (None, "", title))
        super()._render_finalise()

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """``:::tip Its title`` is a box, as Docusaurus has it; MyST would drop the title."""
        match = BOX.fullmatch((token.info or "").strip())
        title = match and (match["title"] or "").strip("[] ")
        if not match or not (title or match["kind"] in BOXES):
            super().render_colon_fence(token)
            return
        kind = nodes.admonition if title else BOXES[match["kind"]]
        box = kind("", classes=[match["kind"]] if title else [])
        self.add_line_and_source_path(box, token)
        line = token_line(token, 1)
        with self.current_node_context(box, append=True):
            if title:
                with self.current_node_context(nodes.title("", ""), append=True):
                    self.nested_render_text(title, line - 1, inline=True)
            self.nested_render_text(token.content, line)


def take_over(app: Sphinx, config: Config) -> None:
    """Makes each parser that is registered for Markdown one of ours too: what it leaves to MyST's,
    as MyST-NB does with what is no notebook, comes to :class:`ArticleParser`."""
    registered = app.registry.get_source_parsers()
    used = [config.source_suffix[suffix] for suffix in MARKDOWN if suffix in config.source_suffix]
    for kind in sorted({*MystParser.supported, *used}):
        found = registered.get(kind, MystParser)
        if not issubclass(found, MystParser):
            logger.warning(
                "Markdown is read by %s, which is not based on MyST's parser: "
                "pages of GitHub and of Jekyll are not understood",
                f"{found.__module__}.{found.__qualname__}",
                type="guides",
                subtype="config",
            )
            continue
        bases = (ArticleParser,) if found is MystParser else (found, ArticleParser)
        app.add_source_parser(type(found.__name__, bases, {"supported": (kind,)}), override=True)


def setup(app: Sphinx) -> None:
    """Registers the parser, when all others have; posts of Jekyll may be called ``.markdown``."""
    app.connect("config-inited", take_over, priority=900)
    app.add_source_suffix(".markdown", "markdown")
