"""The table: every hostile file, by the family that it is built with."""

from tests.hostile.case import Family
from tests.hostile.cases import names, pictures, roles, texts, under_way

FAMILIES: dict[str, Family] = {
    one.name: one
    for module in (names, pictures, roles, texts, under_way)
    for one in module.FAMILIES
}
