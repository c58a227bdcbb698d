import json
from pathlib import Path

import numpy as np
import pytest

from coach.engines.builtin.reference import fitted
from coach.index.embeddings import Embedder
from evals.fit_judge import calibrate, cross_validate, folds
from evals.grading import run_methods, saf_table, semeval_table, transfer_table
from evals.short_answers import SOURCES, DataMissing, ShortAnswers, load_answers

THINGS = (
    "kettle",
    "lamp",
    "bicycle",
    "window",
    "radio",
    "garden",
    "ladder",
    "piano",
    "candle",
    "bridge",
    "mirror",
    "boat",
)


def write_sets(data: Path) -> None:
    """Twelve invented questions a set, each with a right answer, a wrong one and a vague one."""
    for name, source in SOURCES.items():
        rows = []
        for thing in THINGS:
            reference = f"The {thing} was broken because water froze inside it."
            for answer, right in (
                (f"Water had frozen in the {thing} and so it broke.", 1.0),
                (f"Somebody painted the {thing} in a nice blue colour.", 0.0),
                ("I do not know why that would be.", 0.0),
                ("No.", 0.0),
            ):
                row: dict[str, object] = {
                    "question_id": thing,
                    "question": f"What about the {thing}?",
                    "answer": answer,
                }
                if name == "saf":
                    row |= {"references": [reference], "score": right}
                else:
                    texts = [{"text": reference}, {"text": "It is a thing of glass."}]
                    row |= {"references": texts, "label_2way": "correct" if right else "incorrect"}
                rows.append(json.dumps(row))
        (data / source).parent.mkdir(parents=True, exist_ok=True)
        (data / source).write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, ShortAnswers]:
    data = tmp_path_factory.mktemp("data")
    write_sets(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evals.short_answers.ARTEFACTS", data / "artefacts")
        first = {name: load_answers(name, data, embedder) for name in SOURCES}
        again = load_answers("beetle", data, embedder)
    assert np.array_equal(first["beetle"].measures, again.measures)
    assert len(list((data / "artefacts").glob("*.npy"))) == len(SOURCES)
    return first


def test_missing_data_is_said_with_its_public_source(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(DataMissing, match=r"beetle.*SemEval-2013 Task 7.*--data"):
        load_answers("beetle", tmp_path, embedder)


def test_answers_under_five_words_of_saf_are_left_out(sets: dict[str, ShortAnswers]) -> None:
    assert len(sets["saf"].truth) == 36
    assert len(sets["beetle"].truth) == 48


def test_no_question_is_in_both_sides_of_a_fold(sets: dict[str, ShortAnswers]) -> None:
    questions = np.array(sets["beetle"].questions)
    held = [
        set(questions[held_out])
        for train, held_out in folds(questions)
        if not set(questions[train]) & set(questions[held_out])
    ]
    assert set().union(*held) == set(THINGS)


def test_a_fit_tells_right_from_wrong_and_says_where_it_comes_from(sets: dict[str, ShortAnswers]) -> None:
    scores = cross_validate(sets["beetle"], ("tokens", "spelling", "length", "negation"))
    right = sets["beetle"].truth > 0
    assert scores[right].min() > scores[~right].max()
    calibration = calibrate([sets["sciEntsBank"], sets["beetle"]])
    assert calibration["data"]["licence"] == "CC BY-SA 3.0"  # type: ignore[index]
    assert calibration["fits"]["words"]["cross_validated_auc"]["beetle"] == 1.0  # type: ignore[index]


def test_tables_name_every_baseline_with_n(
    sets: dict[str, ShortAnswers], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.grading.RESAMPLES", 50)
    table = semeval_table(sets["beetle"], run_methods(sets["beetle"]))
    assert [row[0] for row in table.rows] == [
        "built-in judge",
        "built-in judge, words alone",
        "token alignment alone",
        "word overlap",
        "cosine",
        "answer length",
    ]
    assert "n=48" in str(table.rows[0][1])
    assert len(transfer_table([sets["sciEntsBank"], sets["beetle"]]).rows) == 2
    assert len(saf_table(sets["saf"], fitted("vectors")).rows) == 5
