"""What the tests of the model share: role files in a folder, loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guides_ext.model.load import Loaded, load_role

Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load `text` as `roles/gardener.role.yaml` beside libraries: `load(text, _company="…")`."""

    def write(text: str, **libraries: str) -> Loaded:
        folder = tmp_path / "roles"
        folder.mkdir(exist_ok=True)
        for name, content in {**libraries, "gardener": text}.items():
            (folder / f"{name}.role.yaml").write_text(content, encoding="utf-8")
        return load_role(tmp_path, "roles/gardener.role.yaml")

    return write
