"""Makes PDFs from data: plain functions, which other processes can be asked to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from guides_ext.print.fonts import told_of
from guides_ext.print.papers.fit import too_tall
from guides_ext.print.papers.runs import all_strings
from guides_ext.print.setting import SettingError, kept_typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guides_ext.parts.printed import Data
    from guides_ext.print.fonts import Fonts
    from guides_ext.print.papers.paper import Paper
    from guides_ext.print.setting import Typesetter
    from guides_ext.print.style import PageStyle

Run: TypeAlias = "Callable[..., Callable[[], Any]]"
"""Takes a function and its arguments; what it gives is asked for the result."""


class Fault(Exception):
    """An error that nobody has foreseen: its kind and message, and the line of code it is from."""


class Late(Fault):
    """A paper that takes too long to set."""


@dataclass(frozen=True)
class Made:
    """A PDF, or why there is none.

    Attributes:
        error: why there is none; empty where there is one.
        char: a character that the error is about, if it is.
        foreseen: whether the next build would come to the same error, and need not try.
        notes: what else is to be said of it.
    """

    pdf: bytes = b""
    error: str = ""
    char: str = ""
    foreseen: bool = True
    notes: list[str] = field(default_factory=list)


def make_papers(
    fonts: Fonts,
    look: PageStyle,
    ways: Sequence[list[Paper]],
    timestamp: int | None,
    *,
    words: dict[str, str],
    trim: bool,
    title: str,
) -> Made:
    """Papers, each fitted to its page, set in one PDF, and proven: those of the first way in which
    each fits; the last one's error, if of none.

    Args:
        words: what templates bring along, in the language of the build.
        trim: leave out what sheets can do without, where one does not fit otherwise.
        title: of the PDF.
    """
    typesetter = kept_typesetter(fonts)
    data = {"title": title, **look.data, "labels": words}
    for papers in ways:
        filled = [one.filled if trim else {**one.filled, "cuts": 0} for one in papers]
        try:
            return _made(typesetter, papers, {**data, "papers": filled}, timestamp)
        except TooTall as error:
            found = Made(error=str(error))
    return found


class TooTall(Exception):
    """A paper that does not fit its page."""


def _made(
    typesetter: Typesetter, papers: list[Paper], data: dict[str, Any], timestamp: int | None
) -> Made:
    """Papers in one PDF.

    Raises:
        TooTall: one of them does not fit.
    """
    # Whoever prepares papers need not load what reads them back.
    from guides_ext.print.papers.proof import prove

    for one in papers:
        if missing := typesetter.fonts.missing("".join(all_strings(one.filled))):
            return Made(error=f"{one.name}: {told_of(missing)}", char=missing[0])
    try:
        made = typesetter.set("sheet.typ", data, timestamp)
    except SettingError as error:
        return Made(error=f"{data['title']}: {error}")
    notes, left_out = [f"{data['title']}: {one}" for one in made.warnings], []
    for one, fact in zip(papers, made.facts, strict=True):
        if fact["spare"] < -0.01:
            raise TooTall(f"{one.name}: {too_tall(one.filled, fact)}")
        gone = one.filled.get("left_out", [])[: fact["cuts"]]
        if gone:
            notes.append(f"{one.name}: left out to fit the page: {'; '.join(gone)}")
        left_out.append(gone)
    if faults := prove(made.pdf, papers, left_out, data["paper"]):
        return Made(error="; ".join(faults[:3]))
    return Made(made.pdf, notes=notes)


def can_set(fonts: Fonts, root: Path, piece: Data) -> bool:
    """Whether Typst takes a piece of a handbook, and warns of nothing.

    Args:
        root: where the templates and pictures are.
    """
    try:
        return not kept_typesetter(fonts, root).set("probe.typ", {"piece": piece}).warnings
    except SettingError:
        return False


def make_book(fonts: Fonts, root: Path, data: dict[str, Any], timestamp: int | None) -> Made:
    """A handbook.

    Args:
        root: where the templates and pictures are.
    """
    try:
        made = kept_typesetter(fonts, root).set("book.typ", data, timestamp)
    except SettingError as error:
        return Made(error=f"handbook of '{data['title']}': {error}")
    return Made(made.pdf, notes=[f"handbook of '{data['title']}': {one}" for one in made.warnings])
