"""A build says what it is, and whether it is finished, before anybody publishes it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from guides_ext.publish.build import SIGNATURE, read_build
from guides_ext.publish.server.errors import Refused
from tests.projects import Built, Project


def signature(built: Built) -> dict[str, Any]:
    says: dict[str, Any] = json.loads((built.out / SIGNATURE).read_text(encoding="utf-8"))
    return says


def test_a_good_build_can_be_published(garden: Project) -> None:
    built = garden.build()
    says = signature(built)
    assert (says["status"], says["edition"]) == ("ok", "interviewer")
    assert says["tools"]["sphinx"]
    assert read_build(built.out).found["index.html"]


def test_it_names_the_commit_and_whether_the_sources_differ_from_it(
    garden: Project, tmp_path: Path
) -> None:
    def git(*arguments: str) -> str:
        name = ["-c", "user.name=Anna", "-c", "user.email=anna@example.com"]
        command = ["git", "-C", str(garden.source), *name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "garden")
    says = signature(garden.build())
    assert (says["commit"], says["modified"]) == (git("rev-parse", "HEAD"), False)
    garden.write({"index.md": "# Other\n\n:::{series}\narticles/day\n:::\n"})
    assert signature(garden.build())["modified"] is True


def test_it_is_the_same_for_the_same_sources(garden: Project) -> None:
    built = garden.build()
    text = (built.out / SIGNATURE).read_bytes()
    assert (garden.build().out / SIGNATURE).read_bytes() == text


def test_a_book_has_no_signature_in_it(garden: Project) -> None:
    built = garden.build("epub")
    assert not (built.out / SIGNATURE).exists()


def test_a_build_with_an_error_cannot_be_published(garden: Project) -> None:
    garden.write({"roles/gardener.role.yaml": "title: [\n"})
    built = garden.build()
    with pytest.raises(Refused, match="failed"):
        read_build(built.out)
