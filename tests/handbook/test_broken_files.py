"""A role file that cannot be read is told at its place, and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.model.test_role_errors import TWENTY
from tests.model.texts import marked
from tests.projects import GARDEN, Built, Project

GOOD = GARDEN["roles/gardener.role.yaml"]

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "not UTF-8": (b"title: \xff\xfe\n", "1:8: ERROR: not UTF-8"),
    "empty": ("", "1:1: ERROR: empty"),
    "a list": ("- a\n", "1:1: ERROR: expected keys and values"),
    "a duplicate key": ("title: A\n" + GOOD, "2:1: ERROR: title: "),
    "an alias of itself": ("title: &a [*a]\n", "1:12: ERROR: title[0]: an alias inside"),
    "a tab": ("title: A\nstages:\n\twalk: 1\n", "3:1: ERROR: "),
    "a control character": (b"title: A\x07\n", "1:9: ERROR: "),
    "not YAML": ("title: [\n", "ERROR: "),
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


def test_a_section_that_a_timebox_draws_in_may_be_missing_too(garden: Project) -> None:
    box = "{minutes: 10, is: welcome, say: Shall we?"
    role = "roles/gardener.role.yaml"
    garden.replace(role, box, f"{box}, sections: [articles/day#wakling]")
    built = garden.build()
    (told,) = built.warnings
    assert "stages.walk.agenda[0].sections[0]: no section 'wakling' in articles/day" in told
    assert built.page("roles/gardener").select_one("#walk .admonition.error")
    garden.replace(role, "minutes: 30", "minutes: 3h")
    told = "".join(garden.build().warnings)
    assert "no section 'wakling'" in told
    assert "3h" in told


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


# What fails, fails alone -------------------------------------------------------------------------

TWO = GOOD.replace(
    "stages:\n",
    """\
stages:
  talk:
    title: A talk
    summary: On a bench.
    format: conversation
    minutes: 45
    also: [care]
    agenda:
      - {minutes: 45, is: main}
""",
).replace(
    "competencies:\n",
    "competencies:\n  calm: {title: Calm, means: Breathes.}\n",
) + (
    "  debrief: {title: Debrief, format: debrief, minutes: 30, main: [calm], "
    "agenda: [{minutes: 30, is: main}]}\n"
)
FAULT = "roles/gardener.role.yaml:24:14: ERROR: stages.walk.minutes: expected whole minutes"


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A role whose stage in the middle has an error, and all that can name it."""
    index = GARDEN["index.md"] + (
        "\n:::{coverage}\n:::\n\n:::{stage} gardener/walk\n:::\n\n"
        "{guide:stage}`gardener/walk` and {guide:question}`gardener/walk/dry`\n"
    )
    text = TWO.replace("minutes: 30\n", "minutes: 3h\n", 1).replace("main: [calm]", "also: [care]")
    files = {**GARDEN, "index.md": index, "roles/gardener.role.yaml": text}
    project = Project(tmp_path_factory.mktemp("partly")).write(files)
    return project.build(guides_print=["handbook", "sheet"])


def test_a_stage_with_errors_is_a_box_of_its_errors_between_the_others(partly: Built) -> None:
    no_stage, told = partly.warnings
    assert told.startswith(FAULT)
    assert "competencies.calm: no stage has it in main or also" in no_stage
    assert partly.failed
    page = partly.page("roles/gardener")
    stages = page.select(".guide-stage")
    assert [(one["id"], one.h2.text.rstrip("¶#")) for one in stages if one.h2] == [
        ("talk", "A talk"), ("walk", "A walk"), ("debrief", "Debrief"),
    ]  # fmt: skip
    assert FAULT.replace(" ERROR:", "") in stages[1].select(".admonition.error li")[0].text
    assert not stages[0].select(".admonition.error")
    assert not stages[1].select("p.guide-lede")


