"""A file's fault is that file's: front matter, settings of a site and data of any shape."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides_ext.articles.jekyll.front import Front, with_front_in_yaml, with_sound_front
from guides_ext.articles.jekyll.plain import values
from tests.projects import CONF, Built, Project

HUGE = "9" * 5000
FRONTS = {
    "bool": "title: !!bool maybe",
    "float": "title: !!float x",
    "timestamp": "date: !!timestamp x",
    "no-date": "date: 2020-13-45",
    "far-date": "date: 0001-01-01T00:00:00+23:00",
    "hexadecimal": f"part: 0x{'f' * 5000}",
    "decimal": f"title: {HUGE}",
    "infinite": "part: .inf",
    "no-number": "part: .nan\nseries: x",
    "octal": "part: 0o7",
    "seconds": "part: 190:20:30",
    "binary": "title: !!binary x",
    "python": "title: !!python/object/apply:os.system [echo]",
    "set": "tags: !!set {a, b}",
    "twice": "title: One\ntitle: Two",
    "surrogate": 'title: "\\ud800"',
    "control": 'title: "\\x00\\x1b"',
    "bomb": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
    ),
    "circle": "a: &a [*a]",
    "deep": "a: " + "[" * 5000,
    "deep-closed": "a: " + "[" * 500 + "]" * 500,
    "deep-block": "".join(f"{' ' * n}a:\n" for n in range(200)),
    "list": "- a\n- b",
    "text": "a text",
    "null": "~",
    "key": "? [a, b]\n: c",
    "number-key": "5: a\ntrue: b\nnull: c\n2020-01-01: d",
    "merge": "base: &b {x: 1}\nown: {<<: *b, y: 2}",
    "merge-wrong": "<<: 5\ntitle: x",
    "tab": "a:\n\t- b",
    "open": "title: 'x",
    "two": "a: 1\n--- x",
    "alias": "title: *x",
    "anchor": "a: &x 1\nb: &x 2",
    "many": "\n".join(f"k{n}: {n}" for n in range(5000)),
    "long": f"title: {'x' * 100_000}",
    "sub": "title: {a: [b, {c: d}]}",
    "myst": "myst: [1, 2]",
    "myst-deep": "myst: {enable_extensions: 5, heading_anchors: x}",
    "html-meta": "html_meta: 5",
    "substitutions": "substitutions: [1]",
    "orphan": "orphan: [x]\ntocdepth: x",
    "lift": "guides_lift: [1]",
    "series": "series: [a, b]\npart: {a: b}",
    "image": "image: [a]\nlayout: post",
    "image-path": "image: {path: [a]}\nlayout: post",
    "date-list": "date: [2020]\nlayout: post",
}
TOMLS = {
    "toml-date": "date = 2020-01-01T00:00:00Z\ntime = 07:32:00",
    "toml-deep": "a = " + "[" * 3000 + "]" * 3000,
    "toml-number": f"part = {HUGE}",
    "toml-hexadecimal": f"part = 0x{'f' * 5000}",
    "toml-infinite": "part = inf",
    "toml-broken": "a = ",
    "toml-twice": "a = 1\na = 2",
}
DATA = {
    "_data/bomb.yml": FRONTS["bomb"],
    "_data/deep.json": "[" * 100_000,
    "_data/surrogate.json": '{"a": "\\ud800"}',
    "_data/number.yml": f"a: 0x{'f' * 5000}\nb: {HUGE}",
    "_data/twice.yml": "a: 1\na: 2",
    "_data/circle.yml": "a: &a {b: *a}",
    "_data/bool.yml": "- !!bool maybe",
    "_data/large.yml": "a: " + "x" * 2_000_000,
    "_data/bytes.yml": b"\xff\xfe\x00",
}
NAMES = [path[6:].split(".")[0] for path in DATA]
USES = "".join(
    f"{{{{ site.data.{name} }}}} {{{{ site.data.{name} | jsonify }}}}\n" for name in NAMES
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All of them in one project, each in an article and in a post."""
    files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": "# Home\n\n{a}`b`\n"}
    for name, front in FRONTS.items():
        for folder in ("plain", "blog/_posts"):
            day = "2020-01-31-" if folder != "plain" else ""
            files[f"{folder}/{day}{name}.md"] = f"---\n{front}\n---\n# Head\n\nWords of {name}.\n"
    for name, front in TOMLS.items():
        files[f"plain/{name}.md"] = f"+++\n{front}\n+++\n# Head\n\nWords of {name}.\n"
    files |= {f"blog/{path}": text for path, text in DATA.items()}
    files["blog/_config.yml"] = "title: !!bool maybe\nbaseurl: &a [*a]\nurl: 5\ntitle: x\n"
    files["blog/uses.md"] = f"---\nlayout: page\n---\n# Uses\n\n{USES}\nWords of uses.\n"
    started = time.monotonic()
    built = Project(tmp_path_factory.mktemp("fronts")).write(files).build()
    assert time.monotonic() - started < 100
    return built


@pytest.mark.parametrize("name", [*FRONTS, *TOMLS, "uses"])
def test_no_front_matter_costs_a_page_its_words(built: Built, name: str) -> None:
    pages = [path for path in built.files if path.endswith(".html") and path[:1] != "_"]
    files = (f"{name}.html", f"2020-01-31-{name}.html")
    files = (f"{name}.html", f"2020-01-31-{name}.html")
    own = [path for path in pages if path.rpartition("/")[2] in files]
    assert len(own) == (2 if name in FRONTS else 1)
    for path in own:
        assert f"Words of {name}." in built.read(path), path


WRONG = ("surrogate", "control", "bomb", "circle", "deep", "deep-closed", "deep-block", "list",
         "text", "key", "twice", "python", "tab", "open", "two", "alias", "anchor")  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_place(built: Built, name: str) -> None:
    for file in (f"plain/{name}.md", f"blog/_posts/2020-01-31-{name}.md"):
        said = [one for one in built.warnings if one.startswith(f"{file}:")]
        assert any("[guides." in one for one in said), (file, said)


SOUND = ("_data/number.yml", "_data/bool.yml")
"""Data with numbers and tags that are texts here."""


@pytest.mark.parametrize("file", [*sorted(DATA.keys() - set(SOUND)), "_config.yml"])
def test_what_is_wrong_in_data_is_said_with_its_place(built: Built, file: str) -> None:
    assert any(one.startswith(f"blog/{file}:") for one in built.warnings)


def test_what_is_sound_beside_a_fault_is_kept() -> None:
    assert values("a: 1\na: 2\nb: 3", "x")[0] == {"b": 3}
    assert values("base: &b {x: 1}\nown: {<<: *b, y: no}", "x")[0]["own"] == {"x": 1, "y": False}


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("[]{}:&*!|>-?#'\"%@`,\n \t~<=\\0"))


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_no_front_matter_at_all_raises(text: str) -> None:
    page = f"---\n{text}\n---\n# Words\n"
    front = Front(page, "a.md")
    json.dumps(front.data, default=str)
    sound, _problems = with_sound_front(page, "a.md")
    again: Any = Front(sound, "a.md")
    assert again.problems == [] or not front.data
    assert sound.count("\n") == page.count("\n")
    with_front_in_yaml(f"+++\n{text}\n+++\n# Words\n")
