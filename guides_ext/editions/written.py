"""The text of a page as an edition has it."""

from __future__ import annotations

from textwrap import shorten

from guides_ext.editions.gate.sources import READERS
from guides_ext.editions.links_myst import MystWriter
from guides_ext.editions.links_rest import RestWriter
from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Doubt, lines_in
from guides_ext.editions.world import World
from guides_ext.model.base import may_read


def written(page: Page, world: World, *, onto: str = "") -> str:
    """The text of a page, or of a text within one, each reference as the edition has it.

    Args:
        onto: the file that it will stand in, where that is another one.

    Raises:
        Doubt: a reference without words of its own leads to what is gone.
    """
    writer = RestWriter if page.markup == "rest" else MystWriter
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
