"""Steps of a framework and the points under each: from list items, from parts, from a line of names."""

import re
from collections.abc import Iterator, Sequence

from coach.domain.notes import Line, Step
from coach.notes.announcements import script_kind_of
from coach.notes.blocks import Block
from coach.notes.outline import Part
from coach.notes.wording import plain, word_count

MAX_STEPS = 14
_LEAD = re.compile(
    r"(?P<mark>\*\*|__)(?P<bold>.+?)(?P=mark)(?!\w)\s*[:.–—-]*\s*(?P<rest>.*)$|(?P<name>[^:–—]{2,60}?)(?::|\s[–—-])\s+(?P<after>\S.*)$"
)
_SENTENCE = re.compile(r"(.{3,120}?[.?!])\s+(?=[A-Z(“\"‘])(\S.*)$")
ASIDE = re.compile(
    r"(?i)(?:examples?|e\.g|sample|tips?|notes?|common mistakes|pitfalls|prompt|do'?s|don'?ts)\b"
)
PROGRAM = re.compile(r"O\([^)]{1,20}\)|\$O|`[^`]+`|\w+\(\)")

_DEEDS = re.compile(
    r"(?i)(?:then |first,? |finally,? |and )?(?:clarify|ask|define|identify|list|choose|pick|set|measure|name"
    r"|say|state|restate|explain|describe|compare|weigh|rank|prioriti[sz]e|decide|test|check|verify|validate|find"
    r"|look|listen|diagnose|propose|suggest|recommend|summari[sz]e|close|open|start|begin|end|finish|break|map"
    r"|sketch|draw|estimate|calculate|size|segment|scope|understand|frame|reframe|gather|collect|brainstorm"
    r"|evaluate|assess|select|plan|build|ship|launch|iterate|reflect|repeat|confirm|agree|show|tell|give|make"
    r"|write|read|cut|split|narrow|rule|pin|put|take|note|review|align|acknowledge|empathi[sz]e|offer|act"
    r"|assign|report|follow|stop|wait|mend|fix|try|run|analy[sz]e|quantify|outline|structure|discuss|address)\b"
)


def opens_with_deed(name: str) -> bool:
    """True where a step's name tells what to do: "Clarify the goal"."""
    return _DEEDS.match(name) is not None


def points_of_part(part: Part) -> list[Line]:
    points = [point for piece in part.order for point in _points_of_piece(piece)]
    if not points:
        texts = [line for block in part.blocks if block.kind == "paragraph" for line in block.lines]
        points = [Line(text, line.line) for line in texts if word_count(text := plain(line.text)) >= 3]
    return points


def _points_of_piece(piece: Block | Part) -> Iterator[Line]:
    if isinstance(piece, Part):
        if not (ASIDE.match(piece.name) or piece.after_rule or script_kind_of(piece.name)):
            yield from points_of_part(piece)
    elif piece.kind == "list":
        yield from points_of_items(piece.children)
    elif piece.kind == "table":
        for row in piece.rows[1:]:
            text = ": ".join(plain(cell) for cell in row.cells if plain(cell))
            if text:
                yield Line(text, row.line)


def points_of_items(items: Sequence[Block]) -> Iterator[Line]:
    for item in items:
        text, below = plain(item.text), [plain(child.text) for child in item.items]
        if text.endswith((":", "?")) and below and all(word_count(one) <= 5 for one in below):
            yield Line(f"{text} {', '.join(one for one in below if one)}", item.start)
            continue
        if text:
            yield Line(text, item.start)
        yield from points_of_items(item.items)


def step_of(item: Block) -> Step:
    raw = item.text
    below = tuple(points_of_items(item.items))
    lead = _LEAD.match(raw)
    if lead is not None:
        name = plain(lead["bold"] or lead["name"] or "").rstrip(" :")
        rest = plain(lead["rest"] or lead["after"] or "").lstrip(" :–—-")
        if name and word_count(name) <= 7 and not name.endswith("?"):
            behind = lead.start("rest") if lead["rest"] else lead.start("after")
            line = _line_at(behind, [(one.line, one.text) for one in item.said])
            points = (Line(rest, line), *below) if rest else below
            return Step(name, item.start, points)
    text = plain(raw)
    first = _SENTENCE.match(text)
    if first is not None and 1 <= word_count(first[1]) <= 12:
        line = _line_at(first.start(2), [(one.line, plain(one.text)) for one in item.said])
        return Step(first[1].rstrip("."), item.start, (Line(first[2], line), *below))
    return Step(text, item.start, below)


def _line_at(place: int, texts: Sequence[tuple[int, str]]) -> int:
    """The line of the character at `place` in `texts` joined by spaces."""
    for line, text in texts:
        if place <= len(text):
            return line
        place -= len(text) + 1
    return texts[-1][0]


def split_names(text: str) -> list[str]:
    text = text.split(". ", maxsplit=1)[0]
    return [name.strip(" .") for name in re.split(r"[,;/]|\band\b|&", text) if name.strip(" .")]


def named_steps(names: Sequence[str], line: int) -> tuple[Step, ...]:
    return tuple(Step(name.strip()[:1].upper() + name.strip()[1:], line) for name in names if name.strip())
