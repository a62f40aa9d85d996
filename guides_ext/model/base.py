"""What all parts of a role have in common: read from a mapping, frozen, with a place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar, Literal, TypeAlias, TypeVar, cast, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    model_validator,
)

from .nodes import Entry, Mapping, Node, Scalar, expected
from .problems import Place

Circle: TypeAlias = Literal["panel", "company", "candidate"]
"""Who may read a text, each within the next: those who interview, all colleagues, the candidate.
An edition is what one circle reads."""

CIRCLES: tuple[Circle, ...] = get_args(Circle)
NOWHERE = Place("", 1, 1)
P = TypeVar("P", bound="YamlModel")


def may_read(edition: Circle, circle: Circle) -> bool:
    """Whether what is for a circle may stand in an edition."""
    return CIRCLES.index(circle) >= CIRCLES.index(edition)


def told(circle: Circle, description: str, default: Any = None, **more: Any) -> Any:
    """A field: the widest circle that may read it, what it means, and its value where the author
    gives none.

    `keys` is the circle of the ids that a mapping has for keys, for they are text too.
    `needed=True` marks what a complete role has to say; its default only stands in for it.
    `adds=False` marks a list that `+` does not add to.
    """
    if circle not in CIRCLES:
        raise ValueError(f"no circle {circle!r} (there are: {', '.join(CIRCLES)})")
    noted = {
        "circle": circle,
        "keys": more.pop("keys", None),
        "needed": more.pop("needed", False),
        "adds": more.pop("adds", True),
    }
    return Field(default, description=description, json_schema_extra=noted, **more)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands for the value of a key that no field has; pydantic refuses it with our words, which
    are found when they are told."""

    message: Callable[[], str]


class YamlModel(BaseModel):
    """A part of a role. `at` is where it is written."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
        defer_build=True,  # a build that reads no role needs no validator
    )
    short: ClassVar[str] = ""  # the key that a plain value stands for
    short_is: ClassVar[str] = "a text"  # what that value is
    gone: ClassVar[dict[str, str]] = {}  # keys of an older form: what to write instead of each
    _at: Place | None = PrivateAttr(None)
    _id: str = PrivateAttr("")

    @property
    def at(self) -> Place:
        return self._at or NOWHERE

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls: type[P], value: Any, handler: ModelWrapValidatorHandler[P]) -> P:
        """Read a node: a mapping's keys are the fields, a text is the field `short`."""
        if not isinstance(value, Node):
            return handler(value)
        node = value.value if isinstance(value, Entry) else value
        if isinstance(node, Mapping):
            given = cls._given(node)
        elif cls.short and isinstance(node, Scalar) and not node.empty:
            given = {cls.short: node}
        else:
            keys = keys_of(cls)
            shown = f"keys and values ({', '.join(keys[:3])}{', …' if len(keys) > 3 else ''})"
            raise expected(f"{cls.short_is} or {shown}" if cls.short else shown, node)
        piece = handler(given)
        piece._at = value.place
        if isinstance(value, Entry):
            piece._id = value.key.value
        return piece

    @classmethod
    def _given(cls, node: Mapping) -> dict[str, Node | Unknown]:
        """The values by field; `goals+` fills `goals`, since libraries are merged elsewhere."""
        known, lists = keys_of(cls), lists_of(cls)
        given: dict[str, Node | Unknown] = {}
        for key, entry in node.good.items():
            if key in known:
                given[key] = entry.value
            elif key.endswith("+") and key[:-1] in lists:
                given[key[:-1]] = entry.value
            elif mend := cls.gone.get(key.removesuffix("+")):
                given[key] = Unknown(partial("no longer a key ({})".format, mend))
            else:
                given[key] = Unknown(partial(node.unknown, key, known))
        return given

    def absent(self, edition: Circle = "panel") -> list[str]:
        """The keys that a complete role has here in an edition, and this one has not."""
        given = self.model_fields_set
        return [key for name, key in _needed_by(type(self), edition) if name not in given]


class Named(YamlModel):
    """A part with an id, the key that it is written under."""

    @property
    def id(self) -> str:
        return self._id


def _noted(info: Any) -> dict[str, Any]:
    return cast(dict[str, Any], info.json_schema_extra)


@cache
def keys_of(model: type[YamlModel]) -> list[str]:
    """The keys of a model as authors write them."""
    return [info.alias or name for name, info in model.model_fields.items()]


@cache
def _needed_by(model: type[YamlModel], edition: Circle) -> list[tuple[str, str]]:
    """The fields that a complete role has to fill, with their keys."""
    return [
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if _noted(info)["needed"] and may_read(edition, _noted(info)["circle"])
    ]


@cache
def lists_of(model: type[YamlModel]) -> frozenset[str]:
    """The keys of a model that hold lists, and can therefore be added to with `+`."""
    return frozenset(
        info.alias or name
        for name, info in model.model_fields.items()
        if getattr(info.annotation, "__origin__", None) is tuple and _noted(info)["adds"]
    )


def circle_of(model: type[YamlModel], field: str) -> Circle:
    """The widest circle that may read a field, named as in Python or as in a role file.

    Raises:
        KeyError: the model has no such field.
    """
    return cast(Circle, _noted(_field(model, field))["circle"])


def circle_of_keys(model: type[YamlModel], field: str) -> Circle | None:
    """The same for the ids that a mapping has for keys; None for what has none.

    Raises:
        KeyError: the model has no such field.
    """
    return cast(Circle | None, _noted(_field(model, field))["keys"])


def _field(model: type[YamlModel], field: str) -> Any:
    for name, info in model.model_fields.items():
        if field in (name, info.alias):
            return info
    raise KeyError(field)
