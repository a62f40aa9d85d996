"""Law: what holds about pay, tools, recordings and notes, by jurisdiction; ask a lawyer."""

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Check, Hit, rule
from guides_ext.lint.language import MONTHS, amounts, ruled_out
from guides_ext.lint.lexicon import codes, is_known, phrase
from guides_ext.lint.subjects import Passage, RoleView, StageView
from guides_ext.model.nearest import did_you_mean

_QUOTED = re.compile(r"[\"“„][^\"”“]*[\"”“]")


@rule(RoleView, "jurisdiction-unknown")
def jurisdiction_unknown(view: RoleView) -> Iterator[Hit]:
    for number, code in enumerate(view.role.jurisdictions):
        if not is_known(code):
            near = did_you_mean(code.casefold(), sorted(codes()))
            yield Hit(view.key("jurisdictions", number), f"no law of {code!r} is known here{near}")


@rule(RoleView, "pay-before-interview")
def pay_before_interview(view: RoleView) -> Iterator[Hit]:
    if view.role.pay_range is None and (held := view.laws("pay")):
        told = f"nothing says what the job pays: {'; '.join(map(str, held))}"
        yield Hit(view.role.title.place, told)


@rule(RoleView, "keep-notes")
def keep_notes(view: RoleView) -> Iterator[Hit]:
    held, text = view.laws("notes"), view.role.keep_notes
    if text is None and held:
        told = f"nothing says how long notes are kept: {'; '.join(map(str, held))}"
        yield Hit(view.role.title.place, told)
    named = list(amounts(view.words(text), MONTHS))
    for law in held:
        fit = any(law.least <= months <= (law.most or months) for months, _ in named)
        if named and not fit:  # where several are named, each may be for another country
            told = " and ".join(repr(found.group()) for _, found in named)
            yield Hit(view.key("keep_notes"), f"{told}: {law}")


@rule(StageView, "ai-stance")
def ai_stance(view: StageView) -> Iterator[Hit]:
    if view.meets and view.tasks:
        stance, at = view.effective["ai"] or {}, view.key_or_role("ai")
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


def _our_tools(name: str, told: str) -> Check[StageView]:
    """What a stage says that tools of ours do, where the law of its jurisdictions speaks of it."""

    def check(view: StageView) -> Iterator[Hit]:
        ours, held = (view.effective["ai"] or {}).get("ours"), view.role.laws(name)
        found = phrase(name).search(ours.words) if ours and held and view.meets else None
        if found and not ruled_out(found):
            by_people = name == "tool scores" and phrase("by people").search(found.string)
            message = f"{found.group()!r} {told}: {'; '.join(map(str, held))}"
            yield from [] if by_people else [Hit(view.key_or_role("ai"), message)]

    return check


ai_emotion = rule(StageView, "ai-emotion")(_our_tools("emotion", "is read by a tool"))
ai_notice = rule(StageView, "ai-notice")(_our_tools("tool scores", "is done by a tool"))


@rule(StageView, "recording-consent")
def recording_consent(view: StageView) -> Iterator[Hit]:
    recorded = view.effective["recorded"] or {}
    if view.meets and recorded.get("is") and not phrase("consent").search(recorded["say"].words):
        told = "it is recorded, and what is said of it asks for no consent"
        yield Hit(view.key_or_role("recorded"), told)


@rule(Passage, "notes-adjective", "note")
def notes_adjective(passage: Passage) -> Iterator[Hit]:
    if found := phrase("adjectives").search(_QUOTED.sub("", passage.text)):
        yield Hit(passage.where(found.group()), f"{found.group()!r} is a verdict among the notes")
