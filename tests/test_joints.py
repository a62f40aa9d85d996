"""What we lean on in others' houses: each test says which of our promises breaks when it moves."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from sphinx.events import EventManager
from sphinx.util.logging import NAMESPACE

from guides_ext.model.load import load_role
from tests.projects import GARDEN, ROLE, Project

# Events ------------------------------------------------------------------------------------------


def test_what_an_event_of_ours_carries_has_a_short_repr(
    garden: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sphinx takes the repr of all that is emitted, whether anybody listens or not.
    sizes: dict[str, int] = {}
    emit = EventManager.emit

    def measured(self: EventManager, name: str, *args: Any, **more: Any) -> list[Any]:
        if name.startswith("guides-"):
            sizes[name] = max(len(repr(args)), sizes.get(name, 0))
        return emit(self, name, *args, **more)

    monkeypatch.setattr(EventManager, "emit", measured)
    garden.build("dummy")
    assert sizes["guides-role-read"] < 200
    assert max(sizes.values()) < 200


def test_the_repr_of_a_role_that_was_read_does_not_grow_with_it(tmp_path: Path) -> None:
    questions = "\n".join(
        f"      - {{id: q{number}, ask: What is {number}?, competency: care}}"
        for number in range(5_000)
    )
    role = ROLE.replace("      - {id: dry, ask: What is dry?, competency: care}", questions)
    (tmp_path / "small.role.yaml").write_text(GARDEN["roles/gardener.role.yaml"])
    (tmp_path / "large.role.yaml").write_text(role)
    small, large = (load_role(tmp_path, f"{name}.role.yaml") for name in ("small", "large"))
    assert large.role
    assert len(large.role.stages["walk"].questions) == 5_000
    assert len(repr(large)) == len(repr(small)) < 100


# The log ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["dummy", "guides-lint"])
def test_a_build_leaves_nobody_behind_who_listens_to_the_log(
    garden: Project, builder: str, tmp_path: Path
) -> None:
    def listening() -> list[tuple[str, int]]:
        """Sphinx's handlers, which it renews for every application, and the filters of each."""
        handlers = logging.getLogger(NAMESPACE).handlers
        return [(type(one).__name__, len(one.filters)) for one in handlers]

    Project(tmp_path / "plain").write({"conf.py": "", "index.rst": "Home\n====\n"}).build("dummy")
    before = listening()
    garden.build(builder)
    assert listening() == before
    garden.build(builder)
    assert listening() == before
