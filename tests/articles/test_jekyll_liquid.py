"""Liquid in a page of Jekyll: what each tag becomes, and what is said when it cannot."""

from __future__ import annotations

import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from docutils import nodes

from guides_ext.articles.jekyll.page import translate
from tests.articles.jekyll_pages import (
    FRONT,
    PAGE,
    Read,
    body,
    links,
    myst,
    page,
    read,
    said,
    site,
    tree,
)

OTHERS = {
    "blog/_posts/2025-12-24-before-we-meet.md": "",
    "blog/_drafts/after.md": "",
    "blog/about.md": "",
    "blog/guide (old).md": "",
    "blog/a.jpg": "",
    "blog/_posts/beside.jpg": "",
    "blog/_includes/note.md": "A note for {{ include.who }}.\n",
}


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ("{% link about.md %}", "/blog/about.md"),
        ("{% link _drafts/after.md %}#end", "/blog/_drafts/after.md#end"),
        ("{% link _posts/2025-12-24-before-we-meet.md %}", "2025-12-24-before-we-meet.md"),
        ("{% link _posts/before-we-meet.md %}", "2025-12-24-before-we-meet.md"),
        ("{% link _drafts/before-we-meet.md %}#a", "2025-12-24-before-we-meet.md#a"),
        ("{% post_url 2025-12-24-before-we-meet %}", "2025-12-24-before-we-meet.md"),
        ("{% post_url before-we-meet %}#the-end", "2025-12-24-before-we-meet.md#the-end"),
        ("{% post_url 2026-02-02-after %}", "/blog/_drafts/after.md"),
        ("{% link guide (old).md %}", "/blog/guide%20%28old%29.md"),
        ("{% link a.jpg %}", "/blog/a.jpg"),
        ("{% link {{ page.next }} %}", "/blog/about.md"),
    ],
)
def test_links_lead_to_documents_with_and_without_date_and_anchor(tag: str, target: str) -> None:
    front = FRONT.replace("---\n", "---\nnext: about.md\n", 1)
    found = read(f"[x]({tag})\n", OTHERS, front=front)
    assert found.said == []
    (link,) = links(found)
    assert link.startswith("/blog/")
    assert link.endswith(target)


@pytest.mark.parametrize("tag", ["link _posts/befor-we-met.md", "post_url 2025-12-24-befor-we-met"])
def test_a_missing_page_is_a_warning_with_place_and_nearest_names(tag: str) -> None:
    found = read(f"See [the *first* part]({{% {tag} %}}#x), please.\n", OTHERS)
    assert found.tree == tree("See the *first* part, please.\n")
    (warning,) = found.said
    assert warning.startswith("5:24: {% ")
    assert (
        "there is no such page (did you mean 'blog/_posts/2025-12-24-before-we-meet.md'?)"
        in warning
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ site.title }} by {{ page.author.name }}", "Blog by Ada"),
        ("{{ page.title | upcase }}{{ page.nothing | default: ' ok' }}", "HERE ok"),
        ('{{ "/about/" | relative_url }}', "/base/about/"),
        ('{{ "a" | relative_url }}', "/base/a"),
        ('{{ "a" | absolute_url }}', "https://blog.example/base/a"),
        ("{{ page.date | date: '%Y' }}/{{ page.date | date_to_string }}", "2026/31 Jan 2026"),
        ("{{ '*x*' | markdownify }}", "*x*"),
        ("{{ 'A & b, c' | slugify }}", "a-b-c"),
        ("{{ 'a b c' | number_of_words }}", "3"),
        ("{{ 'a,b,c' | split: ',' | array_to_sentence_string }}", "a, b, and c"),
        ("{{ 'a,b' | split: ',' | array_to_sentence_string }}", "a and b"),
        ("{{ 'a,b' | split: ',' | jsonify }}", '["a", "b"]'),
        ("{{ 'a < b' | xml_escape }}", "a &lt; b"),
    ],
)
def test_values_come_from_the_site_and_the_page(text: str, shown: str) -> None:
    front = "---\ntitle: Here\nauthor: {name: Ada}\n---\n"
    config = {"title": "Blog", "baseurl": "/base", "url": "https://blog.example"}
    found = page(text, OTHERS, front=front, **config)
    assert said(found) == []
    assert body(found) == shown


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ('[x]({{ "/about/" | relative_url }})', "/blog/about.md"),
        ('[x]({{ "about" | absolute_url }})', "/blog/about.md"),
        ("[x]({{ site.baseurl }}/about.html)", "/blog/about.md"),
        ("[x]({{site.url}}{{site.baseurl}}/about#me)", "/blog/about.md#me"),
    ],
)
def test_an_address_made_of_values_leads_to_its_page(text: str, target: str) -> None:
    found = read(text, OTHERS, baseurl="/base", url="https://blog.example")
    assert found.said == []
    assert links(found) == [target]


