"""kramdown in a page of Jekyll: each construct reads as one of MyST, and MyST's own stays text.

What is compared are the doctrees of a page and of the same page in MyST.
"""

from __future__ import annotations

import string
import textwrap

import pytest
from docutils import nodes

from guides_ext.parts.node import ancestors
from tests.articles.jekyll_pages import FRONT, PAGE, page, read, tree

OTHERS = {
    "blog/_posts/2025-12-24-before-we-meet.md": "",
    "blog/about.md": "",
    "blog/team/index.md": "",
    "blog/a b.jpg": "",
    "blog/a.jpg": "",
}


def translated(text: str) -> str:
    """How a body is read, where nothing is to be said about it."""
    found = read(text, OTHERS)
    assert found.said == []
    return found.tree


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
    assert '<table classes="wide colwidths-auto">' in translated(f"{table}{{: .wide}}\n")


def test_attributes_above_a_block_stay_there() -> None:
    assert translated("Words.\n\n{: .two}\n## Two\n") == tree("Words.\n\n{.two}\n## Two")


def test_attributes_end_a_paragraph() -> None:
    assert translated("One.\n{: .a}\nTwo.\n") == tree("{.a}\nOne.\n\nTwo.")


def test_a_heading_takes_its_own_id() -> None:
    assert translated("## Two {#second}\n") == tree("{#second}\n## Two")


def test_attributes_that_have_a_name_are_looked_up() -> None:
    assert translated('{:wide: .big width="9"}\n\nWords.\n{: wide .more}\n') == tree(
        '{.big .more width="9"}\nWords.'
    )


