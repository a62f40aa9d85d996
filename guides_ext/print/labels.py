"""The words that papers bring along, and the quotation marks of a language."""

from __future__ import annotations

from guides_ext.words import _

QUOTES = {
    "cs": "„“", "da": "”“", "de": "„“", "es": "«»", "fi": "””", "fr": "«»", "it": "«»",
    "ja": "「」", "nl": "‘’", "pl": "„”", "pt": "«»", "ru": "«»", "sv": "””", "uk": "«»",
    "zh": "“”",
}  # fmt: skip
"""Opening and closing quotation marks by language; English ones for all others."""


def quotes(language: str) -> tuple[str, str]:
    """The quotation marks of a language; French ones with their spaces."""
    short = language.replace("_", "-").partition("-")[0]
    marks = QUOTES.get(short, "“”")
    opening, closing = marks[0], marks[1]
    if short == "fr":
        return f"{opening}\u202f", f"\u202f{closing}"
    return opening, closing


def labels() -> dict[str, str]:
    """The words that templates bring along, in the language of the build."""
    known = {
        "more": _("%d more in the handbook"),
        "or": _("or"),
        "listen": _("listen for"),
        "here": _("In this stage:"),
        "none": _("Not observed"),
        "rests": _("Rests on"),
        "full": _("Full guide, with sources"),
    }
    return {key: str(word) for key, word in known.items()}


def hand_in() -> list[str]:
    """What is true of a scorecard that is handed in."""
    told = (
        _("Each rating rests on something said or done, written above."),
        _("Where I saw nothing: “not observed”, no guess."),
        _("Sent before the debrief; no other rating read before."),
        _("Both pages handed in; no copy or photo kept."),
    )
    return list(map(str, told))


def about(minutes: int, place: str) -> str:
    """What a front is, and how long its stage."""
    where = f", {place}" if place else ""
    return str(_("Interviewer’s sheet, %d minutes%s – not for the candidate") % (minutes, where))
