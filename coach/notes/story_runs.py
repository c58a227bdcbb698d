"""Runs of labelled texts ("S:", "Action:", "**Result**", a heading "Situation"), and which prove a story.

One label proves nothing; a run of them does, and how many it takes depends on how sure the words are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.domain.notes import FIELD_NAMES, FieldName, Line
from coach.notes.labels import FieldLabel, read_field_label, read_question_label
from coach.notes.questions import questions_asked
from coach.notes.story_units import Unit
from coach.notes.wording import word_count


@dataclass(slots=True)
class Run:
    """Labelled units in a row, while they are being gathered."""

    start: int
    before: list[Unit] = field(default_factory=list)
    parts: dict[FieldName, list[Line]] = field(default_factory=dict)
    labels: list[FieldLabel] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    open_slot: FieldName | None = None
    in_items: bool = False
    end: int = 0


def find_runs(units: Sequence[Unit], *, asked: bool = False) -> list[Run]:
    """Runs that prove to be stories. A field that comes again opens the next one.

    `asked`: they stand under a question, so that a story half written counts.
    """
    runs: list[Run] = []
    run: Run | None = None
    before: list[Unit] = []
    for unit, following in pairwise([*units, None]):
        if unit is None:
            break
        label = read_field_label(unit.text)
        questioned = read_question_label(unit.text)
        if label is not None and (run is None or _is_next(run, label)):
            run = Run(unit.lines[0].line, before)
            runs.append(run)
            before = []
            if run.before:
                run.questions += questions_asked(run.before[-1].text)
        if label is not None and run is not None:
            run.labels.append(label)
            run.end, run.in_items = unit.end, unit.is_item
            run.open_slot = None if label.slot == "other" else _free_slot(run, label.slot)
            if run.open_slot is not None:
                texts = run.parts.setdefault(run.open_slot, [])
                texts += [Line(label.rest, unit.lines[0].line), *unit.lines[1:]]
        elif run is not None and questioned is None and _continues(run, unit, following):
            if run.open_slot is not None:
                run.parts[run.open_slot] += unit.lines
            run.end, run.in_items = unit.end, unit.is_item
        else:
            run = None
            before.append(unit)
    return [run for run in runs if _is_proven(run, asked=asked)]


def _continues(run: Run, unit: Unit, following: Unit | None) -> bool:
    """Plain text behind a label belongs to its field, if it stands right there and names no new story."""
    label = read_field_label(following.text) if following is not None else None
    if label is not None and _is_next(run, label) and word_count(unit.text) <= 8:
        return False
    # A list may stand right under a labelled line; after a blank line it is something else.
    near = unit.lines[0].line - run.end <= (1 if unit.is_item and not run.in_items else 2)
    return near and not unit.is_part and not re.match(r"\*\*|__", unit.text)


def _is_next(run: Run, label: FieldLabel) -> bool:
    if label.slot == "other":
        return False
    return (
        label.slot in run.parts
        and (label.slot == "situation" or "result" in run.parts)
        and label.grade != "loose"
    )


def _free_slot(run: Run, slot: FieldName) -> FieldName:
    """ "Context … Challenge": the second of two situations is what she had to do about it."""
    return "task" if slot == "situation" and "situation" in run.parts and "task" not in run.parts else slot


def _is_proven(run: Run, *, asked: bool) -> bool:
    slots = {label.slot for label in run.labels}
    sure = {label.slot for label in run.labels if label.grade == "sure"}
    letters = {label.letter for label in run.labels if label.grade == "letter"}
    if len(sure) >= 2 and sure & {"action", "result"} and sure & {"situation", "task"}:
        return True
    if letters:
        order = [FIELD_NAMES.index(label.slot) for label in run.labels if label.slot != "other"]
        if asked and order == sorted(order) and len(slots) >= 2 and run.labels[0].letter == "S":
            return True
        return (
            order == sorted(order)
            and len(slots) >= 3
            and {"action", "result"} <= slots
            and bool(slots & {"situation", "task"})
        )
    return bool(sure) and len(slots) >= 3 and {"action", "result"} <= slots
