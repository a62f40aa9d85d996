"""The effective stage: a stage with what its sections bring. All outputs show this and no other.

Pure functions over plain data; nothing is read and nothing rendered here.
"""

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from typing_extensions import TypedDict

from guides_ext.model.ids import TASK
from guides_ext.model.nearest import suggest
from guides_ext.model.problems import Place, Problem
from guides_ext.record.data import (
    ArticleRecord,
    ItemRecord,
    ListRecord,
    RoleRecord,
    SectionRecord,
)
from guides_ext.record.schedule import (
    meetings,
    meets_candidate,
    time_of_candidate,
    who_is_there,
)
from guides_ext.record.text import RichText

NOT_IN_VERSIONS = frozenset({
    "file", "line", "column", "source", "number", "day", "section", "anchor", "words",
    "lists_taken", "version",
})  # fmt: skip
"""Keys that give no stage a new version: they say where something stands, in its file, its role or
its article. Publishing has them too, for it may not import this."""

AROUND = ("before", "after")
"""The phases of a stage's own checklist."""


class ChecklistView(TypedDict):
    """The states to confirm around a stage."""

    before: list[ItemRecord]
    after: list[ItemRecord]


class TimeboxView(TypedDict):
    """A timebox: ``start`` and ``end`` in minutes from the stage's start; ``title`` is None for its
    kind's name, and ``told`` what the candidate's plan calls it.

    ``spent_on`` are the ids of the questions asked in it, and ``task``, in their order; ``who`` is
    candidate, interviewers, everyone or (in a break) nobody.
    """

    start: int
    end: int
    minutes: int
    kind: str
    title: RichText | None
    told: RichText | None
    spent_on: list[str]
    say: list[ItemRecord]
    checks: list[ItemRecord]
    who: str


class WheneverView(TypedDict):
    """What belongs to no timebox: questions and the task that none names, words, checks."""

    spent_on: list[str]
    say: list[ItemRecord]
    checks: list[ItemRecord]


class Seen(TypedDict):
    """The competencies that a stage is there to see, and those that can be seen there too."""

    main: list[dict[str, Any]]
    also: list[dict[str, Any]]


class SectionView(TypedDict):
    """A section drawn in.

    `anchor` is its id on the role's page; `words` are those left to read; `lists_taken` the keys
    of the lists that its prose is drawn without (they stand at the head of the stage, or are left
    out); `drawn` is false where nothing is left, so that it is only linked.
    """

    document: str
    fragment: str
    section: int
    anchor: str
    title: str
    article_title: str
    words: int
    lists_taken: list[str]
    drawn: bool
    without: list[str]


class EffectiveStage(TypedDict):
    """A stage as every output shows it.

    ``number`` counts the role's stages from 1, and ``day`` is that of the schedule. ``questions``
    are in the order in which they are asked; they and ``tasks`` carry ``choice``, the ids of the
    choice that they are part of (empty for none), and ``now``, false for one not taken at present;
    a question also its ``number`` and the ``letter`` of its competency, empty for none. A
    competency carries its ``letter``, and ``here``, what it looks like in this stage.
    ``candidate_time`` are the minutes that it takes of the candidate's time, work at home included.
    ``rule`` is that of the decision. ``ai`` is the role's with what the stage says otherwise;
    ``recorded`` is the role's where the stage has none of its own.
    """

    role: str
    id: str
    file: str
    line: int
    column: int
    number: int
    day: int | None
    title: RichText
    summary: RichText | None
    format: str
    minutes: int
    candidate_minutes: int | None
    return_within_days: int | None
    review_minutes: int | None
    meets_candidate: bool
    candidate_time: int
    place: list[str]
    interviewers: dict[str, dict[str, Any]]
    competencies: Seen
    scale: dict[str, RichText]
    goals: list[ItemRecord]
    non_goals: list[ItemRecord]
    checklist: ChecklistView
    agenda: list[TimeboxView]
    whenever: WheneverView
    tasks: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    follow_ups: list[ItemRecord]
    goes_on: RichText | None
    ai: dict[str, Any] | None
    recorded: dict[str, Any] | None
    candidate: dict[str, Any]
    sections: list[SectionView]
    rule: RichText | None
    version: str


_OWN = (
    "id", "file", "line", "column", "title", "summary", "format", "minutes", "candidate_minutes",
    "return_within_days", "review_minutes", "place", "interviewers", "candidate", "follow_ups",
    "goes_on",
)  # fmt: skip
"""What a stage has as it is written."""


