"""Frameworks: ordered ways to answer, with their steps and the points under each.

Told by headings "Step 1", a list under "Structure" or "Framework", an arrow line with a label, a list
of frameworks, an acronym spelled out. Lists and arrow lines that name the steps of a framework told
elsewhere in the note are outlines of it and merge into it. A list beside code is about a program.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.domain.notes import Framework, Line, Step
from coach.notes.blocks import Block
from coach.notes.labels import FRAMEWORK_LIST, FRAMEWORK_NAME, STEP_HEADING, STRUCTURE, script_kind_of
from coach.notes.outline import Part
from coach.notes.questions import is_request
from coach.notes.wording import name_of, plain, stems, unquote, word_count

_MAX_STEPS = 14
_ARROW = re.compile(r"\s*(?:→|⟶|➔|➜|⇒|—>|–>|[-=]+>)\s*")
_ARROW_LABEL = re.compile(r"(?P<label>[^:→]{2,60}):\s+(?P<rest>.+)$")
_IF_LABEL = re.compile(
    r"(?i)(?:if|for|when)\s+(?:it['’]?s\s+|it is\s+|the\s+|an?\s+)*"
    r"(?P<name>[^.:…?]{3,40}?)(?:\s+questions?)?\W*$"
)
_LEAD = re.compile(
    r"(?P<mark>\*\*|__)(?P<bold>.+?)(?P=mark)\s*[:.–—-]*\s*(?P<rest>.*)$|(?P<name>[^:–—]{2,60}?)(?::|\s[–—-])\s+(?P<after>\S.*)$"
)
_COUNTED = re.compile(r"(?:^|\s)\(?(\d)\)\s*")
_ACRONYM = re.compile(r"(?<![\w-])([A-Z]{3,8})(?![\w-])")
_ACRONYM_ITEM = re.compile(r"(?P<name>[A-Z]{3,8})\s*(?:[:=–—-]|\()\s*(?P<rest>[^()]+)\)?$")
_ASIDE = re.compile(
    r"(?i)(?:examples?|e\.g|sample|tips?|notes?|common mistakes|pitfalls|prompt|do'?s|don'?ts)\b"
)
_PROGRAM = re.compile(r"O\([^)]{1,20}\)|\$O|`[^`]+`|\w+\(\)")
_NUMBERED_HEADING = re.compile(r"(?P<number>\d{1,2})\s*[.):–—-]\s*(?P<name>\S.*)$")
# Acronyms of programming, spelled out in study notes: nothing to answer a question by.
_TECHNICAL = {"ACID", "BASE", "SOLID", "CRUD", "RAID", "FIFO", "LIFO", "GRASP", "REST", "HTTP", "CORS"}
_TRAILING_FRAMEWORK = re.compile(r"(?i)\s+framework$")


@dataclass(frozen=True, slots=True)
class FoundFramework:
    """A framework, the lines that tell it, and whether its name is only a word like "Structure"."""

    framework: Framework
    start: int
    end: int
    generic: bool = False
    is_outline: bool = False


def find_frameworks(root: Part) -> tuple[FoundFramework, ...]:
    """Every framework of a note once, in its order."""
    found = [*_by_step_headings(root)]
    for part in root.walk():
        if any(script_kind_of(above.name) for above in (*part.path, part)):
            continue
        if any(_ASIDE.match(above.name) for above in (*part.path[1:], part) if above.level):
            continue
        found += _by_numbered_headings(part, root)
        if FRAMEWORK_LIST.match(part.name) and part.level:
            found += _by_framework_list(part)
        elif part.level and not _is_step(part):
            found += _by_structure_list(part, root)
        found += _by_arrow_lines(part, root)
    return tuple(sorted(_merge(found), key=lambda one: one.framework.line))


def _is_step(part: Part) -> bool:
    return any(STEP_HEADING.match(above.name) for above in (*part.path, part))


# Headings "Step n"


def _by_step_headings(root: Part) -> Iterator[FoundFramework]:
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


def _by_numbered_headings(part: Part, root: Part) -> Iterator[FoundFramework]:
    """Headings "1. …", "2. …" right under "The framework"."""
    if not part.level or not (STRUCTURE.match(part.name) or FRAMEWORK_NAME.match(part.name)):
        return
    matches = [_NUMBERED_HEADING.match(below.name) for below in part.parts if not below.is_label]
    run = [below for below in part.parts if not below.is_label]
    if len(run) < 3 or [int(match[1]) if match else 0 for match in matches] != [*range(1, len(run) + 1)]:
        return
    steps = tuple(
        Step(match["name"].strip(), below.line, tuple(_points_of_part(below)))
        for match, below in zip(matches, run, strict=True)
        if match
    )
    name, generic = _name_of_part(part, root)
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
    if not 2 <= len(run) <= _MAX_STEPS or sum(below.has_code() for below in run) * 2 > len(run):
        return
    shared = [above for above in run[0].path if all(above in below.path for below in run)]
    part = shared[-1]
    steps = []
    for below in run:
        match = STEP_HEADING.match(below.name)
        raw = match["name"] if match else ""
        name = _TRAILING_FRAMEWORK.sub("", name_of(raw)) or below.name
        steps.append(Step(name[:1].upper() + name[1:], below.line, tuple(_points_of_part(below))))
    name, generic = _name_of_part(part, root)
    framework = Framework(name, run[0].line, tuple(steps), 1.0, "headings that number their steps")
    yield FoundFramework(
        framework, run[0].line, max(below.last_line for below in run), generic or not part.level
    )


def _points_of_part(part: Part) -> list[Line]:
    points = [point for piece in part.order for point in _points_of_piece(piece)]
    if not points:
        texts = [line for block in part.blocks if block.kind == "paragraph" for line in block.lines]
        points = [Line(text, line.line) for line in texts if word_count(text := plain(line.text)) >= 3]
    return points


def _points_of_piece(piece: Block | Part) -> Iterator[Line]:
    if isinstance(piece, Part):
        if not (_ASIDE.match(piece.name) or piece.after_rule or script_kind_of(piece.name)):
            yield from _points_of_part(piece)
    elif piece.kind == "list":
        yield from _points_of_items(piece.children)
    elif piece.kind == "table":
        for row in piece.rows[1:]:
            text = ": ".join(plain(cell) for cell in row.cells if plain(cell))
            if text:
                yield Line(text, row.line)


def _points_of_items(items: Sequence[Block]) -> Iterator[Line]:
    for item in items:
        text, below = plain(item.text), [plain(child.text) for child in item.items]
        if text.endswith((":", "?")) and below and all(word_count(one) <= 5 for one in below):
            yield Line(f"{text} {', '.join(one for one in below if one)}", item.start)
            continue
        if text:
            yield Line(text, item.start)
        yield from _points_of_items(item.items)


# A list under "Structure", "Approach", "Framework"


def _by_structure_list(part: Part, root: Part) -> Iterator[FoundFramework]:
    named = FRAMEWORK_NAME.match(part.name)
    acronym = _ACRONYM.search(part.name)
    structure = STRUCTURE.match(part.name)
    if not (named or structure or acronym) or part.has_code() or is_request(part.name):
        return
    block = next((block for block in part.blocks if block.kind == "list"), None)
    if block is None or not 2 <= len(block.children) <= _MAX_STEPS or _about_a_program(part, block):
        return
    steps = tuple(_step_of(item) for item in block.children if plain(item.text))
    spelled = acronym is not None and _spells(acronym[1], [step.name for step in steps])
    if not (named or structure) and not spelled:
        return
    if not spelled and not _looks_like_steps(
        block, steps, bullets=bool(structure or (named and named["after"]))
    ):
        return
    name, generic = _name_of_part(part, root)
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
    return _PROGRAM.search(text) is not None or any(above.has_code() for above in part.path[1:])


def _step_of(item: Block) -> Step:
    raw = item.text
    below = tuple(_points_of_items(item.items))
    lead = _LEAD.match(raw)
    if lead is not None:
        name = plain(lead["bold"] or lead["name"] or "").rstrip(" :")
        rest = plain(lead["rest"] or lead["after"] or "").lstrip(" :–—-")
        if name and word_count(name) <= 7 and not name.endswith("?"):
            points = (Line(rest, item.start), *below) if rest else below
            return Step(name, item.start, points)
    return Step(plain(raw), item.start, below)


def _spells(acronym: str, names: Sequence[str]) -> bool:
    initials = "".join(name.lstrip("\"'“(")[:1].upper() for name in names)
    return len(acronym) >= 3 and initials == acronym and acronym not in _TECHNICAL


# An arrow line


def _by_arrow_lines(part: Part, root: Part) -> Iterator[FoundFramework]:
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
        if len(_ARROW.findall(text)) < 2:
            continue
        match = _ARROW_LABEL.match(text)
        label, rest = (match["label"].strip(), match["rest"]) if match else ("", text)
        names = [name.strip(" .,;") for name in _ARROW.split(rest)]
        if not 3 <= len(names) <= _MAX_STEPS or any(not 1 <= word_count(name) <= 8 for name in names):
            continue
        structured = bool(STRUCTURE.match(label or part.name)) or bool(
            FRAMEWORK_NAME.match(label or part.name)
        )
        if (
            part.has_code()
            or _PROGRAM.search(line.text)
            or not (structured or (label and word_count(label) <= 5))
        ):
            continue
        if not structured and any(char.isdigit() for char in rest):
            continue  # "3 days → 40 minutes": a figure that moved
        if not structured and sum(word_count(name) for name in names) < 1.5 * len(names):
            continue  # "A → B → C" of single words is as often a data flow
        generic = not label or bool(STRUCTURE.match(label))
        name, vague = (name_of(label), False) if not generic else _name_of_part(part, root)
        if generic and above is not None and (asked := _IF_LABEL.match(plain(above.text))):
            name, vague = asked["name"].strip(), False
            name = name[:1].upper() + name[1:]
        steps = tuple(Step(one[:1].upper() + one[1:], line.line) for one in names)
        framework = Framework(name, line.line, steps, 0.9 if structured else 0.6, "an arrow line")
        yield FoundFramework(framework, line.line, line.line, (generic and vague) or not part.level, True)


# A list of frameworks


def _by_framework_list(part: Part) -> Iterator[FoundFramework]:
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
        names = _split_names(spelled["rest"])
        if _spells(spelled["name"], names):
            return Framework(
                spelled["name"], item.start, _named_steps(names, item.start), 1.0, "an acronym spelled out"
            )
    match = _ARROW_LABEL.match(text)
    if match and len(_ARROW.findall(text)) >= 2:
        steps = _named_steps(_ARROW.split(match["rest"]), item.start)
        return Framework(
            match["label"].strip(), item.start, steps, 0.9, "an arrow line in a list of frameworks"
        )
    below = item.items
    if len(below) == 1 and (acronym := _ACRONYM.match(text)):
        names = _split_names(plain(below[0].text))
        if _spells(acronym[1], names):
            return Framework(
                text, item.start, _named_steps(names, below[0].start), 1.0, "an acronym spelled out"
            )
    step = _step_of(item)
    steps = tuple(_step_of(one) for one in below if plain(one.text))
    if not steps and step.points and len(names := _split_names(step.points[0].text)) >= 3:
        steps = _named_steps(names, item.start)
    return Framework(step.name, item.start, steps, 0.9, "an item in a list of frameworks")


def _split_names(text: str) -> list[str]:
    text = text.split(". ", maxsplit=1)[0]
    return [name.strip(" .") for name in re.split(r"[,;/]|\band\b|&", text) if name.strip(" .")]


def _named_steps(names: Sequence[str], line: int) -> tuple[Step, ...]:
    return tuple(Step(name.strip()[:1].upper() + name.strip()[1:], line) for name in names if name.strip())


# Names and merging


def _name_of_part(part: Part, root: Part) -> tuple[str, bool]:
    """The nearest name that says something, and whether that had to be the note's title."""
    for above in (part, *reversed(part.path)):
        if not above.level:
            break
        if not STRUCTURE.match(above.name) and not STEP_HEADING.match(above.name):
            named = FRAMEWORK_NAME.match(above.name)
            name = named["after"].strip() if named and named["after"] else above.name
            numbered = _NUMBERED_HEADING.match(name)
            return (numbered["name"] if numbered else name), False
    return root.name, True


