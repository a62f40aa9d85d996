"""Whatever HTML an author writes, the page keeps its shape: read as a browser does."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser, LexborNode

from guides_ext.articles.html import PIECE, Weaver
from tests.articles.kit import Kit
from tests.articles.words import words
from tests.projects import CONF, ROLE, Built, Project


def article_of(page: str) -> LexborNode:
    """The element of a page that holds the article, as a browser finds it."""
    article = LexborHTMLParser(page).css_first("[role=main]")
    assert article is not None
    return article


def shown(page: str) -> list[str]:
    return words(article_of(page).text(separator=" "))


# The corpus and the docs -------------------------------------------------------------------------


def test_every_page_of_our_docs_has_all_of_its_sections_inside(docs: Built) -> None:
    pages = [one for one in docs.out.rglob("*.html") if 'role="main"' in one.read_text("utf-8")]
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        tree = LexborHTMLParser(text)
        outside = set(map(id_of, tree.css("section"))) - set(
            map(id_of, tree.css("[role=main] section"))
        )
        assert outside == set(), page
        assert len(tree.css("section")) == text.count("<section")


def id_of(node: LexborNode) -> str:
    return str(node.attributes.get("id"))


# Broken HTML -------------------------------------------------------------------------------------

TAGS = """\
    <div> </div> <div\tclass='x'> <p> </p> <b> </b> <i> </i> <span> </span> </a> <table> </table>
    <tr> <td> </td> <th> </tr> <tbody> <ul> <ol> </ul> <li> </li> <dl> <dt> <dd> </dl> <details>
    <summary> </summary> </details> <blockquote> </blockquote> <pre> </pre> <figure> <figcaption>
    </figure> <h2> </h2> <h3\tid='h'> </h3> <br> <hr> <section> </section> </article> </main>
    </body> <center>
    <font\tcolor='red'> <sup> </sup> <svg> </svg> <button> <script> </script> <style> </style>
    <textarea> <iframe> </iframe> <template> <title> <select> <option> <!-- --> <!DOCTYPE <![CDATA[
    ]]> <div <a\thref=" "> '> > < </ <TODO> <Name\tof\ttask> <x-y> &lt; * ** ` [ <caption> <q>
    <mark> <a\thref='https://a.example'> ](https://a.example)"""
PIECES = [
    *TAGS.split(" "),
    *("\n", "\n\n", "\n\n", "\n\n    ", "\n- ", "\n> ", "\n## ", "\n1. ", "\n```\n"),
    *("| a | b |\n|---|---|\n| ", " | "),
]
HIDE = re.compile(
    r"<!--.*|<(script|style|textarea|template|title)\b.*|<(?:!DOCTYPE|!\[CDATA|\?).*|<[^<>]*"
    r"|\]\([^)]*|^ *```.*|&",
    re.DOTALL,
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Markdown with HTML that nobody would write on purpose; each word of it is another."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=14))
    return "".join(f"{piece}w{number}w " for number, piece in enumerate(pieces))


def nesting(tokens: list[Token]) -> None:
    """Asserts that each token that opens has one that closes, in order."""
    open_: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            open_.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            assert open_.pop() == token.type.removesuffix("_close")
        nesting(token.children or [])
    assert open_ == []


def text_of(tokens: list[Token]) -> str:
    found = []
    for token in tokens:
        found.append(text_of(token.children) if token.children else token.content)
        found.append(str(token.meta.get("message", "")))
        found += map(str, token.attrs.values())
    return " ".join(found)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("<b>w0w <div>w1w </b>w2w </div>w3w ")
@example("<table>w0w <tr>w1w <td>w2w ")
@example("<script>w0w <div>w1w ")
@example("<div>w0w <h2>w1w ")
@example("[w0w <hr>w1w ](https://a.example)w2w ")
@example("**w0w <hr>w1w** w2w <hr>w3w ")
@example("| a | b |\n|---|---|\n| w0w | w1w | w2w ")
@example('<div>w0w <a href="w1w <a href="w2w ">w3w ">w4w ')
@example("<div><b title='w0w' '>w1w '>w2w </b>")
@example('<div>w0w <a href = "w1w>w2w ">w3w </a "> w4w ">')
@given(broken())
def test_tags_become_tokens_that_nest_and_no_word_is_lost(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    # Markdown itself drops a cell that no column takes; articles/noted.py says so.
    before = set(re.findall(r"w\d+w", " ".join(one.content for one in tokens)))
    woven = Weaver().weave(tokens)
    nesting(woven)
    said = text_of(woven)
    may_hide = {one for match in HIDE.finditer(text) for one in re.findall(r"w\d+w", match[0])}
    assert before - may_hide <= set(re.findall(r"w\d+w", said))


@pytest.fixture(scope="module")
def broken_pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, list[str]]:
    """Many pages of broken HTML, built once."""
    texts: list[str] = []

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(broken())
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    files = {f"kit/a{number}.md": text for number, text in enumerate(texts)}
    conf = f"{CONF}guides_print = []\n"
    project = Project(tmp_path_factory.mktemp("broken"))
    project.write({"conf.py": conf, "index.md": "# Home\n\n:::{toctree}\n:glob:\nkit/*\n:::\n"})
    (project.source / "kit").mkdir()
    for name, text in files.items():
        end = "\n\n```\n````\n\n# wendw\n\nwlastw\n"
        (project.source / name).write_text(f"# wtopw\n\n{text}{end}", encoding="utf-8")
    return project.build(), texts


def test_a_page_of_broken_html_keeps_its_shape(broken_pages: tuple[Built, list[str]]) -> None:
    built, texts = broken_pages
    assert len(texts) > 40
    for number in range(len(texts)):
        page = built.read(f"kit/a{number}.html")
        tree = LexborHTMLParser(page)
        article = article_of(page)
        inside = article.text(separator=" ")
        for one in set(re.findall(r"w\d+w|wlastw", str(tree.body.text() if tree.body else ""))):
            # the words of headings stand in the contents list and the title too
            assert one in inside, texts[number]
        assert "wtopw" in inside
        assert tree.css_first("footer") is not None


# What is understood ------------------------------------------------------------------------------

AFTER = "\n\n## After\n\nThe end."
KINDS = (
    f"<div>\n\n## Within\n\nWords.\n\n</div>{AFTER}",
    f"<center><h2>Within</h2>\nWords.</center>{AFTER}",
    f'<section>\n<div align="center">\n\n## Within\n\n</div>\nWords.\n</section>{AFTER}',
    f"<div>\n\n## Within\n\nWords.{AFTER}",
)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Every case below, built at once."""
    texts = [
        *KINDS,
        *FOLDED,
        *ALONE,
        *LEFT_OUT,
        *MEDIA,
        *WORDS,
        *AGAIN,
        *DECLARED,
        *ELEMENTS,
        *DIRECTED,
        *HOLDING,
    ]
    texts.append(f'x <img src="{HELD}" alt="dot">')
    return Kit(tmp_path_factory.mktemp("shape"), map(article, texts), {})


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """What is not understood, where it is brought through."""
    others: dict[str, str | bytes] = {"conf.py": f'{CONF}guides_html = "raw"\n'}
    return Kit(tmp_path_factory.mktemp("raw"), map(article, (*LEFT_OUT, UNBALANCED)), others)


def article(text: str) -> str:
    return f"# A\n\n{text}\n"


@pytest.mark.parametrize("text", KINDS)
def test_a_heading_within_a_block_is_a_heading_of_the_page(kit: Kit, text: str) -> None:
    case = kit.case(article(text))
    headings = [(one.name, one.text.removesuffix("¶")) for one in case.article.select("h1, h2")]
    assert headings == [("h1", "A"), ("h2", "Within"), ("h2", "After")]
    after = case.article.select_one("#after")
    assert after
    assert "The end." in after.text
    contents = kit.built.page(case.name).select_one(".toc-tree")
    assert contents
    assert "Within" in contents.text


FOLDED = (
    f"<details>\n<summary>x</summary>\n\n### Within\n\nWords.\n\n</details>{AFTER} [up](#within)",
    f"<details><summary>More</summary>\n<h3>Within</h3>\nWords.</details>{AFTER} [up](#within)",
    f"<blockquote>\n\n### Within\n\nWords.\n\n</blockquote>{AFTER} [up](#within)",
)


@pytest.mark.parametrize("text", FOLDED)
def test_a_heading_that_folds_or_is_quoted_can_be_linked_to(kit: Kit, text: str) -> None:
    shown = kit.case(article(text)).article
    inner = shown.select_one("details h3, blockquote h3")
    assert inner
    assert inner["id"] == "within"
    assert shown.select("a[href='#within']")
    assert shown.select_one("#after > p")


ALONE = {
    "<div>\n\nWords.": "3:1: WARNING: <div> is never closed",
    "Words.\n\n</div>\n\nMore.": "5:1: WARNING: </div> closes nothing",
    "Words <b>bold.\n\nMore.": "3:7: WARNING: <b> is never closed",
    "> <div>\n> Words.\n\n</div>": "3:3: WARNING: <div> is never closed",
    "- <div>\n  Words.\n\nMore.": "3:3: WARNING: <div> is never closed",
    "*a <b>c* d</b>": "3:4: WARNING: <b> is never closed",
    "<ul>\n<li>a\n<li>b\n</ul>": "",
    "<p>Words.\n\nMore.": "",
    '<p align="center">\n\nWords\n\n</p>': "",
    "<b>a <i>c</b> d</i>": "",
}


ALONE |= {
    f"{before}x <hr> y{after}": f"{place}: WARNING: <hr> in Markdown is left out: "
    "only words may stand here"
    for before, after, place in (
        ("**", "**", "3:5"),
        ("[", "](https://a.example)", "3:4"),
        ("## ", "", "3:6"),
        ("| a |\n|---|\n| ", " |", "5:5"),
    )
}
ALONE['x <img class="a"> y'] = "3:3: WARNING: <img> in Markdown is left out"


@pytest.mark.parametrize(("text", "warning"), ALONE.items())
def test_a_tag_without_a_partner_is_a_warning_with_its_place(
    kit: Kit, text: str, warning: str
) -> None:
    said = kit.case(article(text)).warnings
    assert said == ([f"kit/a.md:{warning} [guides.html]"] if warning else [])


LEFT_OUT = {
    "<script>alert(1)</script>": ("<script> in Markdown is left out", ""),
    "<style>p {color: red}</style>": ("<style> in Markdown is left out", ""),
    '<iframe src="https://a.example">Inner</iframe>': ("<iframe>", "Inner"),
    '<div onclick="f()">Inner</div>': ("'onclick' of <div>", "Inner"),
    '<svg width="9">\n<defs><g id="deep"><path d="M0"/></g></defs>\n<text>Inner</text></svg>': (
        "<svg>",
        "Inner",
    ),
    "x <svg><title>Inner</title><use/><linearGradient></linearGradient></svg>": ("<svg>", "Inner"),
    "<math><mrow><mi>Inner</mi></mrow></math>": ("<math>", "Inner"),
    "<p><svg><circle/></svg>\n<span>Inner</span></p>": ("<svg>", "Inner"),
    'x <a href="javascript:f()">Inner</a>': ("the address 'javascript:f()'", "Inner"),
    'x <a href="data:text/html,x">Inner</a>': ("the address 'data:text/html,x'", "Inner"),
    'x <a href=" JavaScript:f()">Inner</a>': ("the address 'JavaScript:f()'", "Inner"),
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_is_not_understood_is_left_out_and_its_text_kept(kit: Kit, text: str) -> None:
    warning, kept = LEFT_OUT[text]
    case = kit.case(article(text))
    (said,) = case.warnings
    assert re.match(r"kit/a\.md:3:\d+: WARNING: ", said)
    assert warning in said
    shown = str(case.article)
    assert kept in shown
    for bad in ("alert", "color: red", "<iframe", "onclick", "javascript", "data:", "JavaScript"):
        assert bad not in shown


HELD = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""A picture of one dot, in its own address."""


def test_of_addresses_that_hold_what_they_lead_to_pictures_alone_are_shown(kit: Kit) -> None:
    case = kit.case(article(f'x <img src="{HELD}" alt="dot">'))
    assert case.warnings == []
    assert case.article.select("img[alt=dot]")
    for text in HOLDING:
        (said,) = kit.case(article(text)).warnings
        assert "the address 'data:" in said
        assert "data:" not in str(kit.case(article(text)).article)


HOLDING = ('x <img src="data:text/html,y" alt="z">', f'x <a href="{HELD}">z</a>')

MEDIA = (
    '<video controls><source src="https://a.example/v.mp4" onerror="f()"></video>',
    '<audio src="https://a.example/v.mp3" onplay="f()"></audio>',
    '<video poster="javascript:f()"><track src="javascript:f()"></video>',
)


@pytest.mark.parametrize("text", MEDIA)
def test_a_film_comes_through_without_what_runs(kit: Kit, text: str) -> None:
    case = kit.case(article(text))
    assert all("is left out" in one for one in case.warnings)
    shown = str(case.article)
    assert "<video" in shown or "<audio" in shown
    for bad in ("onerror", "onplay", "javascript", "f()"):
        assert bad not in shown


@pytest.mark.parametrize("text", [one for one in LEFT_OUT if "href" not in one])
def test_what_is_not_understood_is_brought_through_where_it_is_asked_for(
    raw: Kit, text: str
) -> None:
    case = raw.case(article(text))
    assert case.warnings == []
    assert as_written(text) in as_written(str(case.article))


def as_written(text: str) -> str:
    """HTML without white space, paragraphs, empty tags' own end and the case of names."""
    return re.sub(r"\s|</?p>|/(?=>)|</(?:path|use|circle)>", "", text).lower()


UNBALANCED = '<div style="color: red">\n\n## Within\n\n<iframe>\n\nThe end.'


def test_html_that_is_brought_through_is_balanced(raw: Kit) -> None:
    case = raw.case(article(UNBALANCED))
    page = raw.built.read(f"{case.name}.html")
    assert article_of(page).css_first("iframe") is not None
    assert page.count("<iframe") == page.count("</iframe>")


WORDS = ("<TODO>", "See <Name of task> and go.", "Hi <your-name>,", '<x-y a="b--c">')


@pytest.mark.parametrize("text", WORDS)
def test_words_that_only_look_like_tags_are_shown(kit: Kit, text: str) -> None:
    case = kit.case(article(text))
    assert text in case.article.text
    (said,) = case.warnings
    assert "is not a tag of HTML; it is shown as it is" in said


AGAIN = {
    "<progress>a</progress>\n\nb <progress>c</progress>": "<progress> in Markdown is left out, and",
    "<div>\n<button>a</button><button>c</button>\n</div>": "<button> in Markdown is left out, and",
    "<p>b <TODO>\n\n<TODO>": "<TODO> is not a tag of HTML",
}


@pytest.mark.parametrize("text", AGAIN)
def test_what_is_met_again_on_a_page_is_counted(kit: Kit, text: str) -> None:
    (said,) = [one for one in kit.case(article(text)).warnings if AGAIN[text] in one]
    assert said.endswith(" (and 1 more) [guides.html]")


DECLARED = {
    "<div><![y](z)</div>": ("<![y](z)", ""),
    "<!Foo bar> c": ("<!Foo bar> c", ""),
    "<p>a <?php b": ("<?php b", "3:6: WARNING: <?php b is not a tag of HTML; it is shown as it is"),
    "<!doctype html><![endif]><?xml?> c": ("c", ""),
    "<div>c <!-- y": ("c", "3:8: WARNING: a comment that is never closed hides all that follows"),
}


@pytest.mark.parametrize("text", DECLARED)
def test_what_only_begins_as_a_declaration_is_shown_and_a_comment_without_end_is_said(
    kit: Kit, text: str
) -> None:
    case, (shown, warning) = kit.case(article(text)), DECLARED[text]
    assert shown in case.article.text
    said = [one for one in case.warnings if "<div> is never closed" not in one]
    assert said == ([f"kit/a.md:{warning} [guides.html]"] if warning else [])


ELEMENTS = {
    "a <kbd>b</kbd>": "kbd",
    "a <sub>b</sub>": "sub",
    "a <sup>b</sup>": "sup",
    "a <mark>b</mark>": "mark",
    "a <code>b</code>": "code",
    "a <abbr title='c'>b</abbr>": "abbr[title=c]",
    "<blockquote>b</blockquote>": "blockquote p",
    "<ol start='3'><li>b</ol>": "ol[start='3'] li",
    "<dl><dt>a<dd>b</dl>": "dl dd",
    "<pre><code class='language-python'>b = 1</code></pre>": ".highlight-python pre",
    "<pre lang='python'>b = 1</pre>": ".highlight-python pre",
    "<details open><summary>a</summary>b</details>": "details[open] summary",
    "<table><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>b</table>": "tbody tr:last-child td",
    "<figure><img src='https://a.example/x.png'><figcaption>b</figcaption></figure>": "figcaption",
    "<div class='x'>b</div>": "div.x",
    "<details><summary><b>b</b></summary>a</details>": "summary strong",
    "<dl><dt><code>b</code><dd>a</dl>": "dt code",
    "<figure><img src='https://a.example/x.png'><figcaption><i>b</i></figcaption></figure>": (
        "figcaption em"
    ),
    "<ul><li>a<ul><li>b</li></ul></ul>": "ul ul li",
    "<ul><li>a</li><ul><li>b</li></ul></ul>": "ul ul li",
    "<details><summary>a</summary><ol><li>b</li></ol></details>": "details ol li",
    "<details><summary>a</summary><div class='x'>b</div></details>": "details div.x",
    "<figure><blockquote>b</blockquote><figcaption>a</figcaption></figure>": "blockquote p",
    "<dl><div><dt>a</dt><dd>b</dd></div></dl>": "dl dd",
    "a <span class='x'>b</span>": "span.x",
}


@pytest.mark.parametrize("text", ELEMENTS)
def test_an_element_of_html_is_a_node(kit: Kit, text: str) -> None:
    case = kit.case(article(text))
    assert case.warnings == []
    (found,) = case.article.select(ELEMENTS[text])[:1]
    assert "b" in found.text or found.name == "summary"
    assert "mark" in text or not list(case.tree.findall(nodes.raw))


DIRECTED = {
    "[a](#v)\n\n<video id='v' src='https://a.example/b'></video>b": (
        "p:has(#v):has(video)",
        "",
    ),
    "<div dir='rtl' lang='he'>b</div>": ("div[dir=rtl][lang=he] p", ""),
    "<p dir='rtl' class='x'>b</p>": ("div.x[dir=rtl] p", ""),
    "[a](#y)\n\n<div dir='rtl' id='y'>b</div>": ("#y + div[dir=rtl] p, #y ~ div[dir=rtl] p", ""),
    "<div dir='rtl'>\n\n- *b*\n\n</div>": ("div[dir=rtl] li em", ""),
    "a <span lang='de' onclick='f()'>b</span>": ("span[lang=de]", "3:3: WARNING: 'onclick' of"),
    "<div dir='rtl'>\n\n## H\n\nb\n\n</div>": (
        "section > div[dir=rtl] p",
        "3:1: WARNING: <div dir='rtl'> does not reach the headings in it",
    ),
    "<ul dir='rtl'><li>b</ul>": ("div[dir=rtl] > ul li", ""),
    "<table lang='he' class='x'><tr><td>b</table>": ("div[lang=he] table.x td", ""),
    "<blockquote lang='de'>b</blockquote>": ("div[lang=de] > blockquote p", ""),
    "<table><tr><td lang='he'>b</table>": ("td", "3:12: WARNING: 'lang' of <td> in Markdown"),
}


@pytest.mark.parametrize("text", DIRECTED)
def test_direction_and_language_come_along_or_are_said(kit: Kit, text: str) -> None:
    case, (found, warning) = kit.case(article(text)), DIRECTED[text]
    (shown,) = case.article.select(found)
    assert "b" in shown.text
    assert [one.startswith(f"kit/a.md:{warning}") for one in case.warnings] == [True] * bool(
        warning
    )


def test_a_section_that_is_drawn_in_brings_no_tag_without_its_partner(tmp_path: Path) -> None:
    day = '# Day\n\n<div class="box">\n\n## Walking\n\nSlowly.\n\n</div>\n\n## Last\n\nThe end.\n'
    index = "# Home\n\n:::{series}\narticles/day\n:::\n"
    files = {"conf.py": CONF + "guides_print = []\n", "index.md": index, "articles/day.md": day}
    built = Project(tmp_path).write({**files, "roles/gardener.role.yaml": ROLE}).build()
    assert built.warnings == []
    tree = LexborHTMLParser(built.read("roles/gardener.html"))
    drawn = tree.css_first("[role=main] details.guide-drawn")
    assert drawn is not None
    assert drawn.css_first("div.box") is not None
    assert "Slowly." in drawn.text()


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        *(
            pytest.param(piece, marks=pytest.mark.slow)
            for piece in ("<b>", "</div>", '<a "', "<!", "<tr><td>x", "<ul><li>", "{%", "<script>")
        ),
    ],
)
def test_hostile_html_takes_time_as_it_grows(piece: str) -> None:
    md = MarkdownIt("commonmark")

    def seconds(count: int) -> float:
        found = []
        for _ in range(2):
            tokens = md.parse(f"<table>\n{piece * count}")
            start = time.process_time()
            Weaver().weave(tokens)
            found.append(time.process_time() - start)
        return min(found)

    count = 20_000 // len(piece)
    assert seconds(2 * count) < 3 * seconds(count) + 0.5


@pytest.mark.parametrize("start", ['<a " x="', "<a ' x='", '<a x="', '<a x = "<'])
def test_tags_that_never_end_are_looked_for_once(start: str) -> None:
    begin = time.process_time()
    assert [one for one in PIECE.finditer(start * 20_000) if one[0] == ""] == []
    assert time.process_time() - begin < 3  # where each is read to the end: half a minute
