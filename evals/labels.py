"""Labels of notes and how a finding is matched to one: the rules of `datasets/reader/README.md`.

A note becomes Findings twice, from its label file and from what the reader said, and
`compare` pairs the two. Nothing here knows how the reader works.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from coach.domain.notes import FIELD_NAMES, Gap, Note, Story

ALIKE = 80.0
NEAR = 1
OVERLAP = 1 / 3
THINGS = ("framework", "step", "question", "story", "field", "script", "link", "trade-off", "gap")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a note. `kind` must be equal in a match, `texts` alike where both sides have some.

    `extra` is not matched on: the points of a step, what a link resolves to.
    """

    line: int | None
    texts: tuple[str, ...] = ()
    kind: str = ""
    end_line: int | None = None
    also: frozenset[int] = frozenset()
    optional: bool = False
    extra: int | str | None = None
    parts: tuple["Item", ...] = ()

    @property
    def lines(self) -> frozenset[int]:
        """Where it may be reported."""
        return self.also | ({self.line} if self.line is not None else frozenset())

    @property
    def name(self) -> str:
        """What to call it in a list of misses."""
        return " ".join(part for part in (self.kind, self.texts[0] if self.texts else "") if part)


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything in one note, by thing; the fields of a story are its `parts`."""

    frameworks: tuple[Item, ...] = ()
    steps: tuple[Item, ...] = ()
    questions: tuple[Item, ...] = ()
    stories: tuple[Item, ...] = ()
    scripts: tuple[Item, ...] = ()
    links: tuple[Item, ...] = ()
    tradeoffs: tuple[Item, ...] = ()
    gaps: tuple[Item, ...] = ()


@dataclass(slots=True)
class Tally:
    """Pairs, misses and false alarms of one thing in one note. Pairs with optional labels do not count."""

    hits: list[tuple[Item, Item]] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    alarms: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label file. `path` is relative to the root of its set."""

    path: str
    sha256: str
    findings: Findings


def load_labels(folder: Path) -> tuple[Labelled, ...]:
    """All label files under `folder`, by path."""
    files = sorted(folder.rglob("*.json"))
    records: list[dict[str, Any]] = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return tuple(
        Labelled(record["path"], record["sha256"], read_record(record))
        for record in sorted(records, key=lambda record: str(record["path"]))
    )


def read_record(record: dict[str, Any]) -> Findings:
    """The findings of one label file."""
    return Findings(
        frameworks=tuple(_labelled(each, tuple(each["names"])) for each in record["frameworks"]),
        steps=tuple(
            _labelled(step, (step["name"],), extra=step["points"])
            for each in record["frameworks"]
            for step in each["steps"]
        ),
        questions=tuple(_labelled(each, (each["text"],)) for each in record["questions"]),
        stories=tuple(
            _labelled(
                each,
                (each["title"],),
                end_line=each["end_line"],
                parts=tuple(
                    _labelled(part, kind=f"{name} {_words_or_empty(part['state'])}")
                    for name, part in each["fields"].items()
                    if part["state"] != "absent"
                ),
            )
            for each in record["stories"]
        ),
        scripts=tuple(_labelled(each, kind=each["kind"]) for each in record["scripts"]),
        links=tuple(
            _labelled(each, kind=_linked(each["target"]), extra=each["resolved"]) for each in record["links"]
        ),
        tradeoffs=tuple(_labelled(each, (each["text"],)) for each in record["tradeoffs"]),
        gaps=tuple(_labelled(each, kind=each["kind"]) for each in record["gaps"]),
    )


def read_note(note: Note, gaps: Sequence[Gap]) -> Findings:
    """The findings of a note as the reader gives it, with the gaps of its vault."""
    return Findings(
        frameworks=tuple(Item(each.line, (each.name,)) for each in note.frameworks),
        steps=tuple(
            Item(step.line, (step.name,), extra=len(step.points))
            for each in note.frameworks
            for step in each.steps
        ),
        questions=tuple(Item(each.line, (each.text,)) for each in note.questions),
        stories=tuple(_story(each) for each in note.stories),
        scripts=tuple(Item(each.line, kind=each.kind) for each in note.scripts),
        links=tuple(Item(each.line, kind=_linked(each.target), extra=each.resolved) for each in note.links),
        tradeoffs=tuple(Item(each.line, (each.text,)) for each in note.tradeoffs),
        gaps=tuple(Item(each.line, kind=each.kind) for each in gaps if each.path == note.path),
    )


def compare(labels: Findings, found: Findings) -> dict[str, Tally]:
    """A tally for each of THINGS."""
    stories = pair(labels.stories, found.stories, _overlap)
    return {
        "framework": pair(labels.frameworks, found.frameworks, likeness),
        "step": pair(labels.steps, found.steps, likeness),
        "question": pair(labels.questions, found.questions, likeness),
        "story": stories,
        "field": _compare_fields(labels.stories, found.stories),
        "script": pair(labels.scripts, found.scripts, likeness),
        "link": pair(labels.links, found.links, likeness),
        "trade-off": pair(labels.tradeoffs, found.tradeoffs, likeness),
        "gap": pair(labels.gaps, found.gaps, likeness, repeats=True),
    }


