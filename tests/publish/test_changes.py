"""What changed for readers between two releases is told from guides.json, role by role."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from guides_ext.publish.history import (
    MOST_ENTRIES,
    Entry,
    Guides,
    entry_for,
    read_guides,
    with_entry,
)
from guides_ext.publish.pages import make_feed, make_pages
from guides_ext.record.data import VERSION
from tests.projects import GARDEN, ROLE, Project
from tests.publish.releases import make_build, publish_here, run

ATOM = "{http://www.w3.org/2005/Atom}"
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


def told(before: str, after: str) -> list[tuple[str, ...]]:
    """What a reader is told: the stage, what did what, its name, and both values."""
    return [
        (one["stage"], f"{one['what']} {one['did']}", one["title"], one["was"], one["now"])
        for one in entry(before, after)["changes"]
    ]


def entry(before: str, after: str) -> Entry:
    old, new = (read_guides(text, "guides.json") for text in (before, after))
    return entry_for("20261130T090000Z-c0ffee0", "c0ffee0", old, new)


CHANGES = {
    "a question that came": (
        MORE,
        ("A walk", "Question added", "", "", "Wet & cold?\nCompetency that the answers show: "
         "Taking care\nEasier form: Feel it."),
    ),
    "a question": (
        BASE.replace("What is dry?", "Which one is dry?"),
        ("A walk", "Question reworded", "", "What is dry?", "Which one is dry?"),
    ),
    "a text in a question": (
        BASE.replace("Feel it.", "Touch it."),
        ("A walk", "Easier form changed", "What is dry?", "Feel it.", "Touch it."),
    ),
    "a list in a question": (
        BASE.replace("Leaves.\n", "Leaves.\n          - Roots.\n"),
        ("A walk", "What to listen for added", "What is dry?", "", "Roots."),
    ),
    "a goal that came": (
        BASE.replace("they notice.\n", "they notice.\n      - Enjoy it.\n"),
        ("A walk", "Goal added", "", "", "Enjoy it."),
    ),
    "a goal, in other words": (
        BASE.replace("See what they notice.", "See what they notice first."),
        ("A walk", "Goal reworded", "", "See what they notice.", "See what they notice first."),
    ),
    "the short form of a goal": (
        BASE.replace("they notice.\n", "they notice.\n        - Sheet: Look\n"),
        ("A walk", "Short form on the sheet added", "See what they notice.", "", "Look"),
    ),
    "goals in another order": (
        BASE.replace("    goals: |\n", "    goals: |\n      - Hear what they ask.\n"),
        ("A walk", "Goal moved", "Hear what they ask.", "place 2", "place 1"),
    ),
    "minutes": (
        BASE.replace("minutes: 10", "minutes: 12").replace("minutes: 20", "minutes: 18"),
        ("A walk", "Minutes changed", "welcome", "10", "12"),
    ),
    "words to say, further down in a timebox": (
        BASE.replace(
            "{minutes: 10, is: welcome, say: Shall we?}",
            "minutes: 10\n        is: welcome\n        say:\n          - Shall we?\n"
            "          - {when: it rains, text: Mine?}",
        ),
        ("A walk", "Words to say in it added", "welcome", "", "it rains\nMine?"),
    ),
    "words that belong to no minute": (
        BASE.replace("    questions:\n", "    whenever: {They fall: Oh.}\n    questions:\n"),
        ("A walk", "Words to say whenever it fits added", "", "", "They fall\nOh."),
    ),
    "a check of a timebox": (
        BASE.replace("say: Shall we?", "say: Shall we?, checks: The gate is open."),
        ("A walk", "To confirm in it added", "welcome", "", "The gate is open."),
    ),
    "a question in another timebox": (
        BASE.replace("is: welcome", "is: welcome, with: [dry]"),
        ("A walk", "What is asked or done in it added", "welcome", "", "What is dry?"),
    ),
    "the level that the job needs": (
        BASE.replace("needs: 2", "needs: 3"),
        ("", "The level that the job needs changed", "Taking care", "2", "3"),
    ),
    "a level": (
        BASE.replace("2: Remembers.", "2: Remembers it."),
        ("", "What is seen at level 2 changed", "Taking care", "Remembers.", "Remembers it."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_with_its_stage_and_both_wordings(before: str, name: str) -> None:
    role, expected = CHANGES[name]
    first, *others = told(before, guides(role))
    assert first == expected
    assert others == [] or name in ("minutes", "a question in another timebox")
    (back, *_) = told(guides(role), before)
    assert (back[3], back[4]) == (expected[4], expected[3]) or "moved" in expected[1]


def test_what_moves_the_bar_stands_first_under_a_heading_that_says_so(before: str) -> None:
    role = BASE.replace("means: Waters", "means: Feeds and waters").replace("needs: 2", "needs: 3")
    made = entry(before, guides(role.replace("they notice", "they see")))
    page = BeautifulSoup(make_pages([made], ())["roles/gardener.html"], "html.parser")
    heads = [tag.get_text() for tag in page.select("section h3, section li b")]
    assert heads == ["What moves the bar", "The level that the job needs",
                     "The role", "What it means", "A walk", "Goal"]  # fmt: skip


def test_questions_of_a_stage_without_ids_are_told_by_their_words(tmp_path: Path) -> None:
    """Their ids are their numbers, which change when one comes before them."""
    plain = BASE.replace("      - id: dry\n        ask:", "      - ask:")
    more = plain.replace("      - ask:", "      - ask: What is new?\n      - ask:")
    (change,) = told(guides(plain), guides(more))
    assert change[1:] == ("Question added", "", "", "What is new?")
    other = more.replace("What is dry?", "What is dry today?")
    came, reworded = told(guides(plain), guides(other))
    assert came == change
    assert reworded[1:] == ("Question reworded", "", "What is dry?", "What is dry today?")


def test_what_an_article_says_is_told_with_the_article_and_with_the_stage(
    tmp_path: Path, before: str
) -> None:
    project = Project(tmp_path).write({**GARDEN, "roles/gardener.role.yaml": BASE})
    project.replace("articles/day.md", "Hear what they ask.", "Hear what they do not ask.")
    made = entry(before, project.build().read("guides.json"))
    assert [one["document"] for one in made["changes"]] == ["articles/day", "roles/gardener"]
    assert {one["now"] for one in made["changes"]} == {"Hear what they do not ask."}


def test_where_an_article_s_words_belong_is_told(tmp_path: Path) -> None:
    project = Project(tmp_path).write(GARDEN)
    words = "Walk slowly.\n\n:::{script} At the gate\nCome in.\n:::\n"
    project.replace("articles/day.md", "Walk slowly.\n", words)
    old = project.build().read("guides.json")
    project.replace("articles/day.md", "Come in.", ":at: welcome\n\nCome in.")
    first, *stage = told(old, project.build().read("guides.json"))
    assert first[1:] == ("Kind of timebox that it belongs to added", "At the gate", "", "welcome")
    assert [one[1] for one in stage] == [
        "Words to say in it added",
        "Words to say whenever it fits removed",
    ]


def test_a_new_version_of_a_sheet_that_the_role_brings_says_so(before: str) -> None:
    made = entry(before, guides(BASE.replace("needs: 2", "needs: 3")))
    (version,) = made["documents"]["roles/gardener"]["versions"]
    assert version["why"] == "The level that the job needs (told with the role)"


def test_a_key_that_nobody_has_heard_of_is_told(before: str) -> None:
    data = json.loads(before)
    data["roles"]["roles/gardener"]["stages"][0]["dress_code"] = {"on_top": "A hat"}
    assert told(before, json.dumps(data)) == [
        ("A walk", "Dress code, on top added", "", "", "A hat")
    ]


def test_nothing_changed_says_nothing(before: str) -> None:
    assert told(before, before) == []


def test_a_role_that_came_or_went_is_one_change(before: str) -> None:
    data = json.loads(before)
    none = json.dumps({**data, "roles": {}})
    assert told(none, before) == [("", "Role added", "", "", "Gardener")]
    assert told(before, none) == [("", "Role removed", "", "Gardener", "")]


SEED = 20261130


@pytest.mark.parametrize("seed", range(SEED, SEED + 40))
def test_whatever_shape_the_data_has_there_is_an_answer(before: str, seed: int) -> None:
    chance = random.Random(seed)
    odd: list[Any] = [
        None,
        True,
        0,
        "x",
        [],
        {},
        ["x"],
        [["x"]],
        [{}],
        {"id": "x"},
        {"x": {"id": "x"}},
        "\x00",
    ]

    def spoilt(value: Any) -> Any:
        if chance.random() < 0.04:
            return chance.choice(odd)
        if isinstance(value, dict):
            return {key: spoilt(one) for key, one in value.items()}
        return [spoilt(one) for one in value] if isinstance(value, list) else value

    data = json.loads(before)
    role = data["roles"]["roles/gardener"]
    for key in role.keys() - {"title", "stages"}:
        role[key] = spoilt(role[key])
    for stage in role["stages"]:
        for key in stage.keys() - {"id", "title", "version"}:
            stage[key] = spoilt(stage[key])
    for pair in ((before, json.dumps(data)), (json.dumps(data), before)):
        made = entry(*pair)
        assert all(isinstance(one["was"] + one["now"], str) for one in made["changes"])
        if made["documents"]:
            assert make_pages([made], ())
            ElementTree.fromstring(make_feed([made])["changes.xml"])


NO_ROLES = '{"version": 3, "roles": {"roles/gardener": {"title": "Gardener", "stages": [{}]}}}'
OUTSIDE = '{"version": 3, "roles": {"../gardener": {"title": "Gardener", "stages": []}}}'
DEEP = "[" * 100_000


@pytest.mark.parametrize("text", ["[]", "{", '{"roles": {}}', NO_ROLES, OUTSIDE, DEEP])
def test_what_is_no_guides_json_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    build = make_build(tmp_path / "build", {"guides.json": text})
    done = run("--build", build, tmp_path / "site")
    assert (done.returncode, f"refused: {build}/guides.json" in done.stderr) == (3, True)
    assert not (tmp_path / "site").exists()


NESTED = (
    f'{{"version": {VERSION}, "articles": {{}}, "roles": {{"roles/gardener": {{'
    f'"title": "Gardener", "stages": [], "summary": {"[" * 900}{"]" * 900}}}}}}}'
)


@pytest.mark.parametrize(
    ("old", "why"),
    [
        ('{"version": 0, "roles": {}}', "is of version 0, and this one of"),
        ('{"roles": {}}', "cannot be read: KeyError('version')"),
        ("{", "cannot be read"),
        (NESTED, "recursion"),
    ],
    ids=["of another version", "of none", "no JSON", "deep"],
)
def test_what_was_told_in_another_form_cannot_be_compared_and_that_is_said(
    tmp_path: Path, before: str, old: str, why: str
) -> None:
    """A release of another version of this tool, or one that somebody has made by hand."""
    build, target = tmp_path / "build", tmp_path / "site"
    publish_here(make_build(build, {"guides.json": before}), target)
    tamper(target / "current/guides.json", old)
    done = run("--build", make_build(build, {"guides.json": before, "new.html": ""}), target)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(rf"What has changed cannot be told: .*{re.escape(why)}", done.stdout)
    where = f"What has changed for readers: {target}/current/what-changed/index.html"
    assert where in done.stdout.splitlines()
    page = (target / "current/what-changed/roles/gardener.html").read_text(encoding="utf-8")
    assert "What has changed cannot be told" in page
    assert "Gardener: what changed cannot be told" in (
        target / "current/what-changed/changes.xml"
    ).read_text(encoding="utf-8")


def tamper(path: Path, text: str) -> str:
    """Put a text into a file of the live release, and its hash into the manifest; returns the
    release."""
    path = path.resolve()
    was, now = (sha256(data).hexdigest() for data in (path.read_bytes(), text.encode()))
    path.write_text(text)
    manifest = next(folder for folder in path.parents if folder.name == "site").with_name(
        "manifest.json"
    )
    manifest.write_text(manifest.read_text().replace(was, now))
    return manifest.parent.name


def test_a_page_per_role_tells_it_and_finds_the_version_of_any_sheet(
    tmp_path: Path, before: str
) -> None:
    build, target = tmp_path / "build", tmp_path / "site"
    after, last = guides(MORE), guides(BASE)
    for text in (before, after, last):
        make_build(build, {"index.html": "", "roles/gardener.html": "", "guides.json": text})
        publish_here(build, target)
    page = (target / "current/what-changed/roles/gardener.html").read_text(encoding="utf-8")
    assert "<ins>Wet &amp; cold?" in page
    assert 'href="../../roles/gardener.html"' in page
    versions = [json.loads(text)["roles"]["roles/gardener"]["stages"][0]["version"]
                for text in (before, after, last)]  # fmt: skip
    rows = [[cell.get_text() for cell in row.select("td")]
            for row in BeautifulSoup(page, "html.parser").select("tbody tr")]  # fmt: skip
    assert rows == [
        ["A walk", versions[1], versions[2], "Question"],
        ["A walk", versions[0], versions[1], "Question"],
        ["A walk", "–", versions[0], "First release"],
    ]
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


ENTRY = {"release": "20200101T000000Z-x", "commit": "", "note": "", "documents": {}, "changes": []}
HOSTILE = {
    "not JSON": "{",
    "no history": "[]",
    "no list": '{"releases": 5}',
    "no entry": '{"releases": [5]}',
    "no release": json.dumps({"releases": [ENTRY | {"release": "x"}]}),
    "no day": json.dumps({"releases": [ENTRY | {"release": "20209999T000000Z-x"}]}),
    "no change": json.dumps({"releases": [ENTRY | {"changes": [{"document": "x"}]}]}),
    "out of the site": json.dumps({"releases": [ENTRY | {"documents": {
        "../../../x": {"kind": "role", "title": "x", "versions": []}}}]}),
    "deep": DEEP,
}  # fmt: skip


@pytest.mark.parametrize("knows", [False, True], ids=["alone", "with its manifest"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_history_tampered_with_is_told_and_taken_from_the_release_before(
    thrice: tuple[Path, Path], text: str, knows: bool
) -> None:
    build, target = thrice
    history = target / "current/what-changed/changes.json"
    if knows:
        name = tamper(history, text)
    else:
        name = history.resolve().parents[2].name
        history.write_text(text)
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
    at = lines.index("What changed since the last release, first what moves the bar:")
    assert lines[at + 1].startswith("  roles/gardener · A walk: Question added: Wet & cold? ")


def test_the_feed_has_an_entry_for_each_release_and_role_and_is_what_atom_asks_for(
    thrice: tuple[Path, Path],
) -> None:
    _, target = thrice
    place = target / "current/what-changed"
    names = sorted(path.name for path in (target / "releases").iterdir())
    feed = ElementTree.parse(place / "changes.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] == [
        "changes.xml"
    ]
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Gardener: 1 change that moves the bar",
        "Gardener: 1 change that moves the bar",
        "Gardener: first release",
    ]
    times = [f"{n[:4]}-{n[4:6]}-{n[6:11]}:{n[11:13]}:{n[13:16]}" for n in reversed(names)]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == times
    assert feed.findtext(f"{ATOM}updated") == times[0]
    for entry, name in zip(entries, reversed(names), strict=True):
        (link,) = entry.findall(f"{ATOM}link")
        page, _, anchor = str(link.get("href")).partition("#")
        assert (anchor, link.get("rel")) == (name, "alternate")
        html = BeautifulSoup((place / page).read_text(encoding="utf-8"), "html.parser")
        section = html.find(id=anchor)
        content = BeautifulSoup(entry.findtext(f"{ATOM}content") or "", "html.parser")
        assert section
        assert content.get_text(strip=True) in section.get_text(strip=True)
    for path in ("index.html", "roles/gardener.html"):
        html = BeautifulSoup((place / path).read_text(encoding="utf-8"), "html.parser")
        (alternate,) = html.select('link[rel="alternate"][type="application/atom+xml"]')
        assert ((place / path).parent / str(alternate["href"])).resolve().name == "changes.xml"


def test_what_a_feed_reader_has_seen_keeps_its_id(thrice: tuple[Path, Path]) -> None:
    _, target = thrice
    feeds = [ElementTree.parse(release / "site/what-changed/changes.xml").getroot()
             for release in sorted((target / "releases").iterdir())]  # fmt: skip
    assert len({feed.findtext(f"{ATOM}id") for feed in feeds}) == 1
    ids = [[str(one.text) for one in feed.findall(f"{ATOM}entry/{ATOM}id")] for feed in feeds]
    assert ids[2][1:] == ids[1]
    assert ids[1][1:] == ids[0]
    assert len({*ids[2]}) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id) for id in ids[2])


def test_a_history_keeps_its_oldest_entry() -> None:
    history: list[Entry] = []
    for number in range(MOST_ENTRIES + 5):
        guides = Guides(1, {"x": ("article", {"title": str(number)})})
        entry = entry_for(f"20260101T{number:06}Z-x", "x", Guides(1, {}), guides)
        history = with_entry(entry, history)
    assert len(history) == MOST_ENTRIES
    assert history[-1]["release"] == "20260101T000000Z-x"
    assert history[0]["release"] == f"20260101T{MOST_ENTRIES + 4:06}Z-x"


def test_a_site_without_guides_gets_no_pages(tmp_path: Path) -> None:
    build, target = make_build(tmp_path / "build", {"index.html": ""}), tmp_path / "site"
    publish_here(build, target)
    assert not (target / "current" / "what-changed").exists()


def test_a_build_with_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path / "build", {"what-changed/index.html": ""})
    done = run("--build", build, tmp_path / "site")
    assert (done.returncode, "what-changed/" in done.stderr) == (3, True)
    assert not (tmp_path / "site").exists()
