"""PDFs with the HTML build: at its end, in a process of their own, on the same doctrees.

Within the html builder the post-transforms of others would answer for HTML. What the process has
to say comes back line by line and goes through the log of the build that asked for it, which drops
what it has said itself: references of the same doctrees are resolved in both.
"""

from __future__ import annotations

import json
import logging as std
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.logging import (
    NAMESPACE,
    OnceFilter,
    SafeEncodingWriter,
    WarningStreamHandler,
    get_node_location,
)

from guides_ext.builder import PRINT, shows_parts
from guides_ext.files import Digests
from guides_ext.print.builder import PrintBuilder, is_stale, read_keys, tell_errors
from guides_ext.print.pdfs import keys

logger = logging.getLogger(__name__)

FOLDER = "print"
"""Where PDFs are, below the pages."""

LOG = "print.log"
"""What a process that failed has said, beside the doctrees."""


def print_with_pages(app: Sphinx, exception: Exception | None) -> None:
    """Makes the PDFs whose keys have changed, after pages were written."""
    if exception is not None or not shows_parts(app.builder):
        return
    outdir = Path(app.outdir) / FOLDER
    site = site_of(app)
    known = read_keys(outdir)
    wanted = keys(app.env, app.config, app.config.guides_print, site)
    gone = set(known) - {one.path for one in wanted}
    digests = Digests(outdir)
    stale = [one for one in wanted if is_stale(digests, known, one, wanted[one])]
    if stale or gone:
        _run(app, outdir, site, {one.path: wanted[one] for one in wanted})
    tell_errors(app, outdir)


def site_of(app: Sphinx) -> dict[str, str]:
    """Each document's address below the site's root."""
    return {name: app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)}


def _run(app: Sphinx, outdir: Path, site: dict[str, str], wanted: dict[str, str]) -> None:
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
        "keys": wanted,
    }
    logger.info("printing: %s", outdir)
    done = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import main; main()"],
        input=pickle.dumps(asked),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        _retell(line)
    errors = done.stderr.decode("utf-8", "replace").rstrip()
    if done.returncode:
        log = Path(app.doctreedir, LOG)
        log.write_text(f"{errors}\n", encoding="utf-8")
        last = errors.rpartition("\n")[2] or f"the process ended with {done.returncode}"
        message = "printing has failed: %s (all that it said: %s)"
        logger.error(message, last, log, type="guides", subtype="print")
        app.statuscode = 1
    elif errors:  # of Python or a library, not of anybody's sources
        logger.info("%s", errors)


def _retell(line: str) -> None:
    """Says in this build what was said in the other, and not in this one yet."""
    try:
        said: dict[str, Any] | None = json.loads(line) if line.startswith('{"level": ') else None
    except ValueError:  # the process has ended in the middle of it
        said = None
    if said is None:
        logger.info("%s", line)
        return
    place = said["place"]
    logger.log(
        said["level"],
        "%s",
        said["message"],
        location=tuple(place) if isinstance(place, list) else place,
        type=said["type"],
        subtype=said["subtype"],
        extra={"retold": said["unprefixed"] or said["message"]},
    )


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("build-finished", print_with_pages)


# In the other process --------------------------------------------------------------------------


class _Tell(WarningStreamHandler):
    """Writes each warning and error as a line of JSON."""

    def format(self, record: std.LogRecord) -> str:
        place = getattr(record, "location", None)
        if isinstance(place, nodes.Node):
            place = get_node_location(place)
        line = {"level": record.levelno, "message": record.getMessage(), "place": place}
        more = {key: getattr(record, key, None) for key in ("type", "subtype", "unprefixed")}
        return json.dumps(line | more, default=str)


class Printing(Sphinx):
    """The application that prints; its log is told from where that of the first is listened to."""

    def setup_extension(self, extname: str) -> None:
        if extname == "guides_ext":
            tell = _Tell(SafeEncodingWriter(sys.stdout))
            tell.setLevel(std.WARNING)
            tell.addFilter(OnceFilter())
            log = std.getLogger(NAMESPACE)
            log.handlers.clear()
            log.addHandler(tell)
        super().setup_extension(extname)


def main() -> None:
    """Prints what the build that asks for it wants, from its doctrees; nothing is read again."""
    asked = pickle.loads(sys.stdin.buffer.read())
    site, wanted = asked.pop("site"), asked.pop("keys")
    app = Printing(
        **asked, buildername=PRINT, status=None, warning=None, freshenv=False, warningiserror=False
    )
    builder = app.builder
    assert isinstance(builder, PrintBuilder)
    builder.site, builder.keys = site, wanted
    builder.write_documents(set())
