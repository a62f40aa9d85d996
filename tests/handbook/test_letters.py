"""A team's own letter in an article: the values of a role are put in, the day's stay."""

from __future__ import annotations

import pytest

from guides_ext import words
from tests.handbook.test_candidate_page import ROLE
from tests.projects import CONF, Built, Project

WORDS = "Dear $NAME, come to $STAGE at $PLACE for $TIME ($MINUTES minutes, $PEOPLE of us)."
TOLD = "Dear $NAME, come to A walk at garden for 1 h 10 min (70 minutes, 2 of us)."
FILES = {
    "conf.py": CONF,
    "index.md": "# Garden\n",
    "named.md": f"# Named\n\n:::{{letter}} gardener/walk\n{WORDS}\n\n`$PLACE` $ANSWER days\n:::\n",
    "rest.rst": f"Rest\n====\n\n.. letter:: gardener/walk\n\n   {WORDS}\n",
    "hard.md": (
        "---\nmyst: {enable_extensions: [colon_fence, dollarmath]}\n---\n# Hard\n\n"
        ":::{letter} gardener/walk\nJoin from `wifi` at $START–$END, $PLACE\\.\n\n"
        "    ssh $PLACE\n\nWrite \\$TIME and \\$PLAC.\n:::\n\nHere $PLACE$ is mathematics.\n"
    ),
    "posts/2026-01-03-wrong.md": (
        "---\nlayout: post\ntitle: Wrong\n---\n\nWith $PLAC outside.\n\n"
        '<blockquote class="letter" markdown="1">\n'
        "Come to $PLAC, \\$PLCE or `$PLA`.\n</blockquote>\n"
    ),
    "drawn.md": f"# Drawn\n\n## The letter\n\n:::{{letter}}\n{WORDS}\n:::\n",
    "posts/2026-01-02-post.md": (
        "---\nlayout: post\ntitle: Post\n---\n\n## Ours\n\n"
        f'<blockquote class="letter" markdown="1">\n{WORDS}\n</blockquote>\n'
    ),
    "wrong.md": "# Wrong\n\n:::{letter} gardener/wlk\nCome to $PLAC.\n:::\n\n:::{letter}\n:::\n",
    "roles/gardener.role.yaml": ROLE.replace(
        "    candidate:\n      expect: We plant",
        "    sections: [drawn, posts/2026-01-02-post]\n    candidate:\n      expect: We plant",
    ).replace("sections: [day#mud]", "").replace("sections: [day]", "")
    .replace("{told:", "{is: A part., told:"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Project(tmp_path_factory.mktemp("letters")).write(FILES).build()


def letters(built: Built, name: str) -> list[str]:
    found = built.page(name).select("blockquote.letter")
    return [" ".join(one.get_text().split()) for one in found]


def test_a_letter_has_the_values_of_the_stage_that_it_names(built: Built) -> None:
    assert letters(built, "named") == [f"{TOLD} $PLACE 3 days"]
    assert letters(built, "rest") == [TOLD]


def test_a_letter_that_names_none_has_those_of_the_stage_that_draws_it_in(built: Built) -> None:
    for page in ("drawn", "posts/2026-01-02-post"):
        assert letters(built, page) == [WORDS]
    assert letters(built, "roles/gardener") == [TOLD, TOLD]


def test_what_is_escaped_or_code_is_no_value_and_a_value_is_no_mathematics(built: Built) -> None:
    (told,) = letters(built, "hard")
    assert told == "Join from wifi at $START–$END, garden. ssh $PLACE Write $TIME and $PLAC."
    page = built.page("hard")
    assert [one.get_text() for one in page.select(".math")] == [r"\(PLACE\)"]
    assert not page.select("blockquote.letter p span:not(.pre)")
    assert not [
        one for one in built.warnings if one.startswith("hard.md:") and "toctree" not in one
    ]


def test_a_value_that_there_is_not_is_told_in_a_post_of_jekyll_too(built: Built) -> None:
    (told,) = (one for one in built.warnings if "-wrong.md:" in one and "toctree" not in one)
    assert told.startswith(
        "posts/2026-01-03-wrong.md:9:9: WARNING: letter: no value '$PLAC' (there are: ROLE,"
    )


def test_a_value_or_a_stage_that_there_is_not_is_told_with_its_place(built: Built) -> None:
    values, words, stage = (
        one for one in built.warnings if one.startswith("wrong.md:") and "toctree" not in one
    )
    assert values.startswith("wrong.md:4:1: WARNING: letter: no value '$PLAC' (there are: ROLE,")
    assert words.startswith("wrong.md:7:1: WARNING: letter: expected the words of the letter")
    assert stage.startswith("wrong.md:3:13: WARNING: stage 'gardener/wlk' does not exist (nearest:")


def test_places_begin_a_line_with_a_capital_and_stand_small_within_a_sentence() -> None:
    assert words.places(["office", "Kiln"]) == "Office or Kiln"
    assert words.places(["iPad room", "office"]) == "iPad room or office"
    assert words.places([]) == ""
    assert words.places_within(["office", "Kiln"]) == "office or Kiln"
