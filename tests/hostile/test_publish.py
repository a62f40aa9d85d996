"""A publish into or from anything odd is refused with a reason, at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from guides_ext.__main__ import main
from guides_ext.publish.build import SIGNATURE
from tests.publish.releases import live_pages, make_build, sign, some_pages

DEEP = "[" * 100_000
Odd = Callable[[Path, Path], object]


def put(where: str, text: str | bytes) -> Odd:
    """Writes a file of the target or of the build."""

    def do(target: Path, build: Path) -> None:
        path = Path(where.format(target=target, build=build))
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return do


def pipe(where: str) -> Odd:
    def do(target: Path, build: Path) -> None:
        path = Path(where.format(target=target, build=build))
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return do


def folder(where: str) -> Odd:
    def do(target: Path, build: Path) -> None:
        path = Path(where.format(target=target, build=build))
        path.unlink(missing_ok=True)
        path.mkdir(parents=True)

    return do


def loop(target: Path, build: Path) -> None:
    current = target / "current"
    current.unlink()
    current.symlink_to("current")


def not_utf8(target: Path, build: Path) -> None:
    (build / "guides.json").write_bytes(b"\xff\xfe")
    sign(build)


ODD: dict[str, Odd] = {
    "target.json deep": put("{target}/.guides/target.json", DEEP),
    "target.json bytes": put("{target}/.guides/target.json", b"\xff"),
    "target.json a list": put("{target}/.guides/target.json", "[]"),
    "target.json a folder": folder("{target}/.guides/target.json"),
    "target.json a pipe": pipe("{target}/.guides/target.json"),
    "README a pipe": pipe("{target}/.guides/README"),
    "README a folder": folder("{target}/.guides/README"),
    "README of others": put("{target}/.guides/README", "Mine."),
    "lock a pipe": pipe("{target}/.guides/lock"),
    "lock a folder": folder("{target}/.guides/lock"),
    "current a loop": loop,
    "current a folder": folder("{target}/current"),
    "a release of the end of time": folder("{target}/releases/99991231T235959Z-nogit/site"),
    "signature deep": put(f"{{build}}/{SIGNATURE}", DEEP),
    "signature bytes": put(f"{{build}}/{SIGNATURE}", b"\xff"),
    "signature a list": put(f"{{build}}/{SIGNATURE}", "[]"),
    "signature of lists": put(
        f"{{build}}/{SIGNATURE}", '{"status": [], "edition": [], "files": []}'
    ),
    "signature a folder": folder(f"{{build}}/{SIGNATURE}"),
    "signature a pipe": pipe(f"{{build}}/{SIGNATURE}"),
    "signature building": lambda target, build: sign(build, status="building"),
    "a page of others": put("{build}/index.html", "torn"),
    "a page a pipe": pipe("{build}/index.html"),
    "guides.json not UTF-8": not_utf8,
    "pyproject no table": put("{build}/../pyproject.toml", "tool = 5"),
    "pyproject a list": put("{build}/../pyproject.toml", "[tool]\nguides = []"),
    "pyproject of numbers": put("{build}/../pyproject.toml", "[tool.guides]\npublish = 5"),
    "pyproject a number": put("{build}/../pyproject.toml", "[tool.guides.publish]\nx = 5"),
    "pyproject bytes": put("{build}/../pyproject.toml", b"\xff"),
    "pyproject deep": put("{build}/../pyproject.toml", f"a = {DEEP}"),
}
HARMLESS = ("pyproject a number",)
"""Of another target than is asked for."""


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_refused_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    build, target = make_build(tmp_path / "build", some_pages("one", 2)), tmp_path / "site"
    command = ["publish", str(target), "--build", str(build)]
    assert main(command) == 0
    make_build(build, some_pages("two", 2))
    before = (target / "current").readlink()
    ODD[name](target, build)
    capsys.readouterr()
    code = main(command)
    said = capsys.readouterr().err
    assert "Traceback" not in said
    if name in HARMLESS:
        assert code == 0
        return
    assert code in (1, 2, 3), said
    assert len(said.strip()) > 10
    if "current" not in name:
        assert before == (target / "current").readlink()


@pytest.mark.parametrize("name", ["99999999T999999Z-nogit", "x" * 200, "é\n", "20260101T000000Z-x"])
def test_an_odd_name_among_the_releases_blocks_nothing(tmp_path: Path, name: str) -> None:
    build, target = make_build(tmp_path / "build", some_pages("one", 2)), tmp_path / "site"
    command = ["publish", str(target), "--build", str(build)]
    assert main(command) == 0
    (target / "releases" / name).mkdir()
    make_build(build, some_pages("two", 2))
    assert main(command) == 0
    assert live_pages(target) == some_pages("two", 2)


def test_neither_is_a_build_published_into_itself_nor_a_target_into_its_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = make_build(tmp_path / "site" / "build", some_pages("one", 2))
    for target in (tmp_path / "site", build / "site", build):
        assert main(["publish", str(target), "--build", str(build)]) != 0
        assert "lies inside" in capsys.readouterr().err
    assert json.loads((build / SIGNATURE).read_text())["status"] == "ok"
    assert not (tmp_path / "site" / ".guides").exists()
