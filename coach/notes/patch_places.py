"""Where in a note a field's words can go, in the note's own style: the likeliest place first.

Owns list markers, numbering, indentation and label forms. Proposes only: `patches` reads the note
again with each proposal made, and keeps the first one that changes that field and nothing else. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.domain.notes import FIELD_NAMES, FieldName, Story
from coach.notes.labels import is_blank_text, read_field_label
from coach.notes.raw_lines import Edit
from coach.notes.wording import plain

Proposal = tuple[Edit, ...]

_PREFIX = re.compile(r"(?:[ \t]|>(?=[ \t]|\S))*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))*")
_NUMBERED = re.compile(r"(?P<indent>[ \t>]*)(?P<number>\d{1,9})(?P<dot>[.)])(?P<space>[ \t]+|$)")
_LABEL = re.compile(
    r"(?P<open>[*_]{0,3}(?:\[[ xX]\] )?)(?P<word>.*?)(?P<close>(?:\s*\([^()]*\))?[\s*_:：.)–—-]*)$"
)
_HEADING = re.compile(r"(#{1,6}[ \t]+)(.*?)([ \t]+#+[ \t]*)?$")
_SEPARATED = re.compile(r"[:：.)–—-]")
_BLOCK_ID = re.compile(r" \^[A-Za-z0-9-]+\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ENDED = (*".!?…:;,)”*_", chr(34))
_SPACE = " \t\u200b\u200e\u200f\u2060\ufeff\u00ad"
_MARKS = re.compile(r"([\\`*_\[\]<>~=%^])")

_WORDS: tuple[dict[FieldName, str], ...] = (
    {"situation": "situation", "task": "task", "action": "action", "result": "result"},
    {"situation": "situación", "task": "tarea", "action": "acción", "result": "resultado"},
    {"situation": "situation", "task": "aufgabe", "action": "handlung", "result": "ergebnis"},
    {"situation": "situation", "task": "tâche", "action": "action", "result": "résultat"},
    {"situation": "situação", "task": "tarefa", "action": "ação", "result": "resultado"},
    {"situation": "情况", "task": "任务", "action": "行动", "result": "结果"},
)


@dataclass(frozen=True, slots=True)
class _LabelLine:
    """A line that carries a label: "> " or "\\t2. ", "**", "Result", ":** ", and what stands behind."""

    prefix: str
    opening: str
    word: str
    closing: str
    rest: str
    is_heading: bool = False

    def with_rest(self, rest: str, closing: str) -> str:
        space = "" if closing.endswith("：") else " "
        return f"{self.prefix}{self.opening}{self.word}{closing.rstrip()}{space}{rest}"


def spellings(words: str) -> list[str]:
    """`words` as Markdown that is read as those very words, the plainest spelling first."""
    head = _PUNCTUATION.sub(r"\\\1", words[:12]) + words[12:]
    forms = (
        words,
        _MARKS.sub(r"\\\1", words),
        head,
        _PUNCTUATION.sub(r"\\\1", words[:12]) + _MARKS.sub(r"\\\1", words[12:]),
        _PUNCTUATION.sub(r"\\\1", words),
    )
    return list(dict.fromkeys(form for form in forms if plain(form) == words))


def find_places(
    lines: Sequence[str], story: Story, field: FieldName, words: str, *, keep: bool
) -> Iterator[Proposal]:
    """Every way to write `words` as `field`; with `keep` behind what it says already."""
    part = story.fields()[field]
    if part.line is None:
        yield from _new_label(lines, story, field, words)
        return
    line = lines[part.line - 1]
    label = _read_label(line)
    if label is None:
        yield from _in_row(lines, part.line, part.text, words, keep=keep)
        return
    if keep and part.text:
        yield from _behind(lines, part.line, part.text, words)
        return
    gone = _old_lines(lines, part.line, part.text)
    below = _below(lines, story, part.line, words, gone)
    if label.is_heading:
        yield from below
        return
    beside = (Edit(part.line, part.line, (_beside(lines, story, label, words, line),)), *gone)
    told_below = _is_told_below(lines, story)
    yield from (*below, beside) if told_below else (beside, *below)


def _read_label(line: str) -> _LabelLine | None:
    heading = _HEADING.match(line.lstrip(" "))
    prefix = line[: len(line) - len(line.lstrip(" "))] + heading[1] if heading else _PREFIX.match(line)[0]  # type: ignore[index]
    body = line[len(prefix) :].rstrip(_SPACE)
    found = read_field_label(body)
    if found is None:
        return None
    head = body[: len(body) - len(found.rest)] if found.rest else body
    parts = _LABEL.match(head)
    if parts is None:
        return None
    return _LabelLine(prefix, parts["open"], parts["word"], parts["close"], found.rest, heading is not None)


def _beside(lines: Sequence[str], story: Story, label: _LabelLine, words: str, line: str) -> str:
    closing = label.closing
    if not _SEPARATED.search(closing):
        closing = _sibling_closing(lines, story, label) or f":{closing.strip()}"
    break_ = "  " if line.endswith("  ") and label.rest else ""  # a hard line break of hers
    return label.with_rest(words, closing) + break_


def _sibling_closing(lines: Sequence[str], story: Story, label: _LabelLine) -> str:
    """How she ends the label of another field of this story, where the words stand on its line."""
    for part in story.fields().values():
        other = _read_label(lines[part.line - 1]) if part.line else None
        if other and other.rest and other.opening == label.opening and _SEPARATED.search(other.closing):
            return other.closing
    return ""


def _old_lines(lines: Sequence[str], start: int, text: str) -> Proposal:
    """The lines below a label that hold its old text (or a TODO), to go when it is replaced."""
    told = set(text.split("\n")) if text else set()
    gone: list[Edit] = []
    for number in range(start + 1, min(len(lines), start + 200) + 1):
        body = lines[number - 1][len(_PREFIX.match(lines[number - 1])[0]) :]  # type: ignore[index]
        if not body.strip():
            continue
        if (told and plain(body) in told) or (not told and re.search(r"\w", body) and is_blank_text(body)):
            gone.append(Edit(number, number, ()))
        else:
            break
    return tuple(gone)


def _is_told_below(lines: Sequence[str], story: Story) -> bool:
    """True where the other fields have their words under the label, not beside it."""
    labels = [
        found
        for part in story.fields().values()
        if part.line and part.text and (found := _read_label(lines[part.line - 1])) is not None
    ]
    return bool(labels) and all(not label.rest for label in labels)


def _below(lines: Sequence[str], story: Story, line: int, words: str, gone: Proposal) -> list[Proposal]:
    label = lines[line - 1]
    indent = re.match(r"[ \t>]*", label)[0]  # type: ignore[index]
    told = [part.line for part in story.fields().values() if part.line and part.text and part.line != line]
    aired = [_is_blank(lines, number + 1) for number in told]
    spaced = all(aired) if aired else label.lstrip().startswith("#") or _is_blank(lines, line - 1)
    if gone:
        return [(Edit(gone[0].start, gone[0].end, (indent + words,)), *gone[1:])]
    after = ("",) if line < len(lines) and not _is_blank(lines, line + 1) else ()
    apart = Edit(line + 1, line, ("", indent + words, *after))
    close = Edit(line + 1, line, (indent + words, *(after if spaced else ())))
    return [(apart,), (close,)] if spaced else [(close,), (apart,)]


def _is_blank(lines: Sequence[str], number: int) -> bool:
    return not 1 <= number <= len(lines) or not lines[number - 1].strip()


def _behind(lines: Sequence[str], start: int, text: str, words: str) -> Iterator[Proposal]:
    """Behind the first line of the field's text, else behind its last."""
    told = text.split("\n")
    numbers = [
        number
        for number in range(start, min(len(lines), start + 200) + 1)
        if plain(lines[number - 1]).endswith((told[0], told[-1]))
    ]
    for number in dict.fromkeys((*numbers[:1], *numbers[-1:])):
        line = lines[number - 1]
        block_id = _BLOCK_ID.search(line)
        body = line[: block_id.start()] if block_id else line
        tail = line[len(body.rstrip()) :]
        yield (Edit(number, number, (f"{_joined(body.rstrip(), words)}{tail}",)),)


