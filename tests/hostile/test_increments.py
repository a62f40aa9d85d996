"""What an increment makes is byte for byte what a clean build makes, whatever has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guides_ext.config import VALUES
from tests.projects import ARTICLE, GARDEN, INDEX, ROLE, Project

LIBRARY = """\
competencies:
  patience:
    title: Patience
    levels: {1: None., 2: Some., 3: Much.}
"""

EVE = """\
---
orphan: true
---
# The eve

See [the walk](../roles/gardener.role.yaml#walk), {guide:stage}`walk`, {guide:role}`gardener`,
{doc}`day`, [Walking](day.md#walking), {ref}`walking`, [a plan](plan.pdf) and [what is
next](later.md). {guide:competency}`gardener/care` {guide:question}`gardener/walk/dry`

```{include} ../words.inc
```

![A plan](../plan.svg)

Things to see:

- The well.
"""

FILES = {
    "conf.py": 'extensions = ["guides_ext"]\nguides_series = ["articles/day", "articles/eve"]\n'
    'suppress_warnings = ["myst.xref_missing"]\ntemplates_path = ["_templates"]\n',
    "index.md": INDEX + "\n:::{toctree}\nmore\n:::\n\n:::{stage} walk\n:::\n",
    "more.md": "# More\n\n{guide:stage}`gardener/walk`\n",
    "words.inc": "Words from elsewhere.\n",
    "plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "articles/day.md": ARTICLE,
    "articles/eve.md": EVE,
    "articles/plan.pdf": "%PDF a plan\n",
    "_templates/footer.html": "",
    "roles/_base.role.yaml": LIBRARY,
    "roles/gardener.role.yaml": "extends: [_base]\n" + ROLE,
    "roles/baker.role.yaml": ROLE.replace("Gardener", "Baker").replace("walk:", "stroll:"),
}

Change = Callable[[Project], object]


def edit(file: str, old: str, new: str) -> Change:
    return lambda project: project.replace(file, old, new)


def add(file: str, text: str) -> Change:
    return lambda project: project.write({file: text})


def remove(file: str) -> Change:
    return lambda project: (project.source / file).unlink()


def move(file: str, to: str, *changes: Change) -> Change:
    def change(project: Project) -> None:
        (project.source / file).rename(project.source / to)
        for one in changes:
            one(project)

    return change


CONF = "conf.py"
CHANGES: dict[str, Change] = {
    "an article's words": edit("articles/day.md", "Walk slowly.", "Walk quickly."),
    "an article's title": edit("articles/day.md", "# The day", "# The long day"),
    "an article's heading": edit("articles/day.md", "## Walking", "## Walking on"),
    "an article's label": edit("articles/day.md", "(walking)=", "(walks)="),
    "an article's goal": edit("articles/day.md", "Hear what they ask.", "Hear it."),
    "an article's first words": edit("articles/eve.md", "See ", "Look at "),
    "an article more": add("articles/later.md", "---\norphan: true\n---\n# Later\n"),
    "an article of the series gone": move(
        "articles/eve.md", "eve.txt", edit(CONF, ', "articles/eve"', "")
    ),
    "an article of the series renamed": move(
        "articles/eve.md", "articles/night.md", edit(CONF, "eve", "night")
    ),
    "the series in another order": edit(
        CONF, '"articles/day", "articles/eve"', '"articles/eve", "articles/day"'
    ),
    "a page of the contents renamed": move("more.md", "less.md", edit("index.md", "more", "less")),
    "a page's title": edit("more.md", "# More", "# Much more"),
    "a stage's title": edit("roles/gardener.role.yaml", "A walk", "A long walk"),
    "a stage renamed": edit("roles/gardener.role.yaml", "  walk:", "  hike:"),
    "a stage less": edit("roles/baker.role.yaml", "  stroll:", "  walk:"),
    "a role's title": edit("roles/gardener.role.yaml", "title: Gardener", "title: Head gardener"),
    "a role gone": remove("roles/gardener.role.yaml"),
    "a role with errors": edit("roles/gardener.role.yaml", "minutes: 30", "minutes: many"),
    "a role more": add("roles/cook.role.yaml", ROLE.replace("Gardener", "Cook")),
    "a question's words": edit("roles/gardener.role.yaml", "What is dry?", "What is wet?"),
    "a question's id": edit("roles/gardener.role.yaml", "id: dry", "id: wet"),
    "a competency's title": edit("roles/gardener.role.yaml", "Taking care", "Great care"),
    "a library's words": edit("roles/_base.role.yaml", "Patience", "Great patience"),
    "a library gone": remove("roles/_base.role.yaml"),
    "an include's words": edit("words.inc", "elsewhere", "anywhere"),
    "an include gone": remove("words.inc"),
    "a picture's ink": edit("plan.svg", 'width="9"', 'width="8"'),
    "a picture gone": remove("plan.svg"),
    "a download's bytes": edit("articles/plan.pdf", "a plan", "another plan"),
    "a download gone": remove("articles/plan.pdf"),
    "a logo's ink": edit("logo.svg", 'width="9"', 'width="8"'),
    "a template's words": edit("_templates/footer.html", "", "<p>The foot</p>"),
    "a template gone": remove("_templates/footer.html"),
}

SETTINGS: dict[str, object] = {
    "guides_source_url": "https://example.com/{file}#L{line}",
    "guides_print": ["sheet"],
    "guides_print_paper": "letter",
    "guides_print_colour": "#333333",
    "guides_print_logo": "logo.svg",
    "guides_print_fonts": {"sans": "Source Serif 4"},
    "guides_print_font_folders": ["_templates"],
    "guides_sheet_overflow": "error",
    "guides_sheet_notes": False,
    "guides_flavour": {"articles/**": "gitbook"},
    "guides_html": "raw",
    "guides_root": ".",
    "guides_outside": ["logo.svg"],
    "guides_jekyll": ["articles/**"],
    "guides_jekyll_site": {"title": "A site"},
    "guides_series": ["articles/eve"],
    "guides_lift": False,
    "guides_lift_labels": {"goals": ["Things to see"]},
    "guides_lint_severity": {"owner": "off"},
    "guides_lint_rules": ["rules.py"],
    "guides_lint_format": "json",
    "language": "de",
    "project": "Another house",
    "guides_edition": "company",
    "html_theme": "alabaster",
    "html_title": "Another title",
    "myst_enable_extensions": ["smartquotes"],
}


WORKING = (".buildinfo.bak", ".doctrees")
"""Files that no reader gets."""

Outcome = tuple[dict[str, bytes], list[str]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been built."""
    project = Project(tmp_path_factory.mktemp("house")).write(dict(FILES))
    project.write({"rules.py": ""}).build()
    return project


@pytest.fixture(scope="module")
def before(house: Project) -> Outcome:
    """What a clean build of it is."""
    return clean(house)


def outcome(project: Project, out: str = "", /, **conf: Any) -> Outcome:
    built = project.build(out=out, **conf)
    files = {path: data for path, data in built.files.items() if path not in WORKING}
    return files, sorted(built.warnings)


def clean(project: Project, /, **conf: Any) -> Outcome:
    shutil.rmtree(project.folder / "buildclean", ignore_errors=True)
    return outcome(project, "clean", **conf)


def differing(one: Outcome, other: Outcome) -> list[str]:
    files, others = one[0], other[0]
    return sorted(path for path in files | others if files.get(path) != others.get(path))


def walk(house: Project, before: Outcome, changes: list[str]) -> None:
    """Builds after some changes, and when all is as it was, its dates too."""
    times = {path: path.stat().st_mtime_ns for path in house.source.rglob("*") if path.is_file()}
    with house.lent():
        for change in changes:
            CHANGES[change](house)
        assert differing(outcome(house), clean(house)) == []
    for path, when in times.items():
        os.utime(path, ns=(when, when))
    again = outcome(house)
    assert differing(again, before) == []
    assert again[1] == before[1] == []


TOGETHER = {
    "moves": ["an article of the series renamed", "a page of the contents renamed",
              "a stage renamed", "a role more", "an article more"],
    "words": ["an article's title", "an article's heading", "a stage's title", "a role's title",
              "a question's words", "a competency's title", "a page's title", "a picture's ink",
              "a template's words", "a library's words", "an include's words"],
    "losses": ["an article of the series gone", "a library gone", "an include gone",
               "a picture gone", "a download gone", "a template gone"],
    "order": ["the series in another order", "an article's label", "a stage less"],
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["words", "losses", *(pytest.param(one, marks=pytest.mark.slow) for one in ("moves", "order"))],
)
def test_an_increment_is_what_a_clean_build_is(house: Project, before: Outcome, name: str) -> None:
    walk(house, before, TOGETHER[name])


@pytest.mark.hostile
@pytest.mark.parametrize("change", CHANGES)
def test_so_it_is_after_each_change_alone(house: Project, before: Outcome, change: str) -> None:
    walk(house, before, [change])


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=[] if name in ("guides_series", "guides_lift") else pytest.mark.hostile
        )
        for name in SETTINGS
    ],
)
def test_so_it_is_after_a_setting_has_changed(house: Project, before: Outcome, name: str) -> None:
    conf: dict[str, Any] = {name: SETTINGS[name]}
    assert differing(outcome(house, **conf), clean(house, **conf)) == []
    assert differing(outcome(house), before) == []