def test_an_element_s_own_attributes_win_wherever_the_name_of_others_stands() -> None:
    for given in ("#own ref", "ref #own"):
        text = f'{{:ref: #a title="T"}}\n\nWords.\n{{: {given}}}\n'
        assert translated(text) == tree('{#own title="T"}\nWords.')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('[x](/about/){: .b target="_blank"}', '[x](/blog/about.md){.b target="_blank"}'),
        ('![x](/a.jpg){: width="9"}', '![x](/blog/a.jpg){width="9"}'),
        ("`x`{: .b}", "`x`{.b}"),
        ("an *x*{: .b} and **y**{: #c}", "an [*x*]{.b} and [**y**]{#c}"),
        ("a <b>x</b>{: .b} c", "a [**x**]{.b} c"),
        ("a <i>*x* <i>y</i></i>{: .b}", "a [*<i>x</i> <i>y</i>*]{.b}"),
        ("*a <b>x</b>{: .b} c*", "*a [**x**]{.b} c*"),
    ],
)
def test_attributes_of_spans(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


@pytest.mark.parametrize(
    ("text", "classes", "words"),
    [
        ("* {:.x} one\n* {: #y .z} two\n  more\n", [["x"], ["z"]], "one|two\nmore"),
        ("10. {: .w}  *a*\n", [["w"]], "a"),
        ("> - {:.x} % no\n", [["x"]], "% no"),
        ("- a\n  - {:.x} b\n{: .all}\n", [[], ["x"]], "a|b"),
        ("-\t{:.x} a\n", [["x"]], "a"),
        ("{:big: .b}\n\n- {: big} a\n", [["b"]], "a"),
        ("- a\n- b\n  {: .x}\n", [[], ["x"]], "a|b"),
        ("1. a\n   {: .x}\n2. b\n", [["x"], []], "a|b"),
        ("- a\n  - b\n    {: .x}\n", [[], ["x"]], "a|b"),
    ],
)
def test_attributes_of_a_list_item_are_those_of_the_item(
    text: str, classes: list[list[str]], words: str
) -> None:
    found = read(text)
    assert found.said == []
    items = list(found.document.findall(nodes.list_item))
    assert [one["classes"] for one in items] == classes
    assert "|".join(one[0].astext() for one in items) == words


def test_attributes_in_a_quotation_belong_to_what_is_quoted() -> None:
    assert translated("> Words.\n> {: .big}\n") == tree("> {.big}\n> Words.")
    assert translated("> One.\n>\n> Two.\n> {: .big}\n") == tree("> One.\n>\n> {.big}\n> Two.")
    assert translated("> - a\n> {: .big}\n") == tree("> {.big}\n> - a")


def test_attributes_of_a_list_item_move_no_place() -> None:
    found = read("- {:.x} a [b](/none) {:.y}\n- {:no} c\n- {:.z}\n")
    assert sorted(one.split(": ")[0] for one in found.said) == ["5:15", "5:22", "6:3", "7:3"]


def test_attributes_in_code_are_code() -> None:
    text = "```\nx\n{: .a}\n```\n\n    {: .b}\n\nSay `{: .c}`.\n"
    assert translated(text) == tree(text)


@pytest.mark.parametrize(
    "text", ["{: .alone}\n", "Words {: .inside} here.\n", "{:unknown}\n", "Words.\n{: ???}\n"]
)
def test_attributes_that_belong_to_nothing_stay_and_are_warned_of(text: str) -> None:
    found = read(text)
    shown = " ".join(found.document.astext().split())
    assert shown.endswith(f"Here {' '.join(text.split())}")
    assert "is shown as it is" in found.said[0]


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
    found = read(text)
    assert found.said == []
    shown = [one for one in found.document.findall(nodes.reference) if "refid" in one]
    depths = [sum(isinstance(up, nodes.list_item) for up in ancestors(one)) for one in shown]
    assert [one.astext() for one in shown] == [
        *("Get going!", "Deep down & code", "🎉 Party", "Get going!", "Named", "Last")
    ]
    assert depths == [1, 2, 1, 1, 1, 1]
    for one in shown:
        section = found.document.ids[one["refid"]]
        assert section[0].astext() == one.astext()
    assert len({one["refid"] for one in shown}) == len(shown)


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


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (
            '<aside markdown="1">\n<img src="https://a.example/a.png"> Learn <em>a lot</em> here.\n'
            '<p markdown="1" class="by">\n- *me*, [there](https://a.example)\n</p>\n</aside>\n',
            '<aside>\n\n<p><img src="https://a.example/a.png"> Learn <em>a lot</em> here.</p>\n\n'
            '<p class="by">- <em>me</em>, <a href="https://a.example">there</a></p>\n</aside>\n',
        ),
        ('<div markdown="1">c&oacute;digo \\*x\\*</div>\n', "<div>\n\ncódigo \\*x\\*\n\n</div>"),
        ('<div><h3 markdown="1">*a*</h3>\nb</div>\n', "<h3><em>a</em></h3><div>b</div>"),
        ('> <div markdown="1">\n> *a*\n> </div>\n', "> <div>\n>\n> *a*\n>\n> </div>"),
        ('<div>*x* <div markdown="1">*a*</div> *y*</div>\n',
         "<div>*x* <div><p><em>a</em></p></div> *y*</div>"),
        ('<dl>\n<dt markdown="1">*a*</dt>\n<dd markdown="1">- b\n</dd>\n</dl>\n',
         "<dl>\n<dt><em>a</em></dt>\n<dd>\n\n- b\n\n</dd>\n</dl>"),
    ],
)  # fmt: skip
def test_markdown_inside_of_html_is_blocks_or_words_as_its_element_holds(
    text: str, same: str
) -> None:
    assert translated(text) == tree(same)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("<div>\n*a*\n\n    b\n\n*c*\n</div>\n", "<div>*a* b *c*</div>"),
        ("- x\n\n  <div>\n\n  *a*\n  </div>\n", "- x\n\n  <div>*a*</div>"),
        ("> <div>\n>\n> *a*\n> </div>\n", "> <div>*a*</div>"),
        ('<div\n  class="x">\n\n    <p>a</p>\n</div>\nb\n', '<div class="x"><p>a</p></div>\n\nb'),
        ("<div>a<div>\n\nb</div></div>\n", "<div>a<div>b</div></div>"),
        ("<b>a</b> *b*\n", "**a** *b*"),
        ('<a href="https://a.example">a</a>\n*b*\n', "[a](https://a.example)\n*b*"),
    ],
)
def test_an_element_is_html_as_far_as_its_end_and_one_of_a_line_begins_a_paragraph(
    text: str, same: str
) -> None:
    assert translated(text) == tree(same)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("**公开。**公开项目", "<b>公开。</b>公开项目"),
        ('**"문서"**는', '<b>"문서"</b>는'),
        ("これは*「注」*です", "これは<i>「注」</i>です"),
        ("a**(b)**c", "a<b>(b)</b>c"),
        ("snake_case_name and _a_b_", "snake_case_name and <i>a_b</i>"),
        ("2 * 3 * 4 and a ** b", "2 \\* 3 \\* 4 and a \\*\\* b"),
        ("***a*** and **a*b*c**", "***a*** and **a*b*c**"),
    ],
)
def test_emphasis_ends_behind_a_word_beside_whatever_letters_and_marks(
    text: str, same: str
) -> None:
    assert translated(text + "\n") == tree(same)