def _merge(found: Sequence[FoundFramework]) -> list[FoundFramework]:
    """Outlines go into the framework whose steps they name; two outlines of one become the fuller."""
    kept = [(one, [step.name for step in one.framework.steps]) for one in found if not one.is_outline]
    # Longer outlines first: what they call the steps helps to recognise the shorter ones.
    for outline in sorted(
        (one for one in found if one.is_outline), key=lambda one: -len(one.framework.steps)
    ):
        names = [step.name for step in outline.framework.steps]
        for place, (home, known) in enumerate(kept):
            if _tells_the_same(outline, home, known):
                fuller = replace(home.framework, reason=_also(home.framework.reason))
                kept[place] = (replace(home, framework=fuller), [*known, *names])
                break
        else:
            kept.append((outline, names))
    return [one for one, _ in kept]


def _also(reason: str) -> str:
    return reason if reason.endswith("outlined elsewhere") else f"{reason}, outlined elsewhere"


def _tells_the_same(outline: FoundFramework, other: FoundFramework, names: Sequence[str]) -> bool:
    if outline.framework.name != other.framework.name and not (outline.generic or other.generic):
        return False
    theirs = [stems(name) for name in names]
    steps = outline.framework.steps
    shared = sum(any(stems(step.name) & one for one in theirs) for step in steps)
    if shared * 5 >= len(steps) * 3:
        return True
    return outline.generic and other.generic and len(steps) == len(other.framework.steps)
