"""A role file is a document of Sphinx: this parser makes its page.

``docs/roles/backend.role.yaml`` is the document ``roles/backend``. A file with errors still
gets a page, which says what of it is not fit for use; the errors are kept in the domain and said
when all documents are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.matching import Matcher

from guides_ext.domain import guide_domain, source_file
from guides_ext.files import is_file
from guides_ext.handbook.broken import add_broken_stages, broken_page
from guides_ext.handbook.markdown import RoleMarkup
from guides_ext.handbook.page import RolePage
from guides_ext.model import source
from guides_ext.model.files import OTHER_SUFFIX, SUFFIX
from guides_ext.model.problems import Place, Problem


class RoleParser(MystParser):
    """Parses role files; MyST's own transforms come along, for the texts."""

    supported = ("guides-role",)  # type: ignore[misc]  # docutils and MyST disagree on its kind

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fills the document with the role's page, and the domain with its record."""
        if document["source"].endswith(":<translated>"):
            super().parse(inputstring, document)  # a text that a catalogue has translated
            return
        # Imported where a role is read: a build in which none is need not wait for the model.
        from guides_ext.handbook.candidate import CandidatePage
        from guides_ext.model.load import load_role
        from guides_ext.record.role import drawing_of, record_of

        env: BuildEnvironment = document.settings.env
        docname, domain = env.docname, guide_domain(env)
        edition = env.config.guides_edition
        loaded = load_role(Path(env.srcdir), source_file(env, docname), edition)
        if docname in domain.too_deep:
            loaded = replace(loaded, role=None)
        for file in loaded.files:
            env.note_dependency(file)
        domain.data["problems"][docname] = loaded.problems
        env.events.emit("guides-role-read", docname, loaded)
        env.metadata[docname]["orphan"] = ""  # a role page need not be in a toctree
        env.metadata[docname]["tocdepth"] = 2  # its contents list shows the stages only
        markup = RoleMarkup(document, env)  # also sets the document up for MyST's transforms
        domain.data["drawing"][docname] = drawing_of(loaded.draft) if loaded.draft else {}
        if loaded.role is None or loaded.broken:
            domain.note_broken(docname, loaded)
        if loaded.role is None:
            document += broken_page(docname, loaded)
            return
        kind = CandidatePage if edition == "candidate" else RolePage
        page = kind(record_of(loaded.role), env.config, markup)
        section = page.section()
        if loaded.broken:
            add_broken_stages(section, loaded)
        document += section
        for node in section.findall():  # else each asks all around it whenever it gets a child
            node.document = document
        document.note_pending(nodes.pending(NotePage, {"page": page}), NotePage.default_priority)


class NotePage(SphinxTransform):
    """Gives the domain what a role's page says, once it is translated and its quotes are curled."""

    # After MyST has made references of links to anchors (879). Sphinx emits "doctree-read" at 880
    # as well, but later: of one priority, what is pending runs before the transforms of a reader.
    default_priority = 880

    def apply(self, **kwargs: Any) -> None:
        """Notes the page of the pending node that asked for this."""
        assert isinstance(self.startnode, nodes.pending)
        self.startnode.details["page"].note(guide_domain(self.env))


def sort_suffixes(app: Sphinx, config: Config) -> None:
    """Makes the longest suffix win, so that a user's ``.yaml`` cannot take a role file."""
    by_dots = sorted(config.source_suffix.items(), key=lambda entry: -entry[0].count("."))
    config.source_suffix = dict(by_dots)


def leave_out_libraries(app: Sphinx, config: Config) -> None:
    """A library is drawn on by roles and has no page."""
    config.exclude_patterns = [*config.exclude_patterns, f"**/_*{SUFFIX}"]


def check_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keeps from Sphinx what it cannot read, and finds Markdown that would hide a role file."""
    problems: list[Problem] = []
    for docname in sorted(env.found_docs):
        file = source_file(env, docname)
        is_role = file.endswith(SUFFIX)
        if not is_role and (Path(env.srcdir) / f"{docname}{SUFFIX}").is_file():
            message = f"'{file}' has the same name, and only one of them can be a page (rename one)"
            problems.append(Problem(Place(f"{docname}{SUFFIX}", 1, 1), "", message))
        if file.endswith(OTHER_SUFFIX):
            message = f"a role file ends in {SUFFIX} (rename it)"
            problems.append(Problem(Place(file, 1, 1), "", message))
            keep_out(env, docname, docnames)
        elif docname in docnames and (fault := unreadable(Path(env.srcdir), file)):
            problems += (_problems(env, file) if is_role else []) or [fault]
            keep_out(env, docname, docnames)
    domain = guide_domain(env)
    domain.unreadable = (*domain.refused, *problems, *misnamed(env))


OURS = re.compile(r"^(stages|competencies):", re.MULTILINE)
"""What a role file has, and hardly another one that lies beside role files."""


def misnamed(env: BuildEnvironment) -> Iterator[Problem]:
    """A warning of each file beside role files that is one by what it says, and not by its name."""
    root, excluded = Path(env.srcdir), Matcher(env.config.exclude_patterns)
    roles = [file for one in env.found_docs if (file := source_file(env, one)).endswith(SUFFIX)]
    for folder in sorted({"roles", *(PurePosixPath(file).parent.as_posix() for file in roles)}):
        for path in sorted((root / folder).glob("[!.]*.y*ml")):
            file = path.relative_to(root).as_posix()
            if file.endswith((SUFFIX, OTHER_SUFFIX)) or excluded(file) or path.is_symlink():
                continue
            with suppress(OSError, UnicodeDecodeError):
                if is_file(path) and OURS.search(path.read_text(encoding="utf-8")):
                    name = f"{path.name.split('.')[0]}{SUFFIX}"
                    message = f"is not read: a role file ends in {SUFFIX} (rename it to {name})"
                    yield Problem(Place(file, 1, 1), "", message, "warning")


def _problems(env: BuildEnvironment, file: str) -> list[Problem]:
    from guides_ext.model.load import load_role

    return load_role(Path(env.srcdir), file).problems


def keep_out(env: BuildEnvironment, docname: str, docnames: list[str]) -> None:
    """Makes Sphinx forget a document, before it is read."""
    if docname in docnames:
        docnames.remove(docname)
    env.clear_doc(docname)
    env.found_docs.discard(docname)
    env.project.docnames.discard(docname)


def unreadable(root: Path, file: str) -> Problem | None:
    """The error of a file that cannot be decoded, or is not there; None where it can."""
    try:
        (root / file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        subtype = "role" if file.endswith(SUFFIX) else "article"
        return replace(source.not_utf8(error, file), subtype=subtype)
    except OSError as error:
        return Problem(Place(file, 1, 1), "", f"cannot be read ({error.strerror})")
    return None


def setup(app: Sphinx) -> None:
    """Registers the parser."""
    app.add_source_suffix(SUFFIX, "guides-role")
    app.add_source_suffix(OTHER_SUFFIX, "guides-role")  # found, so that it can be complained of
    app.add_source_parser(RoleParser)
    app.add_event("guides-role-read")  # docname, Loaded
    app.connect("config-inited", sort_suffixes, priority=900)
    app.connect("config-inited", leave_out_libraries)
    app.connect("env-before-read-docs", check_files)
