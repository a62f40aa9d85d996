"""What must hold between the parts of a role, once it is merged.

A complete role has a title and a stage; a stage has a title, a format, minutes and an agenda; a
timebox has minutes and a kind; the rest may be missing.
"""

from collections.abc import Iterable, Iterator, Sequence

from .base import Piece
from .nodes import Mapping, Node, Path, locate
from .problems import Problem
from .role import Choice, Competency, Question, Role, Stage
from .words import mean, there_are


class Checker:
    """Collects problems about paths, but none about what has been complained of before."""

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.problems: list[Problem] = []

    def bad(self, *path: str | int) -> bool:
        """Whether something on the way to `path` has been complained of."""
        return any(locate(self.tree, path[:end]).bad for end in range(1, len(path) + 1))

    def key(self, path: Path, message: str, severity: str = "error") -> None:
        """A problem of what stands at `path` as a whole, placed at its key."""
        if not self.bad(*path):
            spot = locate(self.tree, path)
            warning = severity == "warning"
            self.problems.append(
                Problem(spot.key.place, spot.path, message, "warning" if warning else "error")
            )

    def value(self, path: Path, message: str) -> None:
        """A problem of the value at `path`, placed at it."""
        if not self.bad(*path):
            spot = locate(self.tree, path)
            place = spot.value.place if spot.value else spot.key.place
            self.problems.append(Problem(place, spot.path, message))

    def unknown(self, path: Path, kind: str, word: str, words: Iterable[str]) -> None:
        self.value(path, f"no {kind} {word!r}{there_are(word, words)}")


def pieces(piece: Piece, path: Path = ()) -> Iterator[tuple[Path, Piece]]:
    """A piece and all below it, with their paths."""
    yield path, piece
    for name, info in type(piece).model_fields.items():
        value = getattr(piece, name)
        here = (*path, info.alias or name)
        if isinstance(value, Piece):
            yield from pieces(value, here)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, Piece):
                    yield from pieces(inner, (*here, key))
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if isinstance(inner, Piece):
                    yield from pieces(inner, (*here, index))


def check_complete(check: Checker, piece: Piece) -> None:
    """What has to be given is given."""
    for path, part in pieces(piece):
        for key in part.absent():
            if not check.bad(*path, key):
                spot = locate(check.tree, path)
                shown = f"{spot.path}.{key}" if spot.path else key
                check.problems.append(Problem(part.at, shown, _missing(part, key)))


def _missing(part: Piece, key: str) -> str:
    return f"missing (a {type(part).__name__.lower()} needs it)"


def check_role(check: Checker, role: Role, at_hand: Mapping) -> None:
    """All that must hold in a role; `at_hand` is the merged tree before anything was left out."""
    check_complete(check, role)
    ids = {bank: _ids(at_hand, bank) for bank in ("competencies", "tasks", "questions")}
    _check_scale(check, role)
    for key in role.stages:
        if key in role.competencies:
            place = role.competencies[key].at
            check.key(
                ("stages", key), f"{key!r} is also a competency (line {place.line}); rename one"
            )
    for key, question in role.questions.items():
        if question.own_id:
            check.key(("questions", key, "id"), "unknown key (the id is the key above)")
        _check_competency(check, ("questions", key), question, ids["competencies"])
    for key, stage in role.stages.items():
        _Stage(check, role, key, stage, ids).run()
    _check_schedule(check, role)
    used = {id for stage in role.stages.values() for id in (*stage.main, *stage.also)}
    for key in role.competencies:
        if key not in used:
            check.key(("competencies", key), "no stage has it in main or also", "warning")


def _ids(tree: Mapping, bank: str) -> list[str]:
    held = tree.mapping(bank)
    return list(held.entries) if held else []


def _check_scale(check: Checker, role: Role) -> None:
    levels = sorted(role.scale)
    if role.scale and (levels != list(range(1, len(levels) + 1)) or not 2 <= len(levels) <= 5):
        if not _any_bad(check, ("scale",)):
            check.key(("scale",), f"expected levels 1 to 2, 3, 4 or 5, got {_row(levels)}")
        levels = []
    for key, competency in role.competencies.items():
        check_levels(check, ("competencies", key), competency, levels)


def check_levels(check: Checker, path: Path, competency: Competency, scale: Sequence[int]) -> None:
    """Levels match the scale, or are 1 to 5 at most where there is none; `needs` is one of them."""
    levels = sorted(competency.levels)
    if levels and not _any_bad(check, (*path, "levels")):
        if scale and levels != list(scale):
            check.key((*path, "levels"), f"expected the scale's {_row(scale)}, got {_row(levels)}")
        elif levels != list(range(1, len(levels) + 1)) or not 2 <= len(levels) <= 5:
            check.key((*path, "levels"), f"expected levels 1 to 2, 3, 4 or 5, got {_row(levels)}")
    known = scale or levels
    if competency.needs and known and competency.needs not in known:
        message = (
            f"expected a level of the scale, got {competency.needs} (there are: {_row(known)})"
        )
        check.value((*path, "needs"), message)


def _any_bad(check: Checker, path: Path) -> bool:
    value = locate(check.tree, path).value
    return isinstance(value, Mapping) and any(check.bad(*path, key) for key in value.entries)


def _row(levels: Sequence[int]) -> str:
    return ", ".join(map(str, levels))


def _check_competency(check: Checker, path: Path, question: Question, ids: Sequence[str]) -> None:
    if question.competency and question.competency not in ids:
        check.unknown((*path, "competency"), "competency", question.competency, ids)


