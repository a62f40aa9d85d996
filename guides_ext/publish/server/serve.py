"""The other end of ssh: does what it is asked, one line of JSON after the other."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import ExitStack
from typing import TextIO

from .errors import PublishError
from .store import Store

SILENCE = 60
"""After so many seconds without a question nobody is there any more, whatever the wire says: this
process ends, and with it the lock."""


def serve(questions: TextIO = sys.stdin, answers: TextIO = sys.stdout) -> None:
    """Answers until nobody asks any more, or is silent for too long; the lock ends with this
    process.

    The first line is the folder; each one after it the name of a method of `Store` and its
    arguments.
    """
    store, held = Store(json.loads(questions.readline())), ExitStack()
    signal.alarm(SILENCE)
    for line in questions:
        signal.alarm(0)
        name, *arguments = json.loads(line)
        try:
            given = getattr(store, name)(*arguments)
            answer = {"answer": held.enter_context(given) if name == "lock" else given}
        except PublishError as error:
            answer = {"error": type(error).__name__, "why": str(error)}
        except (OSError, ValueError, AttributeError) as error:
            answer = {"error": "Failed", "why": str(error)}
        answers.write(json.dumps(answer, default=str) + "\n")
        answers.flush()
        signal.alarm(SILENCE)
