"""Where to publish: an address, or a name in `[tool.guides.publish]` of pyproject.toml.

[tool.guides.publish.staff]
to = "ssh://docs@docs.example.com/srv/docs/interviews"
edition = "panel"   # what may be published there; anything else is refused
keep = 10                 # releases kept besides the live one; without it all are
remote = "origin"         # where a branch is pushed to
build = "build/html"      # the folder of the build
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .server.errors import Refused

if TYPE_CHECKING:
    from .target import Target

KEYS = {"to": str, "edition": str, "keep": int, "remote": str, "build": str}


class Settings(NamedTuple):
    """Where to publish, and what may be published there."""

    to: str
    edition: str | None = None
    keep: int | None = None
    remote: str = "origin"
    build: str = "build/html"


def settings_for(name: str, pyproject: Path) -> Settings:
    """The target of this name in pyproject.toml, or the one that the name is the address of.

    Raises:
        Refused: the table in pyproject.toml is not as described above.
    """
    tables = _table(pyproject)
    table = tables.get(name)
    if table is None:
        if tables and re.fullmatch(r"[\w-]+", name) and not Path(name).exists():
            known = ", ".join(tables)
            raise Refused(f"no target {name!r} (there are: {known}; write ./{name} for a folder)")
        return Settings(name)
    where = f"[tool.guides.publish.{name}] of {pyproject.name}"
    if not isinstance(table, dict) or "to" not in table:
        raise Refused(f"{where} needs `to`, the address of the target")
    for key, value in table.items():  # a misspelt `edition` must not publish to the wrong readers
        if key not in KEYS:
            raise Refused(f"{where}: `{key}` is none of its keys ({', '.join(KEYS)})")
        if type(value) is not KEYS[key]:
            raise Refused(f"{where}: `{key}` is {value!r} and should be a {KEYS[key].__name__}")
    if table.get("keep", 1) < 1:
        raise Refused(f"{where}: `keep` should be 1 or more")
    return Settings(**table)


def find_target(settings: Settings) -> Target:
    """The target at an address: `scheme:…`, or a folder.

    Raises:
        Refused: nothing knows such addresses.
    """
    # Each kind is imported only where it is used: starting is half of the time that a folder takes.
    scheme, colon, _ = settings.to.partition(":")
    if not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]+", scheme):
        from .target import FolderTarget

        return FolderTarget(settings.to)
    if scheme == "ssh":
        from .ssh import SshTarget

        return SshTarget(settings.to)
    if scheme == "branch":
        from .branch import BranchTarget

        return BranchTarget(settings.to, settings.remote)
    raise Refused(
        f"no kind of target knows {settings.to!r}: a folder, ssh://user@host/path, branch:NAME"
    )


def _table(pyproject: Path) -> Mapping[str, Any]:
    if not os.path.lexists(pyproject):
        return {}
    import tomllib

    try:
        if not pyproject.is_file():
            raise OSError("it is not a file")
        table: Any = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise Refused(f"{pyproject} cannot be read: {error}") from error
    for key in ("tool", "guides", "publish"):
        table = table.get(key, {})
        if not isinstance(table, dict):
            raise Refused(f"[tool.guides.publish] of {pyproject.name} should be a table of targets")
    return dict(table)
