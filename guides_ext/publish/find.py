"""How a target is found by its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .server.errors import Refused

if TYPE_CHECKING:
    from .settings import Settings
    from .target import Target


def find_target(settings: Settings) -> Target:
    """The target at an address: `scheme:…`, or a folder.

    Raises:
        Refused: nothing knows such addresses.
    """
    # Each kind is imported only where it is used: starting is half of the time that a folder takes.
    scheme = re.match(r"([a-z][a-z0-9+.-]+):", settings.to)
    if not scheme:
        from .folder import FolderTarget

        return FolderTarget(settings.to)
    if scheme[1] == "ssh":
        from .ssh import SshTarget

        return SshTarget.at(settings.to)
    if scheme[1] == "branch":
        from .branch import BranchTarget

        return BranchTarget.at(settings.to, settings.remote)
    raise Refused(
        f"no kind of target knows {settings.to!r}: a folder, ssh://user@host/path, branch:NAME"
    )