@pytest.mark.parametrize(
    "value",
    [
        *("site.nothing", "page.subtitle", "include.caption", "layout.x", "site.a.b.c", "later"),
        *("page.none | date: '%Y'", "site.none | date_to_string", "page.x | upcase", "nil"),
    ],
)
def test_what_is_not_given_is_empty(value: str) -> None:
    text = f"a{{{{ {value} }}}}b{{% if false %}}{{% assign later = 1 %}}{{% endif %}}"
    assert myst(text) == "ab"


@pytest.mark.parametrize("value", ["nothing", "pag.title", "x.y.z", "caption | upcase"])
def test_a_name_that_nothing_could_set_is_said(value: str) -> None:
    found = page(f"a {{{{ {value} }}}} b\n")
    assert body(found) == f"a {{{{ {value} }}}} b\n"
    assert "nothing is known by this name" in said(found)[0]


def test_an_include_sees_its_parameters() -> None:
    text = '{% include note.md who="you" %}and {% include note.md who=page.title %}'
    assert myst(text, OTHERS) == "A note for you.\nand A note for Here.\n"


@pytest.mark.parametrize("given", [r'"a \"b\""', r"""'a \"b\"'""", """'a "b"'"""])
def test_a_parameter_of_an_include_may_hold_quotation_marks(given: str) -> None:
    text = f"{{% include note.md who={given} %}}"
    assert myst(text, OTHERS) == 'A note for a "b".\n'


def test_an_include_beside_the_page_and_one_with_a_computed_name() -> None:
    files = {**OTHERS, "blog/_posts/part.html": "Beside."}
    assert myst("{% include_relative part.html %}", files) == "Beside."
    assert myst("{% assign n = 'note.md' %}{% include {{ n }} who='b' %}", files) == (
        "A note for b.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        '{% if {{page.title}} contains "He" %}Yes.{% endif %}',
        "{%- unless {{page.title}} == 'x' -%}Yes.{%- endunless -%}",
        "{% assign a = {{page.title}} | size %}{% if a == 4 %}Yes.{% endif %}",
        "{% for one in {{site.people}} %}{{ one }}{% endfor %}",
    ],
)
def test_a_name_in_braces_within_a_tag_is_the_name(text: str) -> None:
    assert myst(text, people=["Yes."]) == "Yes."


def test_a_name_in_braces_within_quotation_marks_is_what_is_written() -> None:
    text = "{% assign a = 'Hello {{page.title}}!' | size %}{% if a == 21 %}Yes.{% endif %}"
    assert myst(text) == "Yes."


def test_if_for_assign_and_capture_work_over_the_data() -> None:
    text = """\
    {% assign who = site.people | first -%}
    {% if who == "Ada" %}First is {{ who }}.{% else %}No.{% endif %}
    {% for one in site.people %}- {{ forloop.index }} {{ one }}
    {% endfor %}{% capture both %}**{{ who }}**{% endcapture %}{{ both }}
    {% unless site.none %}None.{% endunless %}{% case who %}{% when "Ada" %} A.{% endcase %}
    """
    shown = myst(text, people=["Ada", "Bo"])
    assert shown == "First is Ada.\n- 1 Ada\n- 2 Bo\n**Ada**\nNone. A.\n"


