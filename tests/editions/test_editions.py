"""An edition from its sources to a release: copied, built, looked through, published."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guides_ext.__main__ import main
from guides_ext.editions import pages
from guides_ext.editions.project import MARK, project_tree, write_copy
from guides_ext.files import files_below
from guides_ext.model.base import Circle
from guides_ext.publish.build import NOT_PUBLISHED, SIGNATURE, file_entries, read_build
from guides_ext.publish.server.errors import Refused
from tests.editions.sources import CANARY, opened, tree
from tests.editions.test_every_field import ARTICLE, LIBRARY, ROLE

DOCS = Path(__file__).parents[2] / "docs"
FILES: dict[str, str | bytes] = {
    "page.md": opened("You may ask for another day, and for a longer break."),
    "roles/gardener.role.yaml": ROLE,
    "roles/_library.role.yaml": LIBRARY,
    "articles/closed.md": ARTICLE,
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree(tmp_path_factory.mktemp("docs"), FILES)


@pytest.fixture(scope="module")
def folder(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("candidate")
    assert main(["edition", "--edition", "candidate", str(source), str(made)]) == 0
    return made


@pytest.mark.parametrize("edition", ["company", "candidate"])
def test_no_page_of_our_docs_stops_an_edition(edition: Circle) -> None:
    made = project_tree(DOCS, edition)
    assert made.problems == []
    assert len(made.roles) == 4


def test_only_what_has_changed_is_written_into_the_copy(source: Path, tmp_path: Path) -> None:
    made = project_tree(source, "candidate")
    assert set(write_copy(made, tmp_path / "copy")) == made.files.keys()
    assert write_copy(made, tmp_path / "copy") == []
    del made.files["page.md"]
    made.files["conf.py"] = "changed"
    assert set(write_copy(made, tmp_path / "copy")) == {"page.md", "conf.py"}
    assert not (tmp_path / "copy" / "page.md").exists()


def test_a_folder_with_other_files_is_no_place_for_a_copy(source: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["project", "--edition", "candidate", str(source), str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_where_nothing_is_open_no_edition_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tree(tmp_path / "docs", {"roles/gardener.role.yaml": "title: Gardener\n"})
    assert main(["edition", "--edition", "candidate", str(source), str(tmp_path / "made")]) == 1
    said = capsys.readouterr()
    assert "nothing is open: write `audience: candidate` in the role" in said.err
    assert said.out == ""


@pytest.mark.parametrize(("language", "word"), [("en", "invitation"), ("de", "Einladung")])
def test_the_first_page_for_candidates_says_where_their_guide_is(
    tmp_path: Path, language: str, word: str
) -> None:
    source = tree(tmp_path, {**FILES, "conf.py": f'language = "{language}"\n'})
    assert word in str(project_tree(source, "candidate").files["index.md"])


def test_a_library_stays_behind_and_its_texts_come_along(source: Path) -> None:
    made = project_tree(source, "company")
    role = str(made.files["roles/gardener.role.yaml"])
    assert "roles/_library.role.yaml" not in made.files
    assert "extends" not in role
    assert "Never named" not in role


def test_a_role_is_closed_unless_its_own_file_opens_it(tmp_path: Path) -> None:
    text = ROLE.replace("audience: candidate\n", "")
    library = f"audience: candidate\n{LIBRARY}"
    tree(tmp_path, {**FILES, "roles/gardener.role.yaml": text, "roles/_library.role.yaml": library})
    made = project_tree(tmp_path, "company")
    assert not made.problems
    assert made.roles == {}


def test_a_broken_role_stops_where_it_is_open_and_only_there(tmp_path: Path) -> None:
    text = ROLE.replace("minutes: 30", "minutes: half an hour")
    tree(tmp_path, {**FILES, "roles/gardener.role.yaml": text})
    (problem, *_) = project_tree(tmp_path, "candidate").problems
    assert "expected whole minutes" in problem.message
    tree(tmp_path, {"roles/gardener.role.yaml": text.replace("audience: candidate\n", "")})
    assert project_tree(tmp_path, "candidate").problems == []


def test_a_section_within_a_block_that_is_cut_stops_the_role(tmp_path: Path) -> None:
    article = opened(":::{company-only}\n(hidden-hedges)=\n## Gone\n:::")
    role = ROLE.replace(
        "candidate: {expect: We walk.}", "candidate: {sections: [articles/closed#hidden-hedges]}"
    )
    tree(tmp_path, {**FILES, "articles/closed.md": article, "roles/gardener.role.yaml": role})
    (problem,) = project_tree(tmp_path, "candidate").problems
    assert problem.path == "stages.walk.candidate.sections"
    assert "names what this edition has not of an open page" in problem.message


def test_an_address_may_end_as_a_name_does(tmp_path: Path) -> None:
    places = ".. _docs: https://x.org/a_\n.. _the docs: https://x.org/a_\n"
    page = f":audience: candidate\n\nP\n=\n\nSee docs_ and `the docs`_.\n\n{places}"
    tree(tmp_path, {**FILES, "page.rst": page})
    assert places in str(project_tree(tmp_path, "candidate").files["page.rst"])


def test_nothing_is_taken_along_from_a_folder_that_is_no_source(tmp_path: Path) -> None:
    picture = {"build/plan.png": b"", "docs/build/plan.png": b""}
    tree(tmp_path, {**FILES, **picture, "page.md": opened("![A plan](build/plan.png)")})
    made = project_tree(tmp_path, "candidate")
    assert "build/plan.png" not in made.files


def test_the_report_names_what_is_gone_and_the_sentence_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = opened("First. Then [look here](articles/closed.md) before you come. Last.")
    tree(tmp_path, {**FILES, "page.md": text})
    assert main(["project", "--edition", "candidate", str(tmp_path), str(tmp_path / "build")]) == 0
    said = capsys.readouterr().err
    assert f"{tmp_path}/page.md:8:1: WARNING: 'articles/closed.md' is not in this edition" in said
    assert "Then [look here](articles/closed.md) before you come." in said
    assert "Then look here before you come." in (tmp_path / "build" / "page.md").read_text()


def test_the_difference_to_another_copy_is_shown(
    source: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree(tmp_path, {**FILES, "page.md": opened("You may ask for another hour.")})
    old = str(folder / "source")
    assert main(["project", "--edition", "candidate", str(tmp_path), "--diff", old]) == 0
    said = capsys.readouterr().out
    assert "+You may ask for another hour." in said
    assert "-You may ask for another day, and for a longer break." in said


def test_an_edition_is_signed_by_the_gate_and_can_be_published(folder: Path) -> None:
    says = json.loads((folder / "html" / SIGNATURE).read_text())
    assert (says["edition"], len(says["gate"])) == ("candidate", 64)
    assert file_entries(read_build(folder / "html"), [])
    assert not (folder / "fresh").exists()


def test_to_look_through_a_site_does_not_sign_it(
    source: Path, folder: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(folder / "html", tmp_path / "html"))
    unsigned = json.dumps({**json.loads((site / SIGNATURE).read_text()), "gate": None})
    (site / SIGNATURE).write_text(unsigned)
    assert main(["leaks", "--edition", "candidate", "--source", str(source), str(site)]) == 0
    assert (site / SIGNATURE).read_text() == unsigned


@pytest.mark.parametrize("change", ["without a gate", "another file", "a changed file"])
def test_publish_refuses_an_edition_that_no_gate_has_let_through_as_it_is(
    folder: Path, tmp_path: Path, change: str
) -> None:
    site = tmp_path / "html"
    shutil.copytree(folder / "html", site)
    if change == "without a gate":
        says = json.loads((site / SIGNATURE).read_text())
        (site / SIGNATURE).write_text(json.dumps({**says, "gate": None}))
    elif change == "another file":
        (site / "more.txt").write_text("more")
    else:
        (site / "_static" / "mine.css").write_text("changed")
    with pytest.raises(Refused, match="gate"):
        file_entries(read_build(site), [])


def test_what_leaks_is_moved_aside_and_the_last_edition_stays(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = ":::{panel-only}\nThe trap of this task is the leap year.\n:::"
    source = tree(tmp_path / "docs", {**FILES, "page.md": opened(secret)})
    made = shutil.copytree(folder, tmp_path / "made")
    before = (made / "html" / SIGNATURE).read_bytes()
    monkeypatch.setitem(pages.KNOWN, "panel-only", "candidate")
    assert main(["edition", "--edition", "candidate", str(source), str(made)]) == 1
    said = capsys.readouterr().err
    assert (
        f"{source}/page.md:9:1: published in page.html: The trap of this task is the leap year."
        in said
    )
    assert (made / "html" / SIGNATURE).read_bytes() == before
    assert (made / "refused").is_dir()
    assert not (made / "fresh").exists()


def test_the_gate_looks_through_any_folder(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_text("<p>Cut slanting, match the bark, then bind tightly.</p>")
    (tmp_path / "b.html").write_text("<p>You may ask for another day.</p>")
    assert main(["leaks", "--edition", "candidate", "--source", str(source), str(tmp_path)]) == 1
    line = ROLE[: ROLE.index("solution:")].count("\n") + 1
    said = capsys.readouterr().out
    assert f"{source}/roles/gardener.role.yaml:{line}:" in said
    assert "b.html" not in said


def test_no_file_of_a_copy_holds_more_than_it_may(folder: Path) -> None:
    assert (folder / "source" / MARK).is_file()
    text = "".join(path.read_text() for path in (folder / "source").rglob("*") if path.is_file())
    assert "medlar" not in text
    assert CANARY not in text


def built(source: Path, out: Path) -> dict[str, bytes]:
    """What the panel's handbook publishes, but for the sources beside its pages."""
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(out / "trees"), source, out / "html"]
    subprocess.run(command, check=True)
    kept = {*NOT_PUBLISHED, "_sources"}
    return {path: (out / "html" / path).read_bytes() for path in files_below(out / "html", kept)}


@pytest.mark.slow
def test_what_is_opened_changes_no_byte_of_the_panels_handbook(tmp_path: Path) -> None:
    """But for guides.json, which says for whom a role is."""
    whole = {
        "conf.py": 'extensions = ["guides_ext"]\nguides_print = ["sheet"]\n',
        "index.md": "# Home\n\n```{roles}\n```\n",
        "page.md": opened("You may ask for another day."),
        **{name: str(FILES[name]) for name in FILES if name != "page.md"},
    }
    closed = {name: text.replace("audience: candidate\n", "audience: panel\n")
              for name, text in whole.items()}  # fmt: skip
    first = built(tree(tmp_path / "first" / "docs", {**closed}), tmp_path / "first")
    source = tree(tmp_path / "second" / "docs", {**whole})
    for edition in ("company", "candidate"):
        made = project_tree(source, edition)  # type: ignore[arg-type]
        write_copy(made, tmp_path / "second" / edition)
    second = built(source, tmp_path / "second")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] in ([], ["guides.json"])
    assert "print/roles/gardener/walk.pdf" in first
