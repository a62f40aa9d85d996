"""The table: every hostile file and command, by the family that it belongs to."""

from tests.hostile.case import Commands, Family
from tests.hostile.cases import (
    commands,
    front,
    names,
    outside,
    pictures,
    publishing,
    roles,
    templates,
    texts,
    under_way,
)

MODULES = (
    commands,
    front,
    names,
    outside,
    pictures,
    publishing,
    roles,
    templates,
    texts,
    under_way,
)
FAMILIES: dict[str, Family | Commands] = {
    one.name: one for module in MODULES for one in module.FAMILIES
}