def _joined(before: str, words: str) -> str:
    return f"{before} {words}" if before.endswith(_ENDED) else f"{before}. {words}"


# Tables


def _in_row(lines: Sequence[str], line: int, text: str, words: str, *, keep: bool) -> Iterator[Proposal]:
    row = lines[line - 1]
    bars = [found.start() for found in _PIPE.finditer(row)]
    if not bars:
        return
    written = _PIPE.sub(r"\\|", words) + (" " if words.endswith("\\") else "")  # not to escape the bar
    edges = [*([] if not row[: bars[0]].strip() else [-1]), *bars]
    if row[bars[-1] + 1 :].strip():
        edges.append(len(row))
    pad = " " if any(row[left + 1 : left + 2] == " " for left in edges[:-1]) else ""
    for left, right in pairwise(edges):
        cell = row[left + 1 : right]
        if (text and plain(cell) != text) or (not text and not is_blank_text(plain(cell))):
            continue
        new = _joined(cell.strip(), written) if keep and text else written
        yield (Edit(line, line, (f"{row[: left + 1]}{pad}{new}{pad}{row[right:]}",)),)
    if not text:  # a row that ends before this column
        for missing in range(4):
            new = f"{row.rstrip()}{'' if row.rstrip().endswith('|') else f'{pad}|'}"
            yield (Edit(line, line, (f"{new}{f'{pad}{pad}|' * missing}{pad}{written}{pad}|",)),)


# A label that is not there yet


