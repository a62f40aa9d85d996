"""A made-up handbook as a guides_ext project: articles with directives, a library, role files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from benchmarks.content import NEEDED, SCALE, Article, Handbook, Role, Section, Stage
from benchmarks.markdown import bullets

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def files(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project, which prints nothing unless asked to."""
    yield "conf.py", 'extensions = ["guides_ext"]\nguides_print = []\n'
    yield "index.md", _index(handbook)
    yield "roles/_library.role.yaml", _yaml(_library(handbook))
    for article in handbook.articles:
        yield f"articles/{article.name}.md", _article(article)
    for role in handbook.roles:
        yield f"roles/{role.name}.role.yaml", _yaml(_role(role))


def _index(handbook: Handbook) -> str:
    series = "\n".join(f"articles/{article.name}" for article in handbook.articles)
    return f"# Handbook\n\n:::{{roles}}\n:::\n\n:::{{toctree}}\n{series}\n:::\n"


def _article(article: Article) -> str:
    sections = [_section(section) for section in article.sections]
    return "\n\n".join([f"# {article.title}", article.introduction, *sections]) + "\n"


def _section(section: Section) -> str:
    return "\n\n".join(
        [
            f"## {section.title}",
            f":::{{goals}}\n{bullets(section.goals)}\n:::",
            f":::{{checklist}}\n:phase: before\n\n{bullets(section.before)}\n:::",
            *section.paragraphs,
        ]
    )


def _yaml(data: dict[str, Any]) -> str:
    # libyaml's emitter: PyYAML's own takes longer for a thousand roles than their build.
    return yaml.dump(data, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=10_000)


def _library(handbook: Handbook) -> dict[str, Any]:
    return {
        "scale": SCALE,
        "competencies": {
            one.id: {"title": one.title, "means": one.means, "needs": NEEDED, "levels": one.levels}
            for one in handbook.competencies
        },
        "questions": {
            one.id: {
                "ask": one.ask,
                "competency": one.competency,
                "kind": "behavioural",
                "listen_for": one.listen_for,
                "follow_ups": one.follow_ups,
                "easier": one.easier,
                "harder": one.harder,
            }
            for one in handbook.questions
        },
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "extends": ["_library"],
        "title": role.title,
        "level": role.level,
        "summary": role.summary,
        "owner": "hiring@example.com",
        "looking_for": role.looking_for,
        "not_looking_for": role.not_looking_for,
        "stages": {stage.id: _stage(stage) for stage in role.stages},
    }


def _stage(stage: Stage) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": stage.title,
        "summary": stage.summary,
        "format": stage.format,
        "minutes": stage.minutes,
        "place": ["office", "video"],
        "interviewers": stage.interviewers,
        "main": stage.main,
        "also": stage.also,
        "sections": [f"articles/{section.article}#{section.slug}" for section in stage.sections],
        "goals": stage.goals,
        "non_goals": stage.non_goals,
        "agenda": [
            {
                "minutes": box.minutes,
                "is": box.kind,
                **({"say": box.say} if box.say else {}),
                **({"checks": bullets(box.checks)} if box.checks else {}),
            }
            for box in stage.agenda
        ],
        "checklist": {"after": stage.after},
        "questions": [question.id for question in stage.questions],
    }
    if stage.task:
        data["task"] = {
            "title": stage.task.title,
            "brief": stage.task.brief,
            "far_enough": stage.task.far_enough,
            "easier": stage.task.easier,
            "harder": stage.task.harder,
        }
    return data
