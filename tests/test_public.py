"""The linter on public guides: read at a commit, counted, and compared with another version."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from benchmarks import public

PAGE = "# Hiring\n\nWe look for a culture fit.\n"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    return subprocess.run([*command, *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a clone whose pages have changed since the commit that the list names."""
    clone = tmp_path / "clones" / "one" / "guide"
    (clone / "hiring").mkdir(parents=True)
    (clone / "hiring" / "page.md").write_text(PAGE)
    (clone / "README.md").write_text("# Other\n\nWe look for a gut feeling.\n")
    git(clone, "init", "-q")
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "First")
    commit = git(clone, "rev-parse", "HEAD").strip()
    (clone / "hiring" / "page.md").write_text("# Hiring\n\nWe look for skill.\n")
    git(clone, "commit", "-qam", "Second")
    entries = [
        {"repository": "one/guide", "commit": commit, "folders": ["hiring"]},
        {"repository": "two/guide", "commit": commit},
    ]
    (tmp_path / "list.yaml").write_text(yaml.safe_dump(entries))
    monkeypatch.setattr(public, "LIST", tmp_path / "list.yaml")
    return tmp_path / "clones"


@pytest.mark.git
def test_a_guide_is_read_at_its_commit_and_what_is_not_there_is_said(
    clones: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = public.try_all(clones)
    found = {(one.repository, one.file, one.line, one.rule) for one in tried["found"]}
    assert ("one/guide", "hiring/page.md", 3, "unnamed-feeling") in found
    assert {file for _, file, _, _ in found} == {"hiring/page.md"}
    assert tried["words"] == {"one/guide": len(PAGE.split())}
    assert capsys.readouterr().err == f"two/guide: no clone in {clones}\n"


def test_findings_are_counted_by_rule_and_by_a_thousand_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    some = {public.Found("one/guide", "a.md", line, "unnamed-feeling", "told") for line in (1, 2)}
    public.show(some, {"one/guide": 4000})
    head, line = capsys.readouterr().out.splitlines()
    assert head == "2 findings in 4,000 words of 1 repositories"
    assert line.split() == ["2", "0.50", "per", "1,000", "words", "unnamed-feeling"]


def test_two_versions_are_compared_finding_by_finding(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (public.Found("one/guide", "a.md", n, "owner", "told") for n in (1, 2))
    public.compare({old}, {new})
    assert capsys.readouterr().out.splitlines() == [
        "- one/guide/a.md:1 owner told",
        "+ one/guide/a.md:2 owner told",
        "1 gone, 1 new",
    ]


def test_the_list_names_repositories_and_commits_and_none_of_their_text() -> None:
    for entry in yaml.safe_load(public.LIST.read_text("utf-8")):
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry["repository"])
        assert re.fullmatch(r"[0-9a-f]{40}", entry["commit"])
        assert set(entry) <= {"repository", "commit", "folders"}
