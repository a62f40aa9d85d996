"""What `nox -s bench` compares is comparable: sound projects, the same words, every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import content, guides, plain
from benchmarks.blog import generate_blog, pre_pass_seconds
from benchmarks.generate import KINDS, generate
from benchmarks.measure import Project
from guides_ext.model.load import load_role


def test_a_handbook_is_the_same_each_time_it_is_made_up() -> None:
    once, again = content.handbook(2, 3), content.handbook(2, 3)
    assert list(guides.files(once)) == list(guides.files(again))
    assert list(plain.files(once)) == list(plain.files(again))


def test_a_larger_handbook_has_more_roles_and_the_same_ones_before_them() -> None:
    small, large = content.handbook(2, 3), content.handbook(2, 9)
    assert large.roles[:3] == small.roles
    assert large.articles == small.articles


def test_its_role_files_have_no_fault(tmp_path: Path) -> None:
    generate("guides", 8, tmp_path)
    for number in range(1, 9):
        loaded = load_role(tmp_path, f"roles/role-{number:04}.role.yaml")
        assert loaded.problems == []


@pytest.mark.slow
def test_both_kinds_build_without_a_warning_and_show_as_many_words(tmp_path: Path) -> None:
    words = []
    for kind in KINDS:
        generate(kind, 8, tmp_path / kind)
        project = Project(tmp_path / kind)
        project.build()
        assert "WARNING" not in project.log.read_text(encoding="utf-8")
        words.append(project.role_words())
    assert words[0] == pytest.approx(words[1], rel=0.05)


def test_a_blog_builds_without_a_warning_and_its_markup_is_understood(tmp_path: Path) -> None:
    project = Project(tmp_path / "blog")
    generate_blog(4, project.source)
    project.build()
    assert "WARNING" not in project.log.read_text(encoding="utf-8")
    (file,) = project.output.glob("blog/_posts/*-post-0003.html")
    page = file.read_text(encoding="utf-8")
    assert "post-0002.html" in page
    assert "{%" not in page
    assert pre_pass_seconds(4) > 0
