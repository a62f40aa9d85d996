"""kramdown in a page of Jekyll: each construct reads as one of MyST, and MyST's own stays text.

What is compared are the doctrees of a page and of the same page in MyST.
"""

from __future__ import annotations

import string
import textwrap

import pytest
from docutils import nodes

from tests.articles.jekyll_pages import FRONT, PAGE, page, parsed, said, tree, tree_of

OTHERS = {
    "blog/_posts/2025-12-24-before-we-meet.md": "",
    "blog/about.md": "",
    "blog/team/index.md": "",
    "blog/a b.jpg": "",
    "blog/a.jpg": "",
}


def translated(text: str) -> str:
    """How a body is read, where nothing is to be said about it."""
    found = page(text, OTHERS)
    assert said(found) == []
    return tree_of(found)


def literally(text: str) -> str:
    """How a paragraph is read that holds no markup at all."""
    return tree("".join(f"\\{one}" if one in string.punctuation else one for one in text))


def test_attributes_below_a_block_move_above_it() -> None:
    assert translated('Words.\n{: .lead #one width="1"}\n') == tree(
        '{.lead #one width="1"}\nWords.'
    )
    assert translated("> Words.\n{: .tip}\n\nMore.") == tree("{.tip}\n> Words.\n\nMore.")
    assert translated("- a\n- b\n{: .list}\n") == tree("{.list}\n- a\n- b")
    table = "| a |\n|---|\n| b |\n"
    assert translated(f"{table}{{: .wide}}\n") == tree(f"{{.wide}}\n{table}")


def test_attributes_above_a_block_stay_there() -> None:
    assert translated("Words.\n\n{: .two}\n## Two\n") == tree("Words.\n\n{.two}\n## Two")


def test_attributes_end_a_paragraph() -> None:
    assert translated("One.\n{: .a}\nTwo.\n") == tree("{.a}\nOne.\n\nTwo.")


def test_a_heading_takes_its_own_id() -> None:
    assert translated("## Two {#second}\n") == tree("{#second}\n## Two")


def test_attributes_that_have_a_name_are_looked_up() -> None:
    assert translated('{:wide: .big width="9"}\n\nWords.\n{: wide .more}\n') == tree(
        '{.more .big width="9"}\nWords.'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('[x](/about/){: .b target="_blank"}', '[x](/blog/about.md){.b target="_blank"}'),
        ('![x](/a.jpg){: width="9"}', '![x](/blog/a.jpg){width="9"}'),
        ("`x`{: .b}", "`x`{.b}"),
        ("an *x*{: .b} and **y**{: #c}", "an [*x*]{.b} and [**y**]{#c}"),
    ],
)
def test_attributes_of_spans(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("* {:.x} one\n* {: #y .z} two\n  more\n", "* {.x}\n  one\n* {.z #y}\n  two\n  more\n"),
        ("10. {: w='1'}  *a*\n", '10. {w="1"}\n    *a*\n'),
        ("> - {:.x} % no\n", "> - {.x}\n>   \\% no\n"),
        ("- a\n  - {:.x} b\n{: .all}\n", "{.all}\n- a\n  - {.x}\n    b\n\n"),
        ("-\t{:.x} a\n", "-\t{.x}\n \ta\n"),
        ("{:big: .b}\n\n- {: big} a\n", "\n\n- {.b}\n  a\n"),
    ],
)
def test_attributes_before_the_text_of_a_list_item_are_those_of_the_item(
    text: str, shown: str
) -> None:
    assert translated(text) == tree(shown)


def test_attributes_of_a_list_item_move_no_place() -> None:
    found = page("- {:.x} a [b](/none) {:.y}\n- {:no} c\n- {:.z}\n")
    assert [one.split(": ")[0] for one in said(found)] == ["5:15", "5:22", "6:3", "7:3"]


def test_attributes_in_code_are_code() -> None:
    text = "```\nx\n{: .a}\n```\n\n    {: .b}\n\nSay `{: .c}`.\n"
    assert translated(text) == tree(text)


@pytest.mark.parametrize(
    "text", ["{: .alone}\n", "Words {: .inside} here.\n", "{:unknown}\n", "Words.\n{: ???}\n"]
)
def test_attributes_that_belong_to_nothing_stay_and_are_warned_of(text: str) -> None:
    found = page(text)
    assert tree_of(found) == literally(text)
    assert "is shown as it is" in said(found)[0]