def effective_stage(
    role: RoleRecord, stage: str, articles: Mapping[str, ArticleRecord]
) -> EffectiveStage:
    """The stage with the goals, non-goals, checks and words to say of its sections.

    Its own come first, then those of the sections in order; of equal items the first is kept.
    Sections that do not exist are passed over (see `missing_sections`).

    Raises:
        KeyError: the role has no such stage.
    """
    record = role["stages"][stage]
    times = order_and_times(role, stage)
    sections, lists = _sections(role, stage, articles)
    items = _merged(_own_items(record, times), _brought(lists, times["agenda"]))
    result = {
        **{key: record[key] for key in _OWN},
        **times,
        "goals": items["goals", None],
        "non_goals": items["non_goals", None],
        "checklist": {phase: items[phase, None] for phase in AROUND},
        "agenda": [
            {**box, "say": items["say", index], "checks": items["checks", index]}
            for index, box in enumerate(times["agenda"])
        ],
        "whenever": {
            "spent_on": times["whenever"]["spent_on"],
            "say": items["say", None],
            "checks": items["checks", None],
        },
        "sections": sections,
    }
    whole: EffectiveStage = {**result, "version": version_of(result)}  # type: ignore[typeddict-item]
    return whole


def order_and_times(role: RoleRecord, stage: str) -> dict[str, Any]:
    """What of a stage is known before its texts are rendered: order, numbers, letters and times."""
    record = role["stages"][stage]
    tasks = _chosen([record["task"]] if record["task"] else [], role["tasks"])
    questions = _chosen(record["questions"], role["questions"])
    agenda, left = agenda_view(record["agenda"], record["format"], questions, bool(tasks))
    asked = [*(box["spent_on"] for box in agenda), left]
    competencies = _competencies(role, record)
    return {
        "role": role["id"],
        "number": list(role["stages"]).index(stage) + 1,
        "day": next((one["day"] for one in meetings(role) if stage in one["stages"]), None),
        "competencies": competencies,
        "scale": role["scale"],
        "agenda": agenda,
        "whenever": {"spent_on": left, "say": record["whenever"], "checks": []},
        "meets_candidate": meets_candidate(record),
        "candidate_time": time_of_candidate(record),
        "tasks": tasks,
        "questions": _numbered(questions, asked, competencies),
        "ai": _over(record["ai"], role["ai"]),
        "recorded": record["recorded"] or role["recorded"],
        "rule": (role["decision"] or {}).get("rule"),
    }


