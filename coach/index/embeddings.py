"""Sentence and token vectors of all-MiniLM-L6-v2, computed here with onnxruntime.

Owns the cached graph in the data home, batching and pooling. Texts are cut at 256 word
pieces, as the published model does: it was trained on 128, and longer texts blur into
one vector. Refuses to keep vectors: caching them is the caller's business.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf
from tokenizers import Encoding, Tokenizer

from coach.errors import IndexUnavailable
from coach.index.onnx_graph import GRAPH_VERSION, OUTPUTS, WIDTH, build_graph
from coach.index.weights import MODEL_NAME, WEIGHTS_HINT, Weights, find_weights

__all__ = ["WEIGHTS_HINT", "Embedder", "TokenVectors", "open_embedder"]

BATCH = 8
MAX_TOKENS = 256

_DAMAGED = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The word pieces of one text, without the two markers around them.

    `last` and `third` are the hidden states after the sixth and third layer (n, 384), as
    they come out; `offsets` are spans into the text; `pooled` (384,) is the text's own
    vector as `Embedder.embed` gives it.
    """

    tokens: tuple[str, ...]
    ids: NDArray[np.int64]
    last: Floats
    third: Floats
    offsets: tuple[tuple[int, int], ...]
    pooled: Floats


class Embedder:
    """One loaded model. Safe to use from several threads: it holds nothing that a call changes."""

    name = MODEL_NAME
    dimension = WIDTH
    max_tokens = MAX_TOKENS

    def __init__(self, weights: Weights, graph: Path) -> None:
        self.weights_hash = weights.sha256
        self.source = weights.source
        tokenizer = weights.tokenizer.read_text(encoding="utf-8")
        self._counter = Tokenizer.from_str(tokenizer)
        self._counter.no_padding()
        self._counter.no_truncation()
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _threads()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._inputs = {
            each.name: np.int64 if each.type == "tensor(int64)" else np.int32
            for each in self._session.get_inputs()
        }

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of `texts`, shape (n, 384), of length 1, in the order given."""
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for rows, _, mask, states in self._batches(texts, OUTPUTS[:1]):
            vectors[rows] = _pool(states[0], mask)
        return vectors

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Hidden states of every word piece of every text, in the order given."""
        found: dict[int, TokenVectors] = {}
        for rows, encodings, mask, (last, third) in self._batches(texts, OUTPUTS):
            pooled = _pool(last, mask)
            for at, (row, encoding) in enumerate(zip(rows, encodings, strict=True)):
                inner = slice(1, len(encoding.ids) - 1)
                found[row] = TokenVectors(
                    tokens=tuple(encoding.tokens[inner]),
                    ids=np.asarray(encoding.ids[inner], dtype=np.int64),
                    last=last[at, inner].copy(),
                    third=third[at, inner].copy(),
                    offsets=tuple(encoding.offsets[inner]),
                    pooled=pooled[at],
                )
        return [found[row] for row in range(len(texts))]

    def count_tokens(self, text: str) -> int:
        """Word pieces of `text`, the two markers included: what is over `max_tokens` is not read."""
        return len(self._counter.encode(text).ids)

    def _batches(
        self, texts: Sequence[str], outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], list[Encoding], NDArray[np.int64], list[Floats]]]:
        """Row numbers, encodings, mask and hidden states, eight texts of like length at a time."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda row: len(encodings[row].ids))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            batch = [encodings[row] for row in rows]
            ids = np.zeros((len(rows), len(batch[-1].ids)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for at, encoding in enumerate(batch):
                ids[at, : len(encoding.ids)] = encoding.ids
                mask[at, : len(encoding.ids)] = 1
            values = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            feed = {name: values[name].astype(kind) for name, kind in self._inputs.items()}
            yield rows, batch, mask, self._session.run(list(outputs), feed)


def open_embedder(home: Path) -> Embedder | None:
    """The embedder, or None where no weights are found (`WEIGHTS_HINT` says how to get them).

    The first call builds the graph into `home`/weights, about two seconds; a second process
    waits for it. Raises IndexUnavailable where that folder cannot be written.
    """
    try:
        weights = find_weights(home)
        if weights is None:
            return None
        graph = home / "weights" / f"{MODEL_NAME}-{weights.sha256[:12]}-v{GRAPH_VERSION}.onnx"
        embedder = _load(weights, graph)
        if embedder is None:
            graph.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(graph.with_suffix(".lock"), timeout=120):
                # Another process may have built it while this one waited.
                embedder = _load(weights, graph)
                if embedder is None:
                    _build(weights, graph)
                    embedder = Embedder(weights, graph)
        return embedder
    except Timeout as error:
        raise IndexUnavailable(
            "Another process has been preparing the embeddings for two minutes.", "Try again when it is done."
        ) from error
    except OSError as error:
        raise IndexUnavailable(
            f"The embeddings cannot be prepared in {home}: {error.strerror or error}.",
            "Choose another folder with --home or COACH_HOME.",
        ) from error


def _load(weights: Weights, graph: Path) -> Embedder | None:
    """None where the graph is missing or damaged (a disk that was full, a copy cut short)."""
    if not graph.is_file():
        return None
    try:
        return Embedder(weights, graph)
    except _DAMAGED:
        return None


def _build(weights: Weights, graph: Path) -> None:
    part = graph.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_bytes(build_graph(weights.model))
        part.replace(graph)
    finally:
        part.unlink(missing_ok=True)


def _pool(states: Floats, mask: NDArray[np.int64]) -> Floats:
    weights = mask[:, :, None].astype(np.float32)
    mean = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


def _threads() -> int:
    """Four at most: more do not help texts this short, and the page needs some of the machine."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return int(asked) if asked.isdigit() and int(asked) > 0 else min(4, os.cpu_count() or 1)
