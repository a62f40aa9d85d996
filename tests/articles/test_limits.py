"""Pages that ask for more than a machine has: each ends soon, and says what is left out.

Each row of a table is a case: its name, what stands on the page, and what must be said of it.
"""

from __future__ import annotations

import time

import pytest

from tests.articles.jekyll_pages import page

SOON = 15
"""Seconds of a processor, on a machine that others use too."""

TOO_LARGE = "a value of more than 1,000,000 characters"
TOO_MUCH = "this page asks for too much work"
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
    "output": ("{% for i in (1..99999) %}{{ '" + "x" * 900 + "' }}{% endfor %}", TOO_MUCH),
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
    loop = "{% for i in (1..99999) %}{{ '" + "x" * 900 + "' }}{% endfor %}"
    found = page(f"One.\n\n{loop}\n\n{{{{ 'Two' }}}}.\n")
    first, second = found.problems
    assert (first.place.line, second.place.line) == (7, 9)
    assert loop in found.text
    assert "{{ 'Two' }}." in found.text


def test_of_a_thousand_faults_a_hundred_are_said_and_the_rest_is_counted() -> None:
    found = page("{{ nobody }}\n" * 1_000)
    assert len(found.problems) == 101
    assert found.problems[-1].message == "and 900 more that are like these on this page"
