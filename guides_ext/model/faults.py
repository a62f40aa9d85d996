"""Faults that readers of values raise, and their way through pydantic into problems."""

from pydantic_core import PydanticCustomError

from .nodes import Items, Mapping, Node, Scalar
from .problems import Place


def fault(message: str, place: Place) -> PydanticCustomError:
    """An error to raise in a validator: our words, and the place that they are about."""
    return PydanticCustomError("fault", "{message}", {"message": message, "place": place})


def expected(what: str, node: object) -> PydanticCustomError:
    """`expected …, got …` for a node that is something else."""
    if not isinstance(node, Node):
        return PydanticCustomError("fault", "{message}", {"message": f"expected {what}"})
    return fault(f"expected {what}, got {kind(node)}", node.place)


def kind(node: Node) -> str:
    """What a node is, in the words of its author."""
    if isinstance(node, Scalar):
        if node.empty:
            return "nothing"
        return f"{_short(node.value)!r}"
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Mapping):
        keys = ", ".join(list(node.entries)[:3])
        return f"keys and values ({_short(keys)})" if keys else "keys and values"
    return "something else"


def _short(value: str) -> str:
    line = value.strip().split("\n")[0]
    return line if len(line) <= 40 and line == value.strip() else f"{line[:39]}…"
