"""Which stages of a role have errors, and the role without them."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from .checks import asked
from .nodes import Bad, Mapping, Node, walk
from .problems import Problem
from .role import Role, Step
from .stage import Choice, Stage

Entry: TypeAlias = tuple[str, str]
"""What a problem is of: a key of the role, and an id below it, or nothing."""


def sound(
    draft: Role, tree: Node, own: list[Problem], errors: list[Problem]
) -> tuple[Role | None, dict[str, list[Problem]]]:
    """A role without its broken stages, and these: their errors by id.

    There is no role where something else has an error, or where no stage is left.

    Args:
        own: what is wrong with the role, once merged.
        errors: all errors, those of its bases too.
    """
    faulty = {_entry_of(one.path) for one in own if one.severity == "error"} | set(_bad(tree))
    users = {entry: _users(draft, *entry) for entry in faulty}
    broken = {
        id: [one for one in errors if id in users.get(_entry_of(one.path), ())]
        for id in (tree.keys_at("stages") if isinstance(tree, Mapping) else ())
        if any(id in stages for stages in users.values())
    }
    left = {id: stage for id, stage in draft.stages.items() if id not in broken}
    if not all(users.values()) or not left:
        return None, {}
    return _without(draft, left, faulty), broken


def _entry_of(path: str) -> Entry:
    bank, _dot, rest = path.partition(".")
    return (bank, re.split(r"[.\[]", rest)[0])


def _bad(tree: Node) -> Iterator[Entry]:
    """What has lost something to an error, of its own or of a base."""
    for key, entry in tree.entries.items() if isinstance(tree, Mapping) else ():
        held = entry.value.entries if isinstance(entry.value, Mapping) else {"": entry}
        for id, inner in held.items():
            if any(isinstance(node, Bad) for node in walk(inner.value)):
                yield (key, id)


def _users(role: Role, key: str, id: str) -> set[str]:
    """The stages that an error is of: those that use what has it; none where it is the role's."""
    if key == "stages":
        return {id} - {""}
    if key not in ("tasks", "questions"):
        return set()
    return {name for name, stage in role.stages.items() if id in _named_by(stage, key)}


def _named_by(stage: Stage, key: str) -> Iterable[str]:
    if key == "questions":
        return [id for entry in stage.questions for id in asked(entry)]
    return stage.task.one_of if isinstance(stage.task, Choice) else ()


def _without(role: Role, stages: dict[str, Stage], faulty: set[Entry]) -> Role:
    """The role with these stages only, and without tasks and questions that have errors."""
    days = [
        day.model_copy(update={"stages": tuple(_steps(day.stages, stages))})
        for day in role.schedule
        if any(id in stages for step in day.stages for id in step.one_of)
    ]
    left = {
        bank: {id: one for id, one in getattr(role, bank).items() if (bank, id) not in faulty}
        for bank in ("tasks", "questions")
    }
    return role.model_copy(update={"stages": stages, "schedule": tuple(days), **left})


def _steps(steps: Iterable[Step], stages: dict[str, Stage]) -> Iterator[Step]:
    for step in steps:
        left = tuple(id for id in step.one_of if id in stages)
        if left or not step.one_of:
            yield step.model_copy(update={"one_of": left})
