"""Every word that the product itself puts on a page, and the catalogue that translates it.

The catalogues are ``locale/<language>/LC_MESSAGES/guides_ext.po``. A word is looked up when a
page is made, so that ``language`` in conf.py decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from gettext import GNUTranslations
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.dates import format_date
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation, get_translator
from sphinx.util import logging

logger = logging.getLogger(__name__)

CATALOGUE = "guides_ext"
LOCALES = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)
"""Translates one of our words; lazy until the page is made."""


def list_title(kind: str) -> str:
    """The heading of a list: ``goals``, ``non_goals``, ``looking_for``, ``not_looking_for``."""
    return {
        "goals": _("Goals"),
        "non_goals": _("Non-goals"),
        "looking_for": _("What we look for"),
        "not_looking_for": _("What we do not look for"),
    }[kind]


def phase(name: str) -> str:
    """``before``, ``during`` or ``after``, as a label."""
    return {"before": _("Before"), "during": _("During"), "after": _("After")}[name]


def timebox(kind: str) -> str:
    """The title of a timebox that has none of its own."""
    return {
        "welcome": _("Welcome"),
        "main": _("Main part"),
        "questions": _("Questions"),
        "their-questions": _("Their questions"),
        "break": _("Break"),
        "notes": _("Notes"),
        "other": _("Other"),
    }[kind]


def timebox_told(kind: str) -> str:
    """What the candidate's plan calls a timebox for which the author gives no words."""
    own = {
        "questions": _("Our questions"),
        "their-questions": _("Your questions"),
        "other": _("Part of the meeting"),
    }
    return str(own.get(kind) or timebox(kind))


PLACES = {"office": _("office"), "video": _("video"), "phone": _("phone"), "home": _("home")}
"""The places that we have a word for; it is looked up where one is shown."""


def place(name: str) -> str:
    """A place of the model within a line, or the author's own word for one."""
    return str(PLACES.get(name, name))


def places_within(names: Iterable[str]) -> str:
    """``office or video``: where something can be, within a sentence."""
    return str(_(" or ")).join(map(place, names))


def places(names: Iterable[str]) -> str:
    """``Office or video``: the same as a line of its own. An author's own place, say ``iPad room``,
    begins as they wrote it."""
    given = list(names)
    told = places_within(given)
    return told[:1].upper() + told[1:] if given[:1] and given[0] in PLACES else told


def part(id: str) -> str:
    """How readers know a part of the interviewers, which has no name but its id."""
    return id.replace("-", " ").capitalize()


def question_kind(name: str) -> str:
    """The kind of a question, as a label."""
    return {
        "behavioural": _("behavioural"),
        "situational": _("situational"),
        "technical": _("technical"),
        "open": _("open"),
    }.get(name, name)


def use_of_ai(name: str) -> str:
    """Whether a candidate may use AI: ``forbidden``, ``allowed``, ``disclosed``, ``expected``."""
    return {
        "forbidden": _("Not allowed."),
        "allowed": _("Allowed."),
        "disclosed": _("Allowed, and they say when they use it."),
        "expected": _("Expected."),
    }[name]


def use_of_ai_told(name: str) -> str:
    """The same, as a candidate is told; nothing where nothing is said of it."""
    return str(
        {
            "": "",
            "forbidden": _("Please use no AI here."),
            "allowed": _("You may use AI."),
            "disclosed": _("You may use AI; tell us when you do."),
            "expected": _("Use AI as you would at work."),
        }[name]
    )


def recorded(is_so: bool | None) -> str:
    """Whether a meeting is recorded; nothing where that is not said."""
    if is_so is None:
        return ""
    return str(_("This is recorded.") if is_so else _("Nothing is recorded."))


def minutes(count: int) -> str:
    """``20`` → ``20 min``."""
    return str(_("%d min") % count)


def duration(count: int) -> str:
    """``135`` → ``2 h 15 min``."""
    hours, rest = divmod(count, 60)
    parts = [str(_("%d h") % hours)] if hours else []
    return " ".join([*parts, *([minutes(rest)] if rest or not hours else [])])


def counted(count: int, one: object, more: object) -> str:
    """What is said of one, else what is said of more, with their number for its ``%d``."""
    return str(one) if count == 1 else str(more) % count


