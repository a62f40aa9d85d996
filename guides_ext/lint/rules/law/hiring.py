"""Hiring: what the law of a role's jurisdictions says of pay, tools, recordings and notes.

What it says, since when, and how sure we are stands in `data/law.yaml`.
"""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.language import MONTHS, amounts, ruled_out
from guides_ext.lint.lexicon import codes, is_known, phrase
from guides_ext.lint.subjects import Passage, RoleView, StageView
from guides_ext.model.nearest import did_you_mean


@rule(RoleView, "jurisdiction-unknown")
def jurisdiction_unknown(view: RoleView) -> Iterator[Hit]:
    for number, code in enumerate(view.role.jurisdictions):
        if not is_known(code):
            near = did_you_mean(code.casefold(), sorted(codes()))
            yield Hit(view.key("jurisdictions", number), f"no law of {code!r} is known here{near}")


@rule(RoleView, "pay-before-interview")
def pay_before_interview(view: RoleView) -> Iterator[Hit]:
    if view.role.pay_range is None and (held := view.laws("pay")):
        told = "; ".join(map(str, held))
        yield Hit(view.role.title.place, f"nothing says what the job pays: {told}")


@rule(RoleView, "keep-notes")
def keep_notes(view: RoleView) -> Iterator[Hit]:
    held, text = view.laws("notes"), view.role.keep_notes
    if text is None and held:
        told = "; ".join(map(str, held))
        yield Hit(view.role.title.place, f"nothing says how long notes are kept: {told}")
    named = list(amounts(view.words(text), MONTHS))
    for law in held:
        fit = [law.least <= months <= (law.most or months) for months, _ in named]
        if named and not any(fit):  # where several are named, each may be for another country
            told = " and ".join(repr(found.group()) for _, found in named)
            yield Hit(view.key("keep_notes"), f"{told}: {law}")


@rule(StageView, "ai-stance")
def ai_stance(view: StageView) -> Iterator[Hit]:
    if not (view.meets and view.tasks):
        return
    stance = view.effective["ai"] or {}
    at = view.key_or_role("ai")
    missing = [key for key in ("candidate", "say", "ours") if not stance.get(key)]
    if missing:
        yield Hit(at, f"no one stance on assistants: no {', no '.join(missing)}")
    elif found := _against(stance["candidate"], stance["say"].words):
        yield Hit(at, f"the stance is {stance['candidate']!r}, and {found}")


def _against(stance: str, said: str) -> str:
    """What is said of assistants that their stance does not say."""
    forbids, allows = (phrase(name).search(said) for name in ("ai forbidden", "ai allowed"))
    if stance == "forbidden" and allows and not forbids:
        return f"what is said allows them: {allows.group()!r}"
    if stance != "forbidden" and forbids:
        return f"what is said forbids them: {forbids.group()!r}"
    if stance == "disclosed" and not phrase("ai disclosed").search(said):
        return "nothing that is said asks what came from them"
    return ""


@rule(StageView, "ai-emotion")
def ai_emotion(view: StageView) -> Iterator[Hit]:
    yield from _our_tools(view, "emotion", "is read by a tool")


@rule(StageView, "ai-notice")
def ai_notice(view: StageView) -> Iterator[Hit]:
    yield from _our_tools(view, "tool scores", "is done by a tool")


def _our_tools(view: StageView, name: str, told: str) -> Iterator[Hit]:
    """What a stage says that tools of ours do, where the law of its jurisdictions speaks of it."""
    ours = (view.effective["ai"] or {}).get("ours")
    found = phrase(name).search(ours.words) if ours and view.meets else None
    if not ours or not found or ruled_out(found):
        return
    by_people = name == "tool scores" and phrase("by people").search(ours.words)
    if not by_people and (held := view.role.laws(name)):
        message = f"{found.group()!r} {told}: {'; '.join(map(str, held))}"
        yield Hit(view.key_or_role("ai"), message)


@rule(StageView, "recording-consent")
def recording_consent(view: StageView) -> Iterator[Hit]:
    recorded = view.effective["recorded"] or {}
    if view.meets and recorded.get("is") and not phrase("consent").search(recorded["say"].words):
        told = "it is recorded, and what is said of it asks for no consent"
        yield Hit(view.key_or_role("recorded"), told)


_QUOTED = re.compile(r"[\"“„][^\"”“]*[\"”“]")


@rule(Passage, "notes-adjective", "note")
def notes_adjective(passage: Passage) -> Iterator[Hit]:
    if found := phrase("adjectives").search(_QUOTED.sub("", passage.text)):
        yield Hit(passage.where(found.group()), f"{found.group()!r} is a verdict among the notes")
