"""What tests need besides Python, and what brings it along.

A test that needs one of `TOOLS` carries its name as a mark: `@pytest.mark.git`. Without the mark it
does not find the tool at all, so that nobody forgets it; see conftest.py. Run as a program this
prints the packages of Debian that are missing here, one a line, for `.ci/run`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Tool(NamedTuple):
    """A tool: any of these commands will do, and the package brings one of them."""

    commands: tuple[str, ...]
    package: str


TOOLS = {
    "browser": Tool(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "git": Tool(("git",), "git"),
    "nginx": Tool(("nginx",), "nginx"),
    "npm": Tool(("npm",), "npm"),
    "openssl": Tool(("openssl",), "openssl"),
    "rsync": Tool(("rsync",), "rsync"),
    "ssh": Tool(("ssh",), "openssh-client"),
    "sshd": Tool(("sshd",), "openssh-server"),
    "unshare": Tool(("unshare",), "util-linux"),
}
"""By the name of its mark."""

FIXTURES = {
    "browser": ("browser",),
    "clone": ("git",),
    "runner": ("git",),
    "running_sshd": ("rsync", "ssh", "sshd"),
    "nginx": ("nginx", "openssl"),
    "serve": ("nginx", "openssl"),
}
"""What fixtures need: a test that asks for one of them is marked with it."""


def find(tool: str, folders: Iterable[Path]) -> Path | None:
    """The first command of a tool that is in one of the folders."""
    where = os.pathsep.join(map(str, folders))
    found = (shutil.which(command, path=where) for command in TOOLS[tool].commands)
    return next((Path(path) for path in found if path), None)


def folders_of(path: str) -> list[Path]:
    """The folders of a PATH, and the `sbin` beside each `bin`, which few users have on theirs."""
    named = [Path(folder) for folder in path.split(os.pathsep) if folder]
    beside = [folder.with_name("sbin") for folder in named if folder.name == "bin"]
    there = (
        folder for folder in [*named, *beside] if folder.is_dir() and os.access(folder, os.R_OK)
    )
    return list(dict.fromkeys(folder.resolve() for folder in there))


class Toolbox:
    """The tools of a PATH, each in a folder of its own, and all the rest of the PATH.

    Args:
        scratch: an empty folder for links to them.
    """

    def __init__(self, path: str, scratch: Path) -> None:
        self.scratch = scratch
        self.folders = folders_of(path)
        self.rest = [self._rest_of(folder) for folder in self.folders]
        self.tools = {
            tool: self._linked(tool, [found])
            for tool in TOOLS
            if (found := find(tool, self.folders))
        }

    def _rest_of(self, folder: Path) -> Path:
        commands = {command for tool in TOOLS.values() for command in tool.commands}
        files = list(folder.iterdir())
        rest = [file for file in files if file.name not in commands]
        return folder if rest == files else self._linked(str(self.folders.index(folder)), rest)

    def _linked(self, name: str, files: list[Path]) -> Path:
        folder = self.scratch / name
        folder.mkdir()
        for file in files:
            (folder / file.name).symlink_to(file)
        return folder

    def path(self, tools: Iterable[str]) -> str:
        """A PATH with these of the tools, and no others."""
        own = (self.tools[tool] for tool in tools if tool in self.tools)
        return os.pathsep.join(map(str, [*own, *self.rest]))

    def missing(self, tools: Iterable[str]) -> str:
        """Which of these are not here, and how to get them; nothing if all are."""
        names = [tool for tool in tools if tool not in self.tools]
        packages = " ".join(TOOLS[name].package for name in names)
        return f"no {', '.join(names)} here (apt-get install {packages})" if names else ""


if __name__ == "__main__":
    here = folders_of(os.environ["PATH"])
    print(*(tool.package for name, tool in TOOLS.items() if find(name, here) is None), sep="\n")