def _check_schedule(check: Checker, role: Role) -> None:
    last = 0
    for number, day in enumerate(role.schedule):
        if day.day and day.day <= last:
            check.value(("schedule", number, "day"), f"expected a day after {last}, got {day.day}")
        last = max(day.day, last)
        for index, step in enumerate(day.stages):
            path = ("schedule", number, "stages", index)
            if bool(step.one_of) == (step.break_ is not None):
                check.key(path, "expected a stage, {one_of: […]} or {break: minutes}")
            for place, name in enumerate(step.one_of):
                if name not in role.stages and not check.bad("stages", name):
                    inner = (*path, "one_of", place)
                    check.unknown(inner, "stage", name, role.stages)


class _Stage:
    """The checks of one stage."""

    def __init__(
        self, check: Checker, role: Role, key: str, stage: Stage, ids: dict[str, list[str]]
    ) -> None:
        self.check, self.role, self.stage, self.ids = check, role, stage, ids
        self.path: Path = ("stages", key)
        self.asked = [id for entry in stage.questions for id in asked(entry)]

    def run(self) -> None:
        self.competencies()
        self.agenda()
        self.take_home()
        self.task()
        self.questions()

    def competencies(self) -> None:
        for key in ("main", "also"):
            for index, name in enumerate(getattr(self.stage, key)):
                path = (*self.path, key, index)
                if name not in self.ids["competencies"]:
                    self.check.unknown(path, "competency", name, self.ids["competencies"])
                elif key == "also" and name in self.stage.main:
                    self.check.value(path, f"{name!r} is in main already")

    def agenda(self) -> None:
        stage, path = self.stage, (*self.path, "agenda")
        check_agenda(self.check, path, stage.agenda, stage.minutes)
        others = {
            name for box in stage.agenda for name in box.with_ or () if isinstance(box.with_, tuple)
        }
        for index, box in enumerate(stage.agenda):
            here = (*path, index, "with")
            if isinstance(box.with_, tuple):
                for place, name in enumerate(box.with_):
                    if name not in self.asked and not self.check.bad(*self.path, "questions"):
                        self.check.unknown(
                            (*here, place), "question of this stage", name, self.asked
                        )
            elif box.with_ == "task" and not stage.task and not self.check.bad(*self.path, "task"):
                self.check.value(here, "the stage has no task")
        del others

    def take_home(self) -> None:
        keys = ("candidate_minutes", "return_within_days", "review_minutes")
        for key in keys:
            given = getattr(self.stage, key) is not None
            if given and self.stage.format != "take-home":
                if not self.check.bad(*self.path, "format"):
                    self.check.key((*self.path, key), "only a stage of format take-home has it")
            elif not given and self.stage.format == "take-home" and key != keys[2]:
                if not self.check.bad(*self.path, key):
                    spot = locate(self.check.tree, self.path)
                    message = "missing (a take-home tells the candidate)"
                    self.check.problems.append(
                        Problem(self.stage.at, f"{spot.path}.{key}", message)
                    )

    def task(self) -> None:
        task = self.stage.task
        if isinstance(task, Choice):
            self.choice((*self.path, "task"), task, "task", self.ids["tasks"])

    def questions(self) -> None:
        seen: set[str] = set()
        for index, entry in enumerate(self.stage.questions):
            path = (*self.path, "questions", index)
            if isinstance(entry, Choice):
                self.choice(path, entry, "question", self.ids["questions"])
            else:
                _check_competency(self.check, path, entry, self.ids["competencies"])
            for name in asked(entry):
                if name in seen:
                    self.check.value(path, f"question {name!r} is there twice")
                seen.add(name)
            for question in self.written(entry):
                self.seen_here(path, question)

    def written(self, entry: Choice | Question) -> list[Question]:
        if isinstance(entry, Question):
            return [entry]
        return [self.role.questions[id] for id in entry.one_of if id in self.role.questions]

    def seen_here(self, path: Path, question: Question) -> None:
        """A question's competency must be one that its stage is there to see."""
        here = (*self.stage.main, *self.stage.also)
        name = question.competency
        if not name or name in here or name not in self.ids["competencies"]:
            return
        if self.check.bad(*self.path, "main") or self.check.bad(*self.path, "also"):
            return
        self.check.value(
            path, f"its competency {name!r} is neither in main nor in also{there_are(name, here)}"
        )

    def choice(self, path: Path, choice: Choice, kind: str, ids: Sequence[str]) -> None:
        for place, name in enumerate(choice.one_of):
            if name not in ids:
                self.check.unknown((*path, "one_of", place), kind, name, ids)
        if choice.now and choice.now not in choice.one_of:
            self.check.value(
                (*path, "now"), f"{choice.now!r} is not in one_of{mean(choice.now, choice.one_of)}"
            )


def asked(entry: Choice | Question) -> tuple[str, ...]:
    """The ids of the questions that an entry of a stage stands for."""
    return entry.one_of if isinstance(entry, Choice) else (entry.id,) if entry.id else ()


def check_agenda(check: Checker, path: Path, agenda: Sequence[Piece], minutes: int) -> None:
    """The timeboxes add up to the stage's minutes, where both are known."""
    each = [getattr(box, "minutes", 0) for box in agenda]
    if minutes and each and all(each) and sum(each) != minutes:
        if locate(check.tree, path).value and not _any_box_bad(check, path):
            check.key(path, f"adds up to {sum(each)} minutes, the stage has {minutes}")


def _any_box_bad(check: Checker, path: Path) -> bool:
    from .nodes import Bad, Items, listed

    value = locate(check.tree, path).value
    return isinstance(value, Items) and any(isinstance(item, Bad) for item in listed(value))