def test_a_table_of_contents_links_the_headings_as_they_nest() -> None:
    text = """\
    * This is replaced
    {:toc}

    ## Get going!
    #### Deep *down* & `code`
    ## 🎉 Party
    ## Get going!
    ## Named {#own}
    ##
    ## Not there
    {: .no_toc}
    ## Last
    """
    found = page(text)
    assert said(found) == []
    contents = """\
- [Get going!](#get-going)
  - [Deep down & code](#deep-down--code)
- [🎉 Party](#-party)
- [Get going!](#get-going-1)
- [Named](#own)
- [Last](#last)
"""
    assert tree_of(found).startswith(tree(contents))


def test_markdown_inside_of_html_is_markdown_from_its_first_line() -> None:
    text = '<div class="note" markdown="1">First *line*.\n\n    - a\n\n</div>\nAfter.\n'
    assert translated(text) == tree(
        '<div class="note">\n\nFirst *line*.\n\n- a\n\n</div>\n\nAfter.'
    )


def test_markdown_inside_of_html_within_html() -> None:
    text = '<section markdown="1">\n<div markdown="1">\n*a*\n</div>\n*b*\n</section>\n'
    rows = ["<section>", "<div>", "*a*", "</div>", "*b*", "</section>"]
    assert translated(text) == tree("\n\n".join(rows))


@pytest.mark.parametrize("value", ['"1"', "'1'", "1", '"block"', '"span"'])
def test_markdown_inside_of_html_may_be_asked_for_in_other_words(value: str) -> None:
    assert translated(f"<p markdown={value}>*a*</p>\n") == tree("<p>\n\n*a*\n\n</p>")


@pytest.mark.parametrize("tag", ["span", "em", "div"])
def test_markdown_inside_of_html_within_a_line_stays_there(tag: str) -> None:
    text = f'Words <{tag} class="x" markdown="1">*a*</{tag}> more.\n'
    assert translated(text) == tree(f'Words <{tag} class="x">*a*</{tag}> more.')
    assert translated('<span markdown="1">*a*</span> more.\n') == tree("<span>*a*</span> more.")


def test_markdown_inside_of_details_keeps_the_summary_html() -> None:
    text = '<details markdown="1">\n<summary>More</summary>\n*a*\n</details>\n'
    assert translated(text) == tree("<details>\n\n<summary>More</summary>\n\n*a*\n\n</details>")


def test_html_without_an_end_is_warned_of() -> None:
    found = page('<div markdown="1">\n*a*\n')
    assert tree_of(found) == tree("<div>\n\n*a*\n")
    assert said(found) == ["5:1: <div> has no end; what follows is taken for its content"]


def test_markdown_inside_of_html_in_code_is_code() -> None:
    text = '```html\n<div markdown="1">x</div>\n```\n\nSay `<div markdown="1">`.\n'
    assert translated(text) == tree(text)


def test_a_line_break_is_a_line_break() -> None:
    assert translated("one\\\\\ntwo  \nthree\n") == tree("one\\\ntwo  \nthree")
    assert translated("a \\\\ b\n") == tree("a \\\\ b")


def test_footnotes_and_definitions_are_those_of_myst() -> None:
    text = "Word[^n].\n\n[^n]: Note {x}.\n\n    More $ words.\n\nTerm\n: Means [it](/about).\n"
    assert translated(text) == tree(
        "Word[^n].\n\n[^n]: Note \\{x}.\n\n    More \\$ words.\n\n"
        "Term\n: Means [it](/blog/about.md).\n"
    )


def test_every_paragraph_of_a_definition_is_translated() -> None:
    assert translated("Term\n:   Means.\n\n    More [of it](/about), not {.x}.\n") == tree(
        "Term\n:   Means.\n\n    More [of it](/blog/about.md), not \\{.x}.\n"
    )


def test_a_mark_of_a_draft_becomes_a_directive() -> None:
    text = "One.\n\n<TODO>==== Drafted *until* here ====</TODO>\n\nTwo.\n"
    assert translated(text) == tree(
        "One.\n\n:::{draft-from-here}\nDrafted *until* here\n:::\n\nTwo."
    )
    assert translated("<todo></todo>\n") == tree(":::{draft-from-here}\n:::")


def test_comments_and_options_of_kramdown_are_left_out() -> None:
    found = page("{::options toc='1' /}\n\n{::comment}\nhidden\n{:/comment}\n\nSeen.\n")
    assert tree_of(found) == tree("Seen.")
    assert said(found) == []


def test_nomarkdown_is_taken_off() -> None:
    assert translated("{::nomarkdown}\n<b>x</b>\n{:/nomarkdown}\n") == tree("<b>x</b>")