def test_what_is_captured_keeps_the_lines_where_it_was_written() -> None:
    found = page("{% capture x %}one\ntwo\n{% endcapture %}\n\n{{ x }}\n")
    assert [(line.text, line.number) for line in found.lines if line.text in ("one", "two")] == [
        ("one", 5),
        ("two", 6),
    ]


def test_branches_not_taken_and_comments_are_not_on_the_page() -> None:
    found = page("{% if false %}never{% endif %}{% comment %}hidden{% endcomment %}seen\n")
    assert body(found) == "seen\n"
    assert said(found) == []


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        (
            "{% highlight ruby linenos %}\n```\n*a* {.b}\n\n</pre> &lt;\n{% endhighlight %}\nx\n",
            "ruby",
            "```\n*a* {.b}\n\n</pre> &lt;",
        ),
        ("See {% highlight sh %}ls{% endhighlight %} it", "sh", "ls"),
        ("See {% highlight %}ls{% endhighlight %} it", "none", "ls"),
        ("- item\n\n  {% highlight sh %}\n  ls\n    -l\n  {% endhighlight %}\n", "sh", "ls\n  -l"),
    ],
)
def test_highlighted_code_is_code_that_it_cannot_close(text: str, language: str, code: str) -> None:
    found = read(text)
    assert found.said == []
    (shown,) = found.document.findall(nodes.literal_block)
    assert (shown["language"], shown.astext()) == (language, code)


def test_raw_text_is_text_and_is_not_rendered_a_second_time() -> None:
    assert myst("`{% raw %}{{ site.title }}{% endraw %}`", title="T") == "`{{ site.title }}`"
    text = "{% raw %}{{ site.title }} {% if %}{% endraw %}"
    assert myst(text, title="T") == "{{ site.title }} {% if %}"
    assert read(f"{text} *{text}*", title="T").document.astext().count("{{ site.title }}") == 2


def test_whitespace_control_trims_and_lines_stay_true() -> None:
    found = page("a\n\n{%- if true -%}\n\nb\n{%- endif %}\nc\n")
    lines = [(line.text, line.number) for line in found.lines[-3:]]
    assert lines == [("ab", 5), ("c", 11), ("", 12)]


@pytest.mark.parametrize(
    ("tag", "column", "why"),
    [
        ("{% youtube abc %}", 5, "this tag is not known"),
        ("{{ nothing }}", 5, "nothing is known by this name"),
        ("{{ 'now' | date: '%Y' }}", 5, "no page knows today's date"),
        ("{{ 'a' | shout }}", 5, "unknown filter"),
        ("{% include none.md %}", 5, "there is no text at 'blog/_includes/none.md'"),
        ("{% include nore.md %}", 5, "(did you mean 'blog/_includes/note.md'?)"),
        ("{% include ../../secret %}", 5, "expected a file below"),
        ("{% include note.md who %}", 5, "expected name=value"),
        ("{% assign %}", 5, "missing expression"),
        ('{% content-ref url="a.md" %}', 5, "this tag is not known"),
        ("{% content %}", 5, "this tag is not known"),
        ("{% output x %}", 5, "this tag is not known"),
        ("{% liquid assign x = 1 %}", 5, "this tag is not known"),
        ("{% endif %}", 5, "stands alone"),
        ("{% if site.x %}", 5, "stands alone"),
        ("{% raw %}", 5, "is not known"),
        ("{% comment %}", 5, "is not known"),
        ("{{ open", 5, "begins no value"),
        ("{% open", 5, "begins no tag"),
        ("{{ }}", 5, "begins no value"),
        ("{% for x in 5..3..1 %}{% endfor %}", 5, ""),
    ],
)
def test_what_is_not_understood_stays_visible_and_is_warned_of(
    tag: str, column: int, why: str
) -> None:
    found = page(f"see {tag} here\n", OTHERS)
    assert body(found).replace("\\", "") == f"see {tag} here\n"
    first = said(found)[0]
    assert first.startswith(f"5:{column}: ")
    assert why in first


def test_a_loop_over_nothing_known_stays_with_all_that_it_holds() -> None:
    found = page("{% for post in site.posts %}\n## {{ post.title }} words\n{% endfor %}\n")
    assert "words" in body(found)
    assert "'posts' are not known here" in said(found)[0]


