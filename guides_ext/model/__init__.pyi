from .base import Audience, Piece, audience
from .effective import (
    EffectiveStage,
    SectionView,
    TimeboxView,
    effective_stage,
    fold,
    is_for,
    missing_sections,
)
from .files import OTHER_SUFFIX, SUFFIX, is_library, role_id
from .items import Item
from .load import Loaded, load_role, read_agenda, read_part
from .problems import Place, Problem
from .records import (
    PHASES,
    ArticleRecord,
    ItemRecord,
    ItemSource,
    ListRecord,
    RoleRecord,
    SectionRecord,
)
from .role import Decision, Role, ScheduleDay, Step
from .schema import guides_schema, role_schema
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
from .text import Text, place_in, plain

__all__ = [
    "OTHER_SUFFIX",
    "PHASES",
    "SUFFIX",
    "ArticleRecord",
    "Audience",
    "Candidate",
    "Checklist",
    "Choice",
    "Competency",
    "Decision",
    "EffectiveStage",
    "Item",
    "ItemRecord",
    "ItemSource",
    "ListRecord",
    "Loaded",
    "Part",
    "Piece",
    "Place",
    "Problem",
    "Question",
    "Role",
    "RoleRecord",
    "ScheduleDay",
    "SectionRecord",
    "SectionRef",
    "SectionView",
    "Stage",
    "Step",
    "Task",
    "Text",
    "Timebox",
    "TimeboxView",
    "Tried",
    "audience",
    "effective_stage",
    "fold",
    "guides_schema",
    "is_for",
    "is_library",
    "load_role",
    "missing_sections",
    "not_utf8",
    "place_in",
    "plain",
    "read_agenda",
    "read_part",
    "role_id",
    "role_schema",
]
