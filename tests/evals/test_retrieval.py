"""The retrieval program on a small folder, with the real index."""

import math
from pathlib import Path

import pytest

from coach.domain.passages import Passage
from coach.index.embeddings import Embedder
from evals.questions import Sample, Support
from evals.retrieval import (
    choose_threshold,
    misses,
    ranking_table,
    run_questions,
    support_table,
    threshold_table,
)
from evals.scifact import rank_documents, read_judgements, write_notes
from evals.statistics import Interval


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bread.md").write_text(
        "# Bread\n\nRye dough rests for a night.\n\n# Ovens\n\nThe oven is heated with beech wood.\n",
        encoding="utf-8",
    )
    (folder / "boats.md").write_text(
        "# Boats\n\nA sail is reefed before the squall arrives.\n", encoding="utf-8"
    )
    return folder


def test_every_scheme_finds_what_shares_words_and_meaning(
    notes: Path, tmp_path: Path, embedder: Embedder
) -> None:
    samples = [
        Sample("q1", "how is the oven heated", "plain", "tune", (Support("bread.md", "Ovens", 5, 7),)),
        Sample("q2", "reefing a sail", "short", "measure", (Support("boats.md", "Boats", 1, 3),)),
        Sample("q3", "quantum chromodynamics lattice", "far", "tune", ()),
        Sample("q4", "which yacht insurance is best", "near", "measure", ()),
    ]
    outcomes = run_questions(samples, notes, tmp_path / "home", embedder)
    assert outcomes[0].hits("fused")[0]
    assert outcomes[1].hits("dense")[0]
    assert outcomes[1].hits("bm25") == [True]  # the other notes share no word with it
    assert outcomes[2].best("bm25") == 0.0
    assert outcomes[0].best("dense") > outcomes[2].best("dense")

    rows = {row[0]: row for row in ranking_table(outcomes).rows}
    assert rows["fused"][1:3] == (Interval(1.0, 1.0, 1.0, 2), Interval(1.0, 1.0, 1.0, 2))
    tune, measure = support_table(outcomes).rows
    assert tune[1] == Interval(0.0, 0.0, 0.0, 1)
    said = float(outcomes[3].answer.answerable)
    assert measure[2] == Interval(said, said, said, 1)
    assert isinstance(measure[3], Interval)
    assert measure[3].n == 0  # no question that is far off in this half
    assert {row[0] for row in threshold_table(outcomes).rows} == {"best dense", "best bm25"}
    assert not [line for line in misses(outcomes) if "among the first five" in line]


def test_the_threshold_parts_the_two_kinds() -> None:
    assert 0.3 < choose_threshold([(True, 0.6), (True, 0.5), (False, 0.3), (False, 0.1)]) <= 0.5
    assert choose_threshold([(True, 0.4), (True, 0.45), (True, 0.9), (False, 0.5), (False, 0.2)]) == 0.4
    assert math.isnan(choose_threshold([]))


def test_a_document_ranks_by_its_best_chunk() -> None:
    def passage(path: str, score: float) -> Passage:
        return Passage(path, (), 1, 1, "", score, score, 0.0)

    found = [passage("2.md", 0.2), passage("1.md", 0.1), passage("1.md", 0.9)]
    assert rank_documents(found, lambda each: each.score) == ["1", "2"]


def test_scifact_files_are_read_as_they_are_published(tmp_path: Path) -> None:
    judgements = tmp_path / "qrels.trec.txt"
    judgements.write_text("1 0 31715818 1\n1 0 7 1\n3 0 14717500 1\n", encoding="utf-8")
    assert read_judgements(judgements) == {"1": {"31715818": 1, "7": 1}, "3": {"14717500": 1}}
    write_notes([{"_id": "7", "title": "Growth", "text": "Cells grow."}], tmp_path / "notes")
    assert (tmp_path / "notes" / "7.md").read_text(encoding="utf-8") == "# Growth\n\nCells grow.\n"