def test_an_unknown_extension_stays_and_is_warned_of() -> None:
    found = page("a {::abbr}x{:/abbr} b\n")
    assert tree_of(found) == literally("a {::abbr}x{:/abbr} b")
    assert len(said(found)) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("% no comment", "\\% no comment"),
        ("text\n% no comment", "text\n\\% no comment"),
        ("- % in a list", "- \\% in a list"),
        ("> % in a quote", "> \\% in a quote"),
        ("+++", "\\+++"),
        ("(x)=", "\\(x)="),
        (":::", "\\:::"),
        (":::{note}\nx\n:::", "\\:::\\{note}\nx\n\\:::"),
        (":Name: value", "\\:Name: value"),
        ("{.x}", "\\{.x}"),
        ("[a]{.x}", "[a]\\{.x}"),
        ("{abbr}`x`", "\\{abbr}`x`"),
        ("{{ x", None),
        ("costs $5 or $6", "costs \\$5 or \\$6"),
        ("$$x^2$$ within", "$x^2$ within"),
        ("$$x^2$$", "$$x^2$$"),
        ("50% of it + more (x)= no", "50% of it + more (x)= no"),
    ],
)
def test_what_myst_would_take_for_its_own_stays_text(text: str, shown: str | None) -> None:
    assert tree_of(page(text)) == (literally(text) if shown is None else tree(shown))


@pytest.mark.parametrize("info", ["{note} x", "{r, echo=F}", "python {.x}", "{code-block} python"])
def test_a_fence_is_never_a_directive(info: str) -> None:
    document = parsed(page(f"```{info}\nx {{y}}\n```\n").text)
    (code,) = document.findall(nodes.literal_block)
    assert code.astext().strip() == "x {y}"
    assert not list(document.findall(nodes.system_message))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x](/about/)", "[x](/blog/about.md)"),
        ("[x](/about.html#me 'T')", "[x](/blog/about.md#me 'T')"),
        ("[x](/team/)", "[x](/blog/team/index.md)"),
        ("[x](../about.md)", "[x](/blog/about.md)"),
        ("[x](/2025/12/24/before-we-meet.html)", "[x](/blog/_posts/2025-12-24-before-we-meet.md)"),
        ("[x](/hiring/before-we-meet/)", "[x](/blog/_posts/2025-12-24-before-we-meet.md)"),
        ("[x](#here)", "[x](#here)"),
        ("[x](https://a.example/b)", "[x](https://a.example/b)"),
        ("[x](mailto:a@b.example)", "[x](mailto:a@b.example)"),
        ("![x](<../a b.jpg>)", "![x](/blog/a%20b.jpg)"),
        ("![x](/a b.jpg)", "![x](/blog/a%20b.jpg)"),
        ("![x](/a%20b.jpg)", "![x](/blog/a%20b.jpg)"),
        ("[![x](/a.jpg)](/about/)", "[![x](/blog/a.jpg)](/blog/about.md)"),
        ("[x][y]\n\n[y]: /about/ 'T'", "[x][y]\n\n[y]: </blog/about.md> 'T'"),
        (
            'a <img src="/a.jpg" alt="A *b*" width="9"> b',
            'a ![A \\*b\\*](/blog/a.jpg){width="9"} b',
        ),
        ('<img src="/a.jpg">', '<img src="/blog/a.jpg">'),
        ('a <a href="/about/">*b*</a> c', 'a <a href="/blog/about.md">*b*</a> c'),
    ],
)
def test_addresses_lead_to_where_they_lead_among_the_sources(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a [*x* y](/abouts/) b", "a *x* y b"),
        ("a ![x](/none.jpg) b", "a x b"),
        ("[% x](/none.md)\n![# y](/none.md)", "\\% x\n\\# y"),
        ("- {:.x} [% y](/none)", "- {.x}\n  \\% y"),
        ("[+++](/none)", "\\+++"),
        ("[1. x](/none)\n[22) y](/none)", "1\\. x\n22\\) y"),
        ("[* x](/none)\n[***](/none)", "\\* x\n\\***"),
        ("a\n[===](/none)", "a\n\\==="),
        ("[    c](/none)", "c"),
        ("[2024 was](/none) [1. x](/none)", "2024 was 1. x"),
        ("a <a href='/none'>x</a\n    > b", "a <span>x</span     > b"),
        ("[(x)=](/none)", "\\(x)="),
        ("> [*x*](/none) [% y](/none)", "> *x* % y"),
        ('a <a href="/none">x</a> b', "a <span>x</span> b"),
        (
            'a <A\nclass="c" href="/none"><b>x</b></A> b <a>y</a>',
            "a <span ><b>x</b></span> b <a>y</a>",
        ),
        ('a <a href="/none" id="c">x</a> b', 'a <a id="c">x</a> b'),
        ('a <a name="c"></a> <a href="/none">x</a> b', 'a <a name="c"></a> <span>x</span> b'),
        ('<p>\n<a href="/none">x</a>\n</p>', "<p>\n<span>x</span>\n</p>"),
    ],
)
def test_a_link_that_leads_nowhere_becomes_its_words_and_a_warning(text: str, shown: str) -> None:
    found = page(f"One.\n\n{text}\n", OTHERS)
    assert tree_of(found) == tree(f"One.\n\n{shown}\n")
    assert len(said(found)) == text.count("/none") + text.count("/abouts")
    for warning in said(found):
        assert warning.startswith(("7:", "8:"))
        assert "leads nowhere" in warning


