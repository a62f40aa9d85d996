"""What all parts of a role have in common: read from a mapping, frozen, with a place."""

from typing import Any, ClassVar, Literal, TypeAlias, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    computed_field,
    model_validator,
)

from .faults import expected
from .nodes import Bad, Entry, Mapping, Node, Scalar
from .problems import Place

Audience: TypeAlias = Literal["everyone", "candidate", "interviewer"]
NOWHERE = Place("", 1, 1)
P = TypeVar("P", bound="Piece")


def told(audience: Audience, description: str, default: Any = None, **more: Any) -> Any:
    """A field: who may read it, what it means, and its value where the author gives none.

    `needed=True` marks what a complete role has to say; its default only stands in for it.
    """
    needed = more.pop("needed", False)
    extra = {"audience": audience, "needed": needed}
    return Field(default, description=description, json_schema_extra=extra, **more)


class Piece(BaseModel):
    """A part of a role. `at` is where it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    short: ClassVar[str] = ""  # the key that a plain text stands for
    _at: Place = PrivateAttr(NOWHERE)
    _id: str = PrivateAttr("")

    @property
    def at(self) -> Place:
        return self._at

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls: type[P], value: Any, handler: ModelWrapValidatorHandler[P]) -> P:
        """Read a node: a mapping's keys are the fields, a text is the field `short`."""
        if not isinstance(value, Node):
            return handler(value)
        node = value.value if isinstance(value, Entry) else value
        if isinstance(node, Mapping):
            given = {
                cls._field(key): entry.value
                for key, entry in node.entries.items()
                if not isinstance(entry.value, Bad)
            }
        elif cls.short and isinstance(node, Scalar) and not node.empty:
            given = {cls.short: node}
        else:
            raise expected(f"a text or {cls._keys()}" if cls.short else cls._keys(), node)
        piece = handler(given)
        piece._at = value.place
        if isinstance(value, Entry):
            piece._id = value.key.value
        return piece

    @classmethod
    def _field(cls, key: str) -> str:
        """The field that a key fills: `goals+` fills `goals`, where that is a list."""
        return key[:-1] if key.endswith("+") and key[:-1] in lists_of(cls) else key

    @classmethod
    def _keys(cls) -> str:
        names = [info.alias or name for name, info in cls.model_fields.items()]
        return f"keys and values ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"

    def absent(self) -> list[str]:
        """The keys that have to be given, and are not."""
        return [
            info.alias or name
            for name, info in type(self).model_fields.items()
            if name not in self.model_fields_set and extra(info)["needed"]
        ]


class Named(Piece):
    """A part with an id, the key that it is written under; plain data says where it stands."""

    @computed_field(description="Its id.")  # type: ignore[prop-decorator]
    @property
    def id(self) -> str:
        return self._id

    @computed_field(description="The file that it is written in.")  # type: ignore[prop-decorator]
    @property
    def file(self) -> str:
        return self._at.file

    @computed_field(description="The line that it starts in.")  # type: ignore[prop-decorator]
    @property
    def line(self) -> int:
        return self._at.line


def extra(info: Any) -> dict[str, Any]:
    """What `told` has noted beside a field."""
    return cast(dict[str, Any], info.json_schema_extra)


_LISTS: dict[type, frozenset[str]] = {}


def lists_of(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a model that hold lists, and can therefore be added to with `+`."""
    if model not in _LISTS:
        _LISTS[model] = frozenset(
            info.alias or name
            for name, info in model.model_fields.items()
            if getattr(info.annotation, "__origin__", None) is tuple
        ) - {"say"}
    return _LISTS[model]


def audience(model: type[BaseModel], field: str) -> Audience:
    """Who may read a field, named as in Python or as in a role file.

    Raises:
        KeyError: the model has no such field.
    """
    for name, info in model.model_fields.items():
        if field in (name, info.alias):
            return cast(Audience, extra(info)["audience"])
    raise KeyError(field)
