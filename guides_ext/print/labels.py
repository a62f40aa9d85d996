"""The words that the sheet brings along: what stands beside a line to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext import words
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def labels() -> Mapping[str, object]:
    """Every label of the sheet, in the language of the build."""
    known = {
        "scorecard": _("Scorecard"),
        "candidate": _("Candidate"),
        "interviewer": _("Interviewer"),
        "date": _("Date"),
        "start": _("Start time"),
        "overleaf_guide": _("Overleaf: the guide for the room"),
        "goals": _("What this stage is for"),
        "non_goals": _("What it is not for"),
        "before": words.phase("before"),
        "during": words.phase("during"),
        "after": words.phase("after"),
        "say": _("Words to say"),
        "words": _("First words, said aloud"),
        "words_hint": _("slowly; then wait for the answer"),
        "task": _("Task"),
        "enough": _("far enough"),
        "easier": _("easier"),
        "harder": _("harder"),
        "then": _("then"),
        "or": _("or"),
        "probe": _("when there is time"),
        "ask": _("Ask"),
        "listen": _("Listen for"),
        "listen_hint": _("signs, not a tally"),
        "evidence": _("Evidence"),
        "evidence_hint": _("what was said and done, no verdicts"),
        "more_evidence": _("More evidence"),
        "more_hint": _("as it comes; letter at the end of the line"),
        "notes": _("Notes"),
        "open": _("Open"),
        "time": _("Time"),
        "minutes": _("min"),
        "needs": _("what the job needs"),
        "nice": _("nice to have"),
        "must": _("must-have"),
        "none": _("Not observed"),
        "rate": _("Rate from the evidence"),
        "rate_hint": _("one box each"),
        "rests": _("Rests on"),
        "overall": _("Overall"),
        "handin": _("Before handing in"),
        "sign": _("Signature"),
        "turn": _("Ratings: overleaf, alone, afterwards"),
        "version": _("Version"),
        "full": _("Full guide, with sources"),
        "still_open": _("Still open"),
        "open_hint": _("to ask in the debrief"),
        "alone": _("Rated alone at"),
    }
    hand_in = (
        _("Each rating rests on something said or done, written above."),
        _("Where I saw nothing: “not observed”, no guess."),
        _("Sent before the debrief; no other rating read before."),
        _("Both pages handed in; no copy or photo kept."),
    )
    return {key: str(word) for key, word in known.items()} | {"hand_in": [str(w) for w in hand_in]}


def ask_hint(stage_format: str) -> str:
    """How strictly the words of the questions are kept to."""
    if stage_format == "structured":
        return str(_("in this order and these words"))
    return str(_("in these words; follow-ups as needed"))


def kind(minutes: int, place: str) -> str:
    """What the front is, and how long the stage."""
    about = str(_("Interviewer’s guide, %d minutes") % minutes)
    return f"{about}, {place}" if place else about


def more(count: int) -> str:
    """That a list goes on elsewhere."""
    return str(_("%d more in the handbook") % count)
