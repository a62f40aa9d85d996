"""One build of the whole project for all tests that only look at it."""

from __future__ import annotations

import pytest

from tests.handbook.whole import FILES
from tests.projects import INDEXED, Built, Project


@pytest.fixture(scope="session")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The whole project; not to be changed."""
    return Project(tmp_path_factory.mktemp("whole")).write(FILES)


@pytest.fixture(scope="session")
def whole(whole_project: Project) -> Built:
    """The whole project as HTML."""
    return whole_project.build(**INDEXED)
