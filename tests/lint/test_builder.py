"""The builder reads a handbook once, and lints all of it."""

from __future__ import annotations

import inspect
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx.errors import ConfigError

from guides_ext.lint import collect, engine
from guides_ext.lint.engine import Hit, rule, run
from guides_ext.lint.reports import Report, github, sarif, text
from guides_ext.model.problems import Place
from tests.lint.linted import lint, told
from tests.parts.test_places import OFF_BY_ONE
from tests.projects import CONF, Project

SAYS = '''\
    """
    ---
    severity: error
    ---

    S.

    ## Why

    R

    *Source:* S.

    ## This is found

    ```yaml
    a: b
    ```

    ## This is not

    ```yaml
    a: c
    ```

    ## How to mend it

    M.
    """
'''

OWN = f"""\
from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView

@rule(StageView, "outdoors")
def outdoors(view):
{SAYS}
    if view.stage.minutes < 60:
        yield Hit(view.key("minutes"), "short")
"""


def test_no_role_file_is_read_twice(garden: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    load: Callable[..., Any] = collect.load_role
    monkeypatch.setattr(collect, "load_role", lambda root, file: read.append(file))
    lint(garden)
    assert read == []
    monkeypatch.setattr(collect, "load_role", load)
    again = lint(garden)  # nothing is read by Sphinx now, so the linter has to
    assert "roles/gardener.role.yaml:5 competency-why" in told(again.findings)


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    files = {f"articles/a{n}.md": f"# A{n}\n\nTODO more\n" for n in range(8)}
    one = lint(
        Project(tmp_path / "one").write({"conf.py": CONF, "index.md": "# I\n\nHere.\n", **files})
    )
    project = Project(tmp_path / "two").write(
        {"conf.py": CONF, "index.md": "# I\n\nHere.\n", **files}
    )
    builder: Any = project.build("guides-lint", jobs=2).app.builder
    assert told(builder.report.findings) == told(one.findings)
    assert len(one.findings) == 8


def test_a_change_of_an_article_is_seen_by_the_next_run(garden: Project) -> None:
    assert "articles/day.md:15 draft-marker" not in told(lint(garden).findings)
    garden.replace("articles/day.md", "Walk slowly.", "TODO")
    found = [one for one in told(lint(garden).findings) if "draft-marker" in one]
    assert found == ["articles/day.md:12 draft-marker"]


def test_a_translated_handbook_is_linted_as_it_is_written(garden: Project) -> None:
    garden.replace("roles/gardener.role.yaml", "See what they notice.", "Look for *culture fit*.")
    garden.replace("articles/day.md", "Walk slowly.", "TODO walk slowly.")
    written = lint(garden).findings
    assert {"unnamed-feeling", "draft-marker"} <= {one.rule for one in written}

    catalog = Catalog(locale="de")
    catalog.add("Look for *culture fit*.", "Achte auf *Sorgfalt*.")
    catalog.add("TODO walk slowly.", "Geh langsam.")
    compiled = garden.source / "locale/de/LC_MESSAGES/all.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalog)
    conf: dict[str, Any] = {"language": "de", "locale_dirs": ["locale"], "gettext_compact": "all"}
    for _ in range(2):  # neither takes what the other has read
        built = garden.build(**conf)
        assert "Achte auf Sorgfalt." in built.page("roles/gardener").get_text()
        (built.out / "roles/gardener.html").unlink()  # so that it is written anew
        assert lint(garden, **conf).findings == written


def test_a_dead_link_is_placed_where_it_is_written(tmp_path: Path) -> None:
    base = "competencies:\n  care:\n    title: Care\n    why: |\n      See\n      [it](gone.md).\n"
    role = "extends: [_base]\ntitle: A\nsummary: See {doc}`nowhere`.\nstages:\n  walk:\n"
    role += "    main: [care]\n"
    role += (
        "    title: A\n    format: other\n    minutes: 9\n    agenda: [{minutes: 9, is: main}]\n"
    )
    article = "# A\n\n- one\n- {ref}`no-such-label`\n"
    project = Project(tmp_path).write(
        {"conf.py": CONF, "index.md": article, "_base.role.yaml": base, "a.role.yaml": role}
    )
    dead = [str(one.place) for one in lint(project).findings if one.rule == "dead-link"]
    assert dead == ["_base.role.yaml:6:12", "a.role.yaml:3:20", "index.md:4:9"]


def test_severity_is_set_for_all_roles_and_for_one(garden: Project) -> None:
    role = (garden.source / "roles/gardener.role.yaml").read_text(encoding="utf-8")
    garden.write({"roles/cook.role.yaml": role.replace("Gardener", "Cook")})
    severity = {"competency-why": "info", "roles/cook": {"competency-why": "off"}}
    report = lint(garden, guides_lint_severity=severity)
    found = [one for one in report.findings if one.rule == "competency-why"]
    assert [(one.roles, one.severity) for one in found] == [(("roles/gardener",), "info")]


def test_a_fault_of_a_library_is_found_once_and_belongs_to_each_role(tmp_path: Path) -> None:
    role = "extends: [_base]\ntitle: {}\nstages: {{walk: }}\n"
    stage = "{title: A, format: other, minutes: 9, main: [care], agenda: [{minutes: 9, is: main}]}"
    library = f"competencies:\n  care: {{title: Care}}\nstages:\n  walk: {stage}\n"
    files = {f"{name}.role.yaml": role.format(name) for name in ("cook", "gardener")}
    project = Project(tmp_path).write(
        {"conf.py": CONF, "index.md": "# I\n\nHere.\n", "_base.role.yaml": library, **files}
    )
    severity = {"cook": {"competency-why": "warning"}}
    report = lint(project, guides_lint_severity=severity)
    (finding,) = [one for one in report.findings if one.rule == "competency-why"]
    assert str(finding.place) == "_base.role.yaml:2:3"
    assert (finding.roles, finding.severity) == (("cook", "gardener"), "error")
    assert "the job needs it [error]" in text(report)  # of each that extends it, so of none


@pytest.mark.parametrize("make", [text, github, sarif])
def test_a_fault_in_a_library_names_the_role_where_others_have_it_right(
    tmp_path: Path, make: Callable[[Report], str]
) -> None:
    library = "competencies:\n  care: {title: Care, needs: 1, levels: {1: Waters., 2: Prunes.}}\n"
    role = "extends: [_base]\ntitle: T\ncompetencies: {care: }\nstages:\n"
    role += "  walk: {title: A, format: other, minutes: 9, KEY: [care],\n"
    role += "         agenda: [{minutes: 9, is: main}]}\n"
    files = {f"{key}.role.yaml": role.replace("KEY", key) for key in ("main", "also")}
    project = Project(tmp_path).write(
        {"conf.py": CONF, "index.md": "# I\n\nHere.\n", "_base.role.yaml": library, **files}
    )
    assert "no stage that all candidates meet is there to see it (in also)" in make(lint(project))


SEVERITIES = """\
extensions = ["guides_ext"]
guides_lint_severity = {
    "competency-wy": "off",
    "owner": ["off"], 'review-date': None,
    "roles/gardner": {},
    "roles/gardener": {"owner": 'fatal'},
}
"""


def test_a_severity_that_means_nothing_is_an_error_in_its_place_and_stops_no_rule(
    garden: Project,
) -> None:
    expected = "expected one of error, warning, info, off"
    report = lint(garden.write({"conf.py": SEVERITIES}))
    found = [one for one in report.findings if one.rule == "guides_lint_severity"]
    assert {one.severity for one in found} == {"error"}
    assert [f"{one.place} {one.message}" for one in found] == [
        "conf.py:3:5 competency-wy: no rule has this name (did you mean 'competency-why'?)",
        f"conf.py:4:5 owner: {expected}, got ['off']",
        f"conf.py:4:23 review-date: {expected}, got None",
        "conf.py:5:5 roles/gardner: no role has this docname (did you mean 'roles/gardener'?)",
        f"conf.py:6:24 roles/gardener: owner: {expected}, got 'fatal'",
    ]
    assert "roles/gardener.role.yaml:1 owner" in told(report.findings)


@pytest.mark.parametrize("given", [["owner"], {"roles/gardener": "off"}, {3: 4}, None])
def test_severities_of_another_shape_are_an_error_too(garden: Project, given: object) -> None:
    report = lint(garden, guides_lint_severity=given)
    assert "guides_lint_severity" in {one.rule for one in report.findings}
    assert "owner" in {one.rule for one in report.findings}


BROKEN = f"""from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView

@rule(StageView, "outdoors")
def outdoors(view):
{SAYS}
    BODY
"""
IN_BODY = BROKEN.partition("BODY")[0].count("\n") + 1


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("yield Hit(view.key('place'), view.weather)", IN_BODY, "AttributeError"),
        ("yield 'short'", 4, "TypeError: expected it to yield a Hit with a Place, got 'short'"),
        ("yield Hit('a.md:3', 'short')", 4, "TypeError: expected it to yield a Hit with a Place"),
        ("raise ValueError('one\\ntwo')", IN_BODY, "ValueError: one two"),
        ("return None", 4, "TypeError: 'NoneType' object is not iterable"),
    ],
)
def test_a_rule_of_ones_own_that_fails_is_an_error_in_its_file_and_stops_no_other(
    garden: Project, body: str, line: int, message: str
) -> None:
    garden.write({"own/bad.py": BROKEN.replace("BODY", body), "own/good.py": OWN.replace(
        "outdoors", "long-walk", 1)})  # fmt: skip
    report = lint(garden, guides_lint_rules=["own/bad.py", "own/good.py"])
    (found,) = [one for one in report.findings if one.rule == "outdoors"]
    assert (found.place.file, found.place.line, found.severity) == ("own/bad.py", line, "error")
    assert found.message.startswith(f"this rule fails: {message}")
    assert {"long-walk", "owner"} <= {one.rule for one in report.findings}


