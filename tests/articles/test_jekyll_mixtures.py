"""Made-up mixtures of Liquid, kramdown and Markdown: whatever they are, nothing is lost."""

from __future__ import annotations

import re

from docutils import nodes
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from guides_ext.articles.jekyll.page import Translated, translate
from guides_ext.articles.jekyll.site import Site
from tests.articles.jekyll_pages import PAGE, Read, site

FILES = {
    "blog/_includes/part.md": "inpart {{ include.a }}\nintwo\n",
    "blog/_includes/round.md": "inround {% include round.md %}\n",
    "blog/_posts/2025-12-24-other.md": "",
    "blog/a.jpg": "",
}
SITE: Site = site(FILES, title="Blog", list=["x", "y"], baseurl="/base")

WORD = "\0"
"""Stands for a word of its own in each place."""

PIECES = [
    WORD,
    f"{WORD} {WORD}",
    f"*{WORD}*",
    f"**{WORD} *{WORD}**",
    f"_{WORD}",
    f"`{WORD}`",
    f"`` {WORD}",
    f"[{WORD}](/none/)",
    f"[{WORD}](a.jpg '{WORD}')",
    f"![{WORD}](/a.jpg)",
    f"[{WORD}][{WORD}]",
    f"[^{WORD}]",
    f"<b>{WORD}</b>",
    f'<a href="/x">{WORD}</a>',
    f"<{WORD}>",
    "<",
    ">",
    "&amp;",
    "$",
    "$$",
    f"$${WORD}$$",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{ site.title }}",
    f"{{{{ {WORD} }}}}",
    "{{ site.list | join: ' ' }}",
    "{%- assign x = 'y' -%}",
    "{{ x }}",
    "{% if true %}",
    "{% if false %}",
    "{% else %}",
    "{% endif %}",
    "{% for i in (1..2) %}",
    "{% for i in site.list %}",
    "{{ i }}",
    "{% endfor %}",
    "{% capture c %}",
    "{% endcapture %}",
    "{{ c }}",
    "{% raw %}",
    "{% endraw %}",
    "{% comment %}",
    "{% endcomment %}",
    "{% highlight ruby %}",
    "{% endhighlight %}",
    f"{{% {WORD} {WORD} %}}",
    f"{{% include part.md a='{WORD}' %}}",
    "{% include round.md %}",
    f"{{% include {WORD}.md %}}",
    f"[{WORD}]({{% link _posts/other.md %}}#{WORD})",
    f"[{WORD}]({{% post_url {WORD} %}})",
    f"![{WORD}]({{% img 9 a.jpg %}})",
    "{% break %}",
    "{: .a}",
    f"{{:.{WORD} key='{WORD}'}}",
    "{.a}",
    "{:toc}",
    f"{{::comment}}{WORD}",
    "{:/comment}",
    f"{{#{WORD}}}",
    "\\",
    "\\\\",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "|",
    ":",
    "\\{",
]
STARTS = [
    "",
    "",
    "",
    "# ",
    "## ",
    "##### ",
    "- ",
    "  - ",
    "- {:.a} ",
    "* ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "```\n",
    "~~~ {r}\n",
    "```ruby ",
    "| ",
    "|---|---|\n",
    "% ",
    "+++ ",
    "(x)= ",
    "::: ",
    ":::{note}\n",
    ":name: ",
    ": ",
    f"[{WORD}]: ",
    f"[^{WORD}]: ",
    '<div markdown="1">',
    "</div>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<!-- ",
    " -->",
    "---\n",
    "===\n",
    f"<TODO>=== {WORD} ===</TODO>\n",
    "* TOC\n{:toc}\n",
    "{: .b}\n",
    "\f",
    "{::nomarkdown}",
    "{:/}\n",
]

FRONTS = [
    "---\ntitle: Here\n---\n",
    "---\nlayout: post\n---\n",
    "---\n: [\n---\n",
    "",
    "---\r\n---\r\n",
]

