"""``for-roles``, ``panel-only``, ``company-only``: content that is for some readers only.

The edition of the panel shows all of it, with a line that says whom it is for. The editions of
wider circles are built of a copy of the sources that has it no more (``editions/``).
"""

from __future__ import annotations

from docutils import nodes

from guides_ext.domain import Mention
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.markup import note
from guides_ext.parts.node import Part
from guides_ext.parts.references import guide_reference
from guides_ext.record.stage import is_for
from guides_ext.words import _


class for_roles(Part):
    """Content for some roles only. ``roles``: their docnames or last parts."""

    tag, css_class = "div", "guide-for-roles"

    def lower(self) -> list[nodes.Node]:
        """The content, and a line that says for whom it is."""
        return [nodes.container("", *self.children, classes=["guide-for-roles"])]


class ForRoles(GuideDirective):
    """Content for some roles only; the argument names them, separated by commas."""

    written = "for-roles"
    required_arguments = 1
    final_argument_whitespace = True

    def part(self) -> for_roles:
        """A line that says for whom, and the content.

        Raises:
            Misuse: when no role is named or there is no content.
        """
        roles = [name.strip() for name in self.arguments[0].split(",") if name.strip()]
        content = self.parse_content_to_nodes()
        if not roles or not content:
            raise Misuse("expected names of roles and content for them")
        self._narrow(content, roles)
        for role in roles:
            use = Mention("role", role, self.place_of(role), shows=False)
            self.domain.note_use(self.env.docname, use)
        return for_roles("", self._label(roles), *content, roles=roles)

    def _label(self, roles: list[str]) -> nodes.paragraph:
        """For whom it is: each role by its title, and a link; one that is not there by its name."""
        before, _mark, after = str(_("Only for: %s")).partition("%s")
        label = note(before)
        for role in roles:
            link = guide_reference("role", role, role, self.env.docname)
            link["refexplicit"] = link["refwarn"] = False  # its use is noted, and warned of there
            label += [nodes.Text(", " if role != roles[0] else ""), link]
        label += nodes.Text(after)
        return label

    def _narrow(self, content: list[nodes.Node], roles: list[str]) -> None:
        """Lets a block inside be for no other roles than this one."""
        for inner in [found for node in content for found in node.findall(for_roles)]:
            others = [one for one in inner["roles"] if not is_for(one, roles)]
            if others:
                line = inner.line or self.line
                self.warn(f"the block around it is not for {', '.join(others)}", line)
            inner["roles"] = [one for one in inner["roles"] if one not in others] or ["-"]


class PanelOnly(GuideDirective):
    """Content for those who interview."""

    written = "panel-only"
    about = _("Only for the panel")

    def part(self) -> nodes.container:
        """A line that says for whom, and the content.

        Raises:
            Misuse: when there is none.
        """
        content = self.parsed("content for those whom it is for")
        return nodes.container("", note(self.about), *content, classes=["guide-for-roles"])


class CompanyOnly(PanelOnly):
    """Content for all colleagues, and for no candidate."""

    written = "company-only"
    about = _("Not for candidates")
