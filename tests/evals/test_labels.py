"""Matching of findings to labels: the rules that the README of the data set states."""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest

from evals.labels import Findings, Item, compare, likeness, load_labels, pair, text_likeness
from evals.reader import DataMissing, compare_set, find_simply, precision, recall, score_table


def story(line: int, end_line: int, *parts: Item, optional: bool = False) -> Item:
    return Item(line, ("x",), end_line=end_line, parts=parts, optional=optional)


@pytest.mark.parametrize(("line", "fits"), [(4, True), (5, True), (6, True), (7, False), (9, True)])
def test_a_line_may_be_one_off(line: int, fits: bool) -> None:
    label = Item(5, ("Clarify",), also=frozenset({10}))
    assert (likeness(label, Item(line, ("clarify:",))) > 0) is fits


def test_text_is_compared_without_case_and_marks_and_kinds_must_be_equal() -> None:
    assert text_likeness('"Tell me about a FAILURE."', "tell me about a failure") == 100
    assert text_likeness("取舍", "取舍：") == 100
    assert text_likeness("", "a") == 0
    assert likeness(Item(1, kind="intro"), Item(1, kind="closing")) == 0


def test_pairs_are_one_to_one_and_optional_labels_do_not_count() -> None:
    labels = [Item(1, ("one",)), Item(2, ("one",), optional=True), Item(9, ("far",))]
    tally = pair(labels, [Item(1, ("one",)), Item(2, ("one",)), Item(2, ("one",))], likeness)
    assert [label.line for label, _ in tally.hits] == [1]
    assert [item.line for item in tally.missed] == [9]
    assert len(tally.alarms) == 1


def test_a_gap_that_is_reported_again_is_no_false_alarm() -> None:
    label = Item(3, kind="empty_field", also=frozenset(range(1, 7)))
    found = [Item(3, kind="empty_field"), Item(5, kind="empty_field"), Item(9, kind="empty_field")]
    tally = compare(Findings(gaps=(label,)), Findings(gaps=tuple(found)))["gap"]
    assert (len(tally.hits), [item.line for item in tally.alarms]) == (1, [9])


def test_fields_count_inside_matched_stories_and_otherwise_as_errors() -> None:
    words, empty = Item(2, kind="situation words"), Item(3, kind="task empty")
    labels = Findings(stories=(story(1, 4, words, empty), story(20, 24, Item(21, kind="action words"))))
    found = Findings(
        stories=(
            story(2, 4, Item(2, kind="situation words"), Item(3, kind="task words")),
            story(40, 44, Item(41, kind="result words")),
        )
    )
    tallies = compare(labels, found)
    assert len(tallies["story"].hits) == 1
    assert [label.kind for label, _ in tallies["field"].hits] == ["situation words"]
    assert sorted(item.kind for item in tallies["field"].missed) == ["action words", "task empty"]
    assert sorted(item.kind for item in tallies["field"].alarms) == ["result words", "task words"]


def test_a_story_needs_a_third_of_the_lines() -> None:
    labels = Findings(stories=(story(1, 3),))
    assert compare(labels, Findings(stories=(story(1, 9),)))["story"].hits
    assert not compare(labels, Findings(stories=(story(1, 10),)))["story"].hits


def test_the_baseline_finds_what_its_rules_say() -> None:
    found = find_simply("# Approach\n1. ask\n2. decide\n\nWhy us?\nS: a\nT:\nfast vs good [[Home|h]]\n")
    assert [item.line for item in found.frameworks] == [2]
    assert [item.texts[0] for item in found.steps] == ["ask", "decide"]
    assert [item.line for item in found.questions] == [5]
    assert [part.kind for part in found.stories[0].parts] == ["situation words", "task empty"]
    assert [item.kind for item in found.links] == ["home"]
    assert [item.line for item in found.tradeoffs] == [8]


def test_a_note_that_was_changed_after_labelling_is_refused(tmp_path: Path) -> None:
    labels, root = tmp_path / "labels", tmp_path / "notes"
    labels.mkdir()
    root.mkdir()
    data = b"# Note\n\n- fast vs good\n"
    record: dict[str, object] = {"path": "note.md", "sha256": hashlib.sha256(data).hexdigest()}
    record |= {name: [] for name in ("frameworks", "questions", "stories", "scripts", "links", "gaps")}
    record["tradeoffs"] = [{"text": "fast vs good", "line": 3}]
    (labels / "note.json").write_text(json.dumps(record), encoding="utf-8")
    (root / "note.md").write_bytes(data)
    compared = compare_set(load_labels(labels), root, 0)
    assert len(compared[0].baseline["trade-off"].hits) == 1
    assert [row[0] for row in score_table("t", compared).rows][:2] == ["framework", "step"]
    (root / "note.md").write_bytes(data + b"x")
    with pytest.raises(DataMissing, match=r"note\.md"):
        compare_set(load_labels(labels), root, 0)


def test_shares_of_nothing_are_not_zero() -> None:
    none = np.array([0])
    assert math.isnan(precision(none, none, none))
    assert recall(np.array([3]), none, np.array([1])) == 0.75
