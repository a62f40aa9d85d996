"""The builder reads a handbook once, and lints all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guides_ext.lint import collect
from tests.lint.linted import lint, told
from tests.projects import CONF, Project

OWN = """\
from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.subjects import StageView

@rule(
    StageView, id="outdoors", summary="S.", rationale="R", source="S", mend="M", bad="", good="x",
    severity="error",
)
def outdoors(view):
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


def test_a_severity_that_means_nothing_is_refused_with_its_mend(garden: Project) -> None:
    built = garden.build(
        "guides-lint",
        guides_lint_severity={"competency-wy": "off", "owner": "fatal", "roles/gardner": {}},
    )
    warnings = " ".join(built.warnings)
    assert "no rule 'competency-wy' (did you mean 'competency-why'?)" in warnings
    assert "no role 'roles/gardner' (did you mean 'roles/gardener'?)" in warnings
    assert "owner: expected one of error, warning, info, off, got 'fatal'" in warnings


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


@pytest.mark.parametrize(
    "conf", [{"guides_lint_rules": ["none.py"]}, {"guides_lint_format": "xml"}]
)
def test_what_cannot_be_used_stops_the_builder_with_a_reason(
    garden: Project, conf: dict[str, Any]
) -> None:
    with pytest.raises(Exception, match=next(iter(conf))):
        garden.build("guides-lint", **conf)
