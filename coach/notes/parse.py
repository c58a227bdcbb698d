"""From the bytes of one file to a Note. Pure and total: a Note or a NoteError, for any bytes."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coach.domain.notes import Note
from coach.errors import NoteError
from coach.notes.blocks import Block, read_blocks
from coach.notes.decoding import Decoded, decode
from coach.notes.frameworks import find_frameworks
from coach.notes.frontmatter import Frontmatter, read_frontmatter
from coach.notes.limits import OutsizedError
from coach.notes.links import find_links
from coach.notes.outline import make_outline, make_sections
from coach.notes.question_list import find_questions
from coach.notes.scripts import find_scripts
from coach.notes.stories import find_stories
from coach.notes.subjects import read_subjects
from coach.notes.tradeoffs import find_tradeoffs
from coach.notes.wording import name_of

MAX_BYTES = 2_000_000

_TAG = re.compile(r"(?<![\w/&#(\[{])#([^\W\d_][\w/-]{0,60})")
_FRONT_TAGS = re.compile(r"[,\s]+")


def parse_note(path: str, data: bytes) -> Note:
    """The note at `path` (relative, forward slashes). Links are not resolved yet. Raises NoteError."""
    if len(data) > MAX_BYTES:
        raise NoteError(path, f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        decoded = decode(data)
    except ValueError as error:
        raise NoteError(path, str(error)) from error
    try:
        return _read(path, data, decoded)
    except OutsizedError as error:
        raise NoteError(path, str(error)) from error


def _read(path: str, data: bytes, decoded: Decoded) -> Note:
    """Raises OutsizedError."""
    lines = decoded.text.split("\n")
    front = read_frontmatter(lines)
    blocks = read_blocks([*[""] * front.end_line, *lines[front.end_line :]])
    title = _title(path, front, blocks)
    root = make_outline(title, blocks)

    stories = find_stories(root)
    scripts = find_scripts(root)
    told = _lines((one.start, one.end) for one in stories)
    frameworks = [one for one in find_frameworks(root) if one.framework.line not in told]
    taken = _lines(
        (
            *((one.start, one.end) for one in stories),
            *((script.line, last) for script, last in scripts),
            *((one.start, one.end) for one in frameworks),
        )
    )
    questions, merged = find_questions(root, taken, lines, [one.story for one in stories])
    code = _code_lines(blocks)
    tags = _tags(front, lines, code)
    about = read_subjects(path, title, front, tags, decoded.text)
    return Note(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        title=title,
        text=decoded.text,
        aliases=front.texts("aliases", "alias"),
        tags=tags,
        companies=about.companies,
        people=about.people,
        generated=front.text("coach").casefold() == "generated",
        sections=make_sections(blocks, lines, front.end_line + 1),
        frameworks=tuple(one.framework for one in frameworks),
        stories=tuple(
            replace(
                one.story,
                questions=tuple(dict.fromkeys(merged.get(text, text) for text in one.story.questions)),
            )
            for one in stories
        ),
        questions=questions,
        scripts=tuple(script for script, _ in scripts),
        tradeoffs=find_tradeoffs(root),
        links=find_links(lines, code | set(range(1, front.end_line + 1))),
        repairs=decoded.repairs,
    )


def _lines(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {line for start, end in spans for line in range(start, end + 1)}


def _title(path: str, front: Frontmatter, blocks: Sequence[Block]) -> str:
    """Frontmatter, else the only heading of level 1 where it comes first, else the file's name."""
    if title := name_of(front.text("title")):
        return title
    headings = [block for block in blocks if block.kind == "heading"]
    only = bool(headings) and [block.level for block in headings].count(1) == 1 == headings[0].level
    if only and (title := name_of(headings[0].text)):
        return title
    return posixpath.splitext(posixpath.basename(path))[0]


def _code_lines(blocks: Iterable[Block]) -> set[int]:
    found: set[int] = set()
    for block in blocks:
        if block.kind == "code":
            found.update(range(block.start, block.end + 1))
        found |= _code_lines(block.children)
    return found


def _tags(front: Frontmatter, lines: Sequence[str], code: set[int]) -> tuple[str, ...]:
    given = [tag.lstrip("#") for text in front.texts("tags", "tag") for tag in _FRONT_TAGS.split(text)]
    body = [
        tag
        for number, line in enumerate(lines[front.end_line :], start=front.end_line + 1)
        if "#" in line and number not in code
        for tag in _TAG.findall(line[:10_000])
    ]
    return tuple(dict.fromkeys(tag for tag in (*given, *body) if tag))
