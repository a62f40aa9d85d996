"""Typst, kept: one compiler a process, templates that never change, text as data only.

Whatever an author wrote reaches Typst inside one JSON string. No text is ever part of a
template, so none can be an instruction.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guides_ext.print.fonts import Fonts

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with alternative texts, in order; Typst refuses to write what is not."""

KEPT = 11
"""Settings after which Typst has let go of what none of them has used."""


class Set(NamedTuple):
    """A PDF, what the template measured on the way, and what Typst warns of."""

    pdf: bytes
    facts: list[dict[str, Any]]
    warnings: list[str]


class SettingError(Exception):
    """Typst has refused a document; the message is its own."""


class Typesetter:
    """A compiler that is kept from document to document.

    Args:
        root: the folder that templates and pictures are read from.
    """

    def __init__(self, fonts: Fonts, root: Path = TEMPLATES) -> None:
        self.fonts, self.root = fonts, root
        self.compiles = 0
        self._compiler = self._new()

    def _new(self) -> typst.Compiler:
        return typst.Compiler(root=str(self.root), font_paths=self.fonts.found)

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """The fonts of each voice, as templates want them."""
        return {voice: self.fonts.chain(voice) for voice in self.fonts.families}

    def set(self, template: str, data: Mapping[str, Any], timestamp: int | None = None) -> Set:
        """Sets a document.

        Args:
            template: the name of a template in the root.
            data: what it is filled with, JSON-able.
            timestamp: the date of the document in seconds since 1970; none without it.

        Raises:
            SettingError: Typst has refused it.
        """
        self.compiles += 1
        # Typst takes today for a document without a date, so it is told that there is none.
        more = {"families": self.families, "dated": timestamp is not None}
        text = json.dumps({**data, **more}, ensure_ascii=False, sort_keys=True)
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                input=str(self.root / template),
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=timestamp,
                sys_inputs={"data": text},
            )
        except typst.TypstError as error:
            raise SettingError(" ".join([error.message, *error.hints])) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # of Rust; it is no Exception
                raise
            self._compiler = self._new()
            raise SettingError(f"Typst has given up: {error}") from error
        assert isinstance(pdf, bytes)
        facts = json.loads(self._compiler.query("<fact>", field="value"))
        self._forget()
        return Set(pdf, facts, [one.message for one in warnings])

    def _forget(self) -> None:
        """Lets go of what was laid out: Typst keeps that for ten settings more, of many megabytes
        each, though no two documents have much in common. Empty ones take no time."""
        for _ in range(KEPT):
            self._compiler.compile(input=b"", format="svg")


@lru_cache(maxsize=2)
def kept_typesetter(fonts: Fonts, root: Path = TEMPLATES) -> Typesetter:
    """The typesetter of this process for these fonts, which reads from this folder."""
    return Typesetter(fonts, root)
