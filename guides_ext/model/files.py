"""Files of roles, by their names."""

import os
import re
from pathlib import PurePosixPath

SUFFIX = ".role.yaml"

OTHER_SUFFIX = ".role.yml"
"""How role files are called by mistake."""


_ODD = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 240  # bytes; file systems take 255, and what is made of a file has more letters


def readable(file: str) -> str:
    """The name of a file as a message can show it, in one line."""
    return _ODD.sub(lambda found: found.group().encode("unicode_escape").decode(), file)


def fault_of_name(file: str) -> str:
    """Why a file can be no page, by its name, to follow that in a message; empty where it can."""
    name = PurePosixPath(file).name
    if found := _ODD.search(file):
        what = (
            f"U+{ord(found.group()):04X}"
            if not "\ud800" <= found.group() <= "\udfff"
            else "what is not UTF-8"
        )
        return f"has {what} in its name (rename it)"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        return f"has a name of more than {_LONGEST_NAME} bytes (shorten it)"
    return ""


def is_library(file: str) -> bool:
    """Whether a role file is a library, which builds no page: its name starts with `_`."""
    return PurePosixPath(file).name.startswith("_")


def role_id(file: str) -> str:
    """The docname of a role file: `roles/backend.role.yaml` is `roles/backend`."""
    return file.removesuffix(SUFFIX)