@pytest.mark.parametrize("name", ["include", "include_cached"])
def test_an_include_that_includes_itself_is_said_inside_of_it(name: str) -> None:
    files = {"blog/_includes/round.md": f"Round.\n{{% {name} round.md %}}\n"}
    found = page(f"{{% {name} round.md %}}", files)
    assert "Round." in body(found)
    (problem,) = found.problems
    assert (problem.place.file, problem.place.line) == ("blog/_includes/round.md", 2)
    assert "includes itself" in problem.message


def test_includes_that_multiply_come_to_an_end() -> None:
    files = {
        f"blog/_includes/{n}.md": f"{{% include {n + 1}.md %}}{{% include {n + 1}.md %}}"
        for n in range(30)
    }
    found = page("{% include 0.md %}", files)
    assert any("more than 1000 includes" in one for one in said(found))


def test_a_loop_that_never_ends_ends() -> None:
    found = page("{% for i in (1..100000000) %}x{% endfor %} after\n")
    assert "after" in body(found)
    assert said(found)


def test_a_missing_file_is_one_to_wait_for() -> None:
    text = "[x]({% link _posts/gone.md %}) [y](/lost/) {% include none.md %}\n"
    assert set(page(text).files) == {"blog/_posts/gone.md", "blog/_includes/none.md"}
    assert read(text).missing == ["blog/lost"]


def test_the_lines_of_an_include_and_of_a_loop_map_to_where_they_stand() -> None:
    files = {"blog/_includes/two.md": "first\nsecond"}
    found = page(
        "a\n{% for i in (1..2) %}\nloop {{ i }}\n{% endfor %}\n{% include two.md %}\n", files
    )
    origins = {line.text: (line.file, line.number) for line in found.lines}
    assert origins["loop 1"] == origins["loop 2"] == (PAGE, 7)
    assert origins["second"] == ("blog/_includes/two.md", 2)


SOURCES = """\
<img
  srcset="{% imagesrc 400 {{ include.src }} %} 400w,
          {% imagesrc 800 include.src %} 800w"
  src="{% imagesrc 800 include.src %}" alt="{{ include.alt }}">
"""


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("![alt]({% imagesrc 800xauto a.jpg %})", "/blog/a.jpg"),
        ("![alt]({% imagesrc 800xauto /a.jpg alt='x' %})", "/blog/a.jpg"),
        ("![alt]({% asset beside.jpg %})", "/blog/_posts/beside.jpg"),
        ("![alt]({% asset 'a.jpg', width=800 %})", "/blog/a.jpg"),
        ('a <img src="{% asset a.jpg %}" alt="x">', "/blog/a.jpg"),
        ("a <a href='{% to about.md %}'>x</a>", "/blog/about.md"),
        ("[words]({% to about.md %})", "/blog/about.md"),
        ("{% assign p = 'a.jpg' %}{% assign o = page %}![x]({% img o.pic %})", "/blog/a.jpg"),
        ("{% include picture.html src='a.jpg' alt='x' %}", "/blog/a.jpg"),
        ("<p>\n{% include picture.html src='/a.jpg' alt='x' %}</p>", "/blog/a.jpg"),
    ],
)
def test_a_custom_tag_in_an_address_is_the_one_file_among_its_arguments(
    text: str, target: str
) -> None:
    files = {**OTHERS, "blog/_includes/picture.html": SOURCES}
    found = read(text, files, front="---\nlayout: post\ntitle: Here\npic: a.jpg\n---\n")
    assert found.said == []
    assert links(found) == [target]


@pytest.mark.parametrize("arguments", ["800xauto none.jpg", "a.jpg about.md"])
def test_a_custom_tag_without_one_file_is_a_warning_and_stays(arguments: str) -> None:
    found = read(f"![alt]({{% imagesrc {arguments} %}})\n", OTHERS)
    assert f"alt]({{% imagesrc {arguments} %}})" in found.document.astext()
    assert "expected one file" in found.said[0]


