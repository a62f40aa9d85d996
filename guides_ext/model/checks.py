"""What must hold between the parts of a role, once it is merged.

A complete role has a title and a stage; a stage has a title, a format, minutes and an agenda; a
take-home also what it tells the candidate. What else a part needs is marked in the model.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal

from .base import Circle, YamlModel
from .ids import NOT_RATED, TASK
from .items import Item
from .nearest import suggest, there_are
from .nodes import Bad, Items, Mapping, Node, Path, locate
from .problems import MOST_TOLD, Place, Problem
from .role import Role
from .stage import Choice, Competency, Question, Recording, Stage


class Checker:
    """Collects problems of a tree, but none of what has been complained of before.

    Where a tree is not `whole`, since a base of it cannot be read, nothing is said to be missing.
    Nor is what an `edition` may not have.
    """

    def __init__(self, tree: Node, *, whole: bool = True, edition: Circle = "panel") -> None:
        self.tree, self.whole, self.edition = tree, whole, edition
        self.problems: list[Problem] = []

    def bad(self, *path: str | int) -> bool:
        """Whether what stands at `path`, or around it, has been complained of."""
        return isinstance(locate(self.tree, path).value, Bad)

    def sound(self, *path: str | int) -> bool:
        """Whether there is something at `path`, and nothing wrong with it or directly in it."""
        value = locate(self.tree, path).value
        if isinstance(value, Items):
            return len(value.good) == len(value.items)
        if isinstance(value, Mapping):
            return len(value.good) == len(value.entries)
        return value is not None and not isinstance(value, Bad)

    def key(
        self, path: Path, message: str, severity: Literal["error", "warning"] = "error"
    ) -> None:
        """A problem of what stands at `path` as a whole, placed at its key."""
        self.at(locate(self.tree, path).key.place, path, message, severity)

    def value(self, path: Path, message: str) -> None:
        """A problem of the value at `path`, placed at it."""
        self.at(locate(self.tree, path).place, path, message)

    def missing(self, path: Path, part: YamlModel, key: str) -> None:
        """A key that `part`, which stands at `path`, needs."""
        if self.whole and not self.bad(*path, key):
            name = locate(self.tree, (*path, key)).path
            what = _NAMES.get(type(part).__name__, type(part).__name__.lower())
            self.problems.append(Problem(part.at, name, f"missing ({what} needs it)"))

    def at(
        self,
        place: Place,
        path: Path,
        message: str,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """A problem of what stands at `path`, at a place of its own."""
        if not self.bad(*path):
            told = Problem(place, locate(self.tree, path).path, message, severity)
            self.problems.append(told)

    def unknown(self, path: Path, kind: str, word: str, words: Iterable[str]) -> None:
        if self.whole:
            self.value(path, f"no {kind} {word!r}{self.there_are(word, words)}")

    def there_are(self, word: str, words: Iterable[str]) -> str:
        """What there is, in the first messages: comparing words is slow."""
        return there_are(word, words) if len(self.problems) < MOST_TOLD else ""


_NAMES = {
    "Choice": "a choice",
    "Competency": "a competency",
    "InterviewerPart": "the part of an interviewer",
    "Question": "a question",
    "Recording": "a meeting that is recorded",
    "Role": "a role",
    "ScheduleDay": "a day of the schedule",
    "SectionRef": "a section",
    "Stage": "a stage",
    "Task": "a task",
    "Timebox": "an item of the agenda",
}


def check_complete(check: Checker, piece: YamlModel) -> None:
    """What has to be given is given, in a piece and all below it."""
    for path, part in _pieces(piece, ()):
        for key in part.absent(check.edition):
            check.missing(path, part, key)


def _pieces(piece: YamlModel, path: Path) -> Iterator[tuple[Path, YamlModel]]:
    yield path, piece
    for name, info in type(piece).model_fields.items():
        here = (*path, info.alias or name)
        value = getattr(piece, name)
        if isinstance(value, YamlModel):
            yield from _pieces(value, here)
        elif isinstance(value, dict | tuple):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            for key, part in inner:
                if isinstance(part, YamlModel):
                    yield from _pieces(part, (*here, key))


def check_levels(
    check: Checker, path: Path, competency: Competency, scale: Sequence[int] = ()
) -> None:
    """The levels are those of the scale, or 1 to 5 at most without one; `needs` and those of the
    examples are among them."""
    levels = sorted(competency.levels)
    here = (*path, "levels")
    if levels and check.sound(*here):
        if scale and levels != list(scale):
            check.key(here, f"expected the levels of the scale ({_row(scale)}), got {_row(levels)}")
        elif not scale and not _consecutive(levels):
            check.key(here, f"expected 2 to 5 levels, counted from 1, got {_row(levels)}")
    known = scale or levels
    given: list[tuple[Path, int | None]] = [((*path, "needs"), competency.needs)]
    for index, one in enumerate(competency.examples):
        given.append(((*path, "examples", index, "level"), one.level))
    for at, level in given:
        if level and known and level not in known:
            check.value(at, f"expected a level, got {level} (there are: {_row(known)})")


def _consecutive(levels: list[int]) -> bool:
    return 2 <= len(levels) <= 5 and levels == list(range(1, len(levels) + 1))


def _row(levels: Sequence[int]) -> str:
    return ", ".join(map(str, levels))


def check_role(check: Checker, role: Role, at_hand: Mapping) -> None:
    """All that must hold in a role; `at_hand` is what its file and its libraries define."""
    check_complete(check, role)
    ids = {bank: at_hand.keys_at(bank) for bank in ("competencies", "tasks", "questions")}
    _check_ids(check, role)
    scale = sorted(role.scale)
    if scale and check.sound("scale") and not _consecutive(scale):
        check.key(("scale",), f"expected 2 to 5 levels, counted from 1, got {_row(scale)}")
    usable = scale if _consecutive(scale) and check.sound("scale") else []
    for key, competency in role.competencies.items():
        check_levels(check, ("competencies", key), competency, usable)
    for key, question in role.questions.items():
        check_asks(check, ("questions", key), question, ids["competencies"])
    for key, stage in role.stages.items():
        _StageCheck(check, role, key, stage, ids).run()
    _check_schedule(check, role)
    _check_recording(check, ("recorded",), role.recorded)
    seen = {id for stage in role.stages.values() for id in stage.observed}
    unknown = seen - ids["competencies"]  # what is meant by it may be any of them
    for key in role.competencies:
        if check.whole and not unknown and key not in seen:
            check.key(("competencies", key), "no stage has it in main or also", "warning")


def _check_ids(check: Checker, role: Role) -> None:
    """Ids are anchors of one page: those of stages, competencies, and of questions in stages."""
    taken = {key: f"a competency (line {c.at.line})" for key, c in role.competencies.items()}
    for key, stage in role.stages.items():
        if key in taken:
            check.key(("stages", key), f"is the id of {taken[key]} too (rename one of them)")
        taken[key] = f"a stage (line {stage.at.line})"
    for key, stage in role.stages.items():
        for index, entry in enumerate(stage.questions):
            for id in asked(entry):
                if f"{key}-{id}" in taken:
                    message = f"its anchor '{key}-{id}' is the id of {taken[f'{key}-{id}']} too"
                    check.value(("stages", key, "questions", index), message)
    if NOT_RATED in role.competencies:
        message = f"{NOT_RATED!r} stands for questions that are not rated (rename it)"
        check.key(("competencies", NOT_RATED), message)
    if TASK in role.questions:
        check.key(("questions", TASK), f"{TASK!r} stands for the task of a stage (rename it)")
    for key, question in role.questions.items():
        if question.own_id:
            message = f"unknown key (the id is its key above, {key!r})"
            check.key(("questions", key, "id"), message)


def check_asks(check: Checker, path: Path, question: Question, ids: Set[str]) -> None:
    """A question is about a competency that there is, or says that it is about none."""
    if question.competency and question.competency not in {*ids, NOT_RATED}:
        check.unknown((*path, "competency"), "competency", question.competency, ids)


def _check_recording(check: Checker, path: Path, recorded: Recording | None) -> None:
    """Whoever is recorded is told so before, and knows how to do without."""
    if recorded and recorded.is_ and check.whole:
        given = {"say": recorded.say, "instead": recorded.instead}
        if any(text is None and not check.bad(*path, key) for key, text in given.items()):
            message = "what is told of it, or the way out, is missing"
            check.value(path, f"{message} (write {{is: true, say: …, instead: …}})")


def _check_schedule(check: Checker, role: Role) -> None:
    last = 0
    for number, day in enumerate(role.schedule):
        if day.day and day.day <= last:
            check.value(("schedule", number, "day"), f"expected a day after {last}, got {day.day}")
        last = max(day.day, last)
        for index, step in enumerate(day.stages):
            path = ("schedule", number, "stages", index)
            if bool(step.one_of) == (step.break_ is not None) and check.sound(*path):
                check.value(path, "expected a stage, {one_of: […]} or {break: minutes}")
            for place, name in enumerate(step.one_of):
                if name not in role.stages and not check.bad("stages", name):
                    check.unknown((*path, "one_of", place), "stage", name, role.stages)


def asked(entry: Choice | Question) -> tuple[str, ...]:
    """The ids of the questions that an entry of a stage stands for."""
    return entry.one_of if isinstance(entry, Choice) else (entry.id,)


class _StageCheck:
    """The checks of one stage."""

    def __init__(
        self, check: Checker, role: Role, key: str, stage: Stage, ids: dict[str, Set[str]]
    ) -> None:
        self.check, self.role, self.stage, self.ids = check, role, stage, ids
        self.path: Path = ("stages", key)
        self.here = dict.fromkeys(id for id in stage.observed if id in ids["competencies"])

    def run(self) -> None:
        self.competencies()
        self.agenda()
        if isinstance(self.stage.task, Choice):
            self.choice((*self.path, "task"), self.stage.task, "task", self.ids["tasks"])
        self.questions()
        self.places()
        _check_recording(self.check, (*self.path, "recorded"), self.stage.recorded)
        if self.check.whole:
            self.spent()
        if self.stage.format == "take-home":
            for key in ("candidate_minutes", "return_within_days"):
                if getattr(self.stage, key) is None:
                    self.check.missing(self.path, self.stage, key)

    def competencies(self) -> None:
        seen: dict[str, str] = {}
        for key in ("main", "also"):
            for index, one in enumerate(getattr(self.stage, key)):
                path = (*self.path, key, index)
                if one.id not in self.ids["competencies"] and self.check.whole:
                    message = f"no competency {one.id!r}{self.hint(key, one.id)}"
                    self.check.at(one.at, path, message)
                elif one.id in seen:
                    self.check.at(one.at, path, f"{one.id!r} is in {seen[one.id]} already")
                seen.setdefault(one.id, key)

    def hint(self, key: str, id: str) -> str:
        """What there is, or what cut the text before it: `{soil: Digs, and waits}`."""
        cut = locate(self.check.tree, (*self.path, key)).value
        before = cut.cut_off(id) if isinstance(cut, Mapping) else None
        if before:
            return f" (the comma before it ends the text of {before!r}: quote it)"
        return self.check.there_are(id, self.ids["competencies"])

    def agenda(self) -> None:
        """The timeboxes add up to the stage's minutes, where all of them are known."""
        each, minutes = [box.minutes for box in self.stage.agenda], self.stage.minutes
        path = (*self.path, "agenda")
        if minutes and all(each) and sum(each) != minutes and self.check.sound(*path):
            self.check.key(path, f"adds up to {sum(each)} minutes, the stage has {minutes}")

    def questions(self) -> None:
        seen: set[str] = set()
        for index, entry in enumerate(self.stage.questions):
            path = (*self.path, "questions", index)
            if isinstance(entry, Choice):
                self.choice(path, entry, "question", self.ids["questions"])
            else:
                check_asks(self.check, path, entry, self.ids["competencies"])
            for name in asked(entry):
                if name in seen:
                    self.check.value(path, f"question {name!r} is there already")
                if name == TASK and isinstance(entry, Question):
                    self.check.value(path, f"{TASK!r} stands for the task of a stage (rename it)")
                seen.add(name)
            for question in self.meant(entry):
                self.seen_here(path, question)

    def places(self) -> None:
        """A check is for a place where the stage can be."""
        stage = self.stage
        if not self.check.whole or self.holed("place"):
            return
        checks: list[tuple[Path, Item]] = []
        for key in ("before", "after"):
            items = enumerate(getattr(stage.checklist, key))
            checks += [(("checklist", key, n), item) for n, item in items]
        for index, box in enumerate(stage.agenda):
            checks += [(("agenda", index, "checks", n), one) for n, one in enumerate(box.checks)]
        for path, word in ((path, word) for path, item in checks for word in item.places):
            if str(word) not in stage.place:
                there = self.check.there_are(str(word), stage.place)
                hint = there if stage.place else f" (add place: [{word}])"
                message = f"no place of this stage '{word}'{hint}"
                self.check.at(word.place, (*self.path, *path), message)

    def meant(self, entry: Choice | Question) -> list[Question]:
        if isinstance(entry, Question):
            return [entry]
        return [self.role.questions[id] for id in entry.one_of if id in self.role.questions]

    def seen_here(self, path: Path, question: Question) -> None:
        """The competency of a question is one that its stage is there to see."""
        name, here = question.competency, self.here
        if not name or name in here or name not in self.ids["competencies"]:  # NOT_RATED too
            return
        unknown = any(id not in self.ids["competencies"] for id in self.stage.observed)
        if not unknown and not any(self.holed(key) for key in ("main", "also")):
            hint = self.check.there_are(name, here) if here else f" (add main: [{name}])"
            message = f"its competency {name!r} is not in main or also{hint}"
            self.check.value(path, message)

    def holed(self, key: str) -> bool:
        """Whether there is a list at `key` that has lost something to an error."""
        value = locate(self.check.tree, (*self.path, key)).value
        return value is not None and not self.check.sound(*self.path, key)

    def spent(self) -> None:
        """Timeboxes name what the stage has, and every question has its time."""
        stage, path = self.stage, (*self.path, "agenda")
        groups = [asked(entry) for entry in stage.questions]
        ids = dict.fromkeys(id for group in groups for id in group)
        named: set[str] = set()
        rest = False
        for index, box in enumerate(stage.agenda):
            here = (*path, index, "with")
            open_to_all = box.is_ == "questions" and box.with_ is None
            rest = rest or box.with_ == "questions" or open_to_all
            for place, name in enumerate(box.with_ if isinstance(box.with_, tuple) else ()):
                named.add(name)
                if name == TASK:
                    self.has_task((*here, place))
                elif name not in ids and not self.holed("questions"):
                    self.check.unknown((*here, place), "question of this stage", name, ids)
            if box.with_ == TASK:
                self.has_task(here)
            elif box.with_ == "questions" and not ids and not self.holed("questions"):
                self.check.value(here, "the stage has no questions")
        if stage.agenda and not rest and self.check.sound(*path):
            for index, group in enumerate(groups):
                if not named & set(group):
                    message = "no item of the agenda has time for it (name it in with)"
                    self.check.key((*self.path, "questions", index), message, "warning")

    def has_task(self, path: Path) -> None:
        if not self.stage.task and not self.holed("task"):
            self.check.value(path, "the stage has no task")

    def choice(self, path: Path, choice: Choice, kind: str, ids: Set[str]) -> None:
        written = isinstance(locate(self.check.tree, path).value, Mapping)
        if written and len(choice.one_of) < 2 and self.check.sound(*path, "one_of"):
            message = f"expected two {kind}s or more to choose from, got {len(choice.one_of)}"
            self.check.value((*path, "one_of"), message)
        for place, name in enumerate(choice.one_of):
            if name not in ids:
                self.check.unknown((*path, "one_of", place), kind, name, ids)
        if choice.now and choice.one_of and choice.now not in choice.one_of:
            hint = suggest(choice.now, choice.one_of)
            self.check.value((*path, "now"), f"{choice.now!r} is not in one_of{hint}")