@pytest.mark.parametrize(
    ("rules", "place", "message"),
    [
        (["none.py"], "conf.py:2:23", "none.py: FileNotFoundError"),
        ("none.py", "conf.py:2:22", "none.py: FileNotFoundError"),
        (["bad.py"], "bad.py:2:1", "bad.py: NameError: name 'y' is not defined"),
        (["syntax.py"], "syntax.py:1:1", "syntax.py: SyntaxError"),
        (["empty.py"], "conf.py:2:23", "empty.py: ImportError: there is no rule in it"),
        (
            ["severe.py"],
            "severe.py:4:1",
            "severe.py: ValueError: page of outdoors: severity: Input should be",
        ),
        (
            ["silent.py"],
            "silent.py:4:1",
            "silent.py: ValueError: page of outdoors: expected it as a",
        ),
        (["own.py", "own.py"], "conf.py:2:23", "own.py: ImportError: there is a rule of this name"),
        (
            ["textless.py"],
            "textless.py:4:1",
            "textless.py: ValueError: outdoors: 'asked' is a use of a Passage, not of a",
        ),
        (
            ["misspelt.py"],
            "misspelt.py:4:1",
            "misspelt.py: ValueError: outdoors: no text is used as 'askd' (did you mean 'asked'?)",
        ),
    ],
)
def test_rules_that_cannot_be_had_are_an_error_in_its_place_and_stop_no_other(
    garden: Project, rules: object, place: str, message: str
) -> None:
    conf = f'extensions = ["guides_ext"]\nguides_lint_rules = {rules!r}\n'
    files = {"bad.py": "x = 1\ny\n", "syntax.py": "def\n", "empty.py": "x = 1\n", "own.py": OWN}
    files["silent.py"] = OWN.replace(SAYS, "")
    files["textless.py"] = OWN.replace('"outdoors"', '"outdoors", "asked"')
    files["misspelt.py"] = OWN.replace("StageView", "Passage").replace(
        '"outdoors"', '"outdoors", "asked", "askd"'
    )
    severe = OWN.replace("severity: error", "severity: fatal")
    report = lint(garden.write({"conf.py": conf, "severe.py": severe, **files}))
    (found,) = [one for one in report.findings if one.rule == "guides_lint_rules"]
    assert (str(found.place), found.severity) == (place, "error")
    assert found.message.startswith(message)
    assert "owner" in {one.rule for one in report.findings}


