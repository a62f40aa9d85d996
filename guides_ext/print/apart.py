"""PDFs with the HTML build: at its end, in a process of their own, on the same doctrees.

Within the html builder the post-transforms of others would answer for HTML. What the process has
to say comes back line by line and goes through the log of the build that asked for it.
"""

from __future__ import annotations

import json
import logging as std
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from guides_ext.builder import PRINT, shows_parts
from guides_ext.print.builder import PrintBuilder, is_stale, read_keys, tell_errors
from guides_ext.print.targets import keys

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

FOLDER = "print"
"""Where PDFs are, below the pages."""


def print_with_pages(app: Sphinx, exception: Exception | None) -> None:
    """Makes the PDFs whose keys have changed, after pages were written."""
    if exception is not None or not shows_parts(app.builder):
        return
    outdir = Path(app.outdir) / FOLDER
    site = site_of(app)
    known = read_keys(outdir)
    wanted = keys(app.env, app.config, app.config.guides_print, site)
    gone = set(known) - {one.path for one in wanted}
    stale = [one for one in wanted if is_stale(outdir, known, one, wanted[one])]
    if stale or gone:
        _run(app, outdir, site)
    tell_errors(app, outdir)


def site_of(app: Sphinx) -> dict[str, str]:
    """Each document's address below the site's root."""
    return {name: app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)}


def _run(app: Sphinx, outdir: Path, site: dict[str, str]) -> None:
    asked = {
        "srcdir": str(app.srcdir),
        "confdir": str(app.confdir) if app.confdir else None,
        "outdir": str(outdir),
        "doctreedir": str(app.doctreedir),
        "confoverrides": dict(app.config.overrides),
        "tags": list(app.tags),
        "parallel": app.parallel,
        "verbosity": app.verbosity,
        "site": site,
    }
    logger.info("printing: %s", outdir)
    done = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import main; main()"],
        input=pickle.dumps(asked),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        _retell(line)
    if done.returncode:
        logger.error("printing has failed", type="guides", subtype="print")
        app.statuscode = 1


def _retell(line: str) -> None:
    """Says in this build what was said in the other."""
    if not line.startswith('{"level": '):
        logger.info("%s", line)
        return
    said: dict[str, Any] = json.loads(line)
    logger.log(
        said["level"], "%s", said["message"],
        location=said["place"], type="guides", subtype="print",
    )  # fmt: skip


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("build-finished", print_with_pages)


# In the other process --------------------------------------------------------------------------


class _Tell(std.Handler):
    """Writes what is said of printing as a line of JSON; all else has been said before."""

    def emit(self, record: Any) -> None:
        if getattr(record, "type", "") == "guides" and getattr(record, "subtype", "") == "print":
            place = getattr(record, "location", None)
            line = {"level": record.levelno, "message": record.getMessage(), "place": place}
            print(json.dumps(line), flush=True)


def main() -> None:
    """Prints what the build that asks for it wants, from its doctrees; nothing is read again."""
    from sphinx.application import Sphinx

    asked = pickle.loads(sys.stdin.buffer.read())
    site = asked.pop("site")
    app = Sphinx(
        **asked, buildername=PRINT, status=None, warning=None, freshenv=False, warningiserror=False
    )
    log = std.getLogger("sphinx")
    log.handlers.clear()
    log.addHandler(_Tell(std.WARNING))
    builder = app.builder
    assert isinstance(builder, PrintBuilder)
    builder.site = site
    builder.write_documents(set())
