"""The largest size that fits is found in few settings; what does not fit is left out in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.print.builder import read_keys
from guides_ext.print.fit import LARGEST, SMALLEST, STEP, TRIES, largest
from guides_ext.print.setting import Set, Typesetter
from tests.print.keeper import FILES
from tests.print.pdfs import ink_outside, pages, squeezed
from tests.projects import Built, Project

ROLE = "roles/keeper.role.yaml"


def page_of(height: float, growth: float, steps: list[float]) -> Any:
    """A setting whose height grows with its size, with jumps as lines break anew."""
    sizes: list[float] = []

    def set_in(size: float) -> Set:
        sizes.append(size)
        jump = steps[round(size / STEP) % len(steps)]
        return Set(b"", [{"spare": 800 - height - growth * (size - SMALLEST) - jump}], [])

    set_in.sizes = sizes  # type: ignore[attr-defined]
    return set_in


@given(st.floats(500, 900), st.floats(20, 300), st.lists(st.floats(0, 12), min_size=1, max_size=9))
def test_the_size_that_is_found_fits_and_takes_few_settings(
    height: float, growth: float, steps: list[float]
) -> None:
    set_in = page_of(height, growth, steps)
    found = largest(set_in)
    assert len(set_in.sizes) <= TRIES == 4
    assert all(SMALLEST - 1e-9 <= size <= LARGEST + 1e-9 for size in set_in.sizes)
    if isinstance(found, float):
        assert found > 0
        assert min(set_in.sizes) == SMALLEST
    else:
        made, size = found
        assert made.facts[0]["spare"] >= 0
        assert size in [pytest.approx(one) for one in set_in.sizes]


@given(st.floats(500, 790), st.floats(20, 300))
def test_where_height_grows_evenly_no_larger_size_would_fit(height: float, growth: float) -> None:
    found = largest(page_of(height, growth, [0.0]))
    assert not isinstance(found, float)
    best = min(LARGEST, SMALLEST + (800 - height) / growth)
    assert found[1] == pytest.approx(best, abs=3 * STEP)


@pytest.mark.parametrize("own", [0, 12, 15, 40])
def test_a_sheet_takes_at_most_four_settings_whatever_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: int
) -> None:
    stages: list[str] = []
    set_it = Typesetter.set

    def counted(self: Typesetter, template: str, data: Any, *args: Any) -> Set:
        stages.extend(one["stage"] for one in data.get("sheets", ()))
        return set_it(self, template, data, *args)

    monkeypatch.setattr(Typesetter, "set", counted)
    walk(crowd(tmp_path, own=own, follow_ups=9))
    assert 1 <= stages.count("The round") <= 4


# Too much for a page ---------------------------------------------------------------------------

FILLER = "one more state to be confirmed by two people who have not spoken about it yet"
ARTICLE = f"""\
# Rounds

(walking)=
## Walking

```{{goals}}
- A goal from an article that is long enough to take a second line of the sheet.
- Another goal from an article that is long enough to take a second line of it.
```

```{{checklist}}
:phase: before
{"".join(f"- Drawn in {number}: {FILLER}.{chr(10)}" for number in range(8))}
```
"""


def crowd(folder: Path, own: int, follow_ups: int = 2) -> Project:
    """The keeper with so many states of the stage's own, and questions with follow-ups."""
    project = Project(folder).write({**FILES, "articles/rounds.md": ARTICLE})
    states = "".join(f"        - Own {number}: {FILLER}.\n" for number in range(own))
    project.replace(ROLE, "        - The gate is shut.\n", f"        - The gate is shut.\n{states}")
    asked = "".join(f"          - And follow-up number {n}, why?\n" for n in range(follow_ups))
    project.replace(ROLE, "          - What else?\n", f"          - What else?\n{asked}")
    return project


def walk(project: Project, **conf: object) -> Built:
    return project.build("guides-pdf", guides_print=["sheet"], **conf)


def left_out(built: Built) -> list[str]:
    (warning,) = built.warnings
    assert "sheet of 'The round' of 'Keeper': left out to fit the page: " in warning
    return warning.partition("page: ")[2].removesuffix(" [guides.print]").split("; ")


def test_what_does_not_fit_is_left_out_and_both_the_sheet_and_the_build_say_so(
    tmp_path: Path,
) -> None:
    built = walk(crowd(tmp_path, own=12))
    gone = left_out(built)
    assert all(text.startswith("Drawn in") for text in gone)
    pdf = built.out / "roles/keeper/walk.pdf"
    front = squeezed(pages(pdf)[0])
    assert squeezed(f"{len(gone)} more in the handbook") in front
    assert not any(squeezed(text) in front for text in gone)
    assert "Own8" in front
    assert len(pages(pdf)) == 2
    assert ink_outside(pdf) == []
    assert not built.failed


