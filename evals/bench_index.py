"""Speed of the index: our embedder against Chroma's own with the same weights, and re-indexing.

Chroma's embedding function pads every text to 256 word pieces; its archive cannot be had on
every machine, so it is fed the weights that we use, in the layout it expects. Its graph is
ours with the fused operators, at least as fast as what it publishes. Both take turns in the
same process, so that whatever else the machine does falls on both.
"""

import argparse
import importlib.metadata
import itertools
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2
from onnx import TensorProto, helper

from coach.index import NotesIndex, open_embedder
from coach.index.chunks import chunk_note, embedded_text
from coach.index.embeddings import Embedder
from coach.index.onnx_graph import build_graph
from coach.index.weights import WEIGHTS_HINT, Weights, find_weights
from coach.notes.vault import read_vault
from coach.resources import shipped
from evals.report import Table, describe_run, write_results

LENGTHS = (30, 60, 120, 200)
TARGETS = {60: 3.0, 120: 1.8}  # times as many texts a second as Chroma's function
QUERY_TARGET = 5.0  # a query in a fifth of its time
QUERIES = (
    "How do I decide what to build first?",
    "a time I changed my mind",
    "questions to ask at the end",
    "Tell me about a disagreement with an engineer.",
)
NOTES = 1_000
PACKAGES = ("chromadb", "onnxruntime", "tokenizers", "numpy", "bm25s")
_LAYOUT = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "vocab.txt")


def feed_chroma(weights: Weights, folder: Path) -> ONNXMiniLM_L6_V2:
    """Chroma's embedding function over `weights`, written to `folder` as it unpacks its archive."""
    place = folder / ONNXMiniLM_L6_V2.EXTRACTED_FOLDER_NAME
    place.mkdir(parents=True)
    (place / "tokenizer.json").write_bytes(weights.tokenizer.read_bytes())
    for name in _LAYOUT:  # looked for, never read
        (place / name).write_text("{}", encoding="utf-8")
    published = weights.model.suffix == ".onnx"
    model = weights.model.read_bytes() if published else _with_inputs_of_export(build_graph(weights.model))
    (place / "model.onnx").write_bytes(model)
    function = ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])
    function.DOWNLOAD_PATH = folder
    return function


def _with_inputs_of_export(graph: bytes) -> bytes:
    """Our graph with three int64 inputs and the last layer alone, as a published export has them."""
    model = onnx.load_from_string(graph)
    casts = []
    for each in list(model.graph.input):
        narrow = f"{each.name}_int32"
        for node in model.graph.node:
            node.input[:] = [narrow if name == each.name else name for name in node.input]
        casts.append(helper.make_node("Cast", [each.name], [narrow], to=TensorProto.INT32))
        each.type.tensor_type.elem_type = TensorProto.INT64
    nodes = [node for node in model.graph.node if list(node.output) != ["third"]]
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)
    del model.graph.output[1:]
    model.graph.input.append(helper.make_tensor_value_info("token_type_ids", TensorProto.INT64, ["n", "t"]))
    return bytes(model.SerializeToString())


def texts_of_length(embedder: Embedder, words: Sequence[str], length: int, count: int) -> list[str]:
    """`count` texts of `length` word pieces (markers included, one less at times) from running words."""
    texts: list[str] = []
    stream = itertools.cycle(words)
    taken: list[str] = []
    while len(texts) < count:
        taken.append(next(stream))
        if embedder.count_tokens(" ".join(taken)) > length:
            texts.append(" ".join(taken[:-1]))
            taken = taken[-1:]
    return texts


def compare(
    ours: Callable[[list[str]], object], theirs: Callable[[list[str]], object], texts: list[str], rounds: int
) -> tuple[float, float, float]:
    """Median seconds of both over `texts`, taking turns, and the median of the ratios of the rounds."""
    times: list[tuple[float, float]] = []
    for turn in range(rounds + 1):
        first = _seconds(ours, texts)
        second = _seconds(theirs, texts)
        if turn:  # the first round warms both up
            times.append((first, second))
    own, other = zip(*times, strict=True)
    ratio = statistics.median(b / a for a, b in times)
    return statistics.median(own), statistics.median(other), ratio


def _seconds(work: Callable[[list[str]], object], texts: list[str]) -> float:
    started = time.perf_counter()
    work(texts)
    return time.perf_counter() - started


