"""The whole records of roles, once all documents are read: what outputs look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from guides_ext.record.coverage import coverage
from guides_ext.record.data import ArticleRecord, RoleRecord
from guides_ext.record.schedule import candidate_time, meetings
from guides_ext.record.stage import effective_stage
from guides_ext.record.text import OPEN, RichText, Run, map_texts, rich_text, texts_of


def whole_record(
    role: RoleRecord, articles: Mapping[str, ArticleRecord], kept_back: Mapping[str, str] = {}
) -> RoleRecord:
    """A role with its effective stages, meetings, coverage and the candidate's time.

    Args:
        role: its record, named.
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


def named(record: Any, words_of: Callable[[Run], str]) -> Any:
    """A record in which references without words say what they lead to.

    Args:
        words_of: what such a reference says, by its run.
    """

    def run_of(run: Run) -> Run:
        if OPEN not in run.style:
            return run
        return run._replace(text=words_of(run), style=run.style.replace(OPEN, ""))

    def text_of(text: RichText) -> RichText:
        if not text.marked:
            return text
        return rich_text((tuple(map(run_of, one)) for one in text.marked), *text[2:])

    return map_texts(record, text_of)


def is_open(record: Any) -> bool:
    """Whether a record has references without words, which nearly none has."""
    texts = texts_of(record)
    return any(OPEN in run.style for text in texts for one in text.marked for run in one)