@pytest.mark.parametrize(
    ("rule", "role"),
    [
        ("role-file", "minutes: 30: 31"),
        ("role-file-doubt", "minutes: 30\n    questions: [{id: dry, ask: Why?}]"),
        ("dead-link", "minutes: 30\n    summary: See {doc}`nowhere`."),
    ],
)
def test_what_is_said_of_a_role_file_is_as_severe_as_its_role_wants(
    garden: Project, rule: str, role: str
) -> None:
    stage = (
        "title: T\nstages:\n  walk:\n    title: A\n    format: other\n    "
        f"{role}\n    agenda: [{{minutes: 30, is: main}}]\n"
    )
    garden.write({"roles/gardener.role.yaml": stage, "roles/cook.role.yaml": stage})
    report = lint(garden, guides_lint_severity={"roles/cook": {rule: "info"}})
    found = [(one.roles, one.severity) for one in report.findings if one.rule == rule]
    assert (("roles/cook",), "info") in found
    assert ("roles/gardener",) in [roles for roles, severity in found if severity != "info"]


DEAD = """\
# Garden

{ref}`nowhere`

{download}`plan <files/plan.pdf>`

```{toctree}
articles/day
articles/gone
```

:::{stage} roles/gardener/gone
:::
"""


def test_a_dead_entry_and_a_dead_download_are_dead_links(garden: Project) -> None:
    garden.write({"index.md": DEAD})
    expected = ["index.md:3:7", "index.md:5:18", "index.md:9:1", "index.md:12:12"]
    for _ in range(2):  # the second time, nothing has changed
        found = [one for one in lint(garden).findings if one.rule == "dead-link"]
        assert [str(one.place) for one in found] == expected
    assert {one.severity for one in found} == {"error"}
    said = "toctree contains reference to nonexisting document 'articles/gone'"
    assert found[2].message == said
    assert not [one for one in garden.build("guides-lint").warnings if said in one]  # told once


