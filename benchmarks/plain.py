"""A made-up handbook as plain MyST pages: what its author would write without guides_ext.

The words are those of the guides_ext project's pages. Roles are in no toctree, as they are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.content import SCALE, Article, Handbook, Question, Role, Section, Stage, Task
from benchmarks.markdown import bullets, table


def files(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project."""
    yield "conf.py", 'extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'
    yield "index.md", _index(handbook)
    for article in handbook.articles:
        yield f"articles/{article.name}.md", _article(article)
    titles = {article.name: article.title for article in handbook.articles}
    for role in handbook.roles:
        yield f"roles/{role.name}.md", _role(role, handbook, titles)


def _index(handbook: Handbook) -> str:
    series = "\n".join(f"articles/{article.name}" for article in handbook.articles)
    roles = "\n\n".join(_card(role) for role in handbook.roles)
    return f"# Handbook\n\n{roles}\n\n:::{{toctree}}\n{series}\n:::\n"


def _card(role: Role) -> str:
    stages = [
        f"[{stage.title}](roles/{role.name}.md), {stage.minutes} min" for stage in role.stages
    ]
    return "\n\n".join(
        [
            f"**[{role.title}](roles/{role.name}.md)**",
            role.summary,
            f"Level: {role.level}. Owner: hiring@example.com",
            bullets(stages),
        ]
    )


def _article(article: Article) -> str:
    sections = [
        "\n\n".join(
            [
                f"## {section.title}",
                _named("Goals", section.goals),
                _named("Before", section.before),
                *section.paragraphs,
            ]
        )
        for section in article.sections
    ]
    return "\n\n".join([f"# {article.title}", article.introduction, *sections]) + "\n"


def _named(name: str, texts: list[str]) -> str:
    return f"**{name}**\n\n{bullets(texts)}"


def _role(role: Role, handbook: Handbook, titles: dict[str, str]) -> str:
    stages = [_stage(stage, handbook, titles) for stage in role.stages]
    times = [
        f"[{stage.title}](#{stage.title.lower().replace(' ', '-')}), {stage.minutes} min. "
        + " ".join(f"{part}: {what}" for part, what in stage.interviewers.items())
        for stage in role.stages
    ]
    return (
        "\n\n".join(
            [
                "---\norphan: true\n---",
                f"# {role.title}",
                role.summary,
                f"Level: {role.level}. Owner: hiring@example.com",
                "## What we look for",
                bullets(role.looking_for),
                "## What we do not look for",
                bullets(role.not_looking_for),
                "## Who meets the candidate, and when",
                bullets(times),
                "## Coverage",
                _coverage(role, handbook),
                *stages,
            ]
        )
        + "\n"
    )


def _coverage(role: Role, handbook: Handbook) -> str:
    rows = []
    for competency in handbook.competencies:
        cells = [
            "main" if competency.id in stage.main else "also" if competency.id in stage.also else ""
            for stage in role.stages
        ]
        if any(cells):
            rows.append([competency.title, *cells, str(sum(map(bool, cells)))])
    return table(["", *(stage.title for stage in role.stages), "Seen"], rows)


def _stage(stage: Stage, handbook: Handbook, titles: dict[str, str]) -> str:
    facts = [f"{part}: {what}" for part, what in stage.interviewers.items()]
    goals = [*stage.goals, *(goal for section in stage.sections for goal in section.goals)]
    before = [item for section in stage.sections for item in section.before]
    return "\n\n".join(
        [
            f"## {stage.title}",
            stage.summary,
            bullets([f"{stage.minutes} minutes", "Office or video", *facts]),
            "### Goals",
            bullets(goals),
            "### Non-goals",
            bullets(stage.non_goals),
            "### Agenda",
            _agenda(stage),
            "### Checklist",
            _named("Before", before),
            _named("During", stage.during),
            _named("After", stage.after),
            *(_task(stage.task) if stage.task else []),
            "### Questions",
            *(part for question in stage.questions for part in _question(question)),
            "### Rating",
            _rating(stage, handbook),
            *(part for section in stage.sections for part in _drawn(section, titles)),
        ]
    )


def _agenda(stage: Stage) -> str:
    lines = []
    start = 0
    for box in stage.agenda:
        name = box.kind.replace("-", " ").capitalize()
        lines.append(f"{start // 60}:{start % 60:02} {box.minutes} min **{name}** {box.say}")
        start += box.minutes
    return bullets(lines)


def _task(task: Task) -> Iterator[str]:
    yield f"### Task: {task.title}"
    yield task.brief
    yield _named("Far enough", [task.far_enough])
    yield _named("Easier", task.easier)
    yield _named("Harder", task.harder)


def _question(question: Question) -> Iterator[str]:
    yield f"**{question.ask}**"
    yield _named("Listen for", question.listen_for)
    yield _named("Follow up", question.follow_ups)
    yield f"**Easier** {question.easier}"
    yield f"**Harder** {question.harder}"


def _rating(stage: Stage, handbook: Handbook) -> str:
    rows = [
        [f"{competency.title}: {competency.means}", *competency.levels.values()]
        for competency in handbook.competencies
        if competency.id in (*stage.main, *stage.also)
    ]
    return table(["", *(f"{level} {name}" for level, name in SCALE.items())], rows)


def _drawn(section: Section, titles: dict[str, str]) -> Iterator[str]:
    yield f"### {section.title}"
    yield f"From [{titles[section.article]}](/articles/{section.article}.md)"
    yield from section.paragraphs
