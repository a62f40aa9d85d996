"""Words of a role file that more than the model knows by name."""

from typing import Literal, TypeAlias, get_args

TASK = "task"
"""The task of a stage, where a timebox names questions by their ids."""

NOT_RATED = "none"
"""The competency of a question that is asked and not rated."""

KindOfTimebox: TypeAlias = Literal[
    "welcome", "main", "questions", "their-questions", "break", "notes", "other"
]
TIMEBOX_KINDS: tuple[str, ...] = get_args(KindOfTimebox)
"""What can happen in a timebox."""
