"""The pipelines in the docs call our sessions and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_readme import sessions

ROOT = Path(__file__).parent.parent.parent
SERVERS = ROOT / "docs" / "how-to" / "servers"


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((SERVERS / name).read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("name", ["github.yml", "gitlab-ci.yml"])
def test_a_pipeline_calls_the_sessions_that_one_calls_at_home(name: str) -> None:
    called = re.findall(r"nox -s (\w+)", (SERVERS / name).read_text(encoding="utf-8"))
    assert called == ["handbook", "publish"]
    assert set(called) <= sessions()
    assert load(name)


def test_every_sample_is_shown_in_the_docs() -> None:
    page = (SERVERS.parent / "publish.md").read_text(encoding="utf-8")
    assert [path.name for path in SERVERS.iterdir() if f"servers/{path.name}" not in page] == []
