"""Pages that ask for more than a machine has: each ends soon, and says what is left out.

Each row of a table is a case: its name, what stands on the page, and what must be said of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from guides_ext.articles.jekyll.kramdown import _pairs
from guides_ext.articles.substitutions import PLAIN, Substitutions
from tests.articles.jekyll_pages import page, parsed, read
from tests.projects import CONF, Built, Project

SOON = 15
"""Seconds of a processor, on a machine that others use too."""

TOO_LARGE = "a value of more than 1,000,000 characters"
TOO_MUCH = "this page asks for too much work"
TOO_LONG = "this page would have more than 1,000,000 characters"
ALONE = "this tag stands alone"


def growing(change: str, start: str = "'xx'", times: int = 60) -> str:
    """A value that is changed again and again."""
    return (
        f"{{% assign a = {start} %}}{{% for i in (1..{times}) %}}{{% assign a = a | {change} %}}"
        "{% endfor %}{{ a | size }}"
    )


LIQUID = {
    "append": (growing("append: a"), TOO_LARGE),
    "prepend": (growing("prepend: a"), TOO_LARGE),
    "replace": (growing("replace: 'x', 'xx'"), TOO_LARGE),
    "replace nothing": (growing("replace: '', a"), TOO_LARGE),
    "concat": (growing("concat: a", "'a,b' | split: ','"), TOO_LARGE),
    "concat and sort": (growing("concat: a | sort_natural", "'a,b' | split: ','"), TOO_LARGE),
    "join": (growing("split: '' | join: a"), TOO_LARGE),
    "escape": (growing("escape | append: a", "'<'"), TOO_LARGE),
    "url_encode": (growing("url_encode | append: a", "'%'"), TOO_LARGE),
    "base64": (growing("base64_encode", times=80), TOO_LARGE),
    "jsonify": (growing("jsonify", "'<'"), TOO_LARGE),
    "newline_to_br": (growing("append: a | newline_to_br", "'a'"), TOO_LARGE),
    "split": (growing("append: a") + "{{ a | split: '' | size }}", TOO_LARGE),
    "times": (growing("times: a", "9999999999"), "a number of too many digits"),
    "plus": ("{{ '" + "9" * 9_000 + "' | plus: 1 }}", "(4300)"),
    "number": ("{{ " + "9" * 9_000 + " }}", "(4300)"),
    "round": ("{{ 1.5 | round: 99999999999 }}", ""),
    "infinite": ("{{ '1e400' | times: 2 | ceil }}", "infinity"),
    "range and join": ("{{ (1..1000000000) | join: ',' }}", TOO_LARGE),
    "range and sort": ("{{ (1..100000000) | sort }}", TOO_LARGE),
    "range and reverse": ("{{ (1..100000000) | reverse }}", TOO_LARGE),
    "range and sum": ("{{ (1..1000000000) | sum }}", TOO_LARGE),
    "range and json": ("{{ (1..30000000) | jsonify }}", TOO_LARGE),
    "range in a sentence": ("{{ (1..9000000) | array_to_sentence_string }}", TOO_LARGE),
    "range and offset": (
        "{% for i in (1..1000000000) offset: 999999999 %}x{% endfor %}",
        TOO_LARGE,
    ),
    "range contains": ("{% if (1..1000000000) contains 7.5 %}x{% endif %}", TOO_LARGE),
    "range of a variable": ("{% assign n = 1000000000 %}{{ (1..n) | last }}", TOO_LARGE),
    "range without an end": ("{% for i in (1.." + "9" * 5_000 + ") %}x{% endfor %}", "(4300)"),
    "loop": ("{% for i in (1..1000000000) %}x{% endfor %}", TOO_LARGE),
    "rows of a table": ("{% tablerow i in (1..1000000000) %}x{% endtablerow %}", TOO_LARGE),
    "loops": (
        "{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}",
        "loop iteration limit",
    ),
    "capture": (
        "{% for i in (1..60) %}{% capture a %}x{{ a }}{{ a }}{% endcapture %}{% endfor %}",
        TOO_MUCH,
    ),
    "output": ("{% for i in (1..99999) %}{{ '" + "x" * 900 + "' }}{% endfor %}", TOO_LONG),
    "sorting": (
        "{% assign a = (1..9000) | reverse %}{% for i in (1..9999) %}"
        "{% assign b = a | sort %}{% endfor %}",
        TOO_MUCH,
    ),
    "ifs": ("{% if true %}" * 5_000 + "x" + "{% endif %}" * 5_000, ALONE),
    "ifs without an end": ("{% if true %}" * 5_000 + "x", ALONE),
    "elsifs": ("{% if false %}" + "{% elsif false %}" * 5_000 + "x{% endif %}", ""),
    "whens": ("{% case 1 %}" + "{% when 2 %}a" * 5_000 + "{% endcase %}", ""),
    "filters": ("{{ 'a'" + " | upcase" * 5_000 + " }}", "begins no value"),
    "ands": ("{% if " + "true and " * 5_000 + "true %}x{% endif %}", "begins no tag"),
    "brackets": ("{{ a" + "[a" * 5_000 + "]" * 5_000 + " }}", "begins no value"),
    "open tags": ("{{" * 5_000 + "{%" * 5_000 + "{%-" * 5_000, "begins no"),
    "comments": ("{% comment %}" * 5_000, "not known"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIQUID)
def test_a_page_of_liquid_has_a_budget(name: str) -> None:
    text, said = LIQUID[name]
    start = time.process_time()
    found = page(text + "\n\nThe end.\n")
    assert time.process_time() - start < SOON
    assert found.text.endswith("The end.\n")
    assert said in " ".join(one.message for one in found.problems)
    assert bool(said) == bool(found.problems)
    assert len(found.problems) <= 101


def test_where_a_budget_ends_the_tag_is_shown_and_named_once() -> None:
    loop = "{% for i in (1..9999) %}{% assign b = a | sort %}{% endfor %}"
    found = page(f"{{% assign a = (1..9000) | reverse %}}\n\n{loop}\n\n{{{{ 'Two' }}}}.\n")
    first, second = found.problems
    assert (first.place.line, second.place.line) == (7, 9)
    assert loop in found.text
    assert "{{ 'Two' }}." in found.text


def test_of_a_thousand_faults_a_hundred_are_said_and_the_rest_is_counted() -> None:
    found = page("{{ nobody }}\n" * 1_000)
    assert len(found.problems) == 101
    assert found.problems[-1].message == "and 900 more that are like these on this page"


# Markdown ---------------------------------------------------------------------------------------

RUNS = (
    "*",
    "_",
    "$",
    "|",
    "^",
    "\\",
    "[",
    "![",
    "](",
    "<",
    "<a ",
    "{",
    "{%",
    "{:",
    "`",
    ":",
    "@",
    "~",
    "&",
)
TRIED_LONG = ("![", "[", "{", "{%", "\\")
"""Those that take as much time as all others together."""
RUNS += (":tada: ", "*a*{: .b} ", "**a ", "https://a.example ", "<b>", "- ", "> ", "[a](b.md) ")


@pytest.mark.parametrize("start", ["{% ", "{{< ", "{% a ", "{{< a "])
def test_the_name_of_a_tag_that_never_ends_is_read_once(start: str) -> None:
    begin = time.process_time()
    parsed(start + ("a" if start[-2] in "%<" else " ") * 30_000)
    assert time.process_time() - begin < SOON


@pytest.mark.parametrize(
    ("content", "is_plain"),
    [
        (" x | default('', True) ", True),
        ("x|default(y)", True),
        ("x | default( value = y , boolean=False )", True),
        ("x | default()", True),
        ("x | default(y.z)", True),
        ("x | default(value=y['a'][0].b, boolean=y.c)", True),
        ("x | default(y.__class__)", False),
        ("x | default(y.z())", False),
        ("x | round", True),
        ("x | round(2, 'floor') | round( precision=1 )", True),
        ("x | round(999999999, 'ceil')", False),
        ("x | round(precision=999999999)", False),
        ("x | round(y)", False),
        ("x | round('a', precision=99)", False),
        ("x | default(env)", False),
        ("x | default(value=env)", False),
        ("x | default(env.docname)", False),
        ("x | default(y())", False),
        (f"x | default({' ' * 50_000}", False),
        (f"x | default(y{' ' * 50_000}", False),
        (f"x | default({'y' * 50_000}", False),
    ],
)
def test_a_filter_may_be_given_names_and_texts(content: str, is_plain: bool) -> None:
    begin = time.process_time()
    assert bool(PLAIN.fullmatch(content)) == is_plain
    assert time.process_time() - begin < 1


def test_what_a_filter_is_given_counts_as_well() -> None:
    page = SimpleNamespace(
        document=SimpleNamespace(),
        md_config=SimpleNamespace(substitutions={"y": "y" * 600_000}),
    )
    told = [bool(Substitutions._refused(page, "x | default(y)")) for _ in range(2)]
    assert told == [False, True]


def test_the_size_of_a_substitution_is_taken_once_and_none_when_there_are_too_many() -> None:
    class Large:
        asked = 0

        def __str__(self) -> str:
            self.asked += 1
            return "a" * 400_000

    values = {"a": Large(), "b": Large()}
    config = SimpleNamespace(substitutions=values)
    page: Any = SimpleNamespace(md_config=config, document=SimpleNamespace())
    refused = [bool(Substitutions._refused(page, one)) for one in ("a", "a[0]", "a", "b")]
    assert refused == [False, False, True, True]
    assert [one.asked for one in values.values()] == [1, 0]


def test_pairs_of_html_in_one_row_take_time_as_they_grow() -> None:
    begin = time.process_time()
    assert len(_pairs("<p>a</p><div>b</div>" * 40_000)) == 80_000
    assert time.process_time() - begin < 3  # where the row is copied for each: more than ten


@pytest.mark.parametrize(
    "run",
    [pytest.param(run, marks=pytest.mark.slow if run in TRIED_LONG else []) for run in RUNS],
)
@pytest.mark.parametrize("known", [read, parsed])
def test_a_run_of_marks_takes_time_as_it_grows(known: Callable[[str], object], run: str) -> None:
    start = time.process_time()
    known(run * (20_000 // len(run)))
    assert time.process_time() - start < SOON


LONG = {
    "headings": "".join(f"## Part {number}\n\nWords.\n\n" for number in range(3_000)),
    "table": "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|c" * 100 + "|\n") * 80,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_a_long_page_costs_little_more_than_it_costs_sphinx(tmp_path: Path, name: str) -> None:
    seconds = {}
    for conf in ('extensions = ["myst_parser"]\nhtml_theme = "furo"\n', CONF):
        project = Project(tmp_path / str(len(conf)))
        project.write({"conf.py": conf})
        (project.source / "index.md").write_text(f"# T\n\n{LONG[name]}", encoding="utf-8")
        start = time.process_time()
        built = project.build()
        seconds[conf == CONF] = time.process_time() - start
        html = built.read("index.html")
        assert html.count("</h2>") + html.count("</td>") >= 3_000
    assert seconds[True] < 2 * seconds[False] + 2


DEEP = {
    "lists": ("".join("  " * row + f"- w{row}\n" for row in range(60)), "w59"),
    "numbers": ("".join("   " * row + f"1. w{row}\n" for row in range(60)), "w59"),
    "quotations": (">" * 3_000 + " w59", "w59"),
    "emphasis": ("*a **b " * 250 + "w59" + " b** a*" * 250, "w59"),
    "elements": ("<div>\n" * 3_000 + "w59", "w59"),
    "elements with Markdown": (
        '<div markdown="1">\n' * 900 + "w59\n" + "</div>\n" * 900,
        "w59",
    ),
}
LARGE = {
    "page": ("word " * 200_001, "a-0.md:1:1: ERROR: this page has more than 1,000,000 characters"),
    "included": ("```{include} large.txt\n```", "'large.txt' has more than 1,000,000 characters"),
    "listed": ("```{literalinclude} large.txt\n```", "'large.txt' has more than 1,000,000"),
    "of Liquid": ("{% include large.txt %}", "'blog/_includes/large.txt' has more than 1,000,000"),
    "private": ("".join(map(chr, range(0xE000, 0xE100))) + "\ufdd0\uf8ffw59", ""),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every case below as a page of plain Markdown and as one of Jekyll, built at once."""
    large = "word " * 200_001
    files: dict[str, str | bytes] = {
        "conf.py": CONF + 'guides_print = []\nsuppress_warnings = ["toc.not_included"]\n',
        "index.md": "# Home\n\nWords.\n",
        "kit/large.txt": large,
        "blog/_config.yml": "title: B\n",
        "blog/_includes/large.txt": large,
    }
    project = Project(tmp_path_factory.mktemp("large")).write(files)
    for number, (text, _said) in enumerate([*DEEP.values(), *LARGE.values()]):
        for name, front in (("kit", "# T\n\n"), ("blog", "---\ntitle: T\n---\n")):
            path = project.source / name / f"a-{number}.md"
            path.write_text(f"{front}{text}\n\nThe end.\n", encoding="utf-8")
    return project.build()


