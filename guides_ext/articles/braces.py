"""What others show and MyST would take for its own: ``{% … %}``, ``${{ … }}``, ``:tada:`` and the
attributes of a fence.

MyST takes the first for attributes that hold nothing but a comment, and drops it without a word;
two of the second on a line may look like mathematics, the third at its start like a field, and the
fourth like the name of a directive.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.myst_blocks.index import line_comment
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

TAG = re.compile(
    r"\{(?:%-?|\{[<%])\s*+(?P<end>end|/)?\s*+(?P<name>[\w-]++)\s*+(?P<rest>[^{}]*?)(?:[>%]\}\}|-?%\})"
)
"""A tag of a generator: of GitBook and Eleventy, or of Hugo. What is taken is not given back, else
each opening would be read anew for every way to cut what follows."""

END_OF_TAG = re.compile(r"%\s?\}")
OPENING = "{%"
EXPRESSION = re.compile(r"\$\{\{[^{}$]*\}\}")
FAR = 1_000
"""Characters that an address has at most before its colon or at sign."""

OF_FENCE = re.compile(r"\{\s*[.#]|[\w-]+=")
CLASS = re.compile(r"(?<![\w.])\.(?:callout-)?([\w+#-]+)")
"""A class; Quarto calls its boxes ``callout-note``."""

SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


def with_emoji(text: str) -> str:
    """A text with signs in place of their names, where there are such: ``:tada:`` → 🎉."""
    import emoji  # its table is large, and most builds need none of it

    return emoji.emojize(text, language="alias")


def is_text_in_block(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """Makes a paragraph of a line that begins with such a tag or name."""
    start = state.bMarks[row] + state.tShift[row]
    name = SHORTCODE.match(state.src, start)
    is_text = state.src.startswith(OPENING, start) or (name and with_emoji(name[0]) != name[0])
    return bool(is_text) and not state.is_code_block(row) and paragraph(state, row, end, silent)


def is_text_in_line(state: StateInline, silent: bool) -> bool:
    """Makes text of such a tag, quotation marks and all, and of a label before one."""
    text, at = state.src, state.pos
    if tag := TAG.match(text, at):
        state.pos = tag.end()
        if not silent:
            state.push("verbatim", "", 0).content = tag[0]
        return True
    if text[at] == "[":
        end = state.md.helpers.parseLinkLabel(state, at, False)
        found = end >= 0 and text.startswith(OPENING, end + 1)
    else:
        found = text.startswith(OPENING, at) or bool(EXPRESSION.match(text, at))
    if found and not silent:
        state.pending += text[at]
    state.pos += found
    return found


def hand_on(state: StateInline, silent: bool) -> bool:
    """Makes text of what is far behind: bare addresses are looked for in all that is not yet."""
    if not silent and len(state.pending) > FAR:
        state.pending, near = state.pending[:-FAR], state.pending[-FAR:]
        state.pushPending()
        state.pending = near
    return False


def is_comment(state: StateBlock, row: int, end: int, silent: bool) -> bool:
    """A comment of MyST's, which begins as the last row of a tag over several does."""
    start = state.bMarks[row] + state.tShift[row]
    return not END_OF_TAG.match(state.src, start) and line_comment(state, row, end, silent)


def settle_fences(state: StateCore) -> None:
    """A rule of markdown-it: of the attributes behind a fence's marks, such as ``{ .yaml .wide }``,
    the language is left, and of those of a box its kind."""
    for token in state.tokens:
        if token.type in ("fence", "colon_fence") and OF_FENCE.match(token.info.strip()):
            is_code = token.type == "fence"
            classes = CLASS.findall(token.info.partition("=")[0])
            names = [one for one in classes if not is_code or is_language(one)]
            token.meta["written"] = token.info
            token.info = names[0] if names else "none" * is_code


def is_language(name: str) -> bool:
    """Whether code in it can be coloured."""
    try:
        return bool(find_lexer_class_by_name(name))
    except ClassNotFound:
        return False


def keep_braces(md: MarkdownIt) -> None:
    """Puts the rules before those that read attributes and mathematics."""
    md.core.ruler.push("guide_languages", settle_fences)
    known = md.get_all_rules()
    if "myst_line_comment" in known["block"]:
        ends = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
        md.block.ruler.at("myst_line_comment", is_comment, {"alt": ends})
    others = [one for one in ("attr", "fieldlist") if one in known["block"]]
    if others:
        md.block.ruler.before(others[0], "guide_braces", is_text_in_block)
    first = "math_inline" if "math_inline" in known["inline"] else "escape"
    md.inline.ruler.before(first, "guide_braces", is_text_in_line)
    md.inline.ruler.before(md.get_all_rules()["inline"][0], "guide_pending", hand_on)
