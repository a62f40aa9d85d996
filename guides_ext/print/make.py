"""Makes PDFs from data: plain functions, which other processes can be asked to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guides_ext.print.fit import Overflow, fit, set_sheets
from guides_ext.print.fonts import told_of
from guides_ext.print.proof import prove
from guides_ext.print.setting import SettingError, kept_typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guides_ext.print.fit import Fitted
    from guides_ext.print.fonts import Fonts
    from guides_ext.print.setting import Typesetter
    from guides_ext.print.sheet import SheetData


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


def make_sheets(
    fonts: Fonts, sheets: list[SheetData], timestamp: int | None, *, trim: bool, title: str = ""
) -> Made:
    """Sheets, each fitted to its leaf, set in one PDF, and proven.

    Args:
        title: of the PDF; without it, that of its first sheet.
    """
    typesetter = kept_typesetter(fonts)
    fitted: list[Fitted] = []
    notes = []
    for data in sheets:
        who = f"sheet of '{data['stage']}' of '{data['role']}'"
        if missing := fonts.missing("".join(_strings(data))):
            return Made(error=f"{who}: {told_of(missing)}", char=missing[0])
        try:
            fitted.append(fit(typesetter, data, timestamp, trim=trim))
        except (Overflow, SettingError) as error:
            return Made(error=f"{who}: {error}")
        if faults := prove(fitted[-1].pdf, [fitted[-1].data]):
            return Made(error=f"{who}: {'; '.join(faults[:3])}")
        if left_out := fitted[-1].left_out:
            notes.append(f"{who}: left out to fit the page: {'; '.join(left_out)}")
    if len(fitted) == 1:
        return Made(fitted[0].pdf, notes=notes)
    return _bound(typesetter, [one.data for one in fitted], timestamp, title, notes)


def _bound(
    typesetter: Typesetter,
    sheets: list[SheetData],
    timestamp: int | None,
    title: str,
    notes: list[str],
) -> Made:
    """Fitted sheets as one PDF, proven again."""
    made = set_sheets(typesetter, sheets, timestamp, title)
    faults = prove(made.pdf, sheets)
    return (
        Made(error=f"{title}: {'; '.join(faults[:3])}") if faults else Made(made.pdf, notes=notes)
    )


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


UNSEEN = ("code", "colour", "paper", "lang", "region")
"""What of a sheet's data is no text."""


def _strings(found: Any) -> Iterator[str]:
    """Every string of a sheet's data that is printed."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            if key not in UNSEEN:
                yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)
