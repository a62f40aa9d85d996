"""A made-up handbook as plain MyST pages: what its author would write without guides_ext.

The words are those of the guides_ext project's pages. Roles are in no toctree, as they are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from benchmarks.content import (
    NEEDED,
    SCALE,
    Article,
    Competency,
    Handbook,
    Role,
    Section,
    Stage,
    Task,
)
from benchmarks.markdown import bullets, table

CONF = """\
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
"""


def files(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project."""
    yield "conf.py", CONF
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
    """Return the page of a role, its parts in the order of the guides_ext project's page."""
    minutes = sum(stage.minutes for stage in role.stages)
    facts = [f"Level: {role.level}", "Owner: hiring@example.com"]
    facts.append(f"Candidate's time: {minutes} min in {len(role.stages)} meetings")
    seen = {id for stage in role.stages for id in (*stage.main, *stage.also)}
    stages = [_stage(stage, role, handbook, titles) for stage in role.stages]
    parts = [
        "---\norphan: true\n---",
        f"# {role.title}",
        role.summary,
        bullets(facts),
        bullets(_link(stage) for stage in role.stages),
        "## What matters in this role",
        _named("What we look for", role.looking_for),
        _named("What we do not look for", role.not_looking_for),
        *(_meaning(one) for one in handbook.competencies if one.id in seen),
        "## Who meets the candidate, and when",
        bullets(
            f"Stage {number}: {_link(stage)} {stage.minutes} min. Lead, Notes."
            for number, stage in enumerate(role.stages, start=1)
        ),
        "## Who looks at what",
        "Each competency is looked at in at least one stage.",
        _coverage(role, handbook),
        *stages,
    ]
    return "\n\n".join(parts) + "\n"


def _link(stage: Stage) -> str:
    return f"[{stage.title}](#{stage.title.lower().replace(' ', '-')})"


def _meaning(competency: Competency) -> str:
    return f"**{competency.title}** {competency.means}"


def _coverage(role: Role, handbook: Handbook) -> str:
    rows = []
    for competency in handbook.competencies:
        cells = [
            "main" if competency.id in stage.main else "also" if competency.id in stage.also else ""
            for stage in role.stages
        ]
        if any(cells):
            rows.append([competency.title, *cells, str(sum(map(bool, cells)))])
    return table(["Competency", *(stage.title for stage in role.stages), "Seen"], rows)


def _stage(stage: Stage, role: Role, handbook: Handbook, titles: dict[str, str]) -> str:
    facts = [f"Stage: {role.stages.index(stage) + 1} of {len(role.stages)}, {stage.format}"]
    facts.append(f"Time and place: {stage.minutes} min, office or video")
    facts += [f"{part}: {what}" for part, what in stage.interviewers.items()]
    goals = [*stage.goals, *(goal for section in stage.sections for goal in section.goals)]
    before = [item for section in stage.sections for item in section.before]
    parts = [
        f"## {stage.title}",
        stage.summary,
        bullets(facts),
        _named("Goals", goals),
        _named("Non-goals", stage.non_goals),
        "### Before",
        _named("Confirm", before),
        "### Agenda",
        *_agenda(stage, handbook),
        "### After",
        _named("Confirm", stage.after),
        "### Rating",
        "Rate what you saw in this stage, not the person. The level that the job needs is marked.",
        _rating(stage, handbook),
        "### From the series",
        *(part for section in stage.sections for part in _drawn(section, titles)),
    ]
    return "\n\n".join(parts)


NAMES = {"main": "Main part", "notes": "Notes, without the candidate"}
"""The timeboxes that are not called by their kinds."""


def _agenda(stage: Stage, handbook: Handbook) -> Iterator[str]:
    """Yield the timeboxes, each followed by what is done in it."""
    start = 0
    for box in stage.agenda:
        name = NAMES.get(box.kind) or box.kind.replace("-", " ").capitalize()
        yield f"{start // 60}:{start % 60:02} {box.minutes} min **{name}** {box.say}"
        if box.kind == "main" and stage.task:
            yield from _task(stage.task)
        if box.kind == "questions":
            yield from _questions(stage, handbook)
        if box.checks:
            yield _named("Confirm", box.checks)
        start += box.minutes


def _task(task: Task) -> Iterator[str]:
    yield f"#### Task: {task.title}"
    yield task.brief
    yield _named("Far enough", [task.far_enough])
    yield _named("Easier", task.easier)
    yield _named("Harder", task.harder)


def _questions(stage: Stage, handbook: Handbook) -> Iterator[str]:
    lettered = {one.id: f"{letter} {one.title}" for letter, one in _seen(stage, handbook)}
    for number, question in enumerate(stage.questions, 1):
        yield f"Question {number}, behavioural"
        yield f"**{lettered[question.competency]}** {question.ask}"
        yield _named("Listen for", question.listen_for)
        yield _named("Follow up", question.follow_ups)
        yield "**Easier and harder**"
        yield f"**Easier** {question.easier}"
        yield f"**Harder** {question.harder}"


def _seen(stage: Stage, handbook: Handbook) -> Iterator[tuple[str, Competency]]:
    """Yield the competencies that a stage looks at, with their letters."""
    known = {one.id: one for one in handbook.competencies}
    yield from zip(ascii_uppercase, (known[id] for id in (*stage.main, *stage.also)), strict=False)


def _rating(stage: Stage, handbook: Handbook) -> str:
    rows = [
        [
            f"{letter} {_meaning(one)}",
            *(
                f"{text} the job needs this" if level == NEEDED else text
                for level, text in one.levels.items()
            ),
        ]
        for letter, one in _seen(stage, handbook)
    ]
    return table(["", *(f"{level} {name}" for level, name in SCALE.items())], rows)


def _drawn(section: Section, titles: dict[str, str]) -> Iterator[str]:
    part = list(titles).index(section.article) + 1
    yield f"#### {section.title}"
    yield f"Part {part}, 1 min to read"
    yield f"[{titles[section.article]}](/articles/{section.article}.md)"
    yield from section.paragraphs
