"""What a page in reStructuredText refers to."""

from __future__ import annotations

import re

from guides_ext.editions.links import Writer
from guides_ext.editions.pages import Page
from guides_ext.editions.scan import Doubt, folded, lines_in
from guides_ext.editions.world import World


class RestWriter(Writer):
    """Writes a page in reStructuredText."""

    INLINE = re.compile(
        r"(?P<escaped>\\.)|(?P<code>``.+?``)"
        r"|:(?P<role>[\w:.+-]+):`(?P<text>[^`]+)`"
        r"|`(?P<words>[^`<]*?)\s*<(?P<target>[^`<>]+)>`(?P<end>__?)"
        r"|`(?P<phrase>[^`]+)`(?P<mark>__?)|(?P<plain>`[^`]+`)"
        r"|\b(?P<simple>[A-Za-z0-9](?:[\w.+-]*[A-Za-z0-9])?)_(?![\w_])"
        r"|\[(?P<note>[^\]\s]+)\]_|(?P<sub>\|[^|\s][^|]*\|)_{0,2}",
        re.DOTALL,
    )
    NAMELESS = {"^#": r"\[#\]_", "^*": r"\[\*\]_", "__": r"(?<!>`)(?<=[`\w])__(?!\w)"}

    def __init__(self, page: Page, world: World, onto: str) -> None:
        super().__init__(page, world, onto)
        whole = not (page.is_cut or any(not one.name for one in self.dropped))
        text = "\n".join(one.text for one in lines_in(page.nodes) if not one.code)
        for label, references in self.NAMELESS.items():
            ours = [one for one in self.defined if one.label == label]
            if gone := [one for one in ours if label == "__" and not self._is_here(one.text)]:
                raise Doubt(gone[0].number, f"'{gone[0].text}' is not in this edition")
            if ours and not (whole and len(ours) == len(re.findall(references, text))):
                raise Doubt(ours[0].number, f"'{label.strip('^')}' may belong to something that "
                            "is not in this edition (give it a name)")  # fmt: skip

    def _names(self, text: str) -> set[str]:
        found = {f"^{one.casefold()}" for one in re.findall(r"\[([^\]\s]+)\]_", text)}
        found |= {folded(one) for one in re.findall(r"\|[^|\s][^|]*\|", text)}
        for match in self.INLINE.finditer(text):
            name = match["phrase"] or match["simple"] or (match["target"] or "").removesuffix("_")
            found.add(folded(name))
        return found

    def _is_here(self, target: str) -> bool:
        address = self._address(target)
        return address == "" or (
            address is not None and self._kept(address, taken=False) is not None
        )

    def _address(self, target: str) -> str | None:
        """Where a target leads, by way of names, which have `_` behind them; empty for a place on
        the page, None for a name that is not there."""
        seen: set[str] = set()
        address: str | None = target
        while address and address.endswith("_") and "://" not in address and address not in seen:
            seen.add(address)
            address = self.targets.get(folded(address.removesuffix("_").strip("`")))
        return address

    def _one(self, match: re.Match[str]) -> str:
        at, name = match.start(), match["phrase"] or match["simple"]
        if match["role"]:
            return self._role(match)
        if match["sub"] and folded(match["sub"]) not in self.targets:
            raise Doubt(self._line(at), f"'{match['sub']}' is put in when the page is built "
                        "(write the words themselves)")  # fmt: skip
        target = match["target"] or (f"{name}_" if name and match["mark"] != "__" else "")
        address = self._address(target)
        if address is None:
            is_gone = not match["simple"]  # a word may end so
        else:
            is_gone = bool(address) and self._kept(address) is None
        words = match["words"] if match["target"] else name
        return self._words(words, address or target, at) if is_gone else match[0]
