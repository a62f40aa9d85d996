"""The letter: what a candidate is told of one meeting, as text and as plain HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from textwrap import fill, indent
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from babel.dates import format_datetime
from markdown_it import MarkdownIt

from guides_ext import words
from guides_ext.record.candidate import Planned, ends, people, places, plan, terms
from guides_ext.record.stage import order_and_times
from guides_ext.words import _

WIDTH = 78
_parser = MarkdownIt("commonmark", {"html": False})

Block: TypeAlias = "str | list[str] | list[tuple[str, str]]"
"""A paragraph; a list of items; or rows of a time and what happens then. All of them Markdown."""


class Occasion(NamedTuple):
    """When and where a stage is, and whom it is for. `start` is when the candidate comes; `parts`
    names who plays a part of the stage."""

    start: datetime
    name: str
    place: str = ""
    language: str = "en"
    url: str = ""
    company: str = ""
    sender: str = ""
    parts: Mapping[str, str] = MappingProxyType({})

    def at(self, minutes: int) -> datetime:
        """Some minutes after the start, by the clock of the place: an hour is an hour, also in the
        night in which clocks change."""
        moment = self.start.astimezone(UTC) + timedelta(minutes=minutes)
        return moment.astimezone(self.start.tzinfo)

    def clock(self, minutes: int) -> str:
        """The time of day, some minutes after the start."""
        return f"{self.at(minutes):%H:%M}"


class Letter(NamedTuple):
    """A letter: its subject, how it begins, what it says about the meeting, and how it ends."""

    subject: str
    opening: list[Block]
    about: list[Block]
    closing: list[Block]

    @property
    def blocks(self) -> list[Block]:
        """All of it, from the greeting to the signature."""
        return [*self.opening, *self.about, *self.closing]


def planned(role: dict[str, Any], stage: str) -> list[Planned]:
    """The candidate's plan of a stage, as their page has it."""
    return plan(order_and_times(role, stage)["agenda"])


def invitation(role: dict[str, Any], stage: str, occasion: Occasion) -> Letter:
    """The invitation to a stage, of what a candidate may read and of nothing else.

    Args:
        role: the record of the role, its texts still Markdown.
    """
    one, times = role["stages"][stage], order_and_times(role, stage)
    boxes = plan(times["agenda"])
    told, end = one["candidate"], ends(boxes)
    job, title = plain(role["title"]), plain(one["title"])
    meant = _("We would like to meet you about the job “%s”. This meeting, “%s”, is on %s, "
              "from %s to %s (%s).")  # fmt: skip
    when = (_date(occasion, "EEEE, d MMMM y"), occasion.clock(0), occasion.clock(end))
    opening: list[Block] = [
        str(_("Dear %s,") % occasion.name),
        str(meant % (job, title, *when, occasion.start.tzinfo)),
    ]
    about: list[Block] = [
        *_texts(told["expect"]),
        str(_("How it goes:")),
        rows_of(boxes, occasion),
        *_people(one, occasion.parts),
        *_where(role, one, occasion),
        *_listed(_("What to bring:"), told["bring"]),
        *_listed(_("To prepare:"), told["prepare"]),
        *_listed(_("We do not test:"), told["not_tested"]),
        *_labelled(_("Pay"), str(role["pay_range"] or "")),
        *_terms(times),
        *_promises(role),
        *_texts(role["adjustments"]),
    ]  # fmt: skip
    if occasion.url:
        about.append(str(_("The full plan, with your other meetings: %s") % occasion.url))
    closing: list[Block] = [
        str(_("Kind regards,")),
        *_texts(", ".join(filter(None, [occasion.sender, occasion.company]))),
    ]
    at = f"{_date(occasion, 'd MMMM')}, {occasion.clock(0)}"
    subject = str(_("Your interview for “%s” on %s") % (job, at))
    named = ": ".join(filter(None, [occasion.company, subject]))
    return Letter(named, opening, about, closing)


def rows_of(boxes: list[Planned], occasion: Occasion) -> list[tuple[str, str]]:
    """The plan by the clock, and when the candidate is free to go."""
    rows = [(occasion.clock(box["start"]), _row(box)) for box in boxes]
    return [*rows, (occasion.clock(ends(boxes)), str(_("You are free to go.")))]


def _row(box: Planned) -> str:
    title = plain(box["told"]) if box["told"] else words.timebox_told(box["kind"])
    return f"{title}, {words.minutes(box['minutes'])}"