def test_a_picture_that_is_not_there_is_a_dead_link(garden: Project) -> None:
    text = "# Home\n\n![A tree](tree.png)\n\n:::{figure} leaf.png\nA leaf, TODO\n:::\n"
    garden.write({"articles/home.md": text})
    found = [one for one in lint(garden).findings if one.place.file == "articles/home.md"]
    assert [(str(one.place), one.rule) for one in found] == [
        ("articles/home.md:3:11", "dead-link"),
        ("articles/home.md:5:13", "dead-link"),
        ("articles/home.md:6:9", "draft-marker"),  # captions are texts too
    ]


def test_pictures_that_are_not_there_are_placed_whatever_their_names(garden: Project) -> None:
    text = "# Home\n\n![A](<my tree.png>) ![B](<it's b's.png>) ![C](<a: c.png>)\n\n"
    garden.write({"articles/home.md": f"{text}![D](d.png) ![E](d.png)\n"})
    garden.write({"articles/last.rst": "Last\n====\n\n|z|\n"})
    report = lint(garden, rst_epilog=".. |z| image:: epilog.png")
    dead = [one for one in report.findings if one.rule == "dead-link"]
    assert [str(one.place) for one in dead] == [
        "articles/home.md:3:7",
        "articles/home.md:3:27",
        "articles/home.md:3:48",
        "articles/home.md:5:6",
        "articles/home.md:5:18",
        "conf.py:1:1",
    ]
    assert "epilog.png (in <rst_epilog" in dead[-1].message  # Sphinx 9 says epilogue


def test_a_dead_entry_is_found_by_two_processes_too(garden: Project) -> None:
    more = {f"articles/a{n}.md": f"---\norphan: true\n---\n# A{n}\n" for n in range(8)}
    garden.write({"index.md": DEAD, **more})
    builder: Any = garden.build("guides-lint", jobs=2).app.builder
    found = [str(one.place) for one in builder.report.findings if one.rule == "dead-link"]
    assert "index.md:9:1" in found


@pytest.mark.parametrize(
    "suppressed", ["toc.not_readable", "download", "ref.ref", "guides.ref", "myst.*"]
)
def test_what_sphinx_is_told_not_to_warn_of_is_no_dead_link(
    garden: Project, suppressed: str
) -> None:
    garden.write({"index.md": f"{DEAD}\n[there](nowhere.md)\n"})
    found = [one for one in lint(garden).findings if one.rule == "dead-link"]
    left = lint(garden, suppress_warnings=[suppressed]).findings
    assert len([one for one in left if one.rule == "dead-link"]) == len(found) - 1


