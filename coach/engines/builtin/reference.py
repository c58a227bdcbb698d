"""How probable it is that an answer holds the content of a reference text.

Owns the fitted weights (`calibration.json`, written by `evals/fit_judge.py`) and the step
from the measures of `alignment` to a probability. The labels it was fitted on are school
science, judged by people, two-way; `calibration.json` says which, and how well it does on
questions that it never saw.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from coach.detectors.sentences import split_sentences
from coach.domain.grading import Level
from coach.engines.builtin.alignment import Reading, hold_share, measure
from coach.engines.builtin.said import LONGEST
from coach.engines.builtin.vectors import read_texts
from coach.engines.protocol import CriterionJudgement, Judgement, JudgeRequest, QuotedWords
from coach.index.embeddings import Embedder

_STEPS: tuple[tuple[float, Level], ...] = ((0.2, 1), (0.4, 2), (0.6, 3), (0.8, 4))
_WHY: dict[Level, str] = {
    1: "Your answer does not hold what the reference says.",
    2: "Your answer holds little of what the reference says.",
    3: "Your answer may hold what the reference says; it is near, not clear.",
    4: "Your answer holds most of what the reference says.",
    5: "Your answer holds what the reference says.",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic model over named measures, each brought to mean 0 and deviation 1."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, measures: Sequence[float]) -> float:
        standard = (np.asarray(measures) - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(standard @ np.asarray(self.weights) + self.bias))))


@cache
def fitted(name: str) -> Fit:
    """The fit called `name` ("vectors" or "words") in `calibration.json`."""
    path = Path(__file__).with_name("calibration.json")
    fit = json.loads(path.read_text(encoding="utf-8"))["fits"][name]
    mean, scale, weights = (tuple(fit[key]) for key in ("mean", "scale", "weights"))
    return Fit(tuple(fit["features"]), mean, scale, weights, float(fit["bias"]))


def score_reference(reference: Reading, answer: Reading, question: Reading) -> float:
    """Probability, 0 to 1, that `answer` holds what `reference` says. 0 for an answer without words."""
    if not answer.words:
        return 0.0
    with_vectors = reference.pooled is not None
    fit = fitted("vectors" if with_vectors else "words")
    measures = measure(reference, answer, question)
    return fit.probability([measures[name] for name in fit.features])


def judge_reference(request: JudgeRequest, embedder: Embedder | None) -> Judgement:
    """One judgement, on the first criterion, with the score and the sentence that holds most."""
    text = request.reference or ""
    answer = "\n\n".join(request.replies)
    reference, question = read_texts([text, request.question], embedder, keep=True)
    (whole,) = read_texts([answer], embedder)
    score = score_reference(reference, whole, question)
    level: Level = next((level for bound, level in _STEPS if score < bound), 5)
    criterion = request.rubric.criteria[0].id if request.rubric.criteria else "reference"
    quotes: tuple[QuotedWords, ...] = ()
    sentences = [
        (turn, sentence.text)
        for turn, reply in enumerate(request.replies)
        for sentence in split_sentences(reply)
    ][:LONGEST]
    if sentences and level > 1:
        shares = hold_share(reference, read_texts([each for _, each in sentences], embedder), question)
        turn, best = sentences[int(shares.argmax())]
        quotes = (QuotedWords(best, turn),)
    return Judgement((CriterionJudgement(criterion, _WHY[level], level, quotes),), score=round(score, 6))
