"""From nodes to models: all errors of a tree in one go, each as a placed problem."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .base import Piece, lists_of
from .nodes import Entry, Mapping, Node, Path, Scalar, locate, without
from .problems import Problem
from .words import mean

M = TypeVar("M", bound=Piece)

_ROUNDS = 4  # what is bad is taken out and the rest read again; a fault can hide one below it


def validate(model: type[M], node: Node) -> tuple[M | None, list[Problem], Node]:
    """Read a tree as `model`.

    Returns the model made of what is right, all problems, and the tree with what is wrong in it
    marked as `Bad`. There is no model where the root itself is wrong.
    """
    problems: list[Problem] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(node), problems, node
        except ValidationError as error:
            paths = []
            for details in error.errors(include_url=False):
                path = tuple(
                    part for part in details["loc"] if not str(part).startswith(("<", "["))
                )
                paths.append(path)
                problems.append(_problem(model, node, path, dict(details)))
            marked = node
            for path in sorted(paths, key=_late_first):
                marked = without(marked, path)
            node = marked
            if () in paths:
                break
    return None, problems, node


def _late_first(path: Path) -> tuple[tuple[int, str], ...]:
    """Sorts so that marking one item leaves the indices of those still to be marked as they are."""
    return tuple((-part, "") if isinstance(part, int) else (0, part) for part in path)


def _problem(model: type[Piece], root: Node, path: Path, details: dict[str, Any]) -> Problem:
    spot = locate(root, path)
    context = details.get("ctx", {})
    if details["type"] == "extra_forbidden":
        return Problem(spot.key.place, spot.path, _unknown(model, root, path))
    if details["type"] == "fault":
        return Problem(context.get("place", spot.key.place), spot.path, context["message"])
    place = spot.value.place if spot.value else spot.key.place
    return Problem(place, spot.path, details["msg"])


def _unknown(model: type[Piece], root: Node, path: Path) -> str:
    """What to say of a key that its model does not know."""
    key, parent = str(path[-1]), locate(root, path[:-1]).value
    piece = _model_at(model, path[:-1])
    known = [info.alias or name for name, info in piece.model_fields.items()] if piece else []
    if key.endswith("+") and key[:-1] in known:
        return f"unknown key ('+' adds to a list, and {key[:-1]!r} is none)"
    hint = mean(key, known)
    if isinstance(parent, Mapping) and parent.flow and "did you mean" not in hint:
        before = _before(parent, key)
        if before and isinstance(before.value, Scalar) and not before.value.style:
            return (
                f"unknown key (the comma before it ends the text of {before.key.value!r}: "
                "quote that text)"
            )
    return f"unknown key{hint}"


def _before(parent: Mapping, key: str) -> Entry | None:
    entries = list(parent.entries.values())
    index = list(parent.entries).index(key)
    return entries[index - 1] if index else None


def _model_at(model: type[Piece], path: Path) -> type[BaseModel] | None:
    """The model that a path of keys leads to, found by the names of fields."""
    current: type[BaseModel] | None = model
    for part in path:
        if current is None or isinstance(part, int):
            continue
        key = part[:-1] if part[:-1] in lists_of(current) else part
        for name, info in current.model_fields.items():
            if key in (name, info.alias):
                current = next(iter(_models_in(info.annotation)), None)
                break
    return current


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models_in(part)]
