"""Frameworks told by one line with arrows: "Structure: ask → compare → choose"."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.notes import Framework, Line, Step
from coach.notes.announcements import FRAMEWORK_NAME, STRUCTURE
from coach.notes.framework_names import FoundFramework, name_of_part
from coach.notes.outline import Part
from coach.notes.steps import MAX_STEPS, PROGRAM
from coach.notes.wording import name_of, plain, word_count

ARROW = re.compile(r"\s*(?:→|⟶|➔|➜|➝|➡️?|⇒|⟹|—>|–>|[-=]+>|›|»)\s*")
_GREATER = re.compile(r"\s>{1,2}\s")  # an arrow only behind "Structure:", a comparison elsewhere
ARROW_LABEL = re.compile(r"(?P<label>[^:→]{2,60}):\s+(?P<rest>.+)$")
_IF_LABEL = re.compile(
    r"(?i)(?:if|for|when)\s+(?:it['’]?s\s+|it is\s+|the\s+|an?\s+)*"
    r"(?P<name>[^.:…?]{3,40}?)(?:\s+questions?)?\W*$"
)


def by_arrow_lines(part: Part, root: Part) -> Iterator[FoundFramework]:
    for block in part.blocks:
        if block.kind == "paragraph":
            yield from _arrows_in(block.lines, part, root)
        elif block.kind == "list":
            for item in block.children:
                first = item.children[0] if item.children else None
                if first is not None and first.kind == "paragraph":
                    yield from _arrows_in(first.lines, part, root)


def _arrows_in(lines: Sequence[Line], part: Part, root: Part) -> Iterator[FoundFramework]:
    for above, line in zip([None, *lines[:-1]], lines, strict=True):
        text = plain(line.text)
        if ">" in text and len(_GREATER.findall(text)) >= 2 and _is_announced(text, part):
            text = _GREATER.sub(" → ", text)
        if len(ARROW.findall(text)) < 2:
            continue
        match = ARROW_LABEL.match(text)
        label, rest = (match["label"].strip(), match["rest"]) if match else ("", text)
        names = [name.strip(" .,;") for name in ARROW.split(rest)]
        if not 3 <= len(names) <= MAX_STEPS or any(not 1 <= word_count(name) <= 8 for name in names):
            continue
        structured = bool(STRUCTURE.match(label or part.name)) or bool(
            FRAMEWORK_NAME.match(label or part.name)
        )
        if (
            part.has_code()
            or PROGRAM.search(line.text)
            or not (structured or (label and word_count(label) <= 5))
        ):
            continue
        if not structured and any(char.isdigit() for char in rest):
            continue  # "3 days → 40 minutes": a figure that moved
        if not structured and sum(word_count(name) for name in names) < 1.5 * len(names):
            continue  # "A → B → C" of single words is as often a data flow
        generic = not label or bool(STRUCTURE.match(label))
        name, vague = (name_of(label), False) if not generic else name_of_part(part, root)
        if generic and above is not None and (asked := _IF_LABEL.match(plain(above.text))):
            name, vague = asked["name"].strip(), False
            name = name[:1].upper() + name[1:]
        steps = tuple(Step(one[:1].upper() + one[1:], line.line) for one in names)
        framework = Framework(name, line.line, steps, 0.9 if structured else 0.6, "an arrow line")
        yield FoundFramework(framework, line.line, line.line, (generic and vague) or not part.level, True)


def _is_announced(text: str, part: Part) -> bool:
    label = text.partition(":")[0] if ":" in text else part.name
    return bool(STRUCTURE.match(label.strip()) or FRAMEWORK_NAME.match(label.strip()))