@pytest.mark.parametrize("folder", ["kit", "blog"])
@pytest.mark.parametrize("name", DEEP)
def test_what_nests_too_deep_is_shown_and_said(built: Built, name: str, folder: str) -> None:
    number = list(DEEP).index(name)
    said = [one for one in built.warnings if f"{folder}/a-{number}.md:" in one]
    assert any("nested deeper than 40" in one or "too many others" in one for one in said)
    shown = built.page(f"{folder}/a-{number}").select_one("article")
    assert shown
    assert DEEP[name][1] in shown.text
    assert "The end." in shown.text


@pytest.mark.parametrize(("files", "said"), [(14, []), (25, ["is more than 20 includes"])])
def test_files_that_include_one_another_lose_no_words_up_to_a_limit_that_is_said(
    tmp_path: Path, files: int, said: list[str]
) -> None:
    chain = {
        f"part-{n}.txt": f"word{n}\n\n```{{include}} part-{n + 1}.txt\n```\n" for n in range(files)
    }
    page = "# Top\n\n## Sub\n\n### Below\n\n```{include} part-0.txt\n```\n"
    written = {"conf.py": CONF + "guides_print = []\n", "index.md": page, **chain}
    built = Project(tmp_path).write({**written, f"part-{files}.txt": "BOTTOM"}).build("text")
    shown = built.read("index.txt")
    assert all(f"word{n}\n" in shown for n in range(min(files, 20)))
    assert ("BOTTOM" in shown) == (not said)
    assert all(why in one for why, one in zip(said, built.warnings, strict=True))


