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
    opening, closing = tuple(QUOTES.get(short, "“”"))
    return (f"{opening}\u202f", f"\u202f{closing}") if short == "fr" else (opening, closing)


def labels() -> dict[str, str]:
    """The words that stand on papers whoever's they are, in the language of the build."""
    known = {
        # of sheets
        "sheet": _("Interviewer’s sheet, %d minutes%s – not for the candidate"),
        "goals": _("What this stage is for"), "non_goals": _("What it is not for"),
        "before": _("Before they arrive"), "after": _("After"), "whenever": _("Whenever"),
        "about_tools": _("About tools"), "before_recording": _("Before recording"),
        "of_any": _("Of any answer"), "left": _("When there is time"),
        "probe": _("when there is time"), "when": _("When %s"), "alone": _("without the candidate"),
        "far_enough": _("far enough"), "easier": _("easier"), "harder": _("harder"),
        "listen": _("listen for"), "or": _("or"), "more": _("%d more in the handbook"),
        "hint": _("Words, deeds, times; no verdicts"),
        "turn": _("Ratings: overleaf, alone, afterwards"),
        "turn_to_grid": _("Overleaf: all ratings"),
        # of scorecards and pages for notes
        "scorecard": _("Scorecard"), "guide": _("Overleaf: the guide for the room"),
        "here": _("In this stage:"), "none": _("Not observed"), "rests": _("Evidence"),
        "full": _("Full guide, with sources"), "overall": _("Overall"),
        "in_debrief": _("Decided in the debrief, by the rule on its sheet."),
        "after_rating": _("After rating"), "job_needs": _("What the job needs:"),
        "goes_on": _("Goes on:"), "kept": _("How long this is kept"),
        "hand_in": _("Before handing in"), "rated": _("Rated alone at"),
        "signature": _("Signature"), "notes": _("Notes"),
        "notes_hint": _("Words, deeds, times; no verdicts. At the end of a line its letter:"),
        # of a debrief's grid
        "grid": _("All ratings"), "agenda": _("Overleaf: the agenda"), "rule": _("The rule"),
        "decides": _("Who decides"), "hears": _("The candidate hears"), "decision": _("Decision"),
        "needs": _("The job needs"), "nice": _("nice to have"), "agreed": _("Agreed"),
        "reasons": _("Reasons, from the scorecards"),
        "closed": _("– this stage does not look at it"),
        # of cards and the leaflet
        "plan": _("Plan"), "end": _("End"), "expect": _("What happens"), "meet": _("Whom you meet"),
        "bring": _("Bring"), "prepare": _("Prepare"), "not_tested": _("Not tested"),
        "ai": _("Tools"), "ours": _("On our side:"), "recorded": _("Recording"),
        "answer": _("Our answer"), "adjustments": _("Adjustments"), "repository": _("Repository"),
        "part": _("Your part"), "brief": _("Your brief"), "who": _("Played by"),
        "yours": _("For this part alone"), "time": _("Your time"),
        "by_rule": _("by a rule that was written down before you applied"),
        "glance": _("All of it at a glance"), "without": _("Then we meet without you"),
        "another_way": _("If you need an adjustment"), "pay": _("Pay"),
        "our_notes": _("Our notes"), "afterwards": _("Afterwards"), "where": _("Where"),
        # of the overview of a day
        "stages": _("All stages"), "day": _("Day %d"),
        "about_day": _("Who meets whom, and which papers are whose – not for the candidate"),
        "left_out": _("Not printed, or otherwise than asked"),
        # of whoever's
        "candidate": _("Candidate"), "interviewer": _("Interviewer"),
        "interviewers": _("Interviewers"), "date": _("Date"), "start": _("Start"),
        "version": _("Version of this stage:"),
    }  # fmt: skip
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


def paper_name(what: str) -> str:
    """A kind of paper, as the overview of a day names it."""
    known = {
        "sheet": _("sheet"),
        "grid": _("grid of all ratings"),
        "scorecard": _("scorecard"),
        "notes": _("page for notes"),
        "part": _("card with the brief"),
        "card": _("card for the table"),
        "hand-out": _("task to hand out"),
    }
    return str(known[what])
