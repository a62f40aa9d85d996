"""Files of roles, by their names."""

from pathlib import PurePosixPath

SUFFIX = ".role.yaml"

OTHER_SUFFIX = ".role.yml"
"""How role files are called by mistake."""


def is_library(file: str) -> bool:
    """Whether a role file is a library, which builds no page: its name starts with `_`."""
    return PurePosixPath(file).name.startswith("_")


def role_id(file: str) -> str:
    """The docname of a role file: `roles/backend.role.yaml` is `roles/backend`."""
    return file.removesuffix(SUFFIX)
