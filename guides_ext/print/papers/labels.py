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
        "easier": _("easier"),
        "harder": _("harder"),
        "here": _("In this stage:"),
        "none": _("Not observed"),
        "rests": _("Rests on"),
        "full": _("Full guide, with sources"),
        "needs": _("The job needs"),
        "nice": _("nice to have"),
        "agreed": _("Agreed"),
        "reasons": _("Reasons, from the scorecards"),
        "closed": _("– this stage does not look at it"),
    }
    return {key: str(word) for key, word in known.items()}


def hand_in() -> list[str]:
    """What is true of a scorecard that is handed in."""
    told = (
        _("Each rating rests on something said or done, written above."),
        _("Where I saw nothing: “not observed”, no guess."),
        _("Sent before the debrief; no other rating read before."),
        _("I have handed in both pages, and kept no copy or photo."),
    )
    return list(map(str, told))


def about(minutes: int, place: str) -> str:
    """What a front is, and how long its stage."""
    where = f", {place}" if place else ""
    return str(_("Interviewer’s sheet, %d minutes%s – not for the candidate") % (minutes, where))


def card_words() -> dict[str, str]:
    """What stands beside the texts of cards and hand-outs."""
    known = {
        "plan": _("Plan"),
        "end": _("End"),
        "expect": _("What happens"),
        "meet": _("Whom you meet"),
        "bring": _("To bring"),
        "not_tested": _("Not tested"),
        "ai": _("Tools"),
        "ours": _("On our side:"),
        "recorded": _("Recording"),
        "answer": _("Our answer"),
        "adjustments": _("Adjustments"),
        "repository": _("Repository"),
        "part": _("Your part"),
        "brief": _("Your brief"),
        "who": _("Played by"),
        "yours": _("For this part alone"),
    }
    return {key: str(word) for key, word in known.items()}


def leaflet_words() -> dict[str, str]:
    """What stands on the candidate's leaflet, as it does on their page."""
    known = {
        "time": _("Your time"),
        "answer": _("Our answer"),
        "decides": _("Who decides"),
        "by_rule": _("by a rule that was written down before you applied"),
        "glance": _("All of it at a glance"),
        "or": _("or"),
        "without": _("Then we meet without you"),
        "another_way": _("If you need it another way"),
        "pay": _("Pay"),
        "notes": _("Our notes"),
        "afterwards": _("Afterwards"),
        "not_tested": _("Not tested"),
        "bring": _("Bring"),
        "prepare": _("Prepare"),
        "meet": _("Whom you meet"),
        "where": _("Where"),
    }
    return {key: str(word) for key, word in known.items()}


def grid_words() -> dict[str, str]:
    """What stands beside the texts of a debrief's grid."""
    known = {
        "title": _("All ratings"),
        "overleaf": _("Overleaf: the agenda"),
        "candidate": _("Candidate"),
        "date": _("Date"),
        "rule": _("The rule"),
        "by": _("Who decides"),
        "hears": _("The candidate hears"),
        "decision": _("Decision"),
        "signed": _("Signature"),
        "version": _("Version"),
    }
    return {key: str(word) for key, word in known.items()}


def day_words() -> dict[str, str]:
    """What stands on the overview of a day."""
    known = {
        "title": _("All stages"),
        "day": _("Day %d"),
        "about": _("Who meets whom, and which papers are whose – not for the candidate"),
        "candidate": _("Candidate"),
        "date": _("Date"),
        "start": _("Start"),
        "left_out": _("Not printed, or otherwise than asked"),
    }
    return {key: str(word) for key, word in known.items()}


def paper_words() -> dict[str, str]:
    """The kinds of papers, as the overview of a day names them."""
    known = {
        "sheet": _("sheet"),
        "grid": _("grid of all ratings"),
        "scorecard": _("scorecard"),
        "notes": _("page for notes"),
        "part": _("card with the brief"),
        "card": _("card for the table"),
        "hand-out": _("task to hand out"),
    }
    return {key: str(word) for key, word in known.items()}
