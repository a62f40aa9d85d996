"""How a node of ours becomes data that print sets: plain values, by kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeAlias

from docutils import nodes

Data: TypeAlias = dict[str, Any] | str


def data(kind: str, content: list[Data] | None = None, **more: Any) -> dict[str, Any]:
    """A piece of data: its kind, what it holds, and what its kind needs."""
    return {"t": kind, **({"c": content} if content is not None else {}), **more}


def beside(label: list[Data], content: list[Data]) -> dict[str, Any]:
    """What stands beside its label, which may be empty."""
    return data("rows", items=[{"term": label, "c": content}])


class Content(Protocol):
    """Turns the nodes of one document into data."""

    def all(self, content: Iterable[nodes.Node]) -> list[Data]:
        """The data of some nodes, one after another."""
        ...

    def inside(self, node: nodes.Element) -> list[Data]:
        """The data of a node's children."""
        ...

    def of(self, node: nodes.Node) -> list[Data]:
        """The data of a node, its anchors first."""
        ...

    def anchors(self, node: nodes.Element) -> list[Data]:
        """The places in a node that references lead to."""
        ...

    def heading(
        self, node: nodes.Element, title: Iterable[nodes.Node], rest: Iterable[nodes.Node]
    ) -> list[Data]:
        """A heading with its anchors, and what stands below it."""
        ...


# What becomes of many nodes ----------------------------------------------------------------------


def passed(node: Any, content: Content) -> list[Data]:
    """What is its children."""
    return content.inside(node)


def unprinted(node: Any, content: Content) -> list[Data]:
    """What is not printed."""
    return []


def line_in_bold(node: Any, content: Content) -> list[Data]:
    """A line in bold that heads what follows."""
    return [data("label", content.inside(node))]