def _date(occasion: Occasion, form: str) -> str:
    if occasion.language.startswith("de"):
        form = form.replace("d MMMM", "d. MMMM")
    return format_datetime(occasion.start, form, locale=occasion.language.replace("-", "_"))


def _texts(text: Any) -> list[Block]:
    return [str(text)] if text else []


def _labelled(label: object, text: str) -> list[Block]:
    return [f"{label}: {text}"] if text else []


def _listed(label: object, items: list[dict[str, Any]]) -> list[Block]:
    return [str(label), [str(one["text"]) for one in items]] if items else []


def _people(stage: dict[str, Any], names: Mapping[str, str]) -> list[Block]:
    if told := people(stage):
        pairs = zip((names.get(part, "") for part in stage["interviewers"]), told, strict=True)
        items = [": ".join(filter(None, (name, str(one)))) for name, one in pairs]
        count = _count(stage) if not names else _("Whom you meet, and what they do:")
        return [str(count), items]
    if names:
        return _labelled(_("Whom you meet"), ", ".join(names.values()))
    return _texts(_count(stage))


def _count(stage: dict[str, Any]) -> str:
    count = len(stage["interviewers"])
    if not count:
        return ""
    return str(_("You meet %d of us.") % count if count != 1 else _("You meet one of us."))


def _where(role: dict[str, Any], stage: dict[str, Any], occasion: Occasion) -> list[Block]:
    known = places(role, stage, occasion.place)
    named = [(str(words.places([one])), told) for one, told in known]
    said = [f"{name}. {told}" if told else name for name, told in named]
    return [f"{_('Where')}:", said] if len(said) > 1 else _labelled(_("Where"), "".join(said))


def _terms(times: dict[str, Any]) -> list[Block]:
    """Which tools there are, and whether it is recorded."""
    held = terms(times)
    ours = f"{_('On our side:')} {held.ours}" if held.ours else ""
    told = [held.say or words.use_of_ai_told(held.use), ours, words.recorded(held.recorded)]
    shown = " ".join(str(one).strip() for one in (*told, *held.about) if one)
    return [shown] if shown else []


def _promises(role: dict[str, Any]) -> list[Block]:
    within = (role["decision"] or {}).get("answer_within_days")
    if not within:
        return []
    if within == 1:
        return [str(_("You will have our answer within one working day after your last "
                      "conversation, whatever it is."))]  # fmt: skip
    told = _("You will have our answer within %d working days after your last conversation, "
             "whatever it is.")  # fmt: skip
    return [str(told % within)]


# How it is written -------------------------------------------------------------------------------


def plain(text: object) -> str:
    """The words of a text without its markup, and the address of a link behind its words."""
    lines: list[str] = []
    for token in _parser.parse(str(text)):
        if token.type == "inline":
            shown, address, start = "", "", 0
            for one in token.children or ():
                shown += " " if one.type.endswith("break") else one.content
                if one.type == "link_open":
                    address = str(one.attrs["href"]).removeprefix("mailto:")
                    start = len(shown)
                elif one.type == "link_close" and one.markup != "autolink":
                    shown += f" ({address})" if address not in shown[start:] else ""
            lines.append(shown)
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip())
    return "\n".join(lines)


def _filled(text: str, width: int) -> str:
    """A text in lines, none of which ends within an address."""
    return fill(text, width, break_on_hyphens=False, break_long_words=False)


def as_text(blocks: Iterable[Block]) -> str:
    """A letter, or a part of it, as plain text."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            parts.append("\n\n".join(_filled(one, WIDTH) for one in plain(block).split("\n")))
        elif block and isinstance(block[0], tuple):
            parts.append("\n".join(f"  {at}  {what}" for at, what in block))
        else:
            items = (_filled(plain(one), WIDTH - 4) for one in block)
            parts.append("\n".join(f"  - {indent(one, '    ').strip()}" for one in items))
    return "\n\n".join(parts) + "\n"


def as_html(letter: Letter) -> str:
    """The letter as HTML that any mail program shows."""
    parts: list[str] = []
    for block in letter.blocks:
        if isinstance(block, str):
            parts.append(_parser.render(block).strip())
        elif block and isinstance(block[0], tuple):
            cells = (f"<tr><td>{escape(at)}&#160;</td><td>{escape(what)}</td></tr>"
                     for at, what in block)  # fmt: skip
            parts.append(f"<table>{''.join(cells)}</table>")
        else:
            items = "".join(f"<li>{_parser.renderInline(str(one))}</li>" for one in block)
            parts.append(f"<ul>{items}</ul>")
    title = escape(letter.subject)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>' + (
        f"<body>{''.join(parts)}</body></html>\n"
    )