def pair(
    labels: Sequence[Item],
    found: Sequence[Item],
    score: Callable[[Item, Item], float],
    repeats: bool = False,
) -> Tally:
    """One-to-one pairs, the best score first, required labels before optional ones.

    With `repeats`, a finding that fits a label which is already taken is no false alarm.
    """
    tally = Tally()
    label_of, _ = _assign(labels, found, score)
    taken = set(label_of.values())
    for number, item in enumerate(found):
        if number in label_of:
            label = labels[label_of[number]]
            if not label.optional:
                tally.hits.append((label, item))
        elif not (repeats and any(score(labels[index], item) > 0 for index in taken)):
            tally.alarms.append(item)
    tally.missed = [label for index, label in enumerate(labels) if index not in taken and not label.optional]
    return tally


def likeness(label: Item, item: Item) -> float:
    """Above 0 where kind, line and text fit; the higher the better."""
    if label.kind != item.kind:
        return 0.0
    lines = label.lines
    away = 0
    if lines and item.line is not None:
        away = min(abs(line - item.line) for line in lines)
        if away > NEAR:
            return 0.0
    if label.texts and item.texts:
        alike = max(text_likeness(one, other) for one in label.texts for other in item.texts)
        if alike < ALIKE:
            return 0.0
        return alike - away
    return 100.0 - away


def text_likeness(one: str, other: str) -> float:
    """0 to 100, without case and punctuation; 100 where all words of one stand in the other."""
    plain, second = _plain(one), _plain(other)
    if not plain or not second:
        return 0.0
    return max(fuzz.ratio(plain, second), fuzz.token_set_ratio(plain, second))


def _assign(
    labels: Sequence[Item], found: Sequence[Item], score: Callable[[Item, Item], float]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which label each finding takes, and which finding each label takes."""
    scores = [
        (value, not label.optional, -index, -number)
        for index, label in enumerate(labels)
        for number, item in enumerate(found)
        if (value := score(label, item)) > 0
    ]
    label_of: dict[int, int] = {}
    item_of: dict[int, int] = {}
    for _, _, index, number in sorted(scores, reverse=True):
        if -index not in item_of and -number not in label_of:
            item_of[-index], label_of[-number] = -number, -index
    return label_of, item_of


def _compare_fields(labels: Sequence[Item], found: Sequence[Item]) -> Tally:
    label_of, item_of = _assign(labels, found, _overlap)
    tally = Tally()
    for index, label in enumerate(labels):
        if index in item_of:
            within = pair(label.parts, found[item_of[index]].parts, likeness)
            if not label.optional:
                tally.hits += within.hits
                tally.missed += within.missed
                tally.alarms += within.alarms
        elif not label.optional:
            tally.missed += [part for part in label.parts if not part.optional]
    for number, item in enumerate(found):
        if number not in label_of:
            tally.alarms += item.parts
    return tally


def _overlap(label: Item, item: Item) -> float:
    one, other = _span(label), _span(item)
    together = len(one & other)
    share = together / len(one | other)
    return share if share >= OVERLAP else 0.0


def _span(item: Item) -> set[int]:
    start = item.line or 0
    return set(range(start, max(start, item.end_line or start) + 1))


def _story(story: Story) -> Item:
    fields = story.fields()
    parts = tuple(
        Item(fields[name].line, kind=f"{name} {_words_or_empty(fields[name].state)}")
        for name in FIELD_NAMES
        if fields[name].state != "absent"
    )
    return Item(story.line, (story.title,), end_line=story.end_line, parts=parts)


def _words_or_empty(state: str) -> str:
    return "empty" if state == "empty" else "words"


def _labelled(
    record: dict[str, Any],
    texts: tuple[str, ...] = (),
    kind: str = "",
    end_line: int | None = None,
    extra: int | str | None = None,
    parts: tuple[Item, ...] = (),
) -> Item:
    return Item(
        line=record["line"],
        texts=texts,
        kind=kind,
        end_line=end_line,
        also=frozenset(record.get("also", ())),
        optional=record.get("optional", False),
        extra=extra,
        parts=parts,
    )


def _linked(target: str) -> str:
    return target.partition("#")[0].casefold()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def iterate_things(tallies: dict[str, Tally]) -> Iterator[tuple[str, str, Item]]:
    """(`missed` or `false alarm`, thing, item) of one note, in the order of its lines."""
    rows = [("missed", thing, item) for thing, tally in tallies.items() for item in tally.missed]
    rows += [("false alarm", thing, item) for thing, tally in tallies.items() for item in tally.alarms]
    yield from sorted(rows, key=lambda row: (row[2].line or 0, THINGS.index(row[1]), row[0]))