@pytest.mark.parametrize("text", ["[y]: /none", '<div><a href="/none">x</a></div>'])
def test_other_addresses_that_lead_nowhere_are_warned_of(text: str) -> None:
    found = page(text)
    assert tree_of(found) == tree(text.replace('<a href="/none">x</a>', "<span>x</span>"))
    assert len(said(found)) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<p><img alt="a > b" src="/a.jpg"></p>', '<p><img alt="a > b" src="/blog/a.jpg"></p>'),
        ('<p>\n<a title=\'"<"\'\nhref="/about">x</a>\n</p>', None),
        (
            '<p>\n<a href=\n"/about" id="x">x</a>\n</p>',
            '<p>\n<a\nhref="/blog/about.md" id="x">x</a>\n</p>',
        ),
        ('a <img\nsrc="/a.jpg" alt="x"> b\nc', "a ![x](/blog/a.jpg)  b\nc"),
        ('a <a\nhref="/about">x</a> b\nc', 'a <a href="/blog/about.md">x</a> b\nc'),
        ('<!--\n<a href="/none">x</a>\n-->', '<!--\n<a href="/none">x</a>\n-->'),
        ("<script>\n\"<a href='/none'>\"\n</script>", "<script>\n\"<a href='/none'>\"\n</script>"),
    ],
)
def test_addresses_in_html_are_those_of_its_tags(text: str, shown: str | None) -> None:
    assert translated(text) == tree(shown or text.replace("/about", "/blog/about.md"))


def test_tags_in_html_are_text_of_it() -> None:
    found = page("<div>\n{% odd <b> %}\n</div>\n")
    assert tree_of(found) == tree("<div>\n{% odd &lt;b&gt; %}\n</div>")


def test_every_line_maps_to_its_source() -> None:
    text = """\
    * TOC
    {:toc}

    ## One {#one}
    <div markdown="1">Two
    </div>
    Three
    {: .a}
    Four
    """
    found = page(text)
    source = (FRONT + textwrap.dedent(text)).splitlines()
    for line in found.lines:
        assert line.file == PAGE
        for word in ("One", "Two", "Three", "Four"):
            if word in line.text and "](#" not in line.text:
                assert word in source[line.number - 1]


def test_tabs_and_carriage_returns_are_no_trouble() -> None:
    assert translated("-\tone\r\n\r\n\t% two\r\n") == tree("-\tone\n\n\t\\% two")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("| a | b |\n|---+:-:|\n| c | d |\n", "| a | b |\n|---|:-:|\n| c | d |\n"),
        ("|---|\n| a | b |\n|---\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
        (
            "| a |\n|===|\n| b |\n|---|\n| c |\n|===|\n| d |\n",
            "| a |\n|---|\n| b |\n| c |\n| d |\n",
        ),
        ("| |\n", "|   |\n|---|\n| |\n"),
        ("| a ||\n|-+-|\n", "| a ||\n|-|-|\n"),
        ("| a | b |\n| c | d |\n", "|   |   |\n|---|---|\n| a | b |\n| c | d |\n"),
        ("- x\n\n  | a |\n  |-+-|\n  | b |\n", "- x\n\n  | a |\n  |-|\n  | b |\n"),
    ],
)
def test_a_table_that_only_kramdown_knows_is_one(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| b |\n",
        "```\n| a |\n|-+-|\n```\n",
        "|---|---|\n",
        "| a |\n| b |\n|---|\n| c |\n",
        "a | b\n",
    ],
)
def test_other_tables_and_rules_stay_as_they_are(text: str) -> None:
    assert translated(text) == tree(text)


def test_a_rule_that_goes_moves_no_row() -> None:
    made = page("| a |\n|---|\n| b |\n|---|\n| {{ x }} |\n")
    (problem,) = made.problems
    assert problem.place.line == FRONT.count("\n") + 5
