"""What a list may be labelled so that it is meant as goals, non-goals or a checklist."""

from __future__ import annotations

import re
from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, ...]] = {
    "goals": ("Goals", "Goals of this stage", "Goals of the interview"),
    "non_goals": ("Non-goals", "Nongoals", "Not goals", "Not a goal", "No goals", "Anti-goals"),
    "before": ("Before the interview", "Checklist before the interview"),
    "during": (
        "Checklist",
        "Things to cover",
        "During the interview",
        "Checklist during the interview",
    ),
    "after": ("After the interview", "Checklist after the interview"),
}
"""What each kind of list may be labelled, in English: kinds of lists, or phases of a checklist."""


def label_key(label: str) -> str:
    """A label without case, punctuation at its ends, and the number of its words.

    ``Not Goals:`` → ``not goal``
    """
    words = re.sub(r"[\W_]+", " ", label.casefold()).split()
    return " ".join(word.removesuffix("s") for word in words)
