"""Frameworks told by headings: "Step 1", "Step 2", or "1. …", "2. …" under "The framework"."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.notes import Framework, Step
from coach.notes.announcements import FRAMEWORK_NAME, STEP_HEADING, STRUCTURE
from coach.notes.framework_names import NUMBERED_HEADING, FoundFramework, name_of_part
from coach.notes.outline import Part
from coach.notes.steps import MAX_STEPS, opens_with_deed, points_of_part
from coach.notes.wording import name_of

_CASE = re.compile(r"(?i)\b(?:case|framework|approach|structure|playbook|cheat ?sheet)\b")
_TRAILING_FRAMEWORK = re.compile(r"(?i)\s+framework$")


def by_step_headings(root: Part) -> Iterator[FoundFramework]:
    """Runs of "Step n" headings; "Part 1" and "Part 2" between them do not break a run that counts on."""
    run: list[Part] = []
    last = 0
    for part in root.walk():
        match = STEP_HEADING.match(part.name) if part.level else None
        if match is None:
            continue
        number = _number(match["number"])
        if run and (number != last + 1 or part.level != run[0].level):
            yield from _from_step_parts(run, root)
            run = []
        run.append(part)
        last = number
    yield from _from_step_parts(run, root)


def by_numbered_headings(part: Part, root: Part) -> Iterator[FoundFramework]:
    """Headings "1. …", "2. …" right under "The framework"."""
    announced = part.level and (STRUCTURE.match(part.name) or FRAMEWORK_NAME.match(part.name))
    if not announced and not (part.level <= 1 and _CASE.search(f"{root.name} {part.name}")):
        return
    matches = [NUMBERED_HEADING.match(below.name) for below in part.parts if not below.is_label]
    run = [below for below in part.parts if not below.is_label]
    if len(run) < 3 or [int(match[1]) if match else 0 for match in matches] != [*range(1, len(run) + 1)]:
        return
    names = [match["name"] for match in matches if match]
    if not announced and sum(opens_with_deed(name) for name in names) * 3 < 2 * len(names):
        return
    if sum(below.has_code() for below in run) * 2 > len(run):
        return
    steps = tuple(
        Step(match["name"].strip(), below.line, tuple(points_of_part(below)))
        for match, below in zip(matches, run, strict=True)
        if match
    )
    name, generic = name_of_part(part, root)
    framework = Framework(name, part.line, steps, 0.9, f"numbered headings under {part.name!r}")
    yield FoundFramework(framework, part.line, part.last_line, generic)


def _number(text: str) -> int:
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight")
    roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
    low = text.casefold()
    return (
        int(low)
        if low.isdigit()
        else words.index(low)
        if low in words
        else roman.index(low)
        if low in roman
        else 0
    )


def _from_step_parts(run: Sequence[Part], root: Part) -> Iterator[FoundFramework]:
    if not 2 <= len(run) <= MAX_STEPS or sum(below.has_code() for below in run) * 2 > len(run):
        return
    shared = [above for above in run[0].path if all(above in below.path for below in run)]
    part = shared[-1]
    steps = []
    for below in run:
        match = STEP_HEADING.match(below.name)
        raw = match["name"] if match else ""
        name = _TRAILING_FRAMEWORK.sub("", name_of(raw)) or below.name
        steps.append(Step(name[:1].upper() + name[1:], below.line, tuple(points_of_part(below))))
    name, generic = name_of_part(part, root)
    framework = Framework(name, run[0].line, tuple(steps), 1.0, "headings that number their steps")
    yield FoundFramework(
        framework, run[0].line, max(below.last_line for below in run), generic or not part.level
    )