def test_the_table_has_every_setting_of_ours() -> None:
    assert {value.name for value in VALUES} <= SETTINGS.keys()


@pytest.fixture(scope="module")
def printed_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same with all PDFs."""
    project = Project(tmp_path_factory.mktemp("printed")).write(dict(FILES))
    project.build(guides_print=PRINTS)
    yield project
    shutil.rmtree(project.folder)


PRINTS = ["handbook", "sheet", "series"]
PRINTED = ["guides_lift", "guides_lift_labels", "guides_source_url", "guides_print_paper",
           "guides_print_logo", "language"]  # fmt: skip


@pytest.mark.hostile
@pytest.mark.parametrize("name", PRINTED)
def test_no_old_pdf_is_left_after_a_setting_has_changed(printed_house: Project, name: str) -> None:
    conf: dict[str, Any] = {"guides_print": PRINTS, name: SETTINGS[name]}
    assert differing(outcome(printed_house, **conf), clean(printed_house, **conf)) == []


@pytest.mark.hostile
@pytest.mark.parametrize("change", ["a logo's ink", "an include's words", "an article's goal",
                                    "a stage's title", "a picture's ink"])  # fmt: skip
def test_no_old_pdf_is_left_after_a_change(printed_house: Project, change: str) -> None:
    conf: dict[str, Any] = {"guides_print": PRINTS, "guides_print_logo": "logo.svg"}
    outcome(printed_house, **conf)
    with printed_house.lent():
        CHANGES[change](printed_house)
        assert differing(outcome(printed_house, **conf), clean(printed_house, **conf)) == []


def test_a_list_of_roles_has_the_sheet_of_a_stage_once_what_that_draws_on_is_there(
    tmp_path: Path,
) -> None:
    conf: dict[str, Any] = {"guides_print": ["sheet"]}
    late = ROLE.replace("Gardener", "Baker").replace("articles/day", "late")
    project = Project(tmp_path).write({**GARDEN, "roles/baker.role.yaml": late})
    assert b"baker/walk.pdf" not in project.build(**conf).files["index.html"]
    project.write({"late.md": ARTICLE.replace("(walking)=\n", "")})
    assert differing(outcome(project, **conf), clean(project, **conf)) == []
    assert b"baker/walk.pdf" in project.build(**conf).files["index.html"]
