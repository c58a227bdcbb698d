"""Short answers that people have scored: reading the files, and the judge's measures for them.

Owns the two sets' formats and a cache of measures under `artefacts/` (git-ignored). The data
itself is never part of the project: SemEval-2013 Task 7 (SciEntsBank and Beetle, training
split; CC BY-SA 3.0) and Short Answer Feedback (SAF, English training split; MIT).
"""

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.engines.builtin import alignment
from coach.engines.builtin.alignment import VECTOR_FEATURES, WORD_FEATURES, measure, words_of
from coach.engines.builtin.vectors import read_texts
from coach.index.embeddings import Embedder
from evals.report import hash_data

ARTEFACTS = Path(__file__).parent.parent / "artefacts" / "grading"
SOURCES = {
    "sciEntsBank": "semeval2013_task7/sciEntsBank.train.jsonl",
    "beetle": "semeval2013_task7/beetle.train.jsonl",
    "saf": "saf/saf.english.training.jsonl",
}
WHERE = (
    "SemEval-2013 Task 7 (Student Response Analysis, SciEntsBank and Beetle) and Short Answer Feedback (SAF) "
    "are public: put their training splits as JSON Lines into one folder and name it with --data."
)
MEASURES = tuple(dict.fromkeys((*VECTOR_FEATURES, *WORD_FEATURES, "cosine", "word_overlap", "answer_words")))


@dataclass(frozen=True, slots=True)
class ShortAnswers:
    """One set. A row of `measures` is an answer against its best reference, columns as `MEASURES`."""

    name: str
    path: Path
    questions: tuple[str, ...]  # question ids, one a row
    truth: NDArray[np.float64]  # 1 or 0 for right or not; SAF: partial credit
    measures: NDArray[np.float64]

    def columns(self, names: Sequence[str]) -> NDArray[np.float64]:
        return self.measures[:, [MEASURES.index(name) for name in names]]


class DataMissing(Exception):
    """The data folder does not hold a file; the message says what to do."""


def load_answers(name: str, data: Path, embedder: Embedder) -> ShortAnswers:
    """The set called `name` ("sciEntsBank", "beetle" or "saf") out of `data`, measured.

    Raises DataMissing. Answers of SAF with fewer than five words are left out: they are empty
    or "no submission", and length alone would look like skill.
    """
    path = data / SOURCES[name]
    if not path.is_file():
        raise DataMissing(f"{SOURCES[name]} is not in {data.name or data}. {WHERE}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if name == "saf":
        rows = [row for row in rows if len(row["answer"].split()) >= 5]
    truth = [float(row["score"] if name == "saf" else row["label_2way"] == "correct") for row in rows]
    measures = _cached(name, path, embedder, lambda: _measure(rows, embedder))
    return ShortAnswers(name, path, tuple(row["question_id"] for row in rows), np.array(truth), measures)


def _cached(
    name: str, path: Path, embedder: Embedder, make: Callable[[], NDArray[np.float64]]
) -> NDArray[np.float64]:
    source = "".join(
        Path(str(module.__file__)).read_text("utf-8") for module in (alignment, sys.modules[__name__])
    )
    key = hashlib.sha256(f"{hash_data(path)} {embedder.weights_hash} {source}".encode()).hexdigest()[:16]
    kept = ARTEFACTS / f"{name}-{key}.npy"
    if not kept.is_file():
        print(f"measuring {name} …", file=sys.stderr)
        measures = make()
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, measures)
    found: NDArray[np.float64] = np.load(kept)
    return found


def _measure(rows: Sequence[dict[str, object]], embedder: Embedder) -> NDArray[np.float64]:
    references = [_references(row) for row in rows]
    texts = {str(row[key]) for row in rows for key in ("question", "answer")}
    texts |= {text for group in references for text in group}
    ordered = sorted(texts)
    read = dict(zip(ordered, read_texts(ordered, embedder), strict=True))
    best = []
    for row, group in zip(rows, references, strict=True):
        question, answer = read[str(row["question"])], read[str(row["answer"])]
        found = []
        for text in group:
            measures = measure(read[text], answer, question)
            wanted = set(words_of(text))
            measures["word_overlap"] = len(wanted & set(words_of(answer.text))) / max(1, len(wanted))
            measures["answer_words"] = float(answer.words)
            found.append([measures[name] for name in MEASURES])
        # The reference that the answer comes nearest to counts, for every measure alike.
        best.append(max(found, key=lambda each: each[MEASURES.index("tokens")]))
    return np.array(best)


def _references(row: dict[str, object]) -> list[str]:
    given = row["references"]
    assert isinstance(given, list)
    return [each["text"] if isinstance(each, dict) else each for each in given]
