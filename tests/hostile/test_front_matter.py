"""Front matter of any text is read without an error, and what is sound in it is kept."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides_ext.articles.jekyll.front import Front
from guides_ext.articles.jekyll.plain import values


def test_what_is_sound_beside_a_fault_is_kept() -> None:
    assert values("a: 1\na: 2\nb: 3", "x")[0] == {"b": 3}
    assert values("base: &b {x: 1}\nown: {<<: *b, y: no}", "x")[0]["own"] == {"x": 1, "y": False}


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("[]{}:&*!|>-?#'\"%@`,\n \t~<=\\0"))


@settings(max_examples=300, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_no_front_matter_at_all_raises(text: str) -> None:
    page = f"---\n{text}\n---\n# Words\n"
    front = Front(page, "a.md")
    json.dumps(front.data, default=str)
    sound = front.sound + page[len(front.text) :]
    again: Any = Front(sound, "a.md")
    assert again.problems == [] or not front.data
    assert sound.count("\n") == page.count("\n")
    page = f"+++\n{text}\n+++\n# Words\n"
    front = Front(page, "a.md")
    assert (front.sound + page[len(front.text) :]).count("\n") == page.count("\n")
