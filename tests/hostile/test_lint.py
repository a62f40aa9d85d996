"""A rule of a user's own may do what it wants: it costs itself."""

from __future__ import annotations

import pytest

from guides_ext.__main__ import main
from tests.projects import Project

RULES = {
    "exits": "raise SystemExit(0)\n",
    "exits in a function": "import sys\nsys.exit('no')\n",
    "is no Python": "def (:\n",
    "is not UTF-8": "# \udcff\n",
}


@pytest.mark.parametrize("name", RULES)
def test_a_file_of_rules_that_is_wrong_is_a_finding(
    garden: Project, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (garden.source / "own.py").write_bytes(RULES[name].encode("utf-8", "surrogateescape"))
    conf = garden.source / "conf.py"
    conf.write_text(conf.read_text() + 'guides_lint_rules = ["own.py"]\n')
    code = main(["lint", str(garden.source)])
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    assert code == 1
    assert "own.py" in said
