"""HTML in articles: nothing of it is lost in any format, and its addresses are followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from docutils import nodes
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as IMAGE

from guides_ext.domain import guide_domain
from guides_ext.record.html import words_of_html
from tests.articles.kit import Kit
from tests.projects import CONF, Project

JEKYLL = "---\nlayout: post\n---\n"
KINDS = pytest.mark.parametrize("front", ["", JEKYLL], ids=["markdown", "jekyll"])

OTHERS: dict[str, str | bytes] = {
    "kit/b.md": '# B\n\n<a name="My_Part"></a>\n\nWords.\n',
    "kit/plan.pdf": b"%PDF",
    "kit/c.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def article(text: str, front: str = "") -> str:
    return f"{front}# A\n\n{text}\n"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Every case of this file, as plain Markdown and as a page of Jekyll, built at once."""
    texts = [article(text, front) for front in ("", JEKYLL) for text in cases()]
    return Kit(tmp_path_factory.mktemp("html"), texts, OTHERS)


def cases() -> Iterator[str]:
    yield from (*BREAKS, BREAK_IN_A_TABLE, BREAKS_IN_LISTS)
    yield from (*PICTURES, *MISSING, NOT_FOLLOWED, NOT_FOLLOWED_TWICE)
    yield from (beside_markdown(text, address) for text in LINKS for address in ADDRESSES)
    yield from (FILE, *(text.format("gone.md") for text in LINKS))
    yield from (*(to_a_place(tag) for tag in PLACES), CROSSING, TABLE)


# Breaks ----------------------------------------------------------------------------------------

BREAKS = ("one<br>two", "one<br />two", "one  \ntwo", "one\\\ntwo", "> one<BR/>two", "- one<br>two")


@pytest.mark.parametrize("text", BREAKS)
def test_a_break_keeps_the_words_beside_it_apart_in_text(kit: Kit, text: str) -> None:
    assert "one two" in kit.case(article(text)).text


@pytest.mark.parametrize("text", BREAKS)
def test_a_break_is_a_break_in_html_and_latex(kit: Kit, text: str) -> None:
    raw = kit.case(article(text)).tree.findall(nodes.raw)
    assert [(one["format"], one.astext().strip()) for one in raw] == [
        ("html", "<br />"),
        ("latex", "\\\\"),
    ]


BREAK_IN_A_TABLE = "| h |\n|---|\n| one<br>two |"
BREAKS_IN_LISTS = "## Be<br>fair\n\nGoals:\n\n- one<br>two\n- three  \n  four"


def test_a_break_in_a_table_keeps_words_apart(kit: Kit) -> None:
    assert "one two" in kit.case(article(BREAK_IN_A_TABLE)).text


def test_a_break_keeps_words_apart_in_the_record_and_in_titles(kit: Kit) -> None:
    name = kit.case(article(BREAKS_IN_LISTS)).name
    record = guide_domain(kit.built.app.env).articles[name]
    assert [item["text"].words for item in record["lists"][0]["items"]] == ["one two", "three four"]
    assert record["sections"][1]["title"] == "Be fair"


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
def test_a_picture_in_html_comes_along(kit: Kit, text: str, front: str) -> None:
    case = kit.case(article(text, front))
    assert case.warnings == []
    (image,) = case.article.select("img")
    assert (image["src"], image["alt"]) == ("../_images/c.svg", "the alt")
    assert "40" in str(image.get("width", image.get("style")))
    assert (kit.built.out / "_images/c.svg").is_file()


@KINDS
@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_in_html_is_a_picture_in_other_formats(kit: Kit, text: str, front: str) -> None:
    case = kit.case(article(text, front))
    tree = kit.as_text.app.env.get_and_resolve_doctree(case.name, kit.as_text.app.builder)
    (image,) = tree.findall(nodes.image)
    assert image["uri"] == "kit/c.svg"


MISSING = ('Words <img src="gone.svg" alt="x">', '<p><img src="gone.svg">')


@KINDS
@pytest.mark.parametrize("text", MISSING)
def test_a_missing_picture_in_html_is_said_with_its_line(kit: Kit, text: str, front: str) -> None:
    (warning,) = kit.case(article(text, front)).warnings
    assert warning.startswith(f"kit/a.md:{front.count(chr(10)) + 3}:")
    assert "gone.svg" in warning


NOT_FOLLOWED = '<video>\n<source\n src="a.mp4">\n</video>'
NOT_FOLLOWED_TWICE = '<p><video src="v.mp4" poster="v.mp4?a&amp;b"><source src="v.mp4"></video></p>'


def test_an_address_in_html_that_is_not_followed_is_said(kit: Kit) -> None:
    warnings = kit.case(article(NOT_FOLLOWED)).warnings
    assert [one.split(": WARNING: ")[0] for one in warnings] == ["kit/a.md:5:7"]
    assert all("in HTML is not followed [guides.html]" in one for one in warnings)