def own_guide(project: str) -> str:
    """What a candidate's page and leaflet are; Sphinx has a name for a project that has none."""
    if project in ("", "Project name not set"):
        return str(_("Your own guide"))
    return str(_("%s: your own guide") % project)


def time_told(home: int | None, together: int) -> str:
    """How long a candidate is at work for a stage: at home before it, if at all, and in it."""
    met = duration(together)
    return str(_("%s at home, then %s together") % (duration(home), met)) if home else met


def time_from_to(least: int, most: int) -> str:
    """``4 h 25 min to 6 h 35 min``; one length where both are the same."""
    return str(_(" to ")).join(dict.fromkeys(map(duration, (least, most))))


def meetings_on(count: int, days: int | None) -> str:
    """``4 meetings on 3 days``."""
    met = counted(count, _("1 meeting"), _("%d meetings"))
    return str(_("%s on %d days") % (met, days)) if days and days > 1 else met


def day_told(day: int | None, number: int) -> str:
    """The day of a meeting by the schedule; without one, which meeting it is."""
    return str(_("Day %d") % day if day is not None else _("Meeting %d") % number)


def people_told(count: int) -> str:
    """How many a candidate meets, where it is not told of each what they do."""
    one = _("One of us; the invitation says who.")
    return counted(count, one, _("%d of us; the invitation says who."))


def free_told(*, notes: bool) -> str:
    """What follows a meeting for the candidate.

    Args:
        notes: whether the interviewers write then.
    """
    return str(
        _("Then we write, each of us alone. You are free to go.")
        if notes
        else _("Then you are free to go.")
    )


def back_within(days: int) -> str:
    """When what is done at home is due."""
    return counted(days, _("back within one day"), _("back within %d days"))


def instead_of(title: str) -> str:
    """Which stage a candidate may take instead."""
    return str(_("instead of %s, if you like") % f"“{title}”")


def answer_within(days: int | None) -> str:
    """When the candidate hears from us; nothing where that is not said."""
    one = _("Within one working day after the candidate’s last meeting.")
    more = _("Within %d working days after the candidate’s last meeting.")
    return counted(days, one, more) if days else ""


def answer_within_told(days: int | None) -> str:
    """The same, as a candidate is told."""
    one = _("Within one working day after your last meeting.")
    return counted(days, one, _("Within %d working days after your last meeting.")) if days else ""


def date(written: str | None, language: str) -> str:
    """A day, written ``2027-05-01``, as a reader writes it: ``1 May 2027``."""
    if not written:
        return ""
    day = datetime.date.fromisoformat(written)
    pattern = "d MMMM y" if language.startswith("en") else "long"
    try:
        return format_date(day, pattern, locale=language.replace("-", "_"))
    except UnknownLocaleError:
        return written


def stage_format(name: str) -> str:
    """The format of a stage, as a label."""
    return {
        "screen": _("Screen"),
        "pairing": _("Pairing"),
        "structured": _("Structured interview"),
        "system-design": _("System design"),
        "code-review": _("Code review"),
        "take-home": _("Take-home"),
        "portfolio": _("Portfolio"),
        "presentation": _("Presentation"),
        "critique": _("Critique"),
        "role-play": _("Role play"),
        "conversation": _("Conversation"),
        "retrospective": _("Retrospective"),
        "debrief": _("Debrief"),
        "other": _("Meeting"),
    }[name]


def setup(app: Sphinx) -> None:
    """Registers the catalogues."""
    app.add_message_catalog(CATALOGUE, str(LOCALES))
    app.connect("config-inited", say_if_untranslated, priority=900)


def say_if_untranslated(app: Sphinx, config: Config) -> None:
    """Says once, where our words have no catalogue in a language, that they stay English."""
    there = isinstance(get_translator(CATALOGUE), GNUTranslations)
    if not there and not config.language.startswith("en"):
        logger.info(
            "guides_ext has no words in the language '%s', so its own stay English "
            "(a catalogue of them would be %s)",
            config.language,
            LOCALES / config.language / "LC_MESSAGES" / f"{CATALOGUE}.po",
        )