lines = st.builds(
    lambda start, pieces, joint: start + joint.join(pieces) + "\n",
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(PIECES), max_size=5),
    st.sampled_from([" ", ""]),
)
bodies = st.lists(lines, max_size=12).map("".join)


def with_words(text: str) -> str:
    """The text with a word of its own in each place."""
    parts = text.split(WORD)
    return "".join(f"{part}w{number}w" for number, part in enumerate(parts[:-1])) + parts[-1]


def words(text: str) -> set[str]:
    return set(re.findall(r"w\d+w", text))


def kept(found: Translated) -> str:
    """All that a reader of the page or of the warnings sees."""
    return "\n".join([found.text, *(problem.message for problem in found.problems)])


LEFT_OUT = (
    r"\{% (?:if false|else|break|capture c) %\}.*\{% end\w+ %\}",
    r"\{%-?\s*#.*?%\}",
    r"\{% comment %\}.*\{% endcomment %\}",
    r"\{::comment\}.*\{:/",
    r"[-*+.] .*\{:toc\}",  # a list above it, or below
    r"\{:toc\}.*",
)
"""What a page may leave out itself: from the first tag that may hide something to the last end."""


def left_out(text: str) -> set[str]:
    """Words in comments, in branches that may not be taken, in texts that may not be used."""
    found = (match[0] for one in LEFT_OUT for match in re.finditer(one, text, re.DOTALL))
    return {word for one in found for word in words(one)}


UNSEEN = (
    r"\]\([^)]*\)",  # addresses and titles of links
    r"\]\[[^\]]*\]",
    r"^[ >*+-]*\[(?!\^)[^\]]*\]:\s*\S*.*$",
    r"\[\^\w+\]",
    r"<[^>]*>",
    r"\{[:#.][^}]*\}",  # attributes
    # The language of code, and what stands behind it: Liquid may join lines to that.
    r"(?:`{3,}|~{3,})(?:(?s:\s*\{%.*%\}\s*)|.)*",
)


def unseen(text: str) -> set[str]:
    """Words that no reader of a page sees: addresses, tags of HTML, languages of code."""
    return {word for one in UNSEEN for hit in re.findall(one, text, re.M) for word in words(hit)}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(front=st.sampled_from(FRONTS), text=bodies)
@example(front=FRONTS[0], text="{% if true %}")
def test_no_word_is_lost_and_every_line_has_its_source(front: str, text: str) -> None:
    source = with_words(front + text)
    found = translate(source, PAGE, SITE)
    rows = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    counts = {PAGE: len(rows)} | {name: len(one.split("\n")) for name, one in FILES.items()}
    following = [*(line.number for line in found.lines[1:]), len(rows) + 1]
    for line, until in zip(found.lines, following, strict=True):
        assert 1 <= line.number <= counts[line.file]
        assert "\n" not in line.text
        if "{%" not in source and not re.match(
            r" *\{|.*\]\(#", line.text
        ):  # Liquid joins lines, contents repeat
            joined = rows[line.number - 1 : max(until - 1, line.number)]
            assert words(line.text) <= words("\n".join(joined))
    assert words(source) - words(kept(found)) - unseen(source) - left_out(source) == set()


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=bodies.filter(lambda text: "TODO" not in text))
@example(text=f'<div markdown="1"><![{WORD}](/a.jpg)\n')
def test_no_word_is_lost_on_the_page_either(text: str) -> None:
    found = translate(with_words(FRONTS[0] + text), PAGE, SITE)
    assume(not re.search(r"(\[\^\w+\]:).*\1", found.text, re.DOTALL))  # MyST warns of a second one
    page = Read(found, SITE)
    tree = page.document
    shown = "".join([tree.astext(), tree.pformat(), *page.said])
    hidden = unseen(found.text) | left_out(found.text)
    assert words(found.text) - words(shown) - hidden == set()
    assert not list(tree.findall(nodes.math)) or "$$" in text


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_at_all_is_taken(text: str) -> None:
    translate(text, PAGE, SITE)
    translate(f"---\n{text}\n---\n{text}", PAGE, SITE)
