"""`schema --install` puts the schema where editors find it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guides_ext.__main__ import main
from tests.projects import GARDEN, Project
from tests.stories import ROOT

SCHEMA = (ROOT / "guides_ext/schema/role.schema.json").read_text("utf-8")


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project(tmp_path).write(GARDEN)
    monkeypatch.chdir(tmp_path)
    return project


def test_without_more_words_it_prints_the_schema(
    garden: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == SCHEMA
    assert not (garden.folder / ".vscode").exists()


def test_it_writes_the_schema_beside_conf_py_and_settings_where_none_are(garden: Project) -> None:
    (garden.source / "role.schema.json").write_text("of an older version", "utf-8")
    assert main(["schema", "--install"]) == 0
    assert (garden.source / "role.schema.json").read_text("utf-8") == SCHEMA
    settings = json.loads((garden.folder / ".vscode/settings.json").read_text("utf-8"))
    assert settings == {"yaml.schemas": {"docs/role.schema.json": "*.role.yaml"}}


def test_settings_of_yours_stay_and_the_line_to_add_is_said_once(
    garden: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = garden.folder / ".vscode/settings.json"
    mine.parent.mkdir()
    mine.write_text('{ // mine\n  "editor.wordWrap": "on",\n}\n', "utf-8")
    assert main(["schema", "--install"]) == 0
    line = '"yaml.schemas": {"docs/role.schema.json": "*.role.yaml"}'
    assert line in capsys.readouterr().out
    mine.write_text('{ "yaml.schemas": {"docs/role.schema.json": "*.role.yaml"} }', "utf-8")
    assert main(["schema", "--install"]) == 0
    assert "is yours" not in capsys.readouterr().out


@pytest.mark.parametrize("source", ["nowhere", "docs/roles"])
def test_without_sources_nothing_is_written(
    garden: Project, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--install", "--source", source]) == 2
    assert f"no conf.py in {source}/" in capsys.readouterr().err
    assert not list(garden.folder.rglob("role.schema.json"))
