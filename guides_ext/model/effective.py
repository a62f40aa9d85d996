"""The effective stage: a stage with what its sections bring. All outputs show this and no other.

Pure functions over plain data; nothing is read and nothing rendered here.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from typing_extensions import TypedDict

from .nearest import suggest
from .problems import Place, Problem
from .records import PHASES, ArticleRecord, ItemRecord, ListRecord, RoleRecord, SectionRecord

_PLACES = ("file", "line", "column", "source")
_WHO = {"notes": "interviewers", "break": "nobody"}


class ChecklistView(TypedDict):
    """The states to confirm, by phase."""

    before: list[ItemRecord]
    during: list[ItemRecord]
    after: list[ItemRecord]


class TimeboxView(TypedDict):
    """A timebox: `start` in minutes from the stage's start; `title` is `None` for its kind's name.

    `task` says whether it is spent on the task, `questions` are the ids of those asked in it;
    `who` is candidate, interviewers, everyone or (in a break) nobody.
    """

    start: int
    minutes: int
    kind: str
    title: str | None
    task: bool
    questions: list[str]
    say: str | None
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
    """A stage as every output shows it. `questions` and `tasks` carry `choice`, the ids of the
    choice that they are part of (empty for none), and `now`, false for one not taken at present.
    """

    role: str
    id: str
    file: str
    line: int
    title: str
    summary: str | None
    format: str
    minutes: int
    candidate_minutes: int | None
    return_within_days: int | None
    review_minutes: int | None
    place: list[str]
    interviewers: dict[str, dict[str, Any]]
    competencies: Seen
    scale: dict[str, str]
    goals: list[ItemRecord]
    non_goals: list[ItemRecord]
    checklist: ChecklistView
    say: list[ItemRecord]
    agenda: list[TimeboxView]
    tasks: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    candidate: dict[str, Any]
    sections: list[SectionView]
    version: str


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
    questions = _chosen(record["questions"], role["questions"])
    result: dict[str, Any] = {"role": role["id"]}
    result |= {
        key: record[key]
        for key in EffectiveStage.__annotations__
        if key in record and key not in ("questions", "agenda", "sections")
    }
    result |= {
        "competencies": {
            key: [role["competencies"][id] for id in record[key] if id in role["competencies"]]
            for key in ("main", "also")
        },
        "scale": role["scale"],
        "goals": _merged(record["goals"], lists, "goals"),
        "non_goals": _merged(record["non_goals"], lists, "non_goals"),
        "checklist": {
            phase: _merged(record["checklist"][phase], lists, "checklist", phase)
            for phase in PHASES
        },
        "say": _merged(record["say"], lists, "say"),
        "agenda": _agenda(record["agenda"], questions),
        "tasks": _chosen([record["task"]] if record["task"] else [], role["tasks"]),
        "questions": questions,
        "sections": sections,
    }
    whole: EffectiveStage = {**result, "version": _version(result)}  # type: ignore[typeddict-item]
    return whole


def _version(stage: dict[str, Any]) -> str:
    """Seven hex digits that change when the stage says something else, wherever it is written."""
    said = json.dumps(_without_places(stage), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:7]


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(one) for key, one in value.items() if key not in _PLACES}
    return [_without_places(one) for one in value] if isinstance(value, list) else value


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
        key = (fold(item["cue"]), fold(item["text"]))
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


def _agenda(boxes: list[dict[str, Any]], questions: list[dict[str, Any]]) -> list[TimeboxView]:
    groups = {q["id"]: q["choice"] or [q["id"]] for q in questions}
    named = [
        [id for name in box["with"] for id in groups.get(name, [])]
        if isinstance(box["with"], list)
        else []
        for box in boxes
    ]
    taken = {id for ids in named for id in ids}
    rest = [q["id"] for q in questions if q["id"] not in taken]
    result: list[TimeboxView] = []
    start = 0
    for box, ids in zip(boxes, named, strict=True):
        left = box["with"] == "questions" or (box["is"] == "questions" and box["with"] is None)
        result.append(
            {
                "start": start,
                "minutes": box["minutes"],
                "kind": box["is"],
                "title": box["title"],
                "task": box["with"] == "task",
                "questions": rest if left else list(dict.fromkeys(ids)),
                "say": box["say"],
                "who": box["who"] or _WHO.get(box["is"], "everyone"),
            }
        )
        start += box["minutes"]
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
