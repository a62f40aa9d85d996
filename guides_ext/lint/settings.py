"""What conf.py says of the linter: what cannot be used of it is an error, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        at = sources.find(SEVERITY, Place(conf, 1, 1))
        for key in keys:  # as far as it can be told from the letters of conf.py
            at = sources.find(f'"{key}"', at)  # or between the other quotation marks
        where = ": ".join(map(str, keys))
        return Finding(at, SEVERITY, f"{where}: {message}" if where else message, mend, "error")

    if not isinstance(given, Mapping):
        yield fault(f"expected severities by rule, got {given!r}", 'write {"owner": "off"}')
        return
    status = {one.id: one.page.about.status for one in rules}
    entries: list[tuple[object, ...]] = []
    for key, value in given.items():
        if isinstance(value, Mapping):
            entries += [(value[name], key, name) for name in value]
            if key not in roles:
                hint = did_you_mean(str(key), roles)
                yield fault(f"no role has this docname{hint}", "mend it, or take it out", key)
        elif key in roles:
            message = f"expected severities by rule, got {value!r}"
            yield fault(message, f'write {{"{key}": {{"owner": "off"}}}}', key)
        else:
            entries.append((value, key))
    for severity, *keys in entries:
        name = keys[-1]
        if name not in status:
            hint = did_you_mean(str(name), status)
            yield fault(f"no rule has this name{hint}", "mend it, or take it out", *keys)
        elif status[name] == "deprecated":
            told = fault("this rule is deprecated, and will go", "take it out", name)
            yield replace(told, severity="warning")
        if severity not in SEVERITIES:
            expected = f"expected one of {', '.join(SEVERITIES)}, got {severity!r}"
            yield fault(expected, "the rule is as severe as by default", *keys)
