"""From nodes to models: all errors of a tree in one go, each as a placed problem."""

from typing import Any, TypeVar

from pydantic import ValidationError

from .base import Unknown, YamlModel
from .nodes import Mapping, Node, Path, locate, without
from .problems import MOST_TOLD, Problem

M = TypeVar("M", bound=YamlModel)

_ROUNDS = 4  # what is bad is marked and the rest read again: a fault may have hidden others


def validate(model: type[M], node: Node) -> tuple[M | None, list[Problem], Node]:
    """Read a tree as `model`.

    Returns:
        The model made of what is right, all problems, and the tree with what is wrong marked as
        `Bad`. There is no model where the root itself is wrong.
    """
    problems: list[Problem] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(node), problems, node
        except ValidationError as error:
            faults = [(_path(details["loc"]), dict(details)) for details in error.errors()]
        for path, details in faults:
            problems.append(_problem(node, path, details, hint=len(problems) < MOST_TOLD))
        node = without(node, [path for path, _ in faults])
        if not isinstance(node, Mapping):
            break
    return None, problems, node


def _path(location: Path) -> Path:
    """A location of pydantic's, without its tags of unions and its marks of keys."""
    return tuple(part for part in location if not str(part).startswith(("<", "[key]")))


def _problem(root: Node, path: Path, details: dict[str, Any], *, hint: bool) -> Problem:
    spot = locate(root, path)
    if isinstance(unknown := details["input"], Unknown):
        return Problem(spot.key.place, spot.path, unknown.message() if hint else "unknown key")
    if details["type"] == "fault":
        context = details["ctx"]
        return Problem(context["place"] or spot.key.place, spot.path, context["message"])
    return Problem(spot.place, spot.path, details["msg"])
