"""The whole record of a role, once all documents are read: what outputs look at."""

from __future__ import annotations

from collections.abc import Mapping

from guides_ext.record.coverage import coverage
from guides_ext.record.data import ArticleRecord, RoleRecord
from guides_ext.record.schedule import candidate_time, meetings
from guides_ext.record.stage import effective_stage


def compose(
    role: RoleRecord, articles: Mapping[str, ArticleRecord], kept_back: Mapping[str, str] = {}
) -> RoleRecord:
    """A role with its effective stages, meetings, coverage and the candidate's time.

    Args:
        role: as it was left when its file was read.
        articles: the records of all articles, by document.
        kept_back: the stages that it is without, since they have errors: their titles by id.
    """
    return {
        **role,
        "stages": {name: effective_stage(role, name, articles) for name in role["stages"]},
        "meetings": meetings(role),
        "candidate_time": candidate_time(role),
        "coverage": coverage(role),
        "kept_back": dict(kept_back),
    }
