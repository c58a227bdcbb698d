"""Frameworks: ordered ways to answer, with their steps and the points under each.

Told by headings "Step 1", a list under "Structure" or "Framework", an arrow line with a label, a list
of frameworks, an acronym spelled out. Lists and arrow lines that name the steps of a framework told
elsewhere in the note are outlines of it and merge into it. A list beside code is about a program.
"""

from coach.notes.announcements import FRAMEWORK_LIST, STEP_HEADING, script_kind_of
from coach.notes.framework_arrows import by_arrow_lines
from coach.notes.framework_headings import by_numbered_headings, by_step_headings
from coach.notes.framework_lists import (
    by_acronym_lines,
    by_framework_list,
    by_ordered_children,
    by_structure_list,
)
from coach.notes.framework_merge import merge_frameworks
from coach.notes.framework_names import FoundFramework
from coach.notes.limits import refuse_frameworks
from coach.notes.outline import Part
from coach.notes.steps import ASIDE


def find_frameworks(root: Part) -> tuple[FoundFramework, ...]:
    """Every framework of a note once, in its order. Raises OutsizedError."""
    found = [*by_step_headings(root)]
    for part in root.walk():
        if any(script_kind_of(above.name) for above in (*part.path, part)):
            continue
        if any(ASIDE.match(above.name) for above in (*part.path[1:], part) if above.level):
            continue
        found += by_numbered_headings(part, root)
        if FRAMEWORK_LIST.match(part.name) and part.level:
            found += by_framework_list(part)
        elif part.level and not _is_step(part):
            structured = [*by_structure_list(part, root)]
            found += structured or by_ordered_children(part)
        if not FRAMEWORK_LIST.match(part.name):
            found += by_acronym_lines(part)
        found += by_arrow_lines(part, root)
    refuse_frameworks(len(found))
    return tuple(sorted(merge_frameworks(found), key=lambda one: one.framework.line))


def _is_step(part: Part) -> bool:
    return any(STEP_HEADING.match(above.name) for above in (*part.path, part))
