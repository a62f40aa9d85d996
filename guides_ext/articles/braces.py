"""What GitHub shows and MyST would take for its own: ``{% … %}``, ``${{ … }}`` and ``:tada:``.

MyST takes the first for attributes that hold nothing but a comment, and drops it without a word;
two of the second on a line may look like mathematics, and the third at its start like a field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block.paragraph import paragraph

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

PERCENT = r"\{%-?\s*(?P<end>end|/)?(?P<name>[\w-]+)\s*(?P<rest>[^{}]*?)-?%\}"
ANGLE = r"\{\{[<%]\s*(?P<end>/)?\s*(?P<name>[\w-]+)\s*(?P<rest>[^{}]*?)[>%]\}\}"
"""Tags of generators: of GitBook and Eleventy, and of Hugo."""

TAG = re.compile(PERCENT + "|" + re.sub("<(end|name|rest)>", r"<_\1>", ANGLE))
OPENING = "{%"
EXPRESSION = re.compile(r"\$\{\{[^{}$]*\}\}")
FAR = 1_000
"""Characters that an address has at most before its colon or at sign."""

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
            token = state.push("verbatim", "", 0)
            token.content, token.meta["tag"] = tag[0], tag["name"] or tag["_name"]
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


def keep_braces(md: MarkdownIt) -> None:
    """Puts the rules before those that read attributes and mathematics."""
    known = md.get_all_rules()
    others = [one for one in ("attr", "fieldlist") if one in known["block"]]
    if others:
        md.block.ruler.before(others[0], "guide_braces", is_text_in_block)
    first = "math_inline" if "math_inline" in known["inline"] else "escape"
    md.inline.ruler.before(first, "guide_braces", is_text_in_line)
    md.inline.ruler.before(md.get_all_rules()["inline"][0], "guide_pending", hand_on)
