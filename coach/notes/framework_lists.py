"""Frameworks told by lists: one under "Structure", or a list of frameworks with one an item."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.notes import Framework, Line, Step
from coach.notes.announcements import DECISION, FRAMEWORK_NAME, STRUCTURE
from coach.notes.blocks import Block
from coach.notes.framework_arrows import ARROW, ARROW_LABEL
from coach.notes.framework_names import ACRONYM, FoundFramework, name_of_part, spells
from coach.notes.indentation import opens_label
from coach.notes.outline import Part
from coach.notes.questions import is_request
from coach.notes.steps import MAX_STEPS, PROGRAM, named_steps, opens_with_deed, split_names, step_of
from coach.notes.wording import name_of, plain, unquote, word_count

_COUNTED = re.compile(r"(?:^|\s)\(?(\d)\)\s*")
_LETTERED = re.compile(r"(?P<letter>[A-Z])\s?[:=–—-]\s+(?P<name>(?P=letter)\S.*)$")
_ACRONYM_LINE = re.compile(
    r"(?:(?i:the) )?(?P<name>[A-Z]{3,8})(?: (?:framework|method|model|score))?\s*(?:[:=–—(-]|stands for\b)"
    r"\s*(?P<rest>[^()]{8,300})\)?\.?$"
)
_ACRONYM_ITEM = re.compile(r"(?P<name>[A-Z]{3,8})\s*(?:[:=–—-]|\()\s*(?P<rest>[^()]+)\)?$")


def by_structure_list(part: Part, root: Part) -> Iterator[FoundFramework]:
    named = FRAMEWORK_NAME.match(part.name)
    acronym = ACRONYM.search(part.name)
    structure = STRUCTURE.match(part.name) or DECISION.match(part.name)
    if not (named or structure or acronym) or part.has_code() or is_request(part.name):
        return
    block = next((block for block in part.blocks if block.kind == "list"), None)
    if block is None or not 2 <= len(block.children) <= MAX_STEPS or _about_a_program(part, block):
        return
    steps = tuple(_lettered(step_of(item)) for item in block.children if plain(item.text))
    spelled = acronym is not None and spells(acronym[1], [step.name for step in steps])
    if not (named or structure) and not spelled:
        return
    if not spelled and not _looks_like_steps(
        block, steps, bullets=bool(structure or (named and named["after"]))
    ):
        return
    name, generic = name_of_part(part, root)
    if named and named["after"]:
        name, generic = named["after"].strip(), False
    elif spelled and acronym is not None and not named:
        name, generic = acronym[1], False
    reason = (
        f"a list that spells {acronym[1]}" if spelled and acronym else f"a numbered list under {part.name!r}"
    )
    confidence = 1.0 if spelled else 0.9 if block.ordered else 0.7
    framework = Framework(name, part.line, steps, confidence, reason)
    yield FoundFramework(framework, part.line, block.end, generic, not any(step.points for step in steps))


def _looks_like_steps(block: Block, steps: Sequence[Step], *, bullets: bool) -> bool:
    """Numbered and brief; bullets only where they are led by names."""
    if len(steps) < 2 or sum(word_count(step.name) for step in steps) > 9 * len(steps):
        return False
    if block.ordered:
        return True
    return (
        bullets and 3 <= len(steps) <= 9 and all(step.points and word_count(step.name) <= 5 for step in steps)
    )


def _about_a_program(part: Part, block: Block) -> bool:
    text = "\n".join(item.text for item in block.children)
    return PROGRAM.search(text) is not None or any(above.has_code() for above in part.path[1:])


def by_framework_list(part: Part) -> Iterator[FoundFramework]:
    for block in part.blocks:
        if block.kind == "list":
            for item in block.children:
                if plain(item.text):
                    framework = _from_item(item)
                    yield FoundFramework(framework, item.start, item.end)


def _from_item(item: Block) -> Framework:
    text = unquote(plain(item.text))
    numbered = _COUNTED.split(text)
    if len(numbered) >= 5 and numbered[1::2] == [str(i + 1) for i in range(len(numbered) // 2)]:
        names = [name.strip(" ,;.") for name in numbered[2::2]]
        steps = tuple(Step(name[:1].upper() + name[1:], item.start) for name in names if name)
        return Framework(numbered[0].strip(" -–—:,"), item.start, steps, 0.9, "steps counted in a line")
    if spelled := _ACRONYM_ITEM.match(text):
        names = split_names(spelled["rest"])
        if spells(spelled["name"], names):
            return Framework(
                spelled["name"], item.start, named_steps(names, item.start), 1.0, "an acronym spelled out"
            )
    match = ARROW_LABEL.match(text)
    if match and len(ARROW.findall(text)) >= 2:
        steps = named_steps(ARROW.split(match["rest"]), item.start)
        return Framework(
            match["label"].strip(), item.start, steps, 0.9, "an arrow line in a list of frameworks"
        )
    below = item.items
    if len(below) == 1 and (acronym := ACRONYM.match(text)):
        names = split_names(plain(below[0].text))
        if spells(acronym[1], names):
            return Framework(
                text, item.start, named_steps(names, below[0].start), 1.0, "an acronym spelled out"
            )
    step = step_of(item)
    steps = tuple(step_of(one) for one in below if plain(one.text))
    if not steps and step.points and len(names := split_names(step.points[0].text)) >= 3:
        steps = named_steps(names, item.start)
    return Framework(step.name, item.start, steps, 0.9, "an item in a list of frameworks")


def by_acronym_lines(part: Part) -> Iterator[FoundFramework]:
    """A line that spells an acronym, wherever it stands: "RICE: reach, impact, confidence, effort"."""
    for block in part.blocks:
        if block.kind == "paragraph":
            lines = list(block.lines)
        elif block.kind == "list":
            lines = [Line(item.text, item.start) for item in block.children]
        else:
            continue
        for line in lines:
            text = plain(line.text)
            if (spelled := _ACRONYM_LINE.match(text)) is None:
                continue
            names = split_names(spelled["rest"])
            if spells(spelled["name"], names) and all(word_count(name) <= 5 for name in names):
                framework = Framework(
                    spelled["name"], line.line, named_steps(names, line.line), 1.0, "an acronym spelled out"
                )
                yield FoundFramework(framework, line.line, line.line, False, True)


def by_ordered_children(part: Part) -> Iterator[FoundFramework]:
    """An item of a bulleted list whose children are numbered: "- Pricing case" with "1. …", "2. …"."""
    for block in part.blocks:
        if block.kind == "list":
            yield from _ordered_in(block)


def _ordered_in(block: Block) -> Iterator[FoundFramework]:
    for item in block.children:
        text = plain(item.text)
        lists = [child for child in item.children if child.kind == "list" and child.start > item.start]
        if block.ordered or not lists or not lists[0].ordered:
            for inner in lists:
                yield from _ordered_in(inner)
            continue
        steps = tuple(_lettered(step_of(one)) for one in lists[0].children if plain(one.text))
        announced = STRUCTURE.match(name_of(text)) or FRAMEWORK_NAME.match(name_of(text))
        if (
            not 3 <= len(steps) <= MAX_STEPS
            or not 1 <= word_count(text) <= 7
            or is_request(text)
            or text.endswith("?")
            or opens_label(item.text)
            or any(opens_label(one.text) for one in lists[0].children)
            or PROGRAM.search("\n".join(one.text for one in lists[0].children))
            or sum(word_count(step.name) for step in steps) > 8 * len(steps)
            or (any(step.name.endswith("?") for step in steps) and not announced)
        ):
            continue
        if announced or sum(opens_with_deed(step.name) for step in steps) * 3 >= 2 * len(steps):
            framework = Framework(name_of(text), item.start, steps, 0.7, "an item with numbered children")
            yield FoundFramework(framework, item.start, lists[0].end, bool(announced))


def _lettered(step: Step) -> Step:
    """ "R: Reach" is the step "Reach"."""
    if len(step.name) == 1 and step.name.isupper() and step.points and step.points[0].line == step.line:
        return Step(step.points[0].text, step.line, step.points[1:])
    if lettered := _LETTERED.match(step.name):
        return Step(lettered["name"], step.line, step.points)
    return step
