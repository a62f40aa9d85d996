"""What goes wrong in publishing. Each says what and why; its `code` is the command's exit code."""

from __future__ import annotations


class PublishError(Exception):
    """What all of them are."""

    code: int


class Failed(PublishError):
    """It was begun and could not be finished. Nothing half made is live."""

    code = 1


class Refused(PublishError):
    """It must not be done. Nothing was changed."""

    code = 3


class Locked(PublishError):
    """Somebody else is publishing to the same target. Nothing was changed."""

    code = 4


KINDS = {kind.__name__: kind for kind in (Failed, Refused, Locked)}