def test_a_directive_at_the_limit_is_shown_with_its_first_line(tmp_path: Path) -> None:
    opened = [f"{':' * (60 - n)}{{admonition}} Title{n}" for n in range(45)]
    closed = [":" * (60 - n) for n in reversed(range(45))]
    page = "\n".join(["# Top\n", *opened, "The end.", *closed])
    written = {"conf.py": CONF + "guides_print = []\n", "index.md": page}
    shown = Project(tmp_path).write(written).build("text").read("index.txt")
    assert all(f"Title{n}" in shown for n in range(45))
    assert "The end." in shown


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_is_said_before_the_work_begins(built: Built, name: str) -> None:
    number, said = list(LARGE).index(name) + len(DEEP), LARGE[name][1].replace("a-0", "")
    folder = "blog" if name == "of Liquid" else "kit"
    own = [one for one in built.warnings if f"{folder}/a-{number}.md:" in one]
    assert len(own) == bool(said)
    assert said.replace(".md:1:1", f"a-{number}.md:1:1") in "".join(own)
    shown = built.page(f"{folder}/a-{number}").select_one("article")
    assert shown
    assert ("The end." in shown.text) == (name != "page")


def test_beside_a_page_that_is_too_large_all_others_are_made(built: Built) -> None:
    assert (built.out / "index.html").is_file()
    assert len(list((built.out / "kit").glob("*.html"))) == len(DEEP) + len(LARGE)
