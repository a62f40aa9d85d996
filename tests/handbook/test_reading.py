"""A build of many roles holds no more of them than the page at work."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from guides_ext.handbook.reading import SELDOM, USUAL
from tests.projects import CONF, GARDEN, ROLE, Project

LOOKS_AT_TREES = """
import gc, weakref
trees, left = [], []

def read(app, doctree):
    trees.append(weakref.ref(doctree))

def count(app, *_):
    gc.collect()
    alive = sum(one() is not None for one in trees)
    left.append(alive + sum(name.startswith("roles/") for name in app.env._pickled_doctree_cache))

def setup(app):
    app.trees_left = left
    app.connect("doctree-read", read)
    app.connect("env-check-consistency", count)
    app.connect("build-finished", count, priority=5000)
"""


def test_no_tree_is_held_once_it_has_been_read_or_its_page_is_written(tmp_path: Path) -> None:
    roles = {f"roles/gardener-{one}.role.yaml": ROLE for one in range(6)}
    project = Project(tmp_path).write({**GARDEN, **roles, "conf.py": CONF + LOOKS_AT_TREES})
    built = project.build()
    assert built.app.trees_left == [0, 0]


def test_the_collector_looks_as_often_as_before_when_a_build_has_ended(tmp_path: Path) -> None:
    before = gc.get_threshold()
    project = Project(tmp_path).write(GARDEN)
    project.build()
    assert gc.get_threshold() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [(SELDOM, USUAL), *(2 * (one,) for one in ((0, 10, 10), (50_000, 20, 20), (900_000, 5, 5)))],
)
def test_a_build_that_failed_or_who_has_chosen_otherwise_is_no_reason_to_look_seldom(
    tmp_path: Path, before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    usual = gc.get_threshold()
    try:
        gc.set_threshold(*before)
        Project(tmp_path).write(GARDEN).build()
        assert gc.get_threshold()[:2] == after[:2]
    finally:
        gc.set_threshold(*usual)
