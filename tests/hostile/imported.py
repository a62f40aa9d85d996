"""Imports what builds need, once, in the server that the runner's processes are forked from."""

import furo  # noqa: F401
import myst_parser.parsers.sphinx_  # noqa: F401
import pytest
import sphinx.cmd.build  # noqa: F401
import sphinx_design.extension  # noqa: F401

import guides_ext.__main__
import guides_ext.articles
import guides_ext.handbook
import guides_ext.lint
import guides_ext.model.load
import guides_ext.parts
import guides_ext.print.prepare
import guides_ext.publish.command  # noqa: F401
from tests.projects import make_builds_cheap

make_builds_cheap(pytest.MonkeyPatch())