@pytest.mark.parametrize(
    "text",
    [
        '<div markdown="1">x</div>\nwords',
        '<div markdown="1">\nx</div>\nwords',
        '> <section markdown="1">x</section>\n> words',
        '- <div markdown="1">x</div>\n  words',
    ],
)
def test_what_stands_below_markdown_inside_of_html_is_shown_once(text: str) -> None:
    found = read(f"{text}\n")
    assert found.document.astext().endswith("Here\n\nx\n\nwords")
    assert found.said == []


def test_html_without_an_end_is_warned_of() -> None:
    found = read('<div markdown="1">\n*a*\n')
    assert found.tree == tree("<div>\n\n*a*\n")
    assert found.said == ['5:1: <div markdown="1"> is never closed']


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {::comment}b{:/comment} c", "a  c"),
        ("a {::comment}b *x{:/} c", "a  c"),
        ("- a {::comment}b{:/comment}", "- a"),
        ("a {::nomarkdown}<b>*x*</b>{:/} c", "a <b>\\*x\\*</b> c"),
        ("a {::options toc='1' /} c", "a  c"),
    ],
)
def test_a_comment_within_a_line_is_one(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


def test_several_terms_have_one_definition() -> None:
    document = read("One\nTwo\n: Both.\n\nThree\n\n: Alone.\n: Again.\n").document
    items = list(document.findall(nodes.definition_list_item))
    shown = [[child.astext() for child in item] for item in items]
    assert shown == [["One", "Two", "Both."], ["Three", "Alone.", "Again."]]
    assert not list(read("Words\n: no\n\n- a\n- b\n").document.findall(nodes.literal_block))


def test_an_abbreviation_is_explained_wherever_it_stands() -> None:
    text = "HTML and XHTML, *HTML*.\n\n- HTML\n\n*[HTML]: Hyper Text\n"
    found = list(read(text).document.findall(nodes.abbreviation))
    assert [one["explanation"] for one in found] == ["Hyper Text"] * 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <<b>> c", "a «b» c"),
        ("one\\\\\ntwo", "one\\\ntwo"),
    ],
)
def test_marks_of_kramdown_are_read(text: str, shown: str) -> None:
    assert translated(text) == tree(shown)


CONSTRUCTS = {
    "abbreviation": (
        ("> HTML\n\n*[HTML]: a *b*\n", '> <abbr title="a *b*">HTML</abbr>'),
        ("[HTML](https://a.example)\n\n*[HTML]: a\n",
         '[<abbr title="a">HTML</abbr>](https://a.example)'),
        ("`HTML` A.B.\n\n*[HTML]: a\n*[A.B.]: c\n", '`HTML` <abbr title="c">A.B.</abbr>'),
    ),
    "break": (
        ("> one\\\\\n> two\n", "> one\\\n> two"),
        ("- one\\\\\n  two\n", "- one\\\n  two"),
        ("**one\\\\\ntwo**\n", "**one\\\ntwo**"),
    ),
    "quotation marks": (
        ("> <<a>>\n", "> «a»"),
        ("*<<a>>* `<<b>>`\n", "*«a»* `<<b>>`"),
        ("- [<<a>>](https://a.example)\n", "- [«a»](https://a.example)"),
    ),
    "comment": (
        ("> {::comment}\n> *a*\n> {:/comment}\n>\n> b\n", "> b"),
        ("- {::comment}a{:/} b\n", "- b"),
        ("*a{::comment}b{:/}c*\n", "*ac*"),
    ),
    "nomarkdown": (
        ("> {::nomarkdown}\n> <b>x</b>\n> {:/}\n", "> <b>x</b>"),
        ("- a {::nomarkdown}<i>x</i>{:/}\n", "- a <i>x</i>"),
        ("**{::nomarkdown}<i>x</i>{:/}**\n", "**<i>x</i>**"),
    ),
    "attributes of quotations": (
        ("> a\n{: .big}\n", "{.big}\n> a"),
        ("- > a\n  {: .big}\n", "- {.big}\n  > a"),
        ("{: .big}\n> a\n", "{.big}\n> a"),
    ),
    "attributes of blocks": (
        ("```\na\n```\n{: .big}\n", "{.big}\n```\na\n```"),
        ("## a\n{: .big}\n", "{.big}\n## a"),
        ("1. a\n{: .big}\n", "{.big}\n1. a"),
    ),
    "tags on several rows": (
        ("> <div\n> class='x'>a</div>\n", "> <div class='x'>a</div>"),
        ("- <div\n  class='x'>\n\n  a</div>\n", "- <div class='x'>a</div>"),
        ("a <b\nclass='x'>b</b>\n", "a <b class='x'>b</b>"),
    ),
}  # fmt: skip
"""Constructs that posts of others had, each as it stands in three other places."""