def _over(own: dict[str, Any] | None, inherited: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is written in a stage, key by key, over what holds in all of them."""
    if own is None or inherited is None:
        return own or inherited
    return {**inherited, **{key: value for key, value in own.items() if value is not None}}


def _competencies(role: RoleRecord, record: dict[str, Any]) -> Seen:
    """Those that a stage looks at, each with its letter, those that it is there to see first; none
    has its examples, on which raters practise before any stage."""
    letters, known = map(letter, itertools.count()), role["competencies"]
    main, also = (
        [
            {**known[one["id"]], "letter": next(letters), "here": one["here"]}
            for one in record[kind]
            if one["id"] in known
        ]
        for kind in ("main", "also")
    )
    for one in (*main, *also):
        one.pop("examples", None)
    return {"main": main, "also": also}


def all_seen(seen: Seen) -> list[dict[str, Any]]:
    """The competencies that a stage looks at, in the order of their letters."""
    return [*seen["main"], *seen["also"]]


def letter(number: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before, own = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def _numbered(
    questions: list[dict[str, Any]], spent: Iterable[list[str]], competencies: Seen
) -> list[dict[str, Any]]:
    """The questions in the order in which they are asked, with their numbers and letters."""
    asked = (id for ids in spent for id in ids if id != TASK)
    numbers = {id: number for number, id in enumerate(dict.fromkeys(asked), start=1)}
    letters = {one["id"]: one["letter"] for one in all_seen(competencies)}
    return [
        {**one, "number": numbers[one["id"]], "letter": letters.get(one["competency"], "")}
        for one in sorted(questions, key=lambda one: numbers[one["id"]])
    ]


def version_of(stage: Mapping[str, Any]) -> str:
    """Seven hex digits that change when the stage says something else, wherever it is written."""
    said = json.dumps(_said(stage), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:7]


def _said(value: Any) -> Any:
    """The words of plain data, without their places and what only says where things stand."""
    if isinstance(value, dict):
        return {key: _said(one) for key, one in value.items() if key not in NOT_IN_VERSIONS}
    if isinstance(value, list):
        return [_said(one) for one in value]
    return value.words if isinstance(value, RichText) else value


def comparable(text: str) -> str:
    """What two texts have in common when they say the same: no case, spacing, final stop."""
    return re.sub(r"[\s.!?…:;,]+$", "", " ".join(text.split()).casefold())


# Where items belong --------------------------------------------------------------------------

Slot: TypeAlias = tuple[str, int | None]
"""A place for items: ``goals``, ``non_goals``, ``before``, ``after``; ``say`` or ``checks`` with
the index of a timebox, or None for those of no timebox."""


def _own_items(record: dict[str, Any], times: dict[str, Any]) -> dict[Slot, list[ItemRecord]]:
    slots: dict[Slot, list[ItemRecord]] = {
        ("goals", None): record["goals"],
        ("non_goals", None): record["non_goals"],
        **{(phase, None): record["checklist"][phase] for phase in AROUND},
    }
    for index, box in [*enumerate(times["agenda"]), (None, times["whenever"])]:
        slots |= {("say", index): box["say"], ("checks", index): box["checks"]}
    return slots


def _brought(
    lists: Iterable[tuple[int | None, ListRecord]], agenda: list[TimeboxView]
) -> Iterator[tuple[Slot, ItemRecord]]:
    """The items of sections, each with where it belongs.

    Those of a section that a timebox draws in come first, and are that timebox's.
    """
    first = {box["kind"]: index for index, box in reversed([*enumerate(agenda)])}
    for drawn_by, one in sorted(lists, key=lambda pair: pair[0] is None):
        index = first.get(one["at"]) if drawn_by is None else drawn_by
        slot: Slot = one["kind"], index if one["kind"] == "say" else None
        if one["kind"] == "checklist":
            slot = (one["phase"], None) if one["phase"] in AROUND else ("checks", index)
        yield from ((slot, item) for item in one["items"])


def _merged(
    own: Mapping[Slot, list[ItemRecord]], brought: Iterable[tuple[Slot, ItemRecord]]
) -> dict[Slot, list[ItemRecord]]:
    """Own items first, then what is brought and nowhere in the stage yet."""
    seen: set[tuple[str, ...]] = set()
    result: dict[Slot, list[ItemRecord]] = {}
    for slot, items in own.items():
        once = {_says(slot, item): item for item in reversed(items)}
        result[slot] = [*reversed(once.values())]
        seen |= once.keys()
    for slot, item in brought:
        if (said := _says(slot, item)) in seen:
            continue
        seen.add(said)
        # Words said as a timebox starts come before those with a cue.
        later = [one for one in result[slot] if one["cue"].words and not item["cue"].words]
        place = result[slot].index(later[0]) if later and slot[0] == "say" else len(result[slot])
        result[slot].insert(place, item)
    return result


def _says(slot: Slot, item: ItemRecord) -> tuple[str, ...]:
    """What equal items have in common: all checks are of one kind."""
    kind = "checks" if slot[0] in AROUND else slot[0]
    return kind, comparable(item["cue"].words), comparable(item["text"].words)


def _chosen(entries: list[dict[str, Any]], bank: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The records behind ids, choices and what is written in their place."""
    result = []
    for entry in entries:
        ids = entry.get("one_of", ())
        if "one_of" not in entry:
            result.append({**entry, "choice": [], "now": True})
        for id in filter(bank.__contains__, ids):
            choice, now = ids if len(ids) > 1 else [], entry["now"] in (None, id)
            result.append({**bank[id], "choice": choice, "now": now})
    return result


def agenda_view(
    boxes: list[dict[str, Any]],
    stage_format: str,
    questions: Sequence[dict[str, Any]] = (),
    has_task: bool = False,
) -> tuple[list[TimeboxView], list[str]]:
    """Timeboxes with their starts and ends, who is there, and what is asked and done in them.

    Questions that no timebox names are asked in the first for questions; the task that none names
    is done in the first main part.

    Returns:
        The timeboxes, and what is left for none of them: ids of questions, and ``task``.
    """
    groups = {one["id"]: one["choice"] or [one["id"]] for one in questions} | {TASK: [TASK]}
    spent = [[*_named(box["with"], groups)] for box in boxes]
    taken = {id for ids in spent for id in ids}
    asked = [one["id"] for one in questions if one["id"] not in taken]
    task = [TASK] if has_task and TASK not in taken else []
    start = 0
    result: list[TimeboxView] = []
    for box, ids in zip(boxes, spent, strict=True):
        if box["with"] == "questions" or (box["is"] == "questions" and box["with"] is None):
            ids, asked = asked, []
        elif box["is"] == "main" and box["with"] is None:
            ids, task = task, []
        view: Any = {key: box[key] for key in ("minutes", "title", "told", "say", "checks")}
        view |= {"start": start, "end": start + box["minutes"], "kind": box["is"]}
        view |= {"spent_on": ids, "who": who_is_there(box, stage_format)}
        result.append(view)
        start = view["end"]
    return result, [*task, *asked]


def _named(written: str | list[str] | None, groups: Mapping[str, list[str]]) -> dict[str, None]:
    """What a timebox names; one id of a choice names all of it."""
    names = written if isinstance(written, list) else [written or ""]
    return dict.fromkeys(id for name in names for id in groups.get(name, ()))


def section_refs(stage: dict[str, Any]) -> Iterator[tuple[str, int | None, dict[str, Any]]]:
    """What a stage draws in: the key path of each reference, the index of the timebox that it is
    written in (None for the stage itself), and the reference."""
    for number, ref in enumerate(stage["sections"]):
        yield f"sections[{number}]", None, ref
    for index, box in enumerate(stage["agenda"]):
        for number, ref in enumerate(box["sections"]):
            yield f"agenda[{index}].sections[{number}]", index, ref


def _sections(
    role: RoleRecord, stage: str, articles: Mapping[str, ArticleRecord]
) -> tuple[list[SectionView], list[tuple[int | None, ListRecord]]]:
    views: list[SectionView] = []
    taken = _anchors(role)
    lists: list[tuple[int | None, ListRecord]] = []
    for _path, box, ref in section_refs(role["stages"][stage]):
        document, _, fragment = ref["from"].partition("#")
        article = articles.get(document)
        if article is None or fragment not in article["anchors"]:
            continue
        index = article["anchors"][fragment]
        section = article["sections"][index] if article["sections"] else None
        inside = [
            one
            for one in article["lists"]
            if not fragment or _within(article, one["section"], index)
        ]
        for one in inside:
            items = [item for item in one["items"] if _meant(role["id"], item["for_roles"])]
            if items and one["kind"] not in ref["without"] and _meant(role["id"], one["for_roles"]):
                lists.append((box, {**one, "items": items}))
        words = _words(role["id"], section) if section and "prose" not in ref["without"] else 0
        views.append(
            {
                "document": document,
                "fragment": fragment,
                "section": index,
                "anchor": _anchor(stage, fragment or document, taken),
                "title": section["title"] if section else article["title"],
                "article_title": article["title"],
                "words": words,
                "lists_taken": [one["list"] for one in inside],
                "drawn": words > 0,
                "without": ref["without"],
            }
        )
    return views, lists


def _within(article: ArticleRecord, section: int, ancestor: int) -> bool:
    while section not in (-1, ancestor):
        section = article["sections"][section]["parent"]
    return section == ancestor


def _words(role: str, section: SectionRecord) -> int:
    """The words of a section that a role draws in."""
    own = sum(one["words"] for one in section["own_words_for"] if _meant(role, one["roles"]))
    return section["own_words"] + own


def is_for(role: str, names: Iterable[str]) -> bool:
    """Whether names, each a role's docname or the last parts of it, mean this role."""
    return any(role == name or role.endswith(f"/{name}") for name in names)


def _meant(role: str, names: list[str]) -> bool:
    return not names or is_for(role, names)


def _anchors(role: RoleRecord) -> set[str]:
    """What is on a role's page already: its stages and competencies, and their questions."""
    asked = {
        f"{id}-{question}"
        for id, stage in role["stages"].items()
        for one in stage["questions"]
        for question in one.get("one_of") or [one["id"]]
    }
    return {*role["stages"], *role["competencies"], *asked}


def _anchor(stage: str, name: str, taken: set[str]) -> str:
    """An anchor for a section that is not taken yet; it is from now on."""
    slug = re.sub(r"[^\w]+", "-", name.rpartition("/")[2].casefold()).strip("-")
    first = f"{stage}-{slug}"
    numbered = (f"{first}-{number}" for number in itertools.count(2))
    anchor = next(one for one in itertools.chain([first], numbered) if one not in taken)
    taken.add(anchor)
    return anchor


_MADE_UP = re.compile(r"id\d+")
"""An id that docutils counts up where a title gives none: another one after the next change."""


def missing_sections(
    stages: Mapping[str, dict[str, Any]], articles: Mapping[str, ArticleRecord]
) -> list[Problem]:
    """What the stages of a role draw on and no article has, with the nearest names."""
    problems = []
    for stage, record in stages.items():
        for path, _box, ref in section_refs(record):
            document, _, fragment = ref["from"].partition("#")
            article = articles.get(document)
            if article is None:
                message = f"no document {document!r}{suggest(document, articles)}"
            elif fragment not in article["anchors"]:
                known = [one for one in article["anchors"] if one and not _MADE_UP.fullmatch(one)]
                message = f"no section {fragment!r} in {document}{suggest(fragment, known)}"
            else:
                continue
            place = Place(ref["file"], ref["line"], ref["column"])
            problems.append(Problem(place, f"stages.{stage}.{path}", message))
    return problems
