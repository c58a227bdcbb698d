"""Retrieval over the sample notes: recall@5, MRR and false answers, fused against dense and BM25 alone."""

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.domain.passages import Passage, Retrieval
from coach.index.embeddings import WEIGHTS_HINT, Embedder, open_embedder
from coach.index.notes_index import NotesIndex
from coach.resources import shipped
from evals.questions import Sample, load_samples
from evals.ranking import hit_within, reciprocal_rank
from evals.report import DATASETS, Table, describe_run, write_results
from evals.scifact import measure_scifact
from evals.statistics import Interval, auc, bootstrap, mean, paired_difference

FIRST = 8  # passages that the product looks at by default
EVERYTHING = 10_000

SCHEMES = ("fused", "dense", "bm25")
SCORES: dict[str, Callable[[Passage], float]] = {
    "dense": lambda passage: passage.cosine or 0.0,
    "bm25": lambda passage: passage.bm25,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: what the product answers, and every passage of the index with its scores."""

    sample: Sample
    answer: Retrieval
    passages: tuple[Passage, ...]

    def hits(self, scheme: str) -> list[bool]:
        """For the first passages by `scheme`: does it show lines that answer the question?"""
        if scheme == "fused":
            found = list(self.answer.passages)
        else:
            score = SCORES[scheme]
            found = sorted(self.passages, key=score, reverse=True)[:FIRST]
            found = [passage for passage in found if score(passage) > 0]
        return [any(each.is_in(passage) for each in self.sample.support) for passage in found]

    def best(self, scheme: str) -> float:
        """The highest score of `scheme` (dense or BM25) that any passage has."""
        return max(map(SCORES[scheme], self.passages), default=0.0)


def run_questions(samples: Sequence[Sample], notes: Path, home: Path, embedder: Embedder) -> list[Outcome]:
    """Index `notes` under `home`, ask every question as the product does, then for all passages."""
    index = NotesIndex(home, notes, embedder)
    index.refresh()
    queries = [sample.query for sample in samples]
    answers = index.search_batch(queries, k=FIRST)
    everything = index.search_batch(queries, k=EVERYTHING)
    return [
        Outcome(sample, answer, whole.passages)
        for sample, answer, whole in zip(samples, answers, everything, strict=True)
    ]


def ranking_table(outcomes: Sequence[Outcome]) -> Table:
    """recall@5 and MRR of each scheme, and how far the fused one is ahead, question by question."""
    supported = [outcome for outcome in outcomes if outcome.sample.answerable]
    hits = {scheme: [outcome.hits(scheme) for outcome in supported] for scheme in SCHEMES}
    recall = {scheme: [hit_within(each, 5) for each in found] for scheme, found in hits.items()}
    ranks = {scheme: [reciprocal_rank(each) for each in found] for scheme, found in hits.items()}
    return Table(
        "Ranking",
        ("scheme", "recall@5", "MRR@8", "fused ahead by, recall@5", "fused ahead by, MRR"),
        tuple(
            (
                scheme,
                bootstrap(mean, recall[scheme]),
                bootstrap(mean, ranks[scheme]),
                None if scheme == "fused" else paired_difference(recall["fused"], recall[scheme]),
                None if scheme == "fused" else paired_difference(ranks["fused"], ranks[scheme]),
            )
            for scheme in SCHEMES
        ),
        "recall@5: share of the questions with a passage among the first five that shows some of the "
        "lines known to answer it. 95 % bootstrap intervals; the differences are paired.",
    )


def kinds_table(outcomes: Sequence[Outcome]) -> Table:
    """recall@5 of the fused ranking by how the question is put."""
    supported = [outcome for outcome in outcomes if outcome.sample.answerable]
    kinds = sorted({outcome.sample.kind for outcome in supported})
    return Table(
        "By how the question is put (fused)",
        ("kind", "recall@5", "said to be without support"),
        tuple(
            (
                kind,
                bootstrap(mean, [hit_within(each.hits("fused"), 5) for each in chosen]),
                bootstrap(mean, [not each.answer.answerable for each in chosen]),
            )
            for kind in kinds
            for chosen in [[each for each in supported if each.sample.kind == kind]]
        ),
    )


def support_table(outcomes: Sequence[Outcome]) -> Table:
    """How often the index is wrong about whether the notes hold anything."""
    rows: list[tuple[str, Interval, Interval, Interval, Interval]] = []
    for split in ("tune", "measure"):
        part = [outcome for outcome in outcomes if outcome.sample.split == split]
        unsupported = [each for each in part if not each.sample.answerable]
        near = [each.answer.answerable for each in unsupported if each.sample.kind == "near"]
        far = [each.answer.answerable for each in unsupported if each.sample.kind == "far"]
        abstained = [not each.answer.answerable for each in part if each.sample.answerable]
        rows.append(
            (
                split,
                bootstrap(mean, near + far),
                bootstrap(mean, near),
                bootstrap(mean, far),
                bootstrap(mean, abstained),
            )
        )
    return Table(
        "Does it know what the notes do not hold?",
        ("split", "false answers", "of them near misses", "of them far off", "false abstentions"),
        tuple(rows),
        "Only the `tune` half may be looked at when the threshold is chosen.",
    )


def threshold_table(outcomes: Sequence[Outcome]) -> Table:
    """How well one score alone would tell, with a threshold chosen on `tune`, judged on `measure`."""
    tune = [outcome for outcome in outcomes if outcome.sample.split == "tune"]
    rest = [outcome for outcome in outcomes if outcome.sample.split == "measure"]
    rows = []
    for scheme in SCORES:
        labels = [outcome.sample.answerable for outcome in rest]
        scores = [outcome.best(scheme) for outcome in rest]
        chosen = choose_threshold([(each.sample.answerable, each.best(scheme)) for each in tune])
        false_answers = [score >= chosen for score, label in zip(scores, labels, strict=True) if not label]
        abstentions = [score < chosen for score, label in zip(scores, labels, strict=True) if label]
        rows.append(
            (
                f"best {scheme}",
                bootstrap(auc, labels, scores),
                chosen,
                bootstrap(mean, false_answers),
                bootstrap(mean, abstentions),
            )
        )
    return Table(
        "One score alone",
        ("score", "AUC", "threshold from tune", "false answers", "false abstentions"),
        tuple(rows),
        "Measured on the `measure` half.",
    )


def choose_threshold(scored: Sequence[tuple[bool, float]]) -> float:
    """The score that keeps the sum of both error rates smallest; between equals the middle one."""
    supported = [score for answerable, score in scored if answerable]
    unsupported = [score for answerable, score in scored if not answerable]
    candidates = sorted({score for _, score in scored})
    costs = [
        (
            sum(score < at for score in supported) / max(len(supported), 1)
            + sum(score >= at for score in unsupported) / max(len(unsupported), 1),
            at,
        )
        for at in candidates
    ]
    least = min((cost for cost, _ in costs), default=math.nan)
    best = [at for cost, at in costs if math.isclose(cost, least)]
    return best[len(best) // 2] if best else math.nan


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """The questions that went wrong, one line each."""
    lines = []
    for outcome in outcomes:
        sample = outcome.sample
        if sample.answerable and not hit_within(outcome.hits("fused"), 5):
            lines.append(f"not among the first five: {sample.id} “{sample.query}”")
        if sample.answerable != outcome.answer.answerable:
            said = "answered without support" if outcome.answer.answerable else "said to be without support"
            lines.append(f"{said}: {sample.id} “{sample.query}”")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the results; 1 where there are no weights."""
    parser = argparse.ArgumentParser(prog="python -m evals retrieval", description=__doc__)
    parser.add_argument("--scifact", type=Path, help="folder with BEIR SciFact: measure on that instead")
    parser.add_argument("--home", type=Path, help="keep the index here, so that a second run embeds nothing")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        embedder = open_embedder(home)
        if embedder is None:
            print(WEIGHTS_HINT, file=sys.stderr)
            return 1
        if chosen.scifact is not None:
            written = _on_scifact(chosen.scifact, home, embedder)
        else:
            written = _on_notes(home, embedder)
    print(written.read_text(encoding="utf-8"))
    return 0


def _on_notes(home: Path, embedder: Embedder) -> Path:
    notes, data = shipped("corpus"), DATASETS / "retrieval.jsonl"
    outcomes = run_questions(load_samples(data, notes), notes, home, embedder)
    tables = [make(outcomes) for make in (ranking_table, kinds_table, support_table, threshold_table)]
    return write_results(describe_run("retrieval", {}, [data, notes]), tables, misses(outcomes))[1]


def _on_scifact(data: Path, home: Path, embedder: Embedder) -> Path:
    table = measure_scifact(data, home, embedder)
    return write_results(
        describe_run("retrieval", {"scifact": data}, [data]), [table], name="retrieval-scifact"
    )[1]
