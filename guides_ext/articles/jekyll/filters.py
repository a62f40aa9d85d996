"""The filters of Jekyll that say something about addresses, days and Markdown."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from liquid import Environment
from liquid.builtin.filters.misc import date as library_date
from liquid.context import RenderContext
from liquid.exceptions import FilterArgumentError
from liquid.filter import with_context, with_environment
from liquid.stringify import to_liquid_string

from guides_ext.articles.jekyll.rendering import Rendering
from guides_ext.articles.jekyll.site import SCHEME


@with_context
def relative_url(path: object, *, context: RenderContext) -> str:
    """``/assets/a.jpg`` → ``/blog/assets/a.jpg``, where ``/blog`` is the site's ``baseurl``."""
    assert isinstance(context, Rendering)
    text, base = str(path), context.site.base
    if SCHEME.match(text) or (text + "/").startswith(f"{base or '//'}/"):
        return text
    return f"{base}/{text.lstrip('/')}"


@with_context
def absolute_url(path: object, *, context: RenderContext) -> str:
    """The same with the site's ``url`` before it."""
    assert isinstance(context, Rendering)
    text = str(path)
    if SCHEME.match(text):
        return text
    return context.site.url + str(relative_url(path, context=context))


@with_environment
def date(day: Any, pattern: str, *, environment: Environment) -> str:
    """A day as a text, but never today's: two builds of a page are the same.

    Raises:
        FilterArgumentError: for ``now`` and ``today``.
    """
    if day in ("now", "today"):
        raise FilterArgumentError("no page knows today's date", token=None)
    return str(library_date(day, pattern, environment=environment))


def date_to(pattern: str) -> Callable[..., str]:
    """A filter that writes a day in a pattern."""

    @with_environment
    def write(day: Any, *_style: object, environment: Environment) -> str:
        if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime):
            day = datetime.datetime.combine(day, datetime.time())
        return str(date(day, pattern, environment=environment))

    return write


def sentence(items: Any) -> str:
    """``a, b, and c``."""
    *most, last = [str(one) for one in items]
    joint = ", and " if len(most) > 1 else " and "
    return joint.join(filter(None, [", ".join(most), last]))


def group_by(items: Any, key: Any) -> list[dict[str, Any]]:
    """The items of a list by what a key of theirs says."""
    groups: dict[str, list[Any]] = {}
    for one in items:
        groups.setdefault(to_liquid_string(one.get(key), autoescape=False), []).append(one)
    return [{"name": name, "items": found, "size": len(found)} for name, found in groups.items()]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "array_to_sentence_string": sentence,
    "group_by": group_by,
    "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
    "number_of_words": lambda text: len(str(text).split()),
    "slugify": lambda text: re.sub(r"\W+", "-", str(text).lower()).strip("-"),
    # The text itself: all of the page is Markdown yet.
    **dict.fromkeys(("markdownify", "smartify"), lambda text: text),
    "xml_escape": lambda text: html.escape(str(text), quote=False),
    "relative_url": relative_url,
    "absolute_url": absolute_url,
    "date": date,
    "date_to_string": date_to("%d %b %Y"),
    "date_to_long_string": date_to("%d %B %Y"),
    "date_to_xmlschema": date_to("%Y-%m-%dT%H:%M:%S+00:00"),
}
