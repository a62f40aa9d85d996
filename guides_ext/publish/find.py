"""How a target is found by its address.

A package of yours can bring a kind of target: an entry point in the group `guides_ext.publish`,
named as the scheme of its addresses (`bucket` for `bucket://…`), that leads to a function of an
address and the table of the target's settings and returns a `Target`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .folder import FolderTarget
from .server.errors import Refused
from .target import Target

GROUP = "guides_ext.publish"
OURS = {
    "branch": "guides_ext.publish.branch:BranchTarget.at",
    "ssh": "guides_ext.publish.ssh:SshTarget.at",
}


def find_target(address: str, settings: Mapping[str, Any]) -> Target:
    """The target at an address: `scheme:…`, or a folder.

    Raises:
        Refused: nothing knows such addresses.
    """
    scheme = re.match(r"([a-z][a-z0-9+.-]+):", address)
    if not scheme:
        return FolderTarget(address)
    from importlib.metadata import EntryPoint, entry_points  # half of the time that a folder takes

    ours = [EntryPoint(name, value, GROUP) for name, value in OURS.items()]
    for point in (*ours, *entry_points(group=GROUP)):
        if point.name == scheme[1]:
            make: Callable[[str, Mapping[str, Any]], Target] = point.load()
            return make(address, settings)
    raise Refused(
        f"no kind of target knows {address!r}: a folder, ssh://user@host/path, branch:NAME"
    )
