"""SciFact through the product's own index: nDCG@10 of fused, dense and BM25 rankings.

BEIR's SciFact (Wadden et al. 2020, Thakur et al. 2021; https://github.com/beir-cellar/beir):
5,183 abstracts, 300 test claims. Each abstract becomes a note, so that chunking, embedding
and fusion are those of the product; a document ranks by its best chunk. Measured only: the
data stays outside the project.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from coach.domain.passages import Passage, Retrieval
from coach.index.embeddings import Embedder
from coach.index.notes_index import NotesIndex
from evals.ranking import ndcg
from evals.report import Table
from evals.statistics import bootstrap, mean, paired_difference

FIRST = 20  # passages of the fused ranking: ten documents, some with two chunks
DEPTH = 400  # for the other two: deep enough to hold the first ten documents of either

PUBLISHED = {"dense": "0.645 (all-MiniLM-L6-v2)", "bm25": "0.679", "fused": "0.742 (with bge-base)"}


def measure_scifact(data: Path, home: Path, embedder: Embedder) -> Table:
    """nDCG@10 over the test claims of the BEIR folder `data` (corpus, queries, qrels.test.trec.txt)."""
    relevance = read_judgements(data / "qrels.test.trec.txt")
    queries = {row["_id"]: row["text"] for row in _rows(data / "queries.jsonl") if row["_id"] in relevance}
    notes = home / "scifact"
    write_notes(_rows(data / "corpus.jsonl"), notes)
    index = NotesIndex(home, notes, embedder)
    started = time.monotonic()
    report = index.refresh(on_progress=lambda stage, done, total: _say(f"{stage} {done}/{total}"))
    indexed = time.monotonic()
    fused = index.search_batch(list(queries.values()), k=FIRST)
    asked = time.monotonic()
    deep = index.search_batch(list(queries.values()), k=DEPTH)
    schemes: dict[str, tuple[Sequence[Retrieval], Callable[[Passage], float]]] = {
        "fused": (fused, lambda passage: passage.score),
        "dense": (deep, lambda passage: passage.cosine or 0.0),
        "bm25": (deep, lambda passage: passage.bm25),
    }
    figures = {
        name: [
            ndcg(rank_documents(answer.passages, score), relevance[query])
            for query, answer in zip(queries, answers, strict=True)
        ]
        for name, (answers, score) in schemes.items()
    }
    return Table(
        "SciFact, 300 test claims",
        ("scheme", "nDCG@10", "fused ahead by", "published nDCG@10"),
        tuple(
            (
                name,
                bootstrap(mean, values),
                None if name == "fused" else paired_difference(figures["fused"], values),
                PUBLISHED[name],
            )
            for name, values in figures.items()
        ),
        f"{report.notes} documents in {report.chunks} chunks; {report.embedded} of them embedded "
        f"in this run, indexed in {indexed - started:.0f} s; "
        f"{len(queries)} queries of {FIRST} passages in {asked - indexed:.1f} s.",
    )


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Relevance by query and document, from TREC's four columns."""
    judged: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, document, level = line.split()
        judged.setdefault(query, {})[document] = int(level)
    return judged


def write_notes(documents: Iterable[dict[str, str]], folder: Path) -> None:
    """One note a document: its title as the heading, its text below. Those that stand there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        path = folder / f"{document['_id']}.md"
        if not path.exists():
            path.write_text(f"# {document['title']}\n\n{document['text']}\n", encoding="utf-8")


def rank_documents(passages: Iterable[Passage], score: Callable[[Passage], float]) -> list[str]:
    """Document ids by their best passage."""
    return list(
        dict.fromkeys(Path(passage.path).stem for passage in sorted(passages, key=score, reverse=True))
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _say(text: str) -> None:
    print(f"\r{text}    ", end="", file=sys.stderr, flush=True)
