"""A publish into or from anything odd: refused with a reason, at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from guides_ext.files import remove
from tests.hostile.case import Command, Commands
from tests.publish.releases import SIGNATURE, make_build, publish_here, sign, some_pages

DEEP = "[" * 100_000
REFUSED = (1, 2, 3)
USUAL = "site --build build"
OTHER = "[tool.guides.publish]\nx = 5"
STRANGE = ("99999999T999999Z-nogit", "x" * 200, "é\n", "20260101T000000Z-x")


def ready(folder: Path) -> None:
    """A build that has been published, and is another one since."""
    build = make_build(folder / "build", some_pages("one", 2))
    publish_here(build, folder / "site")
    make_build(build, some_pages("two", 2))


def free(path: Path) -> Path:
    """The path, with nothing there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove(path)
    return path


def text(where: str, data: str | bytes) -> Callable[[Path], object]:
    written = data.encode() if isinstance(data, str) else data
    return lambda folder: free(folder / where).write_bytes(written)


def signed(where: str, data: bytes) -> Callable[[Path], object]:
    """A file of the build that was signed as it is."""

    def do(folder: Path) -> None:
        text(f"build/{where}", data)(folder)
        sign(folder / "build")

    return do


def release(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "site/releases" / name).mkdir(parents=True)


def odd(name: str, path: str, *contents: str | bytes) -> list[Command]:
    """A file that is a folder, a pipe, links, or holds one of some contents."""
    acts = {
        "a folder": lambda folder: (free(folder / path) / "x").mkdir(parents=True),
        "a pipe": lambda folder: os.mkfifo(free(folder / path)),
        "a loop": lambda folder: free(folder / path).symlink_to(Path(path).name),
        "a device": lambda folder: free(folder / path).symlink_to("/dev/zero"),
    }
    acts |= {f"holds {one[:12]!r}": text(path, one) for one in contents}
    return [Command(f"{name} {what}", USUAL, REFUSED, ".{10}", act) for what, act in acts.items()]


def changed(name: str, do: Callable[[Path], object], says: str = ".{10}") -> Command:
    return Command(name, USUAL, REFUSED, says, do)


def harmless(name: str, do: Callable[[Path], object]) -> Command:
    return Command(name, USUAL, 0, "^Live: ", do)


CASES = [
    *odd("target.json", "site/.guides/target.json", DEEP, b"\xff", "[]", "5", '{"edition": []}'),
    *odd(".guides", "site/.guides", "Mine."),
    *odd("README", "site/.guides/README", "Mine."),
    *odd("lock", "site/.guides/lock"),
    *odd("current", "site/current", "x"),
    *odd("signature", f"build/{SIGNATURE}", DEEP, b"\xff", "[]", "null", '{"status": []}',
         '{"status": "ok", "files": 5}', '{"status": "ok", "files": {"../x": "y"}}'),
    *odd("a page", "build/index.html", "torn"),
    *odd("pyproject", "pyproject.toml", "tool = 5", "[tool]\nguides = []", b"\xff", f"a = {DEEP}",
         "[tool.guides]\npublish = 5", "[tool.guides.publish]\nsite = 5"),
    changed("releases that are a link",
            lambda folder: free(folder / "site/releases").symlink_to("/etc")),
    changed("signature building", lambda folder: sign(folder / "build", status="building")),
    changed("signature failed", lambda folder: sign(folder / "build", status="failed")),
    changed("guides.json not UTF-8", signed("guides.json", b"\xff\xfe")),
    changed("guides.json deep", signed("guides.json", DEEP.encode())),
    harmless("pyproject of another target", text("pyproject.toml", OTHER)),
    *(harmless(f"a release named {name[:30]!r}", release(name)) for name in STRANGE),
    changed("a release of the end of time", release("99991231T235959Z-nogit/site")),
    Command("a build into itself", "build --build build", REFUSED, "lies inside"),
    Command("a build into a folder around it", ". --build build", REFUSED, "lies inside"),
    Command("a build into its own folder", "build/site --build build", REFUSED, "lies inside"),
    Command("a target that is a file", "file --build build", REFUSED, ".", text("file", "x")),
    Command("a target that is a device", "/dev/null --build build", REFUSED, "."),
    Command("a target below a file", "file/x --build build", REFUSED, ".", text("file", "x")),
    Command("a target of many letters", f"{'x' * 10_000} --build build", REFUSED, "."),
    Command("a build of many letters", f"site --build {'x' * 10_000}", REFUSED, "."),
    Command("a build that is a file", "site --build file", REFUSED, ".", text("file", "x")),
    Command("a build that is not there", "site --build none", REFUSED, "."),
]  # fmt: skip

FAMILIES = [Commands("publish", "publish", CASES, ready, link="site/current")]
