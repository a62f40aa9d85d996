"""What the domain keeps of documents: plain data, small and picklable."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple, TypedDict


class ObjectPlace(NamedTuple):
    """Where an object of the domain is, and what it is called."""

    docname: str
    anchor: str
    title: str


class Mention(NamedTuple):
    """That a document names a role or a stage, at a place; ``*`` stands for all roles.

    ``shows``: it shows what the role or the stage holds, and is stale when that changes.
    """

    kind: str
    name: str
    place: str
    shows: bool


class Broken(TypedDict):
    """A role with ``errors``, so many; ``kept_back`` are the stages that have them, their titles by
    id, and there are none where it is the whole role.
    """

    title: str
    errors: int
    kept_back: dict[str, str]


def digest(data: Any) -> str:
    """A digest of plain data, the same wherever and whenever it is taken."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
