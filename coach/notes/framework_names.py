"""What a framework is called: by its heading, by the acronym its steps spell, or only by the note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.notes import Framework
from coach.notes.announcements import FRAMEWORK_NAME, STEP_HEADING, STRUCTURE
from coach.notes.outline import Part

ACRONYM = re.compile(r"(?<![\w-])([A-Z]{3,8})(?![\w-])")
NUMBERED_HEADING = re.compile(r"(?P<number>\d{1,2})\s*[.):–—-]\s*(?P<name>\S.*)$")
_TECHNICAL = {"ACID", "BASE", "SOLID", "CRUD", "RAID", "FIFO", "LIFO", "GRASP", "REST", "HTTP", "CORS"}


@dataclass(frozen=True, slots=True)
class FoundFramework:
    """A framework, the lines that tell it, and whether its name is only a word like "Structure"."""

    framework: Framework
    start: int
    end: int
    generic: bool = False
    is_outline: bool = False


def name_of_part(part: Part, root: Part) -> tuple[str, bool]:
    """The nearest name that says something, and whether that had to be the note's title."""
    for above in (part, *reversed(part.path)):
        if not above.level:
            break
        if not STRUCTURE.match(above.name) and not STEP_HEADING.match(above.name):
            named = FRAMEWORK_NAME.match(above.name)
            name = named["after"].strip() if named and named["after"] else above.name
            numbered = NUMBERED_HEADING.match(name)
            return (numbered["name"] if numbered else name), False
    return root.name, True


def spells(acronym: str, names: Sequence[str]) -> bool:
    initials = "".join(name.lstrip("\"'“(")[:1].upper() for name in names)
    return len(acronym) >= 3 and initials == acronym and acronym not in _TECHNICAL
