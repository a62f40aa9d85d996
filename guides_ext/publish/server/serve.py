"""The other end of ssh: does what it is asked, one line of JSON after the other."""

from __future__ import annotations

import json
import sys
from typing import TextIO

from .errors import PublishError
from .store import Store

ASKED = ("state", "manifest", "text", "lock", "incoming", "begin", "finish", "switch", "prune")


def serve(questions: TextIO = sys.stdin, answers: TextIO = sys.stdout) -> None:
    """Answers until nobody asks any more; the lock ends with this process.

    The first line is the folder; each one after it the name of one of `ASKED` and its arguments.
    """
    store = Store(json.loads(questions.readline()))
    for line in questions:
        name, *arguments = json.loads(line)
        try:
            if name not in ASKED:
                raise ValueError(f"nobody here knows how to {name}")
            answer = {"answer": getattr(store, name)(*arguments)}
        except PublishError as error:
            answer = {"error": type(error).__name__, "why": str(error)}
        except (OSError, ValueError) as error:
            answer = {"error": "Failed", "why": str(error)}
        answers.write(json.dumps(answer, default=str) + "\n")
        answers.flush()
