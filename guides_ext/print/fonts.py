"""The fonts that pages are set in: where their files are, and which characters they have.

A font is a Python package (``fontpkg-source-serif-4`` on PyPI) or a file in a folder that
conf.py names. Fonts of the system are never looked at, so that every machine sets the same page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import typst

DEFAULT: dict[str, tuple[str, ...]] = {
    "serif": ("Source Serif 4",),
    "sans": ("Source Sans 3",),
    "mono": ("Source Code Pro",),
}
"""The families of the three voices: reading, sheet and labels, code."""

INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
)
"""Characters that need no glyph. Those that turn the order of others around are not among them."""


@dataclass(frozen=True)
class Fonts:
    """Families by voice, each with those that stand in where it lacks a character.

    Args:
        families: ``serif``, ``sans``, ``mono`` → names, the first that has a character sets it.
        folders: where font files are.
    """

    families: Mapping[str, tuple[str, ...]]
    folders: tuple[str, ...]

    def __getstate__(self) -> dict[str, object]:
        return {"families": self.families, "folders": self.folders}

    def __hash__(self) -> int:
        return hash((tuple(sorted(self.families.items())), self.folders))

    @cached_property
    def found(self) -> typst.Fonts:
        """The fonts as Typst sees them; those within Typst itself are for formulas only."""
        import typst  # an unchanged build needs neither it nor what reads fonts

        return typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(folder) for folder in self.folders],
        )

    @cached_property
    def files(self) -> dict[str, list[tuple[str, int]]]:
        """The files of each family, as (path, number within the file)."""
        files: dict[str, list[tuple[str, int]]] = {}
        for font in self.found.fonts():
            if font.path is not None:
                files.setdefault(font.family, []).append((font.path, font.index))
        return files

    def lost(self) -> list[str]:
        """The families that are named and not there."""
        return [name for name in self._named if name not in self.files]

    def chain(self, voice: str) -> list[str]:
        """The families of a voice, then all others: whichever has a character first sets it."""
        named = dict.fromkeys([*self.families[voice], *self._named])
        return [name for name in named if name in self.files]

    @property
    def _named(self) -> dict[str, None]:
        return dict.fromkeys(name for names in self.families.values() for name in names)

    def missing(self, text: str) -> list[str]:
        """The characters of a text that no family has a glyph for, each once."""
        known = self._covered
        return [
            char
            for char in dict.fromkeys(text)
            if ord(char) not in known and char not in INVISIBLE and not char.isspace()
        ]

    @cached_property
    def _covered(self) -> frozenset[int]:
        named = self.chain("sans")
        files = [one for name in named for one in self.files.get(name, [])]
        return frozenset().union(*(_characters(path, number) for path, number in files))


def fonts_of(chosen: Mapping[str, Iterable[str] | str], folders: Iterable[str] = ()) -> Fonts:
    """The fonts for the families that conf.py names, and the default ones.

    Args:
        folders: further folders with font files; an installed package is found by the family's
            name: ``Noto Sans Thai`` is ``fontpkg-noto-sans-thai``.
    """
    return Fonts(_families(chosen), (*font_folders(chosen), *map(str, folders)))


def font_folders(chosen: Mapping[str, Iterable[str] | str]) -> list[str]:
    """The folders of the installed packages with the families that conf.py names, or the default
    ones."""
    names = dict.fromkeys(name for named in _families(chosen).values() for name in named)
    specs = (find_spec(package_name(name).replace("-", "_")) for name in names)
    return [str(Path(one.origin).parent / "files") for one in specs if one and one.origin]


def _families(chosen: Mapping[str, Iterable[str] | str]) -> dict[str, tuple[str, ...]]:
    """What conf.py names; the default stands in."""
    named = {voice: chosen.get(voice, ()) for voice in DEFAULT}
    return {
        voice: (*([names] if isinstance(names, str) else names), *DEFAULT[voice])
        for voice, names in named.items()
    }


def name_of(char: str) -> str:
    """A character as a message names it: ``'✓' (U+2713 CHECK MARK)``."""
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"{char!r} ({code} {name})" if name else f"{char!r} ({code})"


FONT_FOR = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH"), "Noto Sans JP"),
    "HANGUL": "Noto Sans KR",
    **{
        script.upper(): f"Noto Sans {script}"
        for script in ("Arabic", "Armenian", "Devanagari", "Georgian", "Hebrew", "Khmer", "Tamil",
                       "Telugu", "Thai")
    },
}  # fmt: skip
"""A family for each script that the default ones lack, by the first word of its letters' names."""

PACKAGED = {
    f"Noto Sans {script}" for script in ("Arabic", "Devanagari", "Khmer", "Tamil", "Telugu", "Thai")
}
"""Those that a package brings."""


def font_for(char: str) -> str:
    """The family that has a character; empty where none is known."""
    script = re.split("[ -]", unicodedata.name(char, ""))[0]
    return FONT_FOR.get(script, "Noto Emoji" if ord(char) >= 0x1F000 else "")


def told_of(missing: list[str]) -> str:
    """Which characters no font has, and which font to add for the first."""
    family = font_for(missing[0])
    where = "there is no package of it: put its files into one of guides_print_font_folders"
    if family in PACKAGED:
        where = f"its package is {package_name(family)}"
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    return (
        f"no font has {', '.join(map(name_of, missing[:3]))}{more} (add "
        f"{repr(family) if family else 'one that has it'} to 'sans' in guides_print_fonts; {where})"
    )


def package_name(family: str) -> str:
    """The package that brings a family: ``Noto Sans Thai`` → ``fontpkg-noto-sans-thai``."""
    return "fontpkg-" + "-".join(re.findall("[a-z0-9]+", family.casefold()))


@lru_cache(maxsize=64)
def _characters(path: str, number: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=number) as font:
        return frozenset(font.getBestCmap() or {})
