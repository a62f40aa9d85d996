"""What conf.py says of the linter: what cannot be used of it is an error, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from guides_ext.lint.engine import Finding, Rule
from guides_ext.lint.page import SEVERITIES
from guides_ext.lint.sources import Sources
from guides_ext.model.nearest import did_you_mean
from guides_ext.model.problems import Place

SEVERITY = "guides_lint_severity"


def check_severities(
    given: object, rules: Sequence[Rule[Any]], roles: Sequence[str], sources: Sources, conf: str
) -> Iterator[Finding]:
    """What is wrong with the severities that a user has set.

    Args:
        roles: the docnames of all roles.
        conf: the path of conf.py.
    """

    def fault(message: str, mend: str, *keys: object) -> Finding:
        at = _place(sources, conf, *keys)
        where = ": ".join(map(str, keys))
        return Finding(at, SEVERITY, f"{where}: {message}" if where else message, mend, "error")

    if not isinstance(given, Mapping):
        yield fault(f"expected severities by rule, got {given!r}", 'write {"owner": "off"}')
        return
    names = [one.id for one in rules]
    old = {one.id for one in rules if one.page.about.status == "deprecated"}
    for key, value in given.items():
        if isinstance(value, Mapping):
            if key not in roles:
                hint = did_you_mean(str(key), roles)
                yield fault(f"no role has this docname{hint}", "mend it, or take it out", key)
            for name, severity in value.items():
                yield from _severity(fault, names, severity, key, name)
        elif key in roles:
            message = f"expected severities by rule, got {value!r}"
            yield fault(message, f'write {{"{key}": {{"owner": "off"}}}}', key)
        else:
            yield from _severity(fault, names, value, key)
        for name in old & {key, *(value if isinstance(value, Mapping) else ())}:
            told = fault("this rule is deprecated, and will go", "take it out", name)
            yield replace(told, severity="warning")


def _severity(
    fault: Callable[..., Finding], names: Sequence[str], severity: object, *keys: object
) -> Iterator[Finding]:
    """What is wrong with one entry, to which some keys lead."""
    if keys[-1] not in names:
        hint = did_you_mean(str(keys[-1]), names)
        yield fault(f"no rule has this name{hint}", "mend it, or take it out", *keys)
    if severity not in SEVERITIES:
        expected = f"expected one of {', '.join(SEVERITIES)}"
        yield fault(f"{expected}, got {severity!r}", "the rule is as severe as by default", *keys)


def _place(sources: Sources, conf: str, *keys: object) -> Place:
    """Where conf.py says something, as far as it can be told from its letters."""
    place = sources.find(SEVERITY, Place(conf, 1, 1))
    for key in keys:
        place = sources.find(f'"{key}"', place)  # or between the other quotation marks
    return place