@pytest.mark.parametrize(
    "text",
    [
        '{% hint style="info" %}\nKept *words*.\n{% endhint %}\n',
        "{{< note >}}\nKept *words*.\n{{< /note >}}\n",
        "{{% notice tip %}}\nKept *words*.\n{{% /notice %}}\n",
        "{% tabs %}{% tab title='A' %}\nKept *words*.\n{% endtab %}{% endtabs %}\n",
    ],
)
def test_tags_of_other_generators_keep_what_they_enclose(text: str) -> None:
    found = page(text)
    assert "\nKept *words*.\n" in f"\n{body(found)}"
    assert said(found)


def test_a_break_within_code_loses_no_word() -> None:
    code = "{% highlight ruby %}Kept {% break %} too{% endhighlight %}"
    found = page(f"{{% for i in (1..2) %}}{code}{{% endfor %}}")
    assert re.findall("Kept|too", body(found)) == ["Kept", "too"] * 2


@pytest.mark.slow
def test_many_dead_links_in_a_blog_of_a_thousand_posts_take_no_time() -> None:
    files = {f"blog/_posts/2020-01-01-post-{number}.md": "" for number in range(1_000)}
    start = time.process_time()
    found = read("[x](/postt/) " * 5_000, files)
    assert len(found.said) == 5_000
    assert "post-" in found.said[-1]
    assert time.process_time() - start < 5


@pytest.mark.slow
def test_four_hundred_posts_take_ten_times_as_long_as_forty() -> None:
    def seconds(count: int) -> float:
        names = [f"blog/_posts/2020-01-01-post-{number}.md" for number in range(count)]
        known = site(dict.fromkeys(names, ""))
        start = time.process_time()
        for number, name in enumerate(names):
            text = f"{FRONT}\n[x]({{% post_url post-{number - 1} %}}) [y](/post-{number + 1}/)\n"
            assert len(Read(translate(text, name, known), known).said) == (number in (0, count - 1))
        return time.process_time() - start

    seconds(10)
    assert seconds(400) < 10 * seconds(40) * 3


def bare(text: str) -> str:
    return text.replace("\\", "")


def test_thousands_of_open_tags_take_no_time() -> None:
    for opening in ("{{ ", "{% if x %} ", "{% raw %} ", "{% comment %} ", "{% for %}"):
        found = translate(FRONT + opening * 2_000, PAGE, site())
        assert len(found.problems) <= 2_000
        assert bare(body(found)).count(opening.strip()) >= 1_999


@pytest.mark.parametrize("name", ["raw", "comment"])
def test_thousands_of_closed_pairs_take_no_time(name: str) -> None:
    begin = time.process_time()
    pairs = f"{{% {name} %}}{{% end{name} %}}" * 30_000
    assert body(translate(f"{FRONT}{pairs}Words.\n", PAGE, site())).strip() == "Words."
    assert time.process_time() - begin < 10  # where each copies the rest: a minute


@pytest.mark.parametrize("tag", ["<a-", "<!-- ", "<script> ", '<a "', "<a '\"<b "])
def test_tags_of_html_that_never_end_take_no_time(tag: str) -> None:
    begin = time.process_time()
    read(f"<div>\n{tag * 5_000}\n</div>\n")
    read(f"<div>\n<a{'-a' * 5_000}\n</div>\n")
    assert time.process_time() - begin < 5  # where each is looked at by each: a minute


def test_the_parameters_of_an_include_may_stand_in_lines_of_their_own() -> None:
    assert myst('{% include note.md\n  who="you"\n%}', OTHERS) == "A note for you.\n"


def test_pages_that_are_translated_at_the_same_time_know_nothing_of_each_other() -> None:
    def one(number: int) -> tuple[str, list[str]]:
        rows = "\n" * number
        tags = f"{{% if page.title %}}{number}{{% endif %}} {{% unknown {number} %}}\n\n" * 30
        found = page(rows + tags + "{% include note.md who='them' %}\n", OTHERS)
        return body(found), said(found)

    alone = [one(number) for number in range(12)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(one, range(12)))
    finally:
        sys.setswitchinterval(before)
    assert together == alone
    assert "A note for them." in alone[0][0]
    assert len(alone[0][1]) == 30
