"""Adding a rule touches one file: its page, its severity, its tests and its measure follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import GARDEN, Project

ROOT = Path(__file__).parents[2]

RAIN = '''\
"""Weather: what the sky does."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView


@rule(StageView, "rain-plan")
def rain_plan(view: StageView) -> Iterator[Hit]:
    """
    ---
    severity: off
    ---

    A stage in the garden says what happens when it rains.

    ## Why

    Half of our days are wet.

    *Source:* Our own wet feet.

    ## This is found

    ```yaml
    stages:
      walk: {place: [garden]}
    ```

    ## This is not

    ```yaml
    stages:
      walk: {place: [garden], candidate: {bring: Shoes for wet grass.}}
    ```

    ## How to mend it

    Say what to put on.
    """
    if "garden" in view.stage.place and not view.stage.candidate.bring:
        yield Hit(view.key("place"), "outdoors, and nobody is told what to bring")
'''

PAGE = """\
import sys
from pathlib import Path
from types import SimpleNamespace
sys.path.insert(0, "docs/_ext")
from rule_pages import write_pages
Path("pages/reference").mkdir(parents=True)
write_pages(SimpleNamespace(srcdir="pages"))
print(*(Path(f"pages/reference/rules/{one}.md").read_text() for one in sys.argv[1:]), sep="====")
"""

FILE = "guides_ext/lint/rules/upkeep/weather.py"
TESTS = ("tests/lint/test_examples.py", "tests/lint/test_corpus.py")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one file more."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("guides_ext", "tests", "benchmarks", "docs"):
        ignored = shutil.ignore_patterns("__pycache__", "rules" if name == "docs" else "")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / FILE).write_text(RAIN, encoding="utf-8")
    return folder


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.slow
def test_its_examples_are_its_tests_and_its_measure_waits_until_it_is_on(copy: Path) -> None:
    quiet = ("-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:xdist")
    done = python(copy, *quiet, *TESTS, "-k", "rain-plan or on_has_a_fault")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("[rain-plan] PASSED") == 3
    on = copy / FILE
    on.write_text(
        RAIN.replace("severity: off", "severity: info").replace("bring: Shoes", "expect: Shoes")
    )
    done = python(copy, *quiet, *TESTS, "-k", "rain-plan or on_has_a_fault")
    on.write_text(RAIN)
    failed = [
        line.split("::")[1].split()[0] for line in done.stdout.splitlines() if "FAILED " in line
    ]
    assert set(failed) == {
        "test_the_good_example_of_a_rule_keeps_it[rain-plan]",
        "test_every_rule_that_is_on_has_a_fault_in_the_corpus",
    }


def test_it_has_a_page_that_says_how_to_switch_it_off_where_that_can_be(copy: Path) -> None:
    done = python(copy, "-c", PAGE, "rain-plan", "suppression-unused")
    page, _, of_comments = done.stdout.partition("====")
    assert "\n# rain-plan\n\nA stage in the garden says what happens when it rains." in page
    assert "Family: [upkeep](../lint.md). Severity: off," in page
    assert "# guides-lint: disable=rain-plan the reason" in page
    assert "\n# suppression-unused\n" in of_comments
    assert "disable=suppression-unused" not in of_comments  # nothing puts up with it


def test_its_severity_is_set_as_that_of_the_others(copy: Path, tmp_path: Path) -> None:
    garden = Project(tmp_path).write(GARDEN)
    conf = 'extensions = ["guides_ext"]\nguides_lint_severity = {"rain-plan": "error"}\n'
    garden.write({"conf.py": conf})
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: 30\n    place: [garden]")
    done = python(copy, "-m", "guides_ext", "lint", str(garden.source))
    assert "16:5 rain-plan outdoors, and nobody is told what to bring [error]" in done.stdout