def embedding_tables(
    embedder: Embedder, chroma: ONNXMiniLM_L6_V2, count: int, rounds: int
) -> tuple[Table, Table]:
    """Texts a second by length, and the time of one query."""
    vault, _ = read_vault(shipped("corpus"))
    chunks = [chunk for note in vault.notes for chunk in chunk_note(note, embedder.count_tokens)]
    samples = [embedded_text(chunk) for chunk in chunks]
    words = " ".join(samples).split()
    sets = {str(length): texts_of_length(embedder, words, length, count) for length in LENGTHS}
    sets["the sample notes"] = samples
    rows = []
    for name, texts in sets.items():
        own, other, ratio = compare(embedder.embed, chroma, texts, rounds)
        target = TARGETS.get(int(name)) if name.isdigit() else None
        pieces = statistics.mean(embedder.count_tokens(text) for text in texts)
        near = min((np.asarray(chroma(texts)) * embedder.embed(texts)).sum(axis=1))
        speeds = (len(texts) / own, len(texts) / other)
        rows.append((name, len(texts), pieces, *speeds, ratio, _verdict(ratio, target), float(near)))
    by_length = Table(
        "Texts a second, by length in word pieces",
        (
            "length",
            "texts",
            "mean length",
            "ours",
            "Chroma's",
            "ratio",
            "target",
            "least cosine between both",
        ),
        tuple(rows),
        f"Medians of {rounds} rounds in turns after one to warm up; the ratio is the median of the rounds'. "
        "The sample notes are embedded chunk by chunk as the index does it.",
    )
    times = [compare(embedder.embed, chroma, [query], rounds * 5) for query in QUERIES]
    queries = Table(
        "One query, in milliseconds",
        ("query", "ours", "Chroma's", "ratio", "target"),
        tuple(
            (query, own * 1000, other * 1000, ratio, _verdict(ratio, QUERY_TARGET))
            for query, (own, other, ratio) in zip(QUERIES, times, strict=True)
        ),
    )
    return by_length, queries


def _verdict(ratio: float, target: float | None) -> str | None:
    return None if target is None else f"{target:g}: {'reached' if ratio >= target else 'missed'}"


def refresh_table(embedder: Embedder, home: Path) -> Table:
    """Seconds to index `NOTES` notes, to find them unchanged, and to take in one changed and one deleted."""
    folder = home / "generated"
    write_notes(folder, NOTES)
    index = NotesIndex(home, folder, embedder)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("first", lambda: None),
        ("unchanged", lambda: None),
        ("unchanged, another process's first look", lambda: None),
        ("one note changed", lambda: _add_line(folder / "note-0007.md")),
        ("one note deleted", (folder / "note-0011.md").unlink),
    ]
    rows = []
    for name, change in steps:
        change()
        if "another" in name:
            index = NotesIndex(home, folder, embedder)
        report = index.refresh()
        rows.append((name, report.notes, report.chunks, report.embedded, report.seconds))
    index.search(QUERIES[0])
    times = [_seconds(lambda texts: index.search(texts[0]), [query]) for query in QUERIES * 5]
    return Table(
        f"Refreshing a folder of {NOTES} generated notes",
        ("step", "notes", "chunks", "embedded", "seconds"),
        tuple(rows),
        f"One search in the open index then takes {statistics.median(times) * 1000:.0f} ms (median of 20).",
    )


def _add_line(note: Path) -> None:
    note.write_text(note.read_text(encoding="utf-8") + "\n\nOne more line.\n", encoding="utf-8")


def write_notes(folder: Path, count: int) -> None:
    """`count` notes of made-up words, two sections each, the same ones every time."""
    folder.mkdir()
    generator = random.Random(7)
    syllables = ("ba", "den", "fi", "gor", "lum", "mer", "no", "pel", "ri", "sta", "tu", "vik")
    for number in range(count):
        words = ["".join(generator.choices(syllables, k=2)) for _ in range(36)]
        first, second = " ".join(words[:18]), " ".join(words[18:])
        text = f"# Note {number}\n\n## First\n\n{first}.\n\n## Second\n\n{second}.\n"
        (folder / f"note-{number:04}.md").write_text(text, encoding="utf-8")


def machine_table() -> Table:
    """What the figures were measured on, without the machine's name."""
    cpu = platform.processor()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        lines = information.read_text(encoding="utf-8").splitlines()
        cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), cpu)
    versions = [(name, importlib.metadata.version(name)) for name in PACKAGES]
    return Table("Machine", ("part", "version"), (("processor", cpu or "unknown"), *versions))


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the results; 1 where there are no weights."""
    parser = argparse.ArgumentParser(prog="python -m evals bench_index", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds measured by length")
    parser.add_argument("--texts", type=int, default=48, help="texts of each length")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        weights, embedder = find_weights(home), open_embedder(home)
        if weights is None or embedder is None:
            print(WEIGHTS_HINT, file=sys.stderr)
            return 1
        chroma = feed_chroma(weights, home / "chroma")
        speeds = embedding_tables(embedder, chroma, chosen.texts, chosen.rounds)
        tables = (*speeds, refresh_table(embedder, home), machine_table())
    run = describe_run("bench_index", {"rounds": chosen.rounds, "texts": chosen.texts}, [shipped("corpus")])
    written = write_results(run, tables)
    print(written[1].read_text(encoding="utf-8"))
    return 0
