"""Scripts: what she says as prepared, under a heading or label that announces it."""

import re
from collections.abc import Iterator

from coach.domain.notes import Line, Script, ScriptKind
from coach.notes.announcements import script_kind_of
from coach.notes.blocks import Block
from coach.notes.outline import Part
from coach.notes.questions import is_request
from coach.notes.wording import plain, unquote, word_count

_BARE_QUESTIONS = re.compile(r"(?i)(?:my |some |good )?questions?\??$")
_TO_THEM = re.compile(
    r"(?i)\b(?:this (?:role|team|company|space|position)|the (?:team|company|role|roadmap)|first (?:30|60|90)"
    r"|your (?:team|company|users|customers|roadmap|biggest)|you['’]?re (?:trying|hiring|building)"
    r"|someone in this|success look like (?:in|for) (?:this|the))\b"
)
_SHEET = re.compile(r"(?i)\b(?:prep|interview with|chat with|call with|screen)\b")
_SPEAKER = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me)\b")
_READER = re.compile(r"(?i)\byou(?:r|rself)?\b")


def find_scripts(root: Part) -> tuple[tuple[Script, int], ...]:
    """Every script with the last line it takes, in the order of the note."""
    found: list[tuple[Script, int]] = []
    kinds = {kind for part in root.walk() if (kind := script_kind_of(part.name))}
    for part in root.walk():
        kind = _kind_of(part, root, kinds)
        if kind is None or any(_kind_of(above, root, kinds) == kind for above in part.path if above.level):
            continue
        items = tuple(_items(part, kind))
        if not items or (kind == "intro" and not _is_spoken(items)):
            continue
        said = script_kind_of(part.name) is not None
        reason = f"under {part.name!r}" if said else f"questions to them under {part.name!r}"
        found.append((Script(kind, part.line, items, 1.0 if said else 0.7, reason), part.last_line))
    return tuple(found)


def _kind_of(part: Part, root: Part, kinds: set[ScriptKind]) -> ScriptKind | None:
    if not part.level:
        return None
    if (kind := script_kind_of(part.name)) is not None:
        return kind
    if _BARE_QUESTIONS.match(part.name):
        texts = [line.text for line in _items(part, "questions_to_ask")]
        to_them = sum(_TO_THEM.search(text) is not None for text in texts)
        hers = sum(is_request(text) for text in texts)
        sheet = bool(kinds & {"intro", "small_talk"}) or _SHEET.search(root.name) is not None
        if texts and (to_them > hers or (sheet and to_them >= hers)):
            return "questions_to_ask"
    return None


def _items(part: Part, kind: str) -> Iterator[Line]:
    for piece in part.order:
        if isinstance(piece, Part):
            below = _items(piece, kind)
            # A real heading below "Any questions?" may be about something else: only what is asked counts.
            ask_only = kind == "questions_to_ask" and not piece.is_label
            yield from (line for line in below if not ask_only or line.text.endswith("?"))
        else:
            yield from _lines_of(piece, kind)


def _lines_of(block: Block, kind: str) -> Iterator[Line]:
    if block.kind == "paragraph":
        text = plain(block.text) if kind != "questions_to_ask" else ""
        if kind == "questions_to_ask":
            for line in block.lines:
                if (asked := plain(line.text)).endswith(("?", "?”", '?"')):
                    yield Line(unquote(asked), line.line)
        elif text:
            yield Line(text if kind == "intro" else unquote(text), block.start)
    elif block.kind in ("list", "quote"):
        for child in block.children:
            yield from _lines_of(child, kind)
    elif block.kind == "item":
        text = plain(block.text)
        if word_count(text) > 0:
            yield Line(unquote(text), block.start)
        if kind in ("small_talk", "intro") or text.endswith(":"):
            for child in block.items:
                yield from _lines_of(child, kind)


def _is_spoken(items: tuple[Line, ...]) -> bool:
    """An intro speaks of herself; "Introduction" over an article speaks to a reader or of nobody."""
    text = " ".join(line.text for line in items)
    mine = len(_SPEAKER.findall(text))
    return mine >= 2 and mine >= len(_READER.findall(text))
