"""The effective stage: a stage with what its sections bring. All outputs show this and no other.

Pure functions over plain data; nothing is read and nothing rendered here.
"""

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from typing_extensions import TypedDict

from guides_ext.model.nearest import suggest
from guides_ext.model.problems import Place, Problem
from guides_ext.record.data import (
    PHASES,
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


class ChecklistView(TypedDict):
    """The states to confirm, by phase."""

    before: list[ItemRecord]
    during: list[ItemRecord]
    after: list[ItemRecord]


class TimeboxView(TypedDict):
    """A timebox: ``start`` and ``end`` in minutes from the stage's start; ``title`` is None for its
    kind's name.

    ``task`` says whether it is spent on the task, ``questions`` are the ids of those asked in it;
    ``who`` is candidate, interviewers, everyone or (in a break) nobody.
    """

    start: int
    end: int
    minutes: int
    kind: str
    title: RichText | None
    task: bool
    questions: list[str]
    say: RichText | None
    who: str


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
    and ``tasks`` carry ``choice``, the ids of the choice that they are part of (empty for none),
    and ``now``, false for one not taken at present; a question also its ``number`` on the page. A
    competency carries its ``letter`` on paper. ``candidate_time`` are the minutes that it takes of
    the candidate's time, work at home included. ``rule`` is that of the decision.
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
    say: list[ItemRecord]
    agenda: list[TimeboxView]
    tasks: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    candidate: dict[str, Any]
    sections: list[SectionView]
    rule: RichText | None
    version: str


_OWN = (
    "id", "file", "line", "column", "title", "summary", "format", "minutes", "candidate_minutes",
    "return_within_days", "review_minutes", "place", "interviewers", "candidate",
)  # fmt: skip
"""What a stage has as it is written."""


def effective_stage(
    role: RoleRecord, stage: str, articles: Mapping[str, ArticleRecord]
) -> EffectiveStage:
    """The stage with the goals, non-goals, checklists and words to say of its sections.

    Its own come first, then those of the sections in order; of equal items the first is kept.
    Sections that do not exist are passed over (see `missing_sections`).

    Raises:
        KeyError: the role has no such stage.
    """
    record = role["stages"][stage]
    sections, lists = _sections(role, stage, articles)
    result = {
        **{key: record[key] for key in _OWN},
        **order_and_times(role, stage),
        "goals": _merged(record["goals"], lists, "goals"),
        "non_goals": _merged(record["non_goals"], lists, "non_goals"),
        "checklist": {
            phase: _merged(record["checklist"][phase], lists, "checklist", phase)
            for phase in PHASES
        },
        "say": _merged(record["say"], lists, "say"),
        "sections": sections,
    }
    whole: EffectiveStage = {**result, "version": version_of(result)}  # type: ignore[typeddict-item]
    return whole


def order_and_times(role: RoleRecord, stage: str) -> dict[str, Any]:
    """What of a stage is known before its texts are rendered: order, numbers, letters and times."""
    record = role["stages"][stage]
    competencies = _competencies(role, record)
    questions = _questions(role, record, [one["id"] for one in _both(competencies)])
    agenda = agenda_view(record["agenda"], record["format"], questions)
    return {
        "role": role["id"],
        "number": list(role["stages"]).index(stage) + 1,
        "day": next((one["day"] for one in meetings(role) if stage in one["stages"]), None),
        "competencies": competencies,
        "scale": role["scale"],
        "agenda": agenda,
        "meets_candidate": meets_candidate(record),
        "candidate_time": time_of_candidate(record),
        "tasks": _chosen([record["task"]] if record["task"] else [], role["tasks"]),
        "questions": questions,
        "rule": (role["decision"] or {}).get("rule"),
    }


def _both(seen: Seen) -> list[dict[str, Any]]:
    return [*seen["main"], *seen["also"]]


def _competencies(role: RoleRecord, record: dict[str, Any]) -> Seen:
    """Those that a stage looks at, each with its letter, those that it is there to see first."""
    known = role["competencies"]
    seen = [id for id in (*record["main"], *record["also"]) if id in known]
    lettered = [{**known[id], "letter": letter(number)} for number, id in enumerate(seen)]
    main = [one for one in lettered if one["id"] in record["main"]]
    return {"main": main, "also": lettered[len(main) :]}


def letter(number: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before, own = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def _questions(role: RoleRecord, record: dict[str, Any], order: list[str]) -> list[dict[str, Any]]:
    """The questions in the order in which they are written, each with its number on the page.

    There they stand by competency; those without one come last.
    """
    found = _chosen(record["questions"], role["questions"])
    places = {id: place for place, id in enumerate(order)}
    by_page = sorted(found, key=lambda one: places.get(one["competency"], len(order)))
    numbers = {one["id"]: number for number, one in enumerate(by_page, start=1)}
    return [{**one, "number": numbers[one["id"]]} for one in found]


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


def fold(text: str) -> str:
    """What two texts have in common when they say the same: no case, spacing, final stop."""
    return re.sub(r"[\s.!?…:;,]+$", "", " ".join(text.split()).casefold())


def _merged(
    own: list[ItemRecord], lists: Iterable[ListRecord], kind: str, phase: str = ""
) -> list[ItemRecord]:
    seen: set[tuple[str, str]] = set()
    result = []
    brought = [
        item
        for one in lists
        if (one["kind"], one["phase"]) == (kind, phase)
        for item in one["items"]
    ]
    for item in (*own, *brought):
        key = (fold(item["cue"].words), fold(item["text"].words))
        if key not in seen:
            seen.add(key)
            result.append(item)
    return result


def _chosen(entries: list[dict[str, Any]], bank: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The records behind ids, choices and what is written in their place."""
    result = []
    for entry in entries:
        if "one_of" not in entry:
            result.append({**entry, "choice": [], "now": True})
            continue
        choice = entry["one_of"] if len(entry["one_of"]) > 1 else []
        for id in entry["one_of"]:
            if id in bank:
                now = entry["now"] in (None, id)
                result.append({**bank[id], "choice": choice, "now": now})
    return result


def agenda_view(
    boxes: list[dict[str, Any]], stage_format: str, questions: list[dict[str, Any]]
) -> list[TimeboxView]:
    """Timeboxes with their starts and ends, who is there, and the questions asked in them."""
    groups = {q["id"]: q["choice"] or [q["id"]] for q in questions}
    named = [
        [id for name in box["with"] for id in groups.get(name, [])]
        if isinstance(box["with"], list)
        else []
        for box in boxes
    ]
    taken = {id for ids in named for id in ids}
    rest = [q["id"] for q in questions if q["id"] not in taken]
    starts = itertools.accumulate((box["minutes"] for box in boxes), initial=0)
    result: list[TimeboxView] = []
    for box, ids, start in zip(boxes, named, starts, strict=False):
        left = box["with"] == "questions" or (box["is"] == "questions" and box["with"] is None)
        result.append(
            {
                "start": start,
                "end": start + box["minutes"],
                "minutes": box["minutes"],
                "kind": box["is"],
                "title": box["title"],
                "task": box["with"] == "task",
                "questions": rest if left else list(dict.fromkeys(ids)),
                "say": box["say"],
                "who": who_is_there(box, stage_format),
            }
        )
    return result


def _sections(
    role: RoleRecord, stage: str, articles: Mapping[str, ArticleRecord]
) -> tuple[list[SectionView], list[ListRecord]]:
    views: list[SectionView] = []
    taken = _anchors(role)
    lists: list[ListRecord] = []
    for ref in role["stages"][stage]["sections"]:
        document, _, fragment = ref["from"].partition("#")
        article = articles.get(document)
        if article is None or fragment not in article["anchors"]:
            continue
        index = article["anchors"][fragment]
        inside = [
            one
            for one in article["lists"]
            if not fragment or _within(article, one["section"], index)
        ]
        meant = (_for(role["id"], one) for one in inside if one["kind"] not in ref["without"])
        lists += [one for one in meant if one["items"]]
        section = article["sections"][index] if article["sections"] else None
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
    while section >= 0:
        if section == ancestor:
            return True
        section = article["sections"][section]["parent"]
    return False


def _for(role: str, one: ListRecord) -> ListRecord:
    """The list with the items that are for a role, or for everyone."""
    if not _meant(role, one["for_roles"]):
        return {**one, "items": []}
    return {**one, "items": [item for item in one["items"] if _meant(role, item["for_roles"])]}


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
    stages = role["stages"].items()
    asked = {f"{id}-{q}" for id, stage in stages for q in _ids(stage["questions"])}
    return {*role["stages"], *role["competencies"], *asked}


def _ids(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield from entry.get("one_of", ()) or (entry["id"],)


def _anchor(stage: str, name: str, taken: set[str]) -> str:
    """An anchor for a section that is not taken yet; it is from now on."""
    slug = re.sub(r"[^\w]+", "-", name.rpartition("/")[2].casefold()).strip("-")
    anchor = f"{stage}-{slug}"
    number = 2
    while anchor in taken:
        anchor, number = f"{stage}-{slug}-{number}", number + 1
    taken.add(anchor)
    return anchor


def missing_sections(role: RoleRecord, articles: Mapping[str, ArticleRecord]) -> list[Problem]:
    """What the stages of a role draw on and no article has, with the nearest names."""
    problems = []
    for stage, record in role["stages"].items():
        for number, ref in enumerate(record["sections"]):
            document, _, fragment = ref["from"].partition("#")
            article = articles.get(document)
            if article is None:
                message = f"no document {document!r}{suggest(document, articles)}"
            elif fragment not in article["anchors"]:
                known = [anchor for anchor in article["anchors"] if anchor]
                message = f"no section {fragment!r} in {document}{suggest(fragment, known)}"
            else:
                continue
            place = Place(ref["file"], ref["line"], ref["column"])
            problems.append(Problem(place, f"stages.{stage}.sections[{number}]", message))
    return problems
