"""The page of a rule, in Markdown: what it holds, why, how to mend it, and its two examples.

Above it stands, between two lines of `---`, what is data about the rule: how severe it is, how
often it is right, whom it is for, and since when it is what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeAlias, get_args

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

Severity: TypeAlias = Literal["error", "warning", "info", "off"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the worst on. Errors alone make the linter fail."""

Confidence: TypeAlias = Literal["high", "medium", "low"]
Audience: TypeAlias = Literal["owner", "interviewer", "counsel"]
Status: TypeAlias = Literal["stable", "preview", "deprecated"]

HEADS = ("Why", "This is found", "This is not", "How to mend it")
_DATA = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEAD = re.compile(rf"^## ({'|'.join(HEADS)})$", re.MULTILINE)
_WHY = re.compile(r"(.+)\n\n\*Source:\* (.+)\.", re.DOTALL)
_EXAMPLE = re.compile(r"(`{3,})(yaml|markdown)\n(.*)\n\1", re.DOTALL)


@dataclass(frozen=True)
class About:
    """What is data about a rule.

    `severity` is what a finding costs, `confidence` how often it is right, `audience` who can mend
    it. A `preview` may be changed by any release and is `info` at most; what is `deprecated` is off
    and will go. `since` is the version that the status is of.
    """

    severity: Severity = "warning"
    confidence: Confidence = "medium"
    audience: Audience = "owner"
    status: Status = "stable"
    since: str = ""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")


_ABOUT = TypeAdapter(About)
_ALLOWED = {"preview": ("info", "off"), "deprecated": ("off",)}


class Page(NamedTuple):
    """What a rule says of itself; its words are in one line each.

    `summary` is a sentence, `mend` says what to do, `source` what the rationale rests on.
    `language` is that of the examples: `yaml` for (a part of) a role file, or `markdown`. `text` is
    the whole page, without the data about the rule.
    """

    summary: str
    rationale: str
    source: str
    mend: str
    bad: str
    good: str
    language: Literal["yaml", "markdown"]
    about: About
    text: str


def page_of(text: str, rule: str) -> Page:
    """The page of a rule.

    Raises:
        ValueError: the text is not one; the message says what was expected.
    """
    data = _DATA.match(text)
    about = _about(data[1] if data else "", rule)
    text = text[data.end() :].lstrip() if data else text
    head, *rest = _HEAD.split(text)
    summary = head.strip().removeprefix(f"# {rule}\n").strip()
    sections = dict(zip(rest[::2], (one.strip() for one in rest[1::2]), strict=True))
    if missing := [name for name in HEADS if not sections.get(name)]:
        raise ValueError(f"page of {rule}: expected a section '## {missing[0]}'")
    if not summary or summary.startswith("#"):
        raise ValueError(f"page of {rule}: expected what it holds, above '## {HEADS[0]}'")
    reasons, found, not_found, advice = (sections[name] for name in HEADS)
    why = _WHY.fullmatch(reasons)
    if not why:
        raise ValueError(f"page of {rule}: expected reasons, and '*Source:* ….' below them")
    bad, good = _EXAMPLE.fullmatch(found), _EXAMPLE.fullmatch(not_found)
    if not bad or not good or bad[2] != good[2]:
        raise ValueError(f"page of {rule}: expected two blocks of code, of yaml or of markdown")
    mend = f"{advice[0].lower()}{advice[1:]}".removesuffix(".")
    summary, rationale, source, mend = (
        " ".join(one.split()) for one in (summary, why[1], why[2], mend)
    )
    language: Literal["yaml", "markdown"] = "yaml" if bad[2] == "yaml" else "markdown"
    return Page(summary, rationale, source, mend, bad[3], good[3], language, about, text)


def _about(data: str, rule: str) -> About:
    try:
        given = yaml.load(data, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
        about = _ABOUT.validate_python(given)
    except yaml.YAMLError as error:
        raise ValueError(f"page of {rule}: expected keys and values above it: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key, told = ".".join(map(str, first["loc"])), first["msg"]
        raise ValueError(f"page of {rule}: {key}: {told}, got {first['input']!r}") from None
    allowed = _ALLOWED.get(about.status, SEVERITIES)
    if about.severity not in allowed:
        expected = f"expected {' or '.join(allowed)} of what is {about.status}"
        raise ValueError(f"page of {rule}: severity: {expected}, got {about.severity!r}")
    return about