def test_drawn_in_states_go_first_then_probes_follow_ups_and_drawn_in_goals(
    tmp_path: Path,
) -> None:
    gone = left_out(walk(crowd(tmp_path, own=15, follow_ups=9)))
    kinds = [
        "state" if text.startswith("Drawn in")
        else "probe" if "What would you like to know" in text
        else "follow-up" if "ollow-up" in text or "What was behind" in text
        else "goal" if "from an article" in text or "guided tour" in text
        else text
        for text in gone
    ]  # fmt: skip
    order = ["state", "probe", "follow-up", "goal"]
    assert kinds == sorted(kinds, key=order.index)
    assert "follow-up" in kinds


def test_the_first_follow_up_and_all_that_is_the_stages_own_stay(tmp_path: Path) -> None:
    gone = left_out(walk(crowd(tmp_path, own=15, follow_ups=9)))
    assert not any("What else?" in text or text.startswith("Own") for text in gone)


def test_what_cannot_fit_even_so_is_an_error_and_the_others_are_made(tmp_path: Path) -> None:
    built = walk(crowd(tmp_path, own=40))
    (error,) = built.warnings
    assert "ERROR: sheet of 'The round' of 'Keeper'" in error
    assert "points too tall" in error
    assert "After (" in error
    assert built.failed
    assert not (built.out / "roles/keeper/walk.pdf").exists()
    assert (built.out / "roles/keeper/talk.pdf").exists()


WIDE = ["W" * 40, "é" * 36, "Rechtsschutzversicherungsgesellschaften", "`" + "Abc" * 14 + "`"]


@pytest.mark.parametrize("word", WIDE)
def test_a_word_that_is_wider_than_its_column_is_divided(tmp_path: Path, word: str) -> None:
    project = Project(tmp_path).write(FILES)
    for text in (
        "A race.",
        "The gate is ajar.",
        "What did you see?",
        "Names a thing before",
        "Yes",
    ):
        project.replace(ROLE, text, f"{text} {word}")
    for title in ("title: Watching", "title: Opening the gate"):
        project.replace(ROLE, title, f"title: {word.strip('`')}")
    box = f"{{minutes: 3, is: other, title: {word.strip('`')}}}"
    boxes = "".join(f"      - {box}\n" for _ in range(9))
    main = "      - {minutes: 30, is: main,"
    project.replace(ROLE, main, f"{boxes}{main.replace('30', '3')}")
    built = walk(project)
    assert built.warnings == []
    assert ink_outside(built.out / "roles/keeper/walk.pdf") == []


def test_no_line_runs_out_to_keep_a_word_from_being_the_last(tmp_path: Path) -> None:
    wide, long = "x" * 300, "Rechtsschutzversicherungsgesellschaft"
    say = f"deciding ﬁ {wide} {wide} deciding problem {'é' * 30}"
    stage = {
        "title": "Walk",
        "summary": "A walk.",
        "format": "conversation",
        "minutes": 28,
        "agenda": [{"minutes": 27, "is": "main", "say": say}, {"minutes": 1, "is": "main"}],
        "checklist": {"before": "- how that\n"},
        "task": {
            "title": "A task",
            "brief": "Do it.",
            "easier": f"- {long} look {wide} a at\n- is {wide} code problem before how that\n" * 2,
        },
    }
    role = yaml.safe_dump({"title": "Keeper", "stages": {"walk": stage}}, allow_unicode=True)
    built = walk(Project(tmp_path).write({**FILES, ROLE: role}))
    assert built.warnings == []
    assert ink_outside(built.out / "roles/keeper/walk.pdf") == []


def test_a_project_may_refuse_what_would_be_left_out(tmp_path: Path) -> None:
    built = walk(crowd(tmp_path, own=12), guides_sheet_overflow="error")
    (error,) = built.warnings
    overrun = float(error.partition(" is ")[2].partition(" points too tall")[0])
    assert overrun > 0
    named = error.partition("in characters: ")[2].partition(" (shorten")[0]
    assert len(named.split("), ")) == 3
    assert built.failed


def test_an_error_is_told_at_every_build_until_it_is_mended(tmp_path: Path) -> None:
    project = crowd(tmp_path, own=40)
    assert walk(project).failed
    again = walk(project)
    assert again.failed
    assert "points too tall" in again.warnings[0]
    entry = read_keys(again.out)["roles/keeper/walk.pdf"]
    assert "points too tall" in entry["error"]
    text = (project.source / ROLE).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "- Own" not in line or "Own 1:" in line]
    (project.source / ROLE).write_text("\n".join(kept), encoding="utf-8")
    mended = walk(project)
    assert not mended.failed
    assert (mended.out / "roles/keeper/walk.pdf").exists()