def test_the_page_says_above_all_what_it_is_without(partly: Built) -> None:
    box = partly.page("roles/gardener").select(".admonition.error")[0]
    assert "They are left out of the times and the coverage" in box.text
    assert [(one.text, one["href"]) for one in box.select("a")] == [("A walk", "#walk")]


def test_only_the_paper_of_a_stage_with_errors_is_kept_back_and_the_whole_handbook(
    partly: Built,
) -> None:
    assert printed(partly) == {"roles/gardener/talk.pdf"}
    links = partly.page("roles/gardener").select("a.guide-pdf")
    assert [one["href"] for one in links] == ["../print/roles/gardener/talk.pdf"]
    box = partly.page("roles/gardener").select("#walk .admonition.error")[0]
    assert "neither its sheet nor the handbook is printed" in box.text


def test_coverage_claims_no_hole_without_saying_what_it_does_not_count(partly: Built) -> None:
    caption = "No stage looks at: Calm. Kept back for errors, and not counted: A walk."
    for page in ("roles/gardener", "index"):
        assert caption in partly.page(page).select(".guide-coverage")[0].text


def test_references_and_cards_lead_to_what_is_said_of_a_stage_with_errors(partly: Built) -> None:
    index = partly.page("index")
    card = index.select(".guide-card")[0]
    assert "Kept back for errors: A walk." in card.text
    panel = index.select(".guide-panel")[0]
    assert "has errors in its file" in panel.text
    hrefs = [one["href"] for one in index.select("a") if one.text.strip() == "A walk"]
    assert hrefs == ["roles/gardener.html#walk"] * 2


def printed(built: Built) -> set[str]:
    return {one.relative_to(built.out / "print").as_posix() for one in built.out.rglob("*.pdf")}


def test_a_mended_stage_is_there_again_with_its_paper_on_all_pages(tmp_path: Path) -> None:
    text = TWO.replace("minutes: 30\n", "minutes: 3h\n", 1)
    project = Project(tmp_path).write({**GARDEN, "roles/gardener.role.yaml": text})
    kinds = ["handbook", "sheet"]
    assert project.build(guides_print=kinds).failed
    project.replace("roles/gardener.role.yaml", "3h", "30")
    built = project.build(guides_print=kinds)
    assert (built.warnings, built.failed) == ([], False)
    assert printed(built) == {
        "roles/gardener.pdf", "roles/gardener/talk.pdf", "roles/gardener/walk.pdf",
        "roles/gardener/debrief.pdf",
    }  # fmt: skip
    assert "errors" not in built.read("index.html")
    project.replace("roles/gardener.role.yaml", "minutes: 30\n", "minutes: 3h\n")
    built = project.build(guides_print=kinds)
    assert printed(built) == {"roles/gardener/talk.pdf"}
    assert "Kept back for errors: A walk." in built.read("index.html")


def test_a_stage_that_draws_on_what_is_not_there_has_no_paper(garden: Project) -> None:
    garden.write({"roles/gardener.role.yaml": TWO})
    garden.replace("roles/gardener.role.yaml", "day#walking", "day#wakling")
    built = garden.build(guides_print=["handbook", "sheet"])
    assert printed(built) == {"roles/gardener/talk.pdf"}


@pytest.mark.parametrize("listed", ["", " gardener"])
def test_a_role_with_errors_keeps_a_card_that_says_so_and_leads_to_them(
    garden: Project, listed: str
) -> None:
    garden.replace("index.md", ":::{roles}", f":::{{roles}}{listed}")
    before = garden.build()
    assert before.warnings == []
    garden.replace("roles/gardener.role.yaml", "summary: Looks", "sumary: Looks")
    garden.replace("roles/gardener.role.yaml", "needs: 2", "needs: much")
    built = garden.build()
    assert len(built.warnings) == 2
    (card,) = built.page("index").select(".guide-card")
    assert card.select("h2 a")[0]["href"] == "roles/gardener.html"
    assert [one.text for one in card.select("p")] == [
        "This guide has errors in its file. Do not use it yet.", "2 errors",
    ]  # fmt: skip
