"""Imports what builds need, once, in the server that the runner's processes are forked from.

Sphinx imports most of it when it builds for the first time, which takes longer than a small build.
"""

import contextlib
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import guides_ext.__main__
import guides_ext.print.prepare
import guides_ext.publish.command  # noqa: F401
from guides_ext.lint.load import builtin_rules
from tests.hostile.runner import sphinx
from tests.projects import GARDEN, Project, make_builds_cheap

make_builds_cheap(pytest.MonkeyPatch())
builtin_rules()
with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
    Project(Path(folder)).write(GARDEN)
    sphinx(Path(folder), guides_print="")
