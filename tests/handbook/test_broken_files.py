"""A role file that cannot be read is told at its place, and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.model.test_role_errors import TWENTY
from tests.model.texts import marked
from tests.projects import GARDEN, Project

GOOD = GARDEN["roles/gardener.role.yaml"]

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "not UTF-8": (b"title: \xff\xfe\n", "1:8: ERROR: not UTF-8"),
    "empty": ("", "1:1: ERROR: empty"),
    "a list": ("- a\n", "1:1: ERROR: expected keys and values"),
    "a duplicate key": ("title: A\n" + GOOD, "2:1: ERROR: title: "),
    "an alias of itself": ("title: &a [*a]\n", "1:8: ERROR: title[0]: an alias inside"),
    "a tab": ("title: A\nstages:\n\twalk: 1\n", "3:1: ERROR: "),
    "a control character": (b"title: A\x07\n", "1:9: ERROR: "),
    "no YAML": ("title: [\n", "ERROR: "),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_told_at_its_place_and_the_others_are_built(
    tmp_path: Path, fault: str
) -> None:
    content, error = BROKEN[fault]
    project = Project(tmp_path).write({**GARDEN, "roles/broken.role.yaml": content})
    built = project.build()
    assert built.failed
    assert all(one.startswith("roles/broken.role.yaml:") for one in built.warnings)
    assert all(one.endswith("[guides.role]") for one in built.warnings)
    assert any(error in one for one in built.warnings)
    assert built.page("roles/gardener").find(id="walk")


def test_a_role_file_with_the_other_ending_is_told_to_be_renamed(tmp_path: Path) -> None:
    files = {**GARDEN, "roles/baker.role.yml": GOOD, "roles/_base.role.yml": "title: A\n"}
    project = Project(tmp_path).write(files)
    for built in (project.build(), project.build()):
        assert built.failed
        assert sorted(built.warnings) == [
            f"roles/{name}.role.yml:1:1: ERROR: a role file ends in .role.yaml (rename it) "
            "[guides.role]"
            for name in ("_base", "baker")
        ]
        assert not (built.out / "roles/baker.html").exists()


def test_the_next_build_says_it_again_and_a_mended_file_builds(tmp_path: Path) -> None:
    project = Project(tmp_path).write({**GARDEN, "roles/broken.role.yaml": b"\xff"})
    assert project.build().warnings == project.build().warnings != []
    project.write({"roles/broken.role.yaml": GOOD})
    built = project.build()
    assert (built.warnings, built.failed) == ([], False)
    assert built.page("roles/broken").find(id="walk")


@pytest.mark.parametrize("content", [b"\xff", b"title: [\n"])
def test_a_broken_file_that_is_deleted_is_forgotten(tmp_path: Path, content: bytes) -> None:
    project = Project(tmp_path).write({**GARDEN, "roles/broken.role.yaml": content})
    assert project.build("dummy").failed
    (project.source / "roles/broken.role.yaml").unlink()
    built = project.build("dummy")
    assert (built.warnings, built.failed) == ([], False)


def test_the_page_of_a_broken_role_says_that_it_is_not_fit_for_use(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: 3h")
    page = garden.build().page("roles/gardener")
    assert page.select_one(".admonition.error")
    assert not page.select_one(".guide-stage")


def test_a_fault_of_a_library_is_said_once(tmp_path: Path) -> None:
    files = {**GARDEN, "roles/_base.role.yaml": "scale: {1: No, 2: Yes}\ncolour: red\n"}
    for number in range(3):
        files[f"roles/r{number}.role.yaml"] = "extends: [_base]\n" + GOOD
    warnings = Project(tmp_path).write(files).build().warnings
    assert len([one for one in warnings if "_base.role.yaml:2:1: ERROR: colour" in one]) == 1


def test_a_markdown_twin_of_a_role_file_is_an_error(garden: Project) -> None:
    garden.write({"roles/gardener.md": "---\norphan: true\n---\n# Twin\n"})
    built = garden.build()
    assert built.failed
    assert any(
        one.startswith("roles/gardener.role.yaml:1:1: ERROR: 'roles/gardener.md' has the same name")
        for one in built.warnings
    )


def test_a_section_that_does_not_exist_is_told_with_the_nearest(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#wakling")
    built = garden.build()
    assert built.failed
    assert built.warnings == [
        "roles/gardener.role.yaml:17:16: ERROR: stages.walk.sections[0]: "
        "no section 'wakling' in articles/day (did you mean 'walking'?) [guides.role]"
    ]


def test_a_bad_link_in_a_text_is_told_at_its_line_of_the_role_file(garden: Project) -> None:
    garden.replace(
        "roles/gardener.role.yaml", "      - See what they notice.\n",
        "      - See what they notice.\n      - See [there](nowhere.md).\n",
    )  # fmt: skip
    (warning,) = garden.build().warnings
    assert warning.startswith("roles/gardener.role.yaml:20: WARNING: ")
    assert "nowhere.md" in warning


def test_a_users_own_yaml_suffix_takes_no_role_file(garden: Project) -> None:
    garden.write(
        {
            "conf.py": GARDEN["conf.py"]
            + "source_suffix = {'.yaml': 'restructuredtext', '.md': 'markdown'}\n"
        }
    )
    built = garden.build()
    assert built.page("roles/gardener").find(id="walk")


def test_dots_in_a_name_and_windows_line_ends_do_no_harm(garden: Project) -> None:
    garden.write({"roles/deep/a.b.role.yaml": GOOD.replace("\n", "\r\n").encode()})
    built = garden.build()
    assert built.warnings == []
    assert built.page("roles/deep/a.b").find(id="walk")


def test_a_role_with_twenty_faults_shows_each_at_its_place_and_the_others_get_their_pages(
    tmp_path: Path,
) -> None:
    text, places = marked(TWENTY)
    built = Project(tmp_path).write({**GARDEN, "roles/faulty.role.yaml": text}).build()
    assert built.failed
    errors = [one for one in built.warnings if ": ERROR: " in one]
    assert [one.partition(": ERROR: ")[0] for one in errors] == [
        f"roles/faulty.role.yaml:{place}" for place in places
    ]
    assert len(places) == 20
    page = built.page("roles/faulty")
    assert page.select_one(".admonition.error")
    assert len(page.select(".admonition.error li")) == 20
    assert built.page("roles/gardener").find(id="walk")


def test_a_stage_that_draws_on_what_is_not_there_says_so_on_its_page(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#wakling")
    box = garden.build().page("roles/gardener").select_one(".guide-stage .admonition.error")
    assert box
    assert "no section 'wakling' in articles/day" in box.text
    garden.replace("roles/gardener.role.yaml", "day#wakling", "day#walking")
    assert not garden.build().page("roles/gardener").select_one(".admonition.error")


def test_a_missing_section_is_told_though_the_file_has_other_faults(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#wakling")
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: 3h")
    warnings = garden.build().warnings
    assert len(warnings) == 2
    assert any("no section 'wakling'" in one for one in warnings)


def test_a_reference_to_a_role_with_errors_adds_no_warning(garden: Project) -> None:
    garden.replace("index.md", "# Garden\n", "# Garden\n\n{guide:stage}`gardener/walk`\n")
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: 3h")
    (told,) = garden.build().warnings
    assert "minutes" in told
