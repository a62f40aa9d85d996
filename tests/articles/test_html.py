"""HTML in articles: nothing of it is lost in any format, and its addresses are followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from guides_ext.articles.html import words_of_html
from guides_ext.domain import guide_domain
from tests.projects import CONF, Built, Project

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
INDEX = "# Home\n\n:::{toctree}\n:glob:\n:hidden:\nkit/*\n:::\n"


def build(folder: Path, text: str, builder: str = "html", front: str = "") -> Built:
    """An article ``kit/a``, with a picture and another article beside it."""
    files: dict[str, str | bytes] = {
        "conf.py": CONF,
        "index.md": INDEX,
        "kit/a.md": f"{front}# A\n\n{text}\n",
        "kit/b.md": '# B\n\n<a name="My_Part"></a>\n\nWords.\n',
        "kit/plan.pdf": b"%PDF",
        "kit/c.svg": SVG,
    }
    return Project(folder).write(files).build(builder)


JEKYLL = "---\nlayout: post\n---\n"
KINDS = pytest.mark.parametrize("front", ["", JEKYLL], ids=["markdown", "jekyll"])

# Breaks ----------------------------------------------------------------------------------------

BREAKS = ("one<br>two", "one<br />two", "one  \ntwo", "one\\\ntwo", "> one<BR/>two", "- one<br>two")


@pytest.mark.parametrize("text", BREAKS)
def test_a_break_keeps_the_words_beside_it_apart_in_text(tmp_path: Path, text: str) -> None:
    assert "one two" in build(tmp_path, text, "text").read("kit/a.txt")


@pytest.mark.parametrize("text", BREAKS)
def test_a_break_is_a_break_in_html_and_latex(tmp_path: Path, text: str) -> None:
    built = build(tmp_path, text, "dummy")
    raw = list(built.app.env.get_doctree("kit/a").findall(nodes.raw))
    assert [(one["format"], one.astext().strip()) for one in raw] == [
        ("html", "<br />"),
        ("latex", "\\\\"),
    ]


def test_a_break_in_a_table_keeps_words_apart(tmp_path: Path) -> None:
    text = "| h |\n|---|\n| one<br>two |"
    assert "one two" in build(tmp_path, text, "text").read("kit/a.txt")


def test_a_break_keeps_words_apart_in_the_record_and_in_titles(tmp_path: Path) -> None:
    text = "## Be<br>fair\n\nGoals:\n\n- one<br>two\n- three  \n  four"
    article = guide_domain(build(tmp_path, text, "dummy").app.env).articles["kit/a"]
    assert [item["text"].words for item in article["lists"][0]["items"]] == [
        "one two",
        "three four",
    ]
    assert article["sections"][1]["title"] == "Be fair"


# Pictures --------------------------------------------------------------------------------------

PICTURES = (
    'Words <img src="c.svg" alt="the alt" width="40"> words',
    '<img src="/kit/c.svg" alt="the alt" width="40"/>',
    '<p align="center">\n  <img alt="the alt" width="40"\n src="c.svg?raw=true">\n</p>',
    '<div>\n\n<img src="c.svg" alt="the alt" width="40">\n\n</div>',
    '<table><tr><td><img src="./c.svg" alt="the alt" width="40"></td></tr></table>',
    '<a href="https://a.example"><img src="c.svg" alt="the alt" width="40"></a>',
)


@KINDS
@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_in_html_comes_along(tmp_path: Path, text: str, front: str) -> None:
    built = build(tmp_path, text, front=front)
    assert built.warnings == []
    (image,) = built.page("kit/a").select("article img")
    assert (image["src"], image["alt"]) == ("../_images/c.svg", "the alt")
    assert "40" in str(image.get("width", image.get("style")))
    assert (built.out / "_images/c.svg").is_file()


@KINDS
@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_in_html_is_a_picture_in_other_formats(
    tmp_path: Path, text: str, front: str
) -> None:
    built = build(tmp_path, text, "dummy", front)
    tree = built.app.env.get_and_resolve_doctree("kit/a", built.app.builder)
    (image,) = tree.findall(nodes.image)
    assert image["uri"] == "kit/c.svg"


@KINDS
@pytest.mark.parametrize("text", ['Words <img src="gone.svg" alt="x">', '<p><img src="gone.svg">'])
def test_a_missing_picture_in_html_is_said_with_its_line(
    tmp_path: Path, text: str, front: str
) -> None:
    (warning,) = build(tmp_path, text, front=front).warnings
    assert warning.startswith(f"kit/a.md:{front.count(chr(10)) + 3}:")
    assert "gone.svg" in warning


def test_an_address_in_html_that_is_not_followed_is_said(tmp_path: Path) -> None:
    text = '<video>\n<source\n src="a.mp4">\n</video>\n\n<a href="b.md">\n\nWords\n\n</a>'
    warnings = build(tmp_path, text).warnings
    assert [one.split(": WARNING: ")[0] for one in warnings] == ["kit/a.md:5:7", "kit/a.md:8:10"]
    assert all("in HTML is not followed [guides.html]" in one for one in warnings)


def test_each_address_that_is_not_followed_is_said_where_it_is_written(tmp_path: Path) -> None:
    text = '<p><video src="v.mp4" poster="v.mp4?a&amp;b"><source src="v.mp4"></video></p>'
    warnings = build(tmp_path, text).warnings
    assert [one.split(": WARNING: ")[0] for one in warnings] == [
        "kit/a.md:3:16",
        "kit/a.md:3:31",
        "kit/a.md:3:59",
    ]


# Links -----------------------------------------------------------------------------------------

LINKS = (
    'See <a href="{}">the <b>part</b></a>.',
    '<p>See <a\nhref="{}" target="_blank">the <b>part</b></a>.</p>',
    '<table>\n<tr><td>See</td><td><a href="{}">the <b>part</b></a></td></tr>\n</table>',
)


@KINDS
@pytest.mark.parametrize("text", LINKS)
@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("b.md", "b.html"),
        ("/kit/b.md#My_Part", "b.html#My_Part"),
        ("#a", "#a"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
    ],
)
def test_a_link_in_html_leads_where_one_in_markdown_does(
    tmp_path: Path, text: str, address: str, href: str, front: str
) -> None:
    plain = f"[in Markdown](<{address}>)"
    built = build(tmp_path, f"{text.format(address)}\n\n{plain}\n", front=front)
    assert built.warnings == []
    links = {one.text: one for one in built.page("kit/a").select("article a")}
    link = links["the part"]
    assert link["href"] == links["in Markdown"]["href"] == href
    assert link.b


@KINDS
def test_a_file_that_html_links_to_comes_along(tmp_path: Path, front: str) -> None:
    built = build(tmp_path, '<p><a href="plan.pdf">The plan</a></p>', front=front)
    assert built.warnings == []
    assert list((built.out / "_downloads").rglob("plan.pdf"))


@KINDS
@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_html_that_leads_nowhere_is_said(tmp_path: Path, text: str, front: str) -> None:
    built = build(tmp_path, text.format("gone.md"), front=front)
    (warning,) = built.warnings
    assert "gone.md" in warning
    assert warning.startswith("kit/a.md:")
    assert "the part" in built.page("kit/a").select_one("article").text  # type: ignore[union-attr]


@KINDS
@pytest.mark.parametrize("tag", ['<a id="Here"></a>', '<a name="Here"/>', '<h3 id="Here">H</h3>'])
def test_a_place_that_html_names_can_be_linked_to(tmp_path: Path, tag: str, front: str) -> None:
    built = build(tmp_path, f"[words](#Here)\n\n{tag}\n\nWords.", front=front)
    assert built.warnings == []
    assert built.page("kit/a").select("article a[href='#Here']")


def test_a_tag_that_crosses_others_stays_html(tmp_path: Path) -> None:
    text = '*one <a href="https://a.example">two* three</a> [four <a href="x">five](b.md) six</a>'
    article = build(tmp_path, text).page("kit/a").select_one("article")
    assert article
    assert "one two three four five six" in article.text


# Words -----------------------------------------------------------------------------------------

TABLE = """\
<table>
  <tr><th>Head</th><td><a href="b.md">left *is*</a> side</td><td>R&amp;D</td></tr>
  <tr><td>x<br>y</td><td><img src="c.svg" alt="a tree"></td></tr>
</table>
"""


def test_html_with_links_and_pictures_is_still_html(tmp_path: Path) -> None:
    article = build(tmp_path, TABLE).page("kit/a").select_one("article")
    assert article
    cells = [" ".join(cell.text.split()) for cell in article.select("table td")]
    assert cells == ["left *is* side", "R&D", "xy", ""]
    assert article.select_one("td img")


def test_html_with_links_and_pictures_is_words_elsewhere(tmp_path: Path) -> None:
    said = build(tmp_path, TABLE, "text").read("kit/a.txt")
    assert "Head | left *is* side | R&D" in said
    assert "y | [image: a tree]" in said


def test_words_of_html_come_in_lines() -> None:
    assert words_of_html("<p>One <b>two</b></p><p>three<br>four</p>") == [
        "One two",
        "three",
        "four",
    ]
    assert words_of_html("<td>a</td> <td>b</td>") == ["a | b"]
    assert words_of_html("<!-- x --><style>y</style>") == []
    assert words_of_html('<img alt="1 > 0"> a < b <b>&amp;</b>') == ["1 > 0 a < b &"]
    assert words_of_html("</script>seen</template>") == ["seen"]
