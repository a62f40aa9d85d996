"""How pages look, whatever they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageStyle:
    """How pages look, whatever they say.

    Args:
        language: of the site, as conf.py says it.
        paper: ``a4`` or ``letter``.
        colour: of letters and bars: ``#0b4f6c``.
        logo: a picture for the cover, as its file.
    """

    language: str = "en"
    paper: str = "a4"
    colour: str = "#0b4f6c"
    logo: str = ""

    @property
    def data(self) -> dict[str, str]:
        """What templates are told of it: the language and its region, empty for none, as Typst
        wants them; paper and colour."""
        short, _dash, region = self.language.replace("_", "-").partition("-")
        region = region.upper() if len(region) == 2 else ""
        return {
            "lang": short.lower(), "region": region, "paper": self.paper, "colour": self.colour,
        }  # fmt: skip
