"""The order of articles: who gives it, and what each article says of it, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from guides_ext.domain import guide_domain
from guides_ext.record.series import Fronted, Series, all_series, places
from tests.projects import CONF, Built, Project

POSTS = {
    "blog/_posts/2024-05-02-second.md": "---\nlayout: post\ntitle: Second\n---\nWords.\n",
    "blog/_posts/2024-03-01-first.md": "---\nlayout: post\ntitle: First\n---\nWords.\n",
    "blog/_posts/2024-01-15-third.md": (
        "---\nlayout: post\ntitle: Third\ndate: 2024-06-01 10:00\n---\nWords.\n"
    ),
}
FIRST, SECOND, THIRD = (
    f"blog/_posts/{name}" for name in ("2024-03-01-first", "2024-05-02-second", "2024-01-15-third")
)
INDEX = "# Home\n\n:::{series}\n:::\n"


def project(folder: Path, *, conf: str = "", **files: str) -> Project:
    pages = {name.replace("__", "/") + ".md": text for name, text in files.items()}
    return Project(folder).write({"conf.py": CONF + conf, "index.md": INDEX, **POSTS, **pages})


def order(built: Built) -> list[tuple[str, ...]]:
    return [one.documents for one in guide_domain(built.app.env).series]


# The one function ------------------------------------------------------------------------------


def test_who_speaks_first_has_an_article() -> None:
    fronts = {
        "a": Fronted(series="S", part=2),
        "b": Fronted(series="S", part=1),
        "c": Fronted(day="2024-01-01", blog=""),
        "d": Fronted(day="2023-01-01", blog=""),
        "e": Fronted(),
    }
    assert all_series(None, fronts, [["e", "a"]]) == [
        Series("S", ("b", "a")),
        Series("", ("e",)),
        Series("", ("d", "c")),
    ]
    assert all_series({"": ["c", "b"]}, fronts) == [Series("", ("c", "b")), Series("S", ("a",))]
    assert all_series({}, {"c": fronts["c"]}) == []


def test_each_place_names_its_neighbours() -> None:
    found = places([Series("", ("a", "b", "c"))])
    assert found["b"] == (2, 3, "a", "c")
    assert found["a"].previous is None
    assert found["c"].following is None


# Who gives the order ---------------------------------------------------------------------------


def test_the_days_of_posts_give_the_order_those_of_front_matter_first(tmp_path: Path) -> None:
    built = project(tmp_path).build("dummy")
    assert built.warnings == []
    assert order(built) == [(FIRST, SECOND, THIRD)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (f'["{THIRD}", "{FIRST}.md"]', [(THIRD, FIRST)]),
        ('["blog/_posts/*first", "blog/_posts/*"]', [(FIRST, SECOND, THIRD)]),
        (f'{{"A": ["{SECOND}"], "B": ["blog/*"]}}', [(SECOND,), (FIRST, THIRD)]),
        ("[]", []),
    ],
)
def test_conf_py_gives_the_order(
    tmp_path: Path, given: str, expected: list[tuple[str, ...]]
) -> None:
    index = "# Home\n\n:::{toctree}\n:glob:\n*/*/*\n:::\n"
    built = project(tmp_path, conf=f"guides_series = {given}\n", index=index).build("dummy")
    assert built.warnings == []
    assert order(built) == expected


def test_front_matter_gives_the_order(tmp_path: Path) -> None:
    pages = {
        f"{name}.md": f"---\nseries: How\npart: {part}\n---\n# {name}\n"
        for name, part in (("x", 10), ("y", 9), ("z", 1.5))
    }
    built = Project(tmp_path).write({"conf.py": CONF, "index.md": INDEX, **pages}).build("dummy")
    assert built.warnings == []
    assert order(built) == [("z", "y", "x")]


def test_a_page_that_lists_articles_gives_the_order(tmp_path: Path) -> None:
    index = f"# Home\n\n:::{{series}}\n{SECOND}\n{FIRST}\n:::\n"
    built = project(tmp_path, conf="guides_series = []\n", index=index).build("dummy")
    assert order(built) == [(SECOND, FIRST)]


def test_one_of_several_series_is_listed_by_its_title(tmp_path: Path) -> None:
    conf = f'guides_series = {{"A": ["{THIRD}"], "B": ["blog/*"]}}\n'
    index = "# Home\n\n:::{series} B\n:::\n"
    built = project(tmp_path, conf=conf, index=index).build()
    links = [one.text for one in built.page("index").select(".guide-series a")]
    assert links == ["First", "Second"]


def test_a_series_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    conf = 'guides_series = {"A": ["blog/*"], "B": ["blog/gone"]}\n'
    index = "# Home\n\n:::{series} C\n:::\n"
    built = project(tmp_path, conf=conf, index=index).build("dummy")
    assert "WARNING: guides_series: there is no document 'blog/gone' [guides.config]" in (
        built.warnings
    )
    assert (
        "index.md:3: WARNING: series: there is none with the title 'C' (there are: A) "
        "[guides.directive]"
    ) in built.warnings


# What it shows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("builder", "suffix"), [("html", "html"), ("text", "txt")])
def test_an_article_says_its_part_and_what_comes_before_and_after(
    tmp_path: Path, builder: str, suffix: str
) -> None:
    page = project(tmp_path).build(builder).read(f"{SECOND}.{suffix}")
    words = " ".join(page.split())
    for said in ("Part 2 of 3", "Home", "Previous: ", "First", "Next: ", "Third"):
        assert said in words


@pytest.mark.parametrize("builder", ["latex", "man", "singlehtml", "epub"])
def test_other_formats_say_the_part_and_what_is_around_it_too(tmp_path: Path, builder: str) -> None:
    built = project(tmp_path, conf='man_pages = [("index", "x", "", "", 1)]\n').build(builder)
    said = b"".join(content for name, content in built.files.items() if "doctree" not in name)
    for words in (b"Part 2 of 3", b"Previous: ", b"Next: "):
        assert words in said


def test_the_overview_numbers_the_articles(tmp_path: Path) -> None:
    page = project(tmp_path).build().page("index")
    assert [one.text for one in page.select(".guide-series a")] == ["First", "Second", "Third"]
    assert page.select_one("ol.guide-series") is not None


def test_the_overview_numbers_the_articles_in_other_formats(tmp_path: Path) -> None:
    said = project(tmp_path).build("text").read("index.txt")
    assert [line for line in said.split("\n") if line[:2] in ("1.", "2.", "3.")] == [
        "1. First",
        "2. Second",
        "3. Third",
    ]


def test_a_new_post_changes_the_pages_beside_it_and_the_overview(tmp_path: Path) -> None:
    site = project(tmp_path)
    site.build()
    new = "blog/_posts/2024-05-20-between"
    site.write({f"{new}.md": "---\nlayout: post\ntitle: Between\n---\nWords.\n"})
    built = site.build()
    assert "Between" in built.page("index").select(".guide-series")[0].text
    assert "Next: Between" in built.page(SECOND).select(".guide-in-series")[-1].text
    assert "Previous: Between" in built.page(THIRD).select(".guide-in-series")[-1].text
    assert "Part 1 of 4" in built.page(FIRST).select(".guide-in-series")[0].text


def test_a_new_title_is_named_beside_it(tmp_path: Path) -> None:
    site = project(tmp_path)
    site.build()
    site.replace(f"{SECOND}.md", "title: Second", "title: Renamed")
    assert "Next: Renamed" in site.build().page(FIRST).select(".guide-in-series")[-1].text


@pytest.mark.parametrize("front", ["part: [1]", "part: x", "date: {}", "series: [a]", "date: 5"])
def test_odd_front_matter_ends_nothing(tmp_path: Path, front: str) -> None:
    text = f"---\nlayout: post\ntitle: Second\nseries: S\n{front}\n---\nWords.\n"
    built = project(tmp_path, **{SECOND.replace("/", "__"): text}).build("dummy")
    assert SECOND in {name for documents in order(built) for name in documents}


def test_two_processes_give_the_same_pages_as_one(tmp_path: Path) -> None:
    site = project(tmp_path)
    once = site.build(out="1").files
    again = site.build(jobs=2, out="2").files
    for name in (FIRST, SECOND, THIRD, "index"):
        assert once[f"{name}.html"] == again[f"{name}.html"]


@pytest.mark.parametrize("listed", ["page", "conf"])
def test_an_article_that_is_gone_is_no_part_any_more(tmp_path: Path, listed: str) -> None:
    names = ("one", "two", "three")
    conf = f"guides_print = []\nguides_series = {names!r}\n" if listed == "conf" else ""
    rows = "\n".join(names) if listed == "page" else ""
    files = {f"{name}.md": f"# {name.title()}\n\nWords.\n" for name in names}
    index = f"# Home\n\n:::{{series}}\n{rows}\n:::\n"
    found = Project(tmp_path).write({"conf.py": CONF + conf, "index.md": index, **files})
    found.build("text")
    (found.source / "two.md").unlink()
    built = found.build("text")
    assert not [one for one in built.warnings if one.startswith(("one.md", "three.md"))]
    assert "Part 1 of 2" in built.read("one.txt")
    assert "Next: Three" in built.read("one.txt")
    assert "Part 2 of 2" in built.read("three.txt")
