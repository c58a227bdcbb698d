"""Fit the weights of the built-in judge's reference score on answers that people have scored.

A logistic model a set of measures (with vectors, and words alone for where there are no
weights), fitted on both training splits of SemEval-2013 Task 7. Few measures and plain
weights on purpose: richer models did better on the questions they knew and no better, or
worse, on the other data set.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from coach.engines.builtin import reference
from coach.engines.builtin.alignment import VECTOR_FEATURES, WORD_FEATURES
from coach.engines.builtin.reference import Fit
from coach.index.embeddings import WEIGHTS_HINT, open_embedder
from evals.report import hash_data
from evals.short_answers import DataMissing, ShortAnswers, load_answers
from evals.statistics import auc

FOLDS = 10
SETS = ("sciEntsBank", "beetle")
FITS = {"vectors": VECTOR_FEATURES, "words": WORD_FEATURES}
TARGET = Path(str(reference.__file__)).with_name("calibration.json")


def fit_logistic(features: Sequence[str], measures: NDArray[np.float64], truth: NDArray[np.float64]) -> Fit:
    """A ridge logistic regression on standardised measures."""
    mean, scale = measures.mean(axis=0), np.maximum(measures.std(axis=0), 1e-9)
    model = LogisticRegression(C=0.1, max_iter=2000).fit((measures - mean) / scale, truth)
    rounded = [tuple(round(float(each), 6) for each in column) for column in (mean, scale, model.coef_[0])]
    return Fit(tuple(features), rounded[0], rounded[1], rounded[2], round(float(model.intercept_[0]), 6))


def predict(fit: Fit, measures: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([fit.probability(row) for row in measures])


def folds(questions: Sequence[str]) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Training and held-out rows, whole questions held out; the same folds on every run."""
    splitter = GroupKFold(FOLDS, shuffle=True, random_state=0)
    return list(splitter.split(np.zeros(len(questions)), groups=list(questions)))


def cross_validate(answers: ShortAnswers, features: Sequence[str]) -> NDArray[np.float64]:
    """Probabilities for every answer from a model that never saw its question."""
    measures = answers.columns(features)
    scores = np.zeros(len(measures))
    for train, held_out in folds(answers.questions):
        fit = fit_logistic(features, measures[train], answers.truth[train])
        scores[held_out] = predict(fit, measures[held_out])
    return scores


def calibrate(sets: Sequence[ShortAnswers]) -> dict[str, object]:
    """What goes into calibration.json: the fits, where they come from, how well they do."""
    truth = np.concatenate([answers.truth for answers in sets])
    fits = {}
    for name, features in FITS.items():
        fit = fit_logistic(features, np.vstack([each.columns(features) for each in sets]), truth)
        fits[name] = {
            "features": fit.features,
            "mean": fit.mean,
            "scale": fit.scale,
            "weights": fit.weights,
            "bias": fit.bias,
            "cross_validated_auc": {
                each.name: round(auc(each.truth, cross_validate(each, features)), 3) for each in sets
            },
        }
    return {
        "about": "Weights of the reference score. Written by `python -m evals fit_judge`.",
        "data": {
            "name": "SemEval-2013 Task 7, training splits: school science, two-way labels by people",
            "licence": "CC BY-SA 3.0",
            "files": {each.path.name: hash_data(each.path) for each in sets},
            "answers": {each.name: len(each.truth) for each in sets},
            "validation": f"{FOLDS} folds, whole questions held out, pooled area under the curve",
        },
        "fits": fits,
    }


def main(arguments: Sequence[str]) -> int:
    """Fit and write calibration.json; 1 where the weights or the data are missing."""
    parser = argparse.ArgumentParser(prog="python -m evals fit_judge", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=TARGET, help="where to write")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Path(folder))
        if embedder is None:
            print(WEIGHTS_HINT, file=sys.stderr)
            return 1
        try:
            calibration = calibrate([load_answers(name, chosen.data, embedder) for name in SETS])
        except DataMissing as missing:
            print(missing, file=sys.stderr)
            return 1
    chosen.out.write_text(json.dumps(calibration, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(calibration["fits"], indent=1))
    return 0
