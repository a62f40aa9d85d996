"""No file that is found by which code it reaches breaks a reader."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SECONDS = 180


@pytest.mark.hostile
@pytest.mark.parametrize("target", ["role", "front", "html"])
def test_no_file_breaks_a_reader(tmp_path: Path, target: str) -> None:
    pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz", target, str(SECONDS)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    found = [path.read_bytes() for path in tmp_path.iterdir()]
    assert (done.returncode, found) == (0, []), done.stderr[-3000:]