def test_a_library_that_no_role_extends_is_looked_at(garden: Project) -> None:
    garden.write({
        "roles/_old.role.yaml": "questions: {dry: {ask: What is dry?}}\ncolour: red\n",
        "roles/_used.role.yaml": "questions: {dry: {ask: What is dry?}}\n",
        "roles/out/_old.role.yaml": "colour: red\n",
    })  # fmt: skip
    garden.replace("roles/gardener.role.yaml", "title: G", "extends: [_used]\ntitle: G")
    found = lint(garden, exclude_patterns=["roles/out"]).findings
    assert [one for one in told(found) if "/_" in one] == [
        "roles/_old.role.yaml:1 library-unused",
        "roles/_old.role.yaml:2 role-file",
        "roles/_used.role.yaml:1 library-unused",  # its question
    ]
    garden.write({"roles/cook.role.yaml": "title: [\n"})  # it may extend it: who knows
    messages = [one.message for one in lint(garden).findings if one.rule == "library-unused"]
    assert messages == ["no role uses the question 'dry'"]


@OFF_BY_ONE
def test_a_fault_in_an_included_file_is_placed_in_it(garden: Project) -> None:
    article = "# Signs\n\nHere.\n\n```{include} ../more/sign.txt\n```\n"
    sign = "One.\n\nTODO, and see [it](gone.md) and <gnome>.\n"
    garden.write({"articles/signs.md": article, "more/sign.txt": sign})
    found = [one for one in lint(garden).findings if "sign" in one.place.file]
    assert [f"{one.place} {one.rule}" for one in found if one.rule != "article-unused"] == [
        "more/sign.txt:3:1 draft-marker",
        "more/sign.txt:3:20 dead-link",
        "more/sign.txt:3:33 unknown-tag",
    ]


def test_a_rule_has_an_end_and_what_is_between_two_looks_takes_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "DEADLINE", 0.05)

    def wait() -> None:
        end = monotonic() + 3 * engine.DEADLINE
        while monotonic() < end:
            pass

    def check(subject: str) -> Iterator[Hit]:
        yield Hit(Place("a.md", 1, 1), subject)
        if subject == "slow":
            wait()

    def subjects() -> Iterator[tuple[str, str]]:
        for word in ("slow", "quick"):
            wait()
            yield "", word

    check.__doc__ = inspect.cleandoc(SAYS.strip().strip('"'))
    found, _ = run([rule(str, "own")(check)], {str: subjects()}, {}, [], tmp_path)  # type: ignore[dict-item]
    ended = "this rule fails: TimeoutError: it takes more than 0.05 seconds"
    assert sorted(one.message for one in found) == ["quick", "slow", ended]
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_what_a_rule_says_in_several_lines_stands_in_one(garden: Project) -> None:
    body = "yield Hit(view.key('place'), 'one\\ntwo', 'three\\n  four')"
    garden.write({"own.py": BROKEN.replace("BODY", body)})
    report = lint(garden, guides_lint_rules=["own.py"])
    found = [one for one in report.findings if one.rule == "outdoors"]
    assert {(one.message, one.mend) for one in found} == {("one two", "three four")}


def test_rules_of_ones_own_come_from_a_path_in_conf_py(garden: Project) -> None:
    garden.write({"rules/own.py": OWN})
    report = lint(garden, guides_lint_rules=["rules/own.py"])
    found = [one for one in report.findings if one.rule == "outdoors"]
    assert [(one.place.line, one.severity) for one in found] == [(15, "error")]
    assert report.rules[-1].family == "own"


def test_rules_of_ones_own_come_from_an_entry_point(
    garden: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site"
    info = package / "own_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "own_rules_module.py").write_text(OWN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: own-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[guides_ext.lint_rules]\nown = own_rules_module\n")
    monkeypatch.syspath_prepend(str(package))
    assert "outdoors" in {one.rule for one in lint(garden).findings}


def test_the_rule_that_the_docs_show_works(garden: Project) -> None:
    own = Path(__file__).parents[2] / "docs/reference/lint/own_rules.py"
    garden.write({"own.py": own.read_text(encoding="utf-8")})
    garden.replace("roles/gardener.role.yaml", "minutes: 30", "minutes: 30\n    place: [garden]")
    report = lint(garden, guides_lint_rules=["own.py"])
    assert "garden-outdoors" in {one.rule for one in report.findings}


def test_a_format_that_there_is_not_stops_the_builder_before_it_reads(garden: Project) -> None:
    with pytest.raises(ConfigError, match="guides_lint_format: expected one of text, summary"):
        garden.build("guides-lint", guides_lint_format="xml")
    assert not list(garden.folder.rglob("*.doctree"))
