from .base import Audience, Named, Piece, audience
from .files import OTHER_SUFFIX, SUFFIX, is_library, role_id
from .items import Item
from .load import Loaded, load_role, read_agenda, read_part
from .problems import Place, Problem
from .role import Decision, Role, ScheduleDay, Step
from .schema import role_schema
from .source import not_utf8
from .stage import (
    Candidate,
    Checklist,
    Choice,
    Competency,
    Part,
    Question,
    SectionRef,
    Stage,
    Task,
    Timebox,
    Tried,
)
from .text import Text, place_in

__all__ = [
    "OTHER_SUFFIX",
    "SUFFIX",
    "Audience",
    "Candidate",
    "Checklist",
    "Choice",
    "Competency",
    "Decision",
    "Item",
    "Loaded",
    "Named",
    "Part",
    "Piece",
    "Place",
    "Problem",
    "Question",
    "Role",
    "ScheduleDay",
    "SectionRef",
    "Stage",
    "Step",
    "Task",
    "Text",
    "Timebox",
    "Tried",
    "audience",
    "is_library",
    "load_role",
    "not_utf8",
    "place_in",
    "read_agenda",
    "read_part",
    "role_id",
    "role_schema",
]
