"""Faults that readers of values raise, and their way through pydantic into problems."""

from pydantic_core import PydanticCustomError

from .nodes import Mapping, Node, Scalar
from .problems import Place
from .words import mean


def fault(message: str, place: Place | None) -> PydanticCustomError:
    """An error to raise in a validator: our words, and the place that they are about.

    Without a place it is about the value being read, or its key.
    """
    return PydanticCustomError("fault", "{message}", {"message": message, "place": place})


def expected(what: str, node: Node) -> PydanticCustomError:
    """`expected …, got …` for a node that is something else."""
    return fault(f"expected {what}, got {_kind(node)}", node.place)


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.empty else f"{_short(node.value)!r}"
    if isinstance(node, Mapping):
        return f"keys and values ({_short(', '.join(node.entries))})"
    return "a list"


def _short(value: str) -> str:
    line = value.strip().split("\n")[0]
    return line if len(line) <= 40 and line == value.strip() else f"{line[:39]}…"


def unknown_key(key: str, known: list[str], node: Mapping) -> str:
    """What to say of a key that is none of `known`."""
    hint = mean(key, known)
    if key.endswith("+") and key[:-1] in known:
        return f"unknown key ('+' adds to a list, and {key[:-1]!r} is none)"
    cut_off = node.cut_off(key)
    if cut_off and "did you mean" not in hint:
        return f"unknown key (the comma before it ends the text of {cut_off.value!r}: quote it)"
    return f"unknown key{hint}"