def test_each_address_that_is_not_followed_is_said_where_it_is_written(kit: Kit) -> None:
    warnings = kit.case(article(NOT_FOLLOWED_TWICE)).warnings
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

ADDRESSES = {
    "b.md": "b.html",
    "/kit/b.md#My_Part": "b.html#My_Part",
    "#a": "#a",
    "https://a.example/?a=1&amp;b=2": "https://a.example/?a=1&b=2",
}
"""Where each leads on the page."""


def beside_markdown(text: str, address: str) -> str:
    """A link in HTML, and one in Markdown."""
    return f"{text.format(address)}\n\n[in Markdown](<{address}>)\n"


@KINDS
@pytest.mark.parametrize("text", LINKS)
@pytest.mark.parametrize(("address", "href"), ADDRESSES.items())
def test_a_link_in_html_leads_where_one_in_markdown_does(
    kit: Kit, text: str, address: str, href: str, front: str
) -> None:
    case = kit.case(article(beside_markdown(text, address), front))
    assert case.warnings == []
    links = {one.text: one for one in case.article.select("a")}
    link = links["the part"]
    assert link["href"] == links["in Markdown"]["href"] == href
    assert link.strong


FILE = '<p><a href="plan.pdf">The plan</a></p>'


@KINDS
def test_a_file_that_html_links_to_comes_along(kit: Kit, front: str) -> None:
    case = kit.case(article(FILE, front))
    assert case.warnings == []
    (link,) = (one for one in case.article.select("a") if one.text == "The plan")
    assert "_downloads" in str(link["href"])
    assert (kit.built.out / "kit" / str(link["href"])).is_file()


@KINDS
@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_html_that_leads_nowhere_is_said(kit: Kit, text: str, front: str) -> None:
    case = kit.case(article(text.format("gone.md"), front))
    (warning,) = case.warnings
    assert "gone.md" in warning
    assert "the part" in case.article.text


PLACES = ('<a id="Here"></a>', '<a name="Here"/>', '<h3 id="Here">H</h3>')


def to_a_place(tag: str) -> str:
    """A link, and the place in HTML that it leads to."""
    return f"[words](#Here)\n\n{tag}\n\nWords."


@KINDS
@pytest.mark.parametrize("tag", PLACES)
def test_a_place_that_html_names_can_be_linked_to(kit: Kit, tag: str, front: str) -> None:
    case = kit.case(article(to_a_place(tag), front))
    assert case.warnings == []
    assert case.article.select("a[href='#Here']")


CROSSING = '*one <a href="https://a.example">two* three</a> [four <a href="x">five](b.md) six</a>'


def test_a_tag_that_crosses_others_stays_html(kit: Kit) -> None:
    assert "one two three four five six" in kit.case(article(CROSSING)).article.text


# Words -----------------------------------------------------------------------------------------

TABLE = """\
<table>
  <tr><th>Head</th><td><a href="b.md">left *is*</a> side</td><td>R&amp;D</td></tr>
  <tr><td>x<br>y</td><td><img src="c.svg" alt="a tree"></td></tr>
</table>
"""


def test_a_table_of_html_is_a_table_with_links_and_pictures(kit: Kit) -> None:
    shown = kit.case(article(TABLE)).article
    cells = [" ".join(cell.text.split()) for cell in shown.select("table td")]
    assert cells == ["Head", "left *is* side", "R&D", "x y", "", ""]
    assert shown.select_one("td img")


def test_a_table_of_html_is_one_in_text_too(kit: Kit) -> None:
    said = re.sub(" +", " ", kit.case(article(TABLE)).text)
    assert "| **Head** | left *is* side | R&D |" in said
    assert "| x y | [image: a tree][image]" in said


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
    assert words_of_html("<div><![if IE]>a<![foo bar]>b</div><![foo") == ["ab"]


# On paper --------------------------------------------------------------------------------------

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
ALONE = (
    "![a](a.png)",
    '<img src="a.png" alt="a">',
    '<p align="center"><img src="a.png" alt="a"></p>',
    "[![a](a.png)](https://a.example)",
    "**![a](a.png)**",
    '<a href="https://a.example"><img src="a.png" alt="a"></a>',
    '<div><b><img src="a.png" alt="a"></b></div>',
    "- *![a](a.png)*",
)


def test_a_picture_alone_in_anything_is_in_the_pdf(tmp_path: Path) -> None:
    text = "# A\n\n" + "\n\nWords.\n\n".join(ALONE)
    index = "# Home\n\n:::{series}\na\n:::\n"
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": index, "a.png": PNG})
    (project.source / "a.md").write_text(text, encoding="utf-8")
    built = project.build(guides_print=["series"])
    assert built.warnings == []
    pdf = pypdfium2.PdfDocument(built.out / "print/series.pdf")
    pictures = [one for page in pdf for one in page.get_objects() if one.type == IMAGE]
    assert len(pictures) == len(ALONE)
