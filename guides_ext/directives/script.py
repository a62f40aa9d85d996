"""``script`` and ``for-roles``: words to say aloud, and content for some roles only."""

from __future__ import annotations

from docutils import nodes

from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.domain import Use
from guides_ext.record.stage import is_for
from guides_ext.nodes import for_roles, heading, script, speech
from guides_ext.parts.markup import built_in
from guides_ext.words import _


class Script(GuideDirective):
    """Words to say aloud; the argument is the cue."""

    written = "script"
    optional_arguments = 1
    final_argument_whitespace = True

    def part(self) -> script:
        """The cue and the words.

        :raises Misuse: when there are no words
        """
        content = self.parse_content_to_nodes()
        if not content:
            raise Misuse("expected the words to say, got nothing")
        return script("", *self._cue(), speech("", *content))

    def _cue(self) -> list[nodes.Node]:
        if not self.arguments:
            return []
        found, messages = self.parse_inline(self.arguments[0])
        cue = heading(self.arguments[0], "", *found)
        self.set_source_info(cue)
        return [cue, *messages]


class ForRoles(GuideDirective):
    """Content for some roles only; the argument names them, separated by commas."""

    written = "for-roles"
    required_arguments = 1
    final_argument_whitespace = True

    def part(self) -> for_roles:
        """A line that says for whom, and the content.

        :raises Misuse: when no role is named or there is no content
        """
        roles = [name.strip() for name in self.arguments[0].split(",") if name.strip()]
        content = self.parse_content_to_nodes()
        if not roles or not content:
            raise Misuse("expected names of roles and content for them")
        self._narrow(content, roles)
        for role in roles:
            use = Use("role", role, self.place_of(role), shows=False)
            self.domain.note_use(self.env.docname, use)
        label = built_in(_("Only for: %s") % ", ".join(roles), nodes.paragraph)
        label["classes"].append("guide-note")
        return for_roles("", label, *content, roles=roles)

    def _narrow(self, content: list[nodes.Node], roles: list[str]) -> None:
        """Lets a block inside be for no other roles than this one."""
        for inner in [found for node in content for found in node.findall(for_roles)]:
            others = [one for one in inner["roles"] if not is_for(one, roles)]
            if others:
                line = inner.line or self.line
                self.warn(f"the block around it is not for {', '.join(others)}", line)
            inner["roles"] = [one for one in inner["roles"] if one not in others] or ["-"]
