"""The papers of a day in one PDF: an overview, and then what each reader needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from guides_ext import words
from guides_ext.builder import PRINT
from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.model.nearest import there_are
from guides_ext.model.text import draft_in
from guides_ext.print.builder import default_site
from guides_ext.print.jobs import result, workers
from guides_ext.print.make import Made
from guides_ext.print.papers.overview import overview
from guides_ext.print.papers.piles import Pile, piles_of
from guides_ext.print.papers.plan import Day, DayError, Plan, planned
from guides_ext.print.prepare import Preparer
from guides_ext.record.data import RoleRecord


def print_day(source: Path, doctrees: Path, role: str, day: Day) -> tuple[str, Made]:
    """The name of a role, and the papers of its day as one PDF, from the sources as they are.

    Args:
        source: the folder with conf.py.
        doctrees: where builds keep what they have read.
        role: the role, as references name it.

    Raises:
        DayError: there is no such role, or its schedule has no such day, stage, part or place
        SphinxError: the sources cannot be read
    """
    # As sphinx-build does: with its docutils.conf, and nothing stays registered.
    with patch_docutils(source), docutils_namespace(), TemporaryDirectory() as folder:
        nothing: dict[str, object] = {"guides_print": []}
        app = Sphinx(source, source, folder, doctrees, PRINT, confoverrides=nothing, status=None)
        app.build()
        docname = _role(app, role)
        record = _whole(guide_domain(app.env), docname, role)
        date = words.date(day.date.isoformat() if day.date else None, app.config.language)
        day = replace(day, occasion=replace(day.occasion, date=date))
        plan = planned(record, day)
        title = f"{record['title'].words} {date}".strip()
        with workers(1) as run:
            preparer = Preparer(app.builder, Path(folder), default_site(app.env), run)
            # The overview, and then stage by stage what each reader is handed.
            piles = {
                name: [
                    pile
                    for pile in piles_of(preparer.sheet(docname, name, occasion))
                    if pile.of_candidate or not day.for_candidate
                ]
                for name, occasion in plan.met.items()
            }
            papers = [] if day.for_candidate else [overview(record, day, plan, piles)]
            papers += [one for name in piles for pile in piles[name] for one in pile.papers]
            made = result(run(preparer.papers(title, papers)), f"the PDF of {title}")
    notes = [*plan.left_out, *_whole_day(record, day, plan), *_drafts(piles)]
    notes = [*dict.fromkeys((*notes, *made.notes))]  # each rater's copy has the same to say
    return docname.rpartition("/")[2], replace(made, notes=notes)


def _whole_day(role: RoleRecord, day: Day, plan: Plan) -> Iterator[str]:
    """Which day it is, where nobody has said so and there are others."""
    others = {one["day"] for one in role["meetings"]} - {plan.number, None}
    if not role["schedule"] and len(plan.met) > 1:
        yield "no schedule: all stages, one after another"
    elif day.number is None and others:
        days = ", ".join(map(str, sorted(others)))
        yield f"these are the papers of day {plan.number} (--day takes another: {days})"


def _drafts(piles: dict[str, list[Pile]]) -> Iterator[str]:
    """Papers for the candidate that are not finished."""
    theirs = [pile for each in piles.values() for pile in each if pile.of_candidate]
    for paper in (one for pile in theirs for one in pile.papers):
        if told := draft_in(*(one.words for one in paper.says)):
            yield f"{paper.name}: {told}"


def _role(app: Sphinx, name: str) -> str:
    domain = guide_domain(app.env)
    titles = {one: domain.title_of(one) for one in sorted(domain.data["roles"])}
    titled = [one for one, title in titles.items() if title.casefold() == name.casefold()]
    found = domain.find("role", name) or titled
    if len(found) == 1:
        return found[0]
    if found:
        raise DayError(f"several roles are called '{name}'{there_are(name, found)}")
    raise DayError(f"there is no role '{name}'{there_are(name, domain.short_names['role'])}")


def _whole(domain: GuideDomain, docname: str, name: str) -> RoleRecord:
    """The record of a role: without a stage of its day, nothing on the day would be true."""
    if docname not in domain.data["roles"]:
        raise DayError(f"the role '{name}' has errors, so it has no sheets")
    if broken := domain.without_paper(docname):
        names = ", ".join(broken.values())
        raise DayError(f"the role '{name}' has stages with errors, so it has no days: {names}")
    return domain.record(docname)