@pytest.mark.parametrize(
    ("text", "same"), [pair for pairs in CONSTRUCTS.values() for pair in pairs]
)
def test_a_construct_of_kramdown_is_read_wherever_it_stands(text: str, same: str) -> None:
    found = read(text)
    assert found.said == []
    assert [row.strip() for row in found.tree.split("\n")] == [
        row.strip() for row in tree(same).split("\n")
    ]


TOCS = (
    "> - x\n> {:toc}\n\n## A\n",
    "- x\n{:toc}\n\n## A\n\n<h2>B</h2>\n",
    "1. x\n{:toc}\n\n## A\n\n## B\n{: .no_toc}\n",
    "<details markdown='1'>\n<summary>x</summary>\n- x\n{:toc}\n</details>\n\n## A\n",
)


@pytest.mark.parametrize("text", TOCS)
def test_a_table_of_contents_may_stand_anywhere(text: str) -> None:
    found = read(text)
    assert found.said == []
    (list_,) = found.document.findall(nodes.bullet_list)
    assert list_.astext() == "A"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("> One\n> Two\n> : Both.\n", "One|Two|Both."),
        ("- One\n  Two\n  : Both.\n", "One|Two|Both."),
        ("*One*\n`Two`\n: a\n: b\n", "One|Two|a|b"),
        ("One\n    Two\nThree\n: a\n", "One|Two|Three|a"),
        ("- One\n      Two\n  Three\n  : a\n", "One|Two|Three|a"),
        ("One\n\tTwo\nThree\n: a\n", "One|Two|Three|a"),
    ],
)
def test_several_terms_have_one_definition_wherever_they_stand(text: str, same: str) -> None:
    (item,) = read(text).document.findall(nodes.definition_list_item)
    assert "|".join(one.astext() for one in item) == same


@pytest.mark.parametrize(
    "text", ["> - a\n>\n> ^\n> - b\n", "- x\n\n  * a\n\n  ^\n  * b\n", "1. a\n\n^\n\n1. b\n"]
)
def test_a_caret_is_between_two_lists_wherever_they_stand(text: str) -> None:
    lists = [
        one
        for one in read(text).document.findall(nodes.Element)
        if isinstance(one, nodes.bullet_list | nodes.enumerated_list) and one.astext() in ("a", "b")
    ]
    assert [one.astext() for one in lists] == ["a", "b"]


def test_a_caret_alone_is_between_two_lists() -> None:
    assert len(list(read("- a\n\n^\n- b\n").document.findall(nodes.bullet_list))) == 2


def test_comments_and_options_of_kramdown_are_left_out() -> None:
    found = read("{::options toc='1' /}\n\n{::comment}\nhidden\n{:/comment}\n\nSeen.\n")
    assert found.tree == tree("Seen.")
    assert found.said == []


def test_nomarkdown_is_taken_off() -> None:
    assert translated("{::nomarkdown}\n<b>x</b>\n{:/nomarkdown}\n") == tree("<b>x</b>")


def test_an_unknown_extension_stays_and_is_warned_of() -> None:
    found = read("a {::abbr}x{:/abbr} b\n")
    assert found.tree == literally("a {::abbr}x{:/abbr} b")
    assert len(found.said) == 2


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
    assert read(text).tree == (literally(text) if shown is None else tree(shown))


@pytest.mark.parametrize("info", ["{note} x", "{r, echo=F}", "python {.x}", "{code-block} python"])
def test_a_fence_is_never_a_directive(info: str) -> None:
    document = read(f"```{info}\nx {{y}}\n```\n").document
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
        ("- [% y](/none)", "- \\% y"),
        ("[+++](/none)", "\\+++"),
        ("[1. x](/none)\n[22) y](/none)", "1\\. x\n22\\) y"),
        ("[* x](/none)\n[***](/none)", "\\* x\n\\***"),
        ("a\n[===](/none)", "a\n\\==="),
        ("[2024 was](/none) [1. x](/none)", "2024 was 1. x"),
        ("a <a href='/none'>x</a\n    > b", "a x b"),
        ("[(x)=](/none)", "\\(x)="),
        ("> [*x*](/none) [% y](/none)", "> *x* % y"),
        ('a <a href="/none">x</a> b', "a x b"),
        (
            'a <A\nclass="c" href="/none"><b>x</b></A> b <a>y</a>',
            "a <b>x</b> b <a>y</a>",
        ),
        ('a <a href="/none" id="c">x</a> b', 'a <a id="c">x</a> b'),
        ('a <a name="c"></a> <a href="/none">x</a> b', 'a <a name="c"></a> x b'),
        ('<p>\n<a href="/none">x</a>\n</p>', "<p>\nx\n</p>"),
    ],
)
def test_a_link_that_leads_nowhere_becomes_its_words_and_a_warning(text: str, shown: str) -> None:
    found = read(f"One.\n\n{text}\n", OTHERS)
    assert found.tree == tree(f"One.\n\n{shown}\n")
    assert len(found.said) == text.count("/none") + text.count("/abouts")
    for warning in found.said:
        assert warning.startswith(("7:", "8:"))
        assert "leads nowhere" in warning


