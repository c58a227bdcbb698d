"""The committed data set: every support stands in the notes, and there is enough of everything."""

import json
from collections import Counter
from pathlib import Path

import pytest

from coach.domain.passages import Passage
from coach.resources import shipped
from evals.questions import Support, load_samples
from evals.report import DATASETS


def test_the_data_set_fits_the_sample_notes() -> None:
    samples = load_samples(DATASETS / "retrieval.jsonl", shipped("corpus"))
    supported = [sample for sample in samples if sample.answerable]
    kinds = Counter(sample.kind for sample in samples)
    splits = Counter((sample.split, sample.kind) for sample in samples if not sample.answerable)
    assert len(supported) >= 70
    assert len({sample.id for sample in samples}) == len(samples)
    assert len({sample.query for sample in samples}) == len(samples)
    assert min(kinds["short"], kinds["sloppy"]) >= 8
    assert splits["tune", "near"] == splits["measure", "near"] >= 8
    assert splits["tune", "far"] == splits["measure", "far"] >= 8
    # A question is spread over the folder: no note is left out.
    notes = {path.relative_to(shipped("corpus")).as_posix() for path in shipped("corpus").rglob("*.*")}
    assert {support.path for sample in supported for support in sample.support} == notes


def test_queries_are_paraphrased() -> None:
    """No question repeats six words in a row of the notes: that would be a gift to BM25."""
    notes = " ".join(path.read_text(encoding="utf-8") for path in shipped("corpus").rglob("*.*"))
    haystack = " ".join(notes.casefold().split())
    for sample in load_samples(DATASETS / "retrieval.jsonl", shipped("corpus")):
        words = sample.query.casefold().split()
        runs = [" ".join(words[start : start + 6]) for start in range(len(words) - 5)]
        assert not [run for run in runs if run in haystack], sample.id


def write_case(folder: Path, **support: str) -> Path:
    (folder / "a.md").write_text("# One\n\nfirst\n\nsecond\n\nfirst\n", encoding="utf-8")
    record = {"id": "q1", "query": "?", "answerable": True, "style": "plain", "split": "tune"}
    data = folder / "set.jsonl"
    data.write_text(
        json.dumps(record | {"support": [{"path": "a.md", "heading": "One", **support}]}), encoding="utf-8"
    )
    return data


def test_support_is_found_by_its_words(tmp_path: Path) -> None:
    data = write_case(tmp_path, **{"from": "second", "to": "first"})
    (sample,) = load_samples(data, tmp_path)
    assert sample.support == (Support("a.md", "One", 5, 7),)


@pytest.mark.parametrize(
    ("beginning", "end", "why"),
    [("first", "first", "stands 2 times"), ("third", "first", "stands 0 times"), ("second", "One", "follow")],
)
def test_support_that_is_not_there_is_named(tmp_path: Path, beginning: str, end: str, why: str) -> None:
    data = write_case(tmp_path, **{"from": beginning, "to": end})
    with pytest.raises(ValueError, match=f"q1.*{why}"):
        load_samples(data, tmp_path)


@pytest.mark.parametrize(
    ("path", "start", "end", "shown"),
    [("a.md", 1, 4, False), ("a.md", 1, 5, True), ("a.md", 7, 9, True), ("b.md", 5, 7, False)],
)
def test_a_passage_shows_support_where_lines_overlap(path: str, start: int, end: int, shown: bool) -> None:
    passage = Passage(path, ("One",), start, end, "", 0.0, None, 0.0)
    assert Support("a.md", "One", 5, 7).is_in(passage) is shown
