"""What changed for readers between two releases is told from guides.json, role by role."""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guides_ext.publish.changes import changes_between
from tests.projects import GARDEN, ROLE, Project
from tests.publish.releases import make_build, publish_here, run

DRY = "      - {id: dry, ask: What is dry?, competency: care}\n"
BASE = ROLE.replace(
    DRY,
    """\
      - id: dry
        ask: What is dry?
        competency: care
        easier: Feel it.
        listen_for: |
          - Leaves.
""",
)
WET = BASE[BASE.index("      - id: dry") :].replace("dry", "wet")
MORE = BASE + WET.replace("What is wet?", "Wet & cold?")


@cache
def guides(role: str) -> str:
    """The guides.json of a garden with this role."""
    with TemporaryDirectory() as folder:
        project = Project(Path(folder)).write({**GARDEN, "roles/gardener.role.yaml": role})
        return project.build().read("guides.json")


@pytest.fixture(scope="module")
def before() -> str:
    return guides(BASE)


CHANGES = {
    "question added": (MORE, ("A walk", "", "", "Wet & cold?")),
    "question changed": (
        BASE.replace("What is dry?", "Which one is dry?"),
        ("A walk", "", "What is dry?", "Which one is dry?"),
    ),
    "easier changed": (
        BASE.replace("Feel it.", "Touch it."),
        ("A walk", "What is dry?", "Feel it.", "Touch it."),
    ),
    "listen for added": (
        BASE.replace("Leaves.\n", "Leaves.\n          - Roots.\n"),
        ("A walk", "What is dry?", "", "Roots."),
    ),
    "goal added": (
        BASE.replace("they notice.\n", "they notice.\n      - Enjoy it.\n"),
        ("A walk", "", "", "Enjoy it."),
    ),
    "minutes changed": (
        BASE.replace("minutes: 10", "minutes: 12").replace("minutes: 20", "minutes: 18"),
        ("A walk", "welcome", "10", "12"),
    ),
    "level changed": (
        BASE.replace("2: Remembers.", "2: Remembers it."),
        ("", "Taking care, 2", "Remembers.", "Remembers it."),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_with_its_stage_and_both_wordings(before: str, name: str) -> None:
    role, expected = CHANGES[name]
    change, *others = changes_between(before, guides(role))
    assert f"{change['what']} {change['did']}" == name
    assert (change["stage"], change["title"], change["was"], change["now"]) == expected
    assert change["role"] == "roles/gardener"
    assert others == [] or name == "minutes changed"
    (back, *_) = changes_between(guides(role), before)
    assert (back["was"], back["now"]) == (expected[3], expected[2])


def test_nothing_changed_says_nothing(before: str) -> None:
    assert changes_between(before, before) == []


def test_a_role_that_came_or_went_is_one_change(before: str) -> None:
    none = json.dumps({"version": 1, "roles": {}})
    (came,) = changes_between(none, before)
    assert (came["what"], came["did"], came["now"]) == ("role", "added", "Gardener")
    (went,) = changes_between(before, none)
    assert went["did"] == "removed"


DEEP = '{"version": 1, "roles": {"roles/gardener": {"title": "Gardener", "stages": [{}]}}}'


@pytest.mark.parametrize("text", ["[]", "{", '{"roles": {}}', '{"version": 2, "roles": {}}', DEEP])
def test_what_is_no_guides_json_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    build = make_build(tmp_path / "build", {"guides.json": text})
    done = run("--build", build, tmp_path / "site")
    assert (done.returncode, f"refused: {build}/guides.json" in done.stderr) == (3, True)
    assert not (tmp_path / "site").exists()


def test_a_page_per_role_tells_it_and_finds_the_version_of_any_sheet(
    tmp_path: Path, before: str
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    after, last = guides(MORE), guides(BASE)
    for text in (before, after, last):
        make_build(build, {"index.html": "", "roles/gardener.html": "", "guides.json": text})
        publish_here(build, target)
    page = (target / "current/what-changed/roles/gardener.html").read_text(encoding="utf-8")
    assert "<ins>Wet &amp; cold?</ins>" in page
    assert 'href="../../roles/gardener.html"' in page
    versions = [json.loads(text)["roles"]["roles/gardener"]["stages"][0]["version"]
                for text in (before, after, last)]  # fmt: skip
    rows = re.findall(r"<td>A walk</td><td><code>(.+?)</code></td><td><code>(.+?)</code>", page)
    assert rows == [(versions[1], versions[2]), (versions[0], versions[1]), ("–", versions[0])]
    assert "Gardener" in (target / "current/what-changed/index.html").read_text(encoding="utf-8")


@pytest.fixture
def thrice(tmp_path: Path, before: str) -> tuple[Path, Path]:
    """A build, and a target with three releases of it, each of which has changed the guides."""
    build, target = tmp_path / "build", tmp_path / "site"
    after, last = guides(MORE), guides(BASE)
    for text in (before, after, last):
        make_build(build, {"index.html": "", "guides.json": text})
        publish_here(build, target)
    return build, target


HOSTILE = {
    "not JSON": "{",
    "no history": "[]",
    "no list": '{"releases": 5}',
    "no entry": '{"releases": [5]}',
    "no release": '{"releases": [{"release": "x", "commit": "", "roles": {}, "changes": []}]}',
    "out of the site": '{"releases": [{"release": "20200101T000000Z-x", "commit": "", "roles": '
    '{"../../../x": {"title": "x", "versions": []}}, "changes": []}]}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("knows", [False, True], ids=["alone", "with its manifest"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_history_tampered_with_is_told_and_taken_from_the_release_before(
    thrice: tuple[Path, Path], text: str, knows: bool
) -> None:
    build, target = thrice
    history = (target / "current/what-changed/changes.json").resolve()
    name, was = history.parents[2].name, sha256(history.read_bytes()).hexdigest()
    history.write_text(text)
    if knows:
        manifest = history.parents[2] / "manifest.json"
        now = sha256(text.encode()).hexdigest()
        manifest.write_text(manifest.read_text().replace(was, now))
    done = run("--build", build, target)
    said = rf"mended by this release: .*what-changed/changes\.json.* of release {name}"
    assert done.returncode == 0, done.stderr
    assert re.search(said, done.stdout)
    releases = json.loads((target / "current/what-changed/changes.json").read_text())["releases"]
    assert len(releases) == 3
    assert "Nothing has changed" in run("--build", build, target).stdout


def test_of_a_damaged_release_nothing_is_told_that_its_manifest_does_not_say(
    thrice: tuple[Path, Path],
) -> None:
    build, target = thrice
    live = target / "current" / "guides.json"
    live.write_text(live.read_text().replace("Gardener", "Tampered"))
    make_build(build, {"index.html": "new", "guides.json": (build / "guides.json").read_text()})
    done = run("--build", build, target)
    assert "'guides.json' of release" in done.stdout
    assert "Tampered" not in (target / "current/what-changed/changes.json").read_text()


def test_a_release_that_changes_no_guide_leaves_the_pages_as_they_were(
    tmp_path: Path, before: str
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    for word in ("one", "two"):
        make_build(build, {"index.html": word, "guides.json": before})
        publish_here(build, target)
    one, two = sorted((target / "releases").iterdir())
    page = Path("site/what-changed/roles/gardener.html")
    assert (one / page).samefile(two / page)


def test_the_dry_run_has_a_section_on_it(tmp_path: Path, before: str) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    make_build(build, {"guides.json": before})
    publish_here(build, target)
    make_build(build, {"guides.json": guides(MORE)})
    lines = run("--build", build, target, "--dry-run").stdout.splitlines()
    at = lines.index("What changed since the last release:")
    assert lines[at + 1] == "  roles/gardener, A walk: question added: Wet & cold?"


def test_a_site_without_guides_gets_no_pages(tmp_path: Path) -> None:
    build, target = make_build(tmp_path / "build", {"index.html": ""}), tmp_path / "site"
    publish_here(build, target)
    assert not (target / "current" / "what-changed").exists()


def test_a_build_with_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path / "build", {"what-changed/index.html": ""})
    done = run("--build", build, tmp_path / "site")
    assert (done.returncode, "what-changed/" in done.stderr) == (3, True)
    assert not (tmp_path / "site").exists()