def _new_label(lines: Sequence[str], story: Story, field: FieldName, words: str) -> Iterator[Proposal]:
    """A new labelled line behind the field before it, or in front of the one after it."""
    there = [(name, part) for name, part in story.fields().items() if part.line is not None]
    place = FIELD_NAMES.index(field)
    before = [(name, part) for name, part in there if FIELD_NAMES.index(name) < place]
    after = [(name, part) for name, part in there if FIELD_NAMES.index(name) > place]
    spaced = _are_spaced(lines, sorted(part.line or 0 for _, part in there))
    if before:
        name, part = max(before, key=lambda one: one[1].line or 0)
        label = _read_label(lines[(part.line or 1) - 1])
        if label is None:
            return
        ends = [_last_line(lines, part.line or 1, part.text), max(story.end_line, part.line or 1)]
        for end in dict.fromkeys(ends):
            new = _relabelled(label, name, field, words, _number_behind(lines, end, label.prefix))
            air = ("",) if spaced or label.is_heading else ()
            follow = air if not _is_blank(lines, end + 1) else ()
            yield (Edit(end + 1, end, (*air, *new, *follow)), *_renumbered(lines, end + 1, new[0]))
    if after:
        name, part = min(after, key=lambda one: one[1].line or 0)
        line = part.line or 1
        label = _read_label(lines[line - 1])
        if label is not None:
            new = _relabelled(label, name, field, words, _number_in(label.prefix))
            air = ("",) if spaced or label.is_heading else ()
            yield (Edit(line, line - 1, (*new, *air)), *_renumbered(lines, line, new[0]))


def _are_spaced(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    return bool(numbers[1:]) and all(_is_blank(lines, number - 1) for number in numbers[1:])


def _last_line(lines: Sequence[str], start: int, text: str) -> int:
    """The last line that holds the field's text, and what is nested under it."""
    told = {line for line in text.split("\n") if line}
    last = start
    indent = _width(lines[start - 1])
    for number in range(start + 1, min(len(lines), start + 400) + 1):
        line = lines[number - 1]
        body = plain(line[len(_PREFIX.match(line)[0]) :])  # type: ignore[index]
        if not body:
            continue
        if body in told or (_width(line) > indent and read_field_label(body) is None):
            last = number
        else:
            break
    return last


def _width(line: str) -> int:
    straight = line.expandtabs(4)
    return len(straight) - len(straight.lstrip(" "))


def _relabelled(label: _LabelLine, name: FieldName, field: FieldName, words: str, number: int) -> list[str]:
    word = _word_like(label.word, name, field)
    closing = re.sub(r"\s*\([^()]*\)", "", label.closing)
    prefix = label.prefix
    numbered = _NUMBERED.match(prefix)
    if numbered:
        prefix = f"{numbered['indent']}{number}{numbered['dot']}{numbered['space'] or ' '}"
    opening = re.sub(r"\[[xX]\]", "[ ]", label.opening)
    if label.is_heading:
        return [f"{prefix}{opening}{word}{closing.rstrip()}", "", words]
    if not _SEPARATED.search(closing):
        closing = f":{closing.strip()}"
    return [_LabelLine(prefix, opening, word, closing, "").with_rest(words, closing)]


def _word_like(word: str, name: FieldName, field: FieldName) -> str:
    """The label of `field` as she would write it: "S" and "R", "Situación" and "Resultado"."""
    if len(word) == 1 and word.isascii():
        return field[0].upper() if word.isupper() else field[0]
    tongue = next((words for words in _WORDS if words[name] == word.casefold()), _WORDS[0])
    new = tongue[field]
    return new.upper() if word.isupper() else new if word.islower() else new[:1].upper() + new[1:]


def _number_in(prefix: str) -> int:
    numbered = _NUMBERED.match(prefix)
    return int(numbered["number"]) if numbered else 0


def _number_behind(lines: Sequence[str], end: int, prefix: str) -> int:
    """The number that an item behind line `end` gets, in the list that `prefix` belongs to."""
    for number in range(end, 0, -1):
        found = _NUMBERED.match(lines[number - 1])
        if found and _width(lines[number - 1]) == _width(prefix):
            return int(found["number"]) + 1
    return 1


def _renumbered(lines: Sequence[str], start: int, new: str) -> Iterator[Edit]:
    """The items behind the line `new`, where she counts them: each number one higher."""
    numbered = _NUMBERED.match(new)
    if numbered is None:
        return
    expected = int(numbered["number"])
    for number in range(start, len(lines) + 1):
        line = lines[number - 1]
        found = _NUMBERED.match(line)
        if not line.strip() or _width(line) > _width(new):
            continue
        same = found and found["indent"] == numbered["indent"] and found["dot"] == numbered["dot"]
        if not found or not same or int(found["number"]) != expected:
            return
        expected += 1
        yield Edit(number, number, (f"{found['indent']}{expected}{line[found.end('number') :]}",))
