"""What MkDocs has beside Markdown, where ``guides_flavour`` names it: boxes and tabs."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from sphinx_design.shared import create_component, is_component

from guides_ext.articles.html import paragraph
from guides_ext.articles.renderer import GuideRenderer
from guides_ext.articles.rows import row_of
from guides_ext.parts.fold import fold, summary

TAB = re.compile(r"""===(?P<marks>[!+]{0,2})[ ]+(?P<quote>["'])(?P<title>.*)(?P=quote)""")
"""A row with the title of a tab, in which there may be quotation marks; behind ``!`` a set begins,
and the tab with ``+`` is the one that is shown first."""

INDENT = 4
"""Of what MkDocs has in a tab."""


def tab(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """``=== "Its title"``, a rule of markdown-it: a tab of MkDocs, with the rows below it that are
    indented."""
    match = TAB.fullmatch(row_of(state, row))
    if match is None or silent:
        return bool(match)
    last, inside = row + 1, state.blkIndent + INDENT
    while last < end and (state.isEmpty(last) or state.sCount[last] >= inside):
        last += 1
    opened = state.push("tab_open", "div", 1)
    opened.map = [row, last]
    opened.meta = {"new": "!" in match["marks"], "selected": "+" in match["marks"]}
    state.tokens += paragraph(match["title"], [row, row + 1], ("tab_title", "p"))
    state.push("tab_content_open", "div", 1).map = [row + 1, last]
    around = state.blkIndent, state.lineMax
    state.blkIndent, state.lineMax = inside, last
    state.md.block.tokenize(state, row + 1, last)
    state.blkIndent, state.lineMax = around
    state.line = last
    state.push("tab_content_close", "div", -1)
    state.push("tab_close", "div", -1)
    return True


def use_mkdocs(md: MarkdownIt) -> None:
    """Gives a parser what MkDocs has: boxes and tabs."""
    md.use(admon_plugin)
    md.block.ruler.before("fence", "guide_tab", tab, {"alt": ["paragraph", "reference"]})


class MkDocs(GuideRenderer):
    """The renderer, which makes nodes of them."""

    def render_admonition(self, token: SyntaxTreeNode) -> None:
        """``!!! tip "Its title"`` is a box, as MkDocs has it; behind ``???`` it folds."""
        kind, folds = str(token.meta["tag"]), token.markup.startswith("?")
        token.attrs["class"] = "" if folds else kind
        box = self._within(fold() if folds else nodes.admonition(), token)
        if folds and box.first_child_matching_class(summary) is None:
            box.insert(0, summary("", kind.capitalize()))
        if "+" in token.markup:
            box["open"] = True

    def render_admonition_title(self, token: SyntaxTreeNode) -> None:
        """The title of such a box."""
        folds = isinstance(self.current_node, fold)
        self._within(summary() if folds else nodes.title(), token)

    def render_tab(self, token: SyntaxTreeNode) -> None:
        """``=== "Its title"`` is a tab, as MkDocs has it; one below another is of its set, but not
        below a set of MyST's own."""
        before: Any = self.current_node.children[-1:]
        is_first = not before or not is_component(before[0], "tab-set")
        if token.meta["new"] or is_first or "selects" not in before[0]:  # which ours alone have
            before = [create_component("tab-set", classes=["sd-tab-set"], selects=False)]
            self.current_node.extend(before)
        # Of two selected tabs the first is shown; sphinx-design would warn of the second.
        selected = token.meta["selected"] and not before[0]["selects"]
        before[0]["selects"] |= selected
        with self.current_node_context(before[0]):
            item = create_component("tab-item", classes=["sd-tab-item"], selected=selected)
            self._within(item, token)

    def render_tab_title(self, token: SyntaxTreeNode) -> None:
        """The title of a tab."""
        self._within(nodes.rubric(classes=["sd-tab-label"]), token)

    def render_tab_content(self, token: SyntaxTreeNode) -> None:
        """What stands in a tab."""
        self._within(create_component("tab-content", classes=["sd-tab-content"]), token)