@pytest.mark.parametrize("text", ["x [y]\n\n[y]: /none", '<div><a href="/none">x</a></div>'])
def test_other_addresses_that_lead_nowhere_are_warned_of(text: str) -> None:
    found = read(text)
    assert found.tree == tree(
        text.replace('<a href="/none">x</a>', "x").replace("[y]\n\n[y]: /none", "y")
    )
    assert len(found.said) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<p><img alt="a > b" src="/a.jpg"></p>', '<p><img alt="a > b" src="/blog/a.jpg"></p>'),
        ('<p>\n<a title=\'"<"\'\nhref="/about">x</a>\n</p>', None),
        (
            '<p>\n<a href=\n"/about" id="x">x</a>\n</p>',
            '<p>\n<a\nhref="/blog/about.md" id="x">x</a>\n</p>',
        ),
        ('a <img\nsrc="/a.jpg" alt="x"> b\nc', "a ![x](/blog/a.jpg) b\nc"),
        ('a <a\nhref="/about">x</a> b\nc', 'a <a href="/blog/about.md">x</a> b\nc'),
        ('<!--\n<a href="/none">x</a>\n-->', '<!--\n<a href="/none">x</a>\n-->'),
    ],
)
def test_addresses_in_html_are_those_of_its_tags(text: str, shown: str | None) -> None:
    assert translated(text) == tree(shown or text.replace("/about", "/blog/about.md"))


def test_tags_in_html_are_text_of_it() -> None:
    found = read("<div>\n{% odd <b> %}\n</div>\n")
    assert "{% odd <b> %}" in found.tree
    assert "<strong>" not in found.tree


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


def tables(text: str) -> list[str]:
    """Each table of a body: its rows with their cells, those of its head before a rule."""
    found = []
    for table in read(text).document.findall(nodes.table):
        parts = [*table.findall(nodes.thead), *table.findall(nodes.tbody)]
        rows = (["|".join(cell.astext() for cell in row) for row in part] for part in parts)
        found.append("---".join("/".join(row) for row in rows))
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("| a | b |\n|---+:-:|\n| c | d |\n", "a|b---c|d"),
        ("|---|\n| a | b |\n|---\n| c | d |\n", "a|b---c|d"),
        ("| a |\n|===|\n| b |\n|---|\n| c |\n|===|\n| d |\n", "a---b/c/d"),
        ("| |\n", ""),
        ("| a | b |\n| c | d |\n", "a|b/c|d"),
        ("- x\n\n  | a |\n  |-+-|\n  | b |\n", "a---b"),
        ("| Monday | Ada\n| Tuesday | Grace\n", "Monday|Ada/Tuesday|Grace"),
        ("| Day | Who\n|-----\n| Friday | Mary\n", "Day|Who---Friday|Mary"),
        ("| a |\n| b |\n|---|\n| c |\n", "a/b---c"),
        ("a | b\n", "a|b"),
        ("- a | b\n", "a|b"),
        ("a | b\n---|---\nc | d\n", "a|b---c|d"),
        ("| `a|b` | c\\|d | {{ x | y }}\n", "a|b|c|d|{{ x | y }}"),
        ("| a | b |\n|---|---|\n| c |\n| d | e | f |\n", "a|b|---c||/d|e|f"),
        ("Words\n\n| a | b\n{: .c}\nMore\n", "a|b"),
        ("> | a | b\n> |---\n> | c | d\n", "a|b---c|d"),
    ],
)
def test_a_table_of_kramdown_is_one(text: str, shown: str) -> None:
    assert tables(text) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "```\n| a |\n|-+-|\n```\n",
        "|---|---|\n",
        "Words and `a | b`.\n",
        "Words\n| a |\n",
        "## a | b\n",
    ],
)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert tables(text) == []
    assert translated(text) == tree(text)


def test_a_rule_that_goes_moves_no_row() -> None:
    made = page("| a |\n|---|\n| b |\n|---|\n| {{ x }} |\n")
    (problem,) = made.problems
    assert problem.place.line == FRONT.count("\n") + 5
