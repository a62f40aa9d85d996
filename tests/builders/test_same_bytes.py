"""The same sources give the same bytes: no page knows the day, the machine, or its process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.everything import FILES
from tests.projects import Project

ROOT = Path(__file__).parent.parent.parent


def files(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Two builds, each by a Python of its own: with one process, and with two."""
    folder = tmp_path_factory.mktemp("same")
    more = {f"p{n}.md": f"---\norphan: true\n---\n# {n}\n" for n in range(6)}  # or one reads all
    source = Project(folder).write({**FILES, **more}).source
    found = []
    for number, jobs in enumerate("12"):
        out, doctrees = folder / f"out{number}", folder / f"doctrees{number}"
        # Another seed puts what Python keeps in sets into another order.
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-j", jobs]
        subprocess.run(
            [*command, "-d", str(doctrees), str(source), str(out)], check=True, env=environment
        )
        found.append(files(out))
    return found


def test_a_second_build_has_the_same_bytes_in_every_file_also_with_two_processes(
    builds: list[dict[str, bytes]],
) -> None:
    first, other = builds
    assert {
        "guides.json",
        "searchindex.js",
        "objects.inv",
        "roles/gardener.html",
        "p5.html",
    } <= set(first)
    assert set(first) == set(other)
    assert [name for name in first if first[name] != other[name]] == []
