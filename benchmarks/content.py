"""What a made-up handbook says: articles, a library and roles, the same at every run.

The words mean nothing, but there are as many as in a real handbook, with some markup between them.
The words of a role's page are about 2,400, for three stages; a third of them is drawn in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")

WORDS = """
a about after again agree alarm alone an and answer anybody ask asks away back bad because before
begin better big board brave break builds calm candidate change chooses clear clock code coffee
company conversation day decide different door doubt early easy editor else every evidence explain
fair feels find first follow for friend from give goes good guess hand happens hear help her him
honest hour how idea if in interview is it join keep kind knows language last later learn leaves
less let list listen long look makes mark meet mind minute mistake more move name need never new
next no note nothing notice of offer often old on once one only open or other our out own page pair
part people plan please problem promise question quick quiet rather reads reason remember room rule
says sees shape short show slow small solve somebody speak start stay stop story sure talk task team
tell test than that the their them then there they thing think this time to together tool touch true
try turn two understand until use visit voice wait walk want watch way welcome well what when where
which while who why will with without word work write wrong year you
"""
VOCABULARY = WORDS.split()

COMPETENCIES = {
    "exploration": "Exploring a problem",
    "dialogue": "Open dialogue",
    "craft": "Care for the craft",
    "operations": "Care for what is running",
    "architecture": "Weighing designs",
    "ownership": "Owning an outcome",
    "feedback": "Giving and taking feedback",
    "writing": "Writing clearly",
}
QUESTIONS_EACH = 3
SCALE = {1: "Not yet", 2: "Partly", 3: "Yes", 4: "Strongly"}
NEEDED = 3

STAGES = {
    "screen": ("Screening call", "screen"),
    "pairing": ("Pair programming", "pairing"),
    "design": ("System design", "system-design"),
    "team": ("Team conversation", "conversation"),
}
SECTIONS_AN_ARTICLE = 8


@dataclass(frozen=True)
class Section:
    """A section of an article; its lists come before its paragraphs."""

    article: str
    title: str
    goals: list[str]
    before: list[str]
    paragraphs: list[str]

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")


@dataclass(frozen=True)
class Article:
    name: str
    title: str
    introduction: str
    sections: list[Section]


@dataclass(frozen=True)
class Competency:
    id: str
    title: str
    means: str
    levels: dict[int, str]


@dataclass(frozen=True)
class Question:
    id: str
    competency: str
    ask: str
    listen_for: list[str]
    follow_ups: list[str]
    easier: str
    harder: str


@dataclass(frozen=True)
class Timebox:
    minutes: int
    kind: str
    say: str
    checks: list[str]


@dataclass(frozen=True)
class Task:
    title: str
    brief: str
    far_enough: str
    easier: list[str]
    harder: list[str]


@dataclass(frozen=True)
class Stage:
    id: str
    title: str
    format: str
    summary: str
    interviewers: dict[str, str]
    main: list[str]
    also: list[str]
    sections: list[Section]
    goals: list[str]
    non_goals: list[str]
    agenda: list[Timebox]
    after: list[str]
    questions: list[Question]
    task: Task | None

    @property
    def minutes(self) -> int:
        return sum(box.minutes for box in self.agenda)


@dataclass(frozen=True)
class Role:
    name: str
    title: str
    level: str
    summary: str
    looking_for: list[str]
    not_looking_for: list[str]
    stages: list[Stage]


@dataclass(frozen=True)
class Handbook:
    articles: list[Article]
    competencies: list[Competency]
    questions: list[Question]
    roles: list[Role]


class Author:
    """Writes the same words for the same subject, whatever else is written."""

    def __init__(self, subject: str) -> None:
        self._random = Random(subject)

    def number(self, least: int, most: int) -> int:
        """Return a number between two, both included."""
        return least + int(self._random.random() * (most - least + 1))

    def words(self, least: int, most: int) -> list[str]:
        return [
            VOCABULARY[self.number(0, len(VOCABULARY) - 1)] for _ in range(self.number(least, most))
        ]

    def title(self) -> str:
        return " ".join(self.words(2, 4)).capitalize()

    def sentence(self, end: str = ".") -> str:
        return " ".join(self.words(6, 11)).capitalize() + end

    def texts(self, least: int, most: int, end: str = ".") -> list[str]:
        return [self.sentence(end) for _ in range(self.number(least, most))]

    def paragraph(self, link: str = "") -> str:
        """Return about 50 words; a link, where one is given, ends the paragraph."""
        first, *rest = self.texts(5, 6)
        head, _, tail = first.partition(" ")
        return " ".join([f"**{head}** *{tail}*", *rest, *filter(None, [link])])

    def some(self, things: list[T], count: int) -> list[T]:
        """Return as many different things, in their own order."""
        left = list(range(len(things)))
        chosen = {left.pop(self.number(0, len(left) - 1)) for _ in range(count)}
        return [thing for index, thing in enumerate(things) if index in chosen]


def article_name(number: int) -> str:
    return f"article-{number:03}"


def article(number: int, articles: int) -> Article:
    """Return one article of a series; each of its sections links to another article."""
    name = article_name(number)
    author = Author(name)
    sections = []
    for part in range(1, SECTIONS_AN_ARTICLE + 1):
        link = f"[More](/articles/{article_name(author.number(1, articles))}.md)."
        sections.append(
            Section(
                article=name,
                title=f"Part {part} {author.title().lower()}",
                goals=author.texts(2, 2),
                before=author.texts(2, 3),
                paragraphs=[author.paragraph(), author.paragraph(link)],
            )
        )
    return Article(name, f"{author.title()} {number}", author.paragraph(), sections)


def competency(id: str, title: str) -> Competency:
    author = Author(id)
    return Competency(id, title, author.sentence(), {level: author.sentence() for level in SCALE})


def question(competency: str, number: int) -> Question:
    author = Author(f"{competency} {number}")
    return Question(
        id=f"{competency}-{number}",
        competency=competency,
        ask=author.sentence("?"),
        listen_for=author.texts(2, 3),
        follow_ups=author.texts(1, 2, "?"),
        easier=author.sentence("?"),
        harder=author.sentence("?"),
    )


def stage(author: Author, id: str, sections: list[Section], questions: list[Question]) -> Stage:
    title, format = STAGES[id]
    main, also = author.some(list(COMPETENCIES), 2)
    kinds = {"welcome": 10, "main": 45, "questions": 20, "their-questions": 10, "notes": 15}
    task = None
    if id == "pairing":
        task = Task(
            title=author.title(),
            brief=author.paragraph(),
            far_enough=author.sentence(),
            easier=author.texts(1, 2),
            harder=author.texts(1, 2),
        )
    return Stage(
        id=id,
        title=title,
        format=format,
        summary=author.sentence(),
        interviewers={"lead": author.sentence(), "notes": author.sentence()},
        main=[main],
        also=[also],
        sections=author.some(sections, 2),
        goals=author.texts(2, 3),
        non_goals=author.texts(1, 2),
        agenda=[
            Timebox(
                minutes,
                kind,
                say="" if kind == "notes" else author.sentence(),
                checks=author.texts(2, 3) if kind == "main" else [],
            )
            for kind, minutes in kinds.items()
        ],
        after=author.texts(1, 2),
        questions=[
            *author.some([one for one in questions if one.competency == main], 2),
            *author.some([one for one in questions if one.competency == also], 1),
        ],
        task=task,
    )


def role(number: int, sections: list[Section], questions: list[Question]) -> Role:
    author = Author(f"role {number}")
    return Role(
        name=f"role-{number:04}",
        title=f"{author.title()} engineer {number}",
        level="Mid to senior",
        summary=author.sentence(),
        looking_for=author.texts(2, 3),
        not_looking_for=author.texts(1, 2),
        stages=[
            stage(author, id, sections, questions) for id in list(STAGES)[: author.number(2, 4)]
        ],
    )


def _questions() -> Iterator[Question]:
    for id in COMPETENCIES:
        for number in range(1, QUESTIONS_EACH + 1):
            yield question(id, number)


def handbook(articles: int, roles: int) -> Handbook:
    """Return a handbook of so many articles and roles.

    A larger number of roles adds roles and changes none.
    """
    series = [article(number, articles) for number in range(1, articles + 1)]
    sections = [section for one in series for section in one.sections]
    questions = list(_questions())
    return Handbook(
        articles=series,
        competencies=[competency(id, title) for id, title in COMPETENCIES.items()],
        questions=questions,
        roles=[role(number, sections, questions) for number in range(1, roles + 1)],
    )
