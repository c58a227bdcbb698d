import hashlib
import io
import shutil
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from coach.errors import IndexUnavailable
from coach.index.embeddings import Embedder, open_embedder
from coach.index.onnx_graph import INPUTS, build_graph
from coach.index.weights import SAFETENSORS_SHA256, find_weights, unpack_chroma

TEXTS = [
    "I shortened the sign-up form and measured the drop-off again.",
    "Metrics",
    "We argued about the scope for two weeks, then I wrote down what each option would cost and who pays.",
    "Who is the user?",
    "",
]


def test_similarities_are_those_of_the_model_card(embedder: Embedder) -> None:
    first, *others = embedder.embed(
        [
            "That is a happy person",
            "That is a happy dog",
            "That is a very happy person",
            "Today is a sunny day",
        ]
    )
    assert [round(float(first @ other), 4) for other in others] == [0.6946, 0.9429, 0.2569]
    assert embedder.weights_hash == SAFETENSORS_SHA256


def test_order_batching_and_padding_do_not_change_a_vector(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS * 3)
    alone = np.vstack([embedder.embed([text]) for text in TEXTS])
    assert together.shape == (15, embedder.dimension)
    assert np.allclose(together[:5], alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)
    assert embedder.tokens([]) == []


def test_token_vectors_have_spans_and_pool_to_the_sentence(embedder: Embedder) -> None:
    text = "Prioritise by reach."
    found, other = embedder.tokens([text, "Metrics"])
    assert [text[start:end] for start, end in found.offsets] == ["Prior", "itis", "e", "by", "reach", "."]
    assert found.last.shape == found.third.shape == (6, embedder.dimension)
    assert not np.allclose(found.last, found.third)
    assert np.allclose(found.pooled, embedder.embed([text])[0], atol=1e-5)
    assert other.tokens == ("metric", "##s")


def test_long_texts_are_cut_where_the_model_stops_reading(embedder: Embedder) -> None:
    words = "budget " * 400
    assert embedder.count_tokens(words) == 402
    assert embedder.count_tokens("") == 2
    assert len(embedder.tokens([words])[0].tokens) == embedder.max_tokens - 2
    assert np.allclose(embedder.embed([words]), embedder.embed([words + "and a conclusion"]), atol=1e-6)


def test_threads_may_share_one_embedder(embedder: Embedder) -> None:
    expected = embedder.embed(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(embedder.embed, [TEXTS] * 12):
            assert np.allclose(vectors, expected, atol=1e-5)


def test_the_graph_is_built_once_and_a_damaged_one_again(weights_home: Path, tmp_path: Path) -> None:
    shutil.copytree(weights_home / "weights", tmp_path / "weights")
    (graph,) = (tmp_path / "weights").glob("*.onnx")
    before = graph.stat().st_mtime_ns
    assert open_embedder(tmp_path) is not None
    assert graph.stat().st_mtime_ns == before
    for size in (0, 1_000, 50_000_000):
        graph.write_bytes(graph.read_bytes()[:size])
        rebuilt = open_embedder(tmp_path)
        assert rebuilt is not None
        assert rebuilt.embed(["Metrics"]).shape == (1, 384)
        assert graph.stat().st_size > 80_000_000
    assert not list(graph.parent.glob("*.part"))


def test_weights_in_the_home_are_found_and_others_than_the_published_refused(
    weights_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = find_weights(weights_home)
    assert installed is not None
    monkeypatch.setattr("coach.index.weights.DISTRIBUTION", "no-such-distribution")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    assert find_weights(tmp_path) is None
    assert open_embedder(tmp_path) is None
    folder = tmp_path / "weights" / "all-MiniLM-L6-v2"
    folder.mkdir(parents=True)
    shutil.copy(installed.tokenizer, folder)
    shutil.copy(installed.model, folder)
    found = find_weights(tmp_path)
    assert found is not None
    assert found.model == folder / "model.safetensors"
    with found.model.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"changed")
    assert find_weights(tmp_path) is None


def test_a_home_that_cannot_be_written_is_said(weights_home: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="cannot be prepared"):
        open_embedder(tmp_path / "home")


def test_the_archive_of_chroma_gives_the_same_vectors(
    embedder: Embedder, weights_home: Path, tmp_path: Path
) -> None:
    installed = find_weights(weights_home)
    assert installed is not None
    # An export as Chroma has it: 64-bit inputs, one output, no third layer.
    model = onnx.load_from_string(build_graph(installed.model))
    last = next(node.input[0] for node in model.graph.node if node.output[0] == "last")
    kept = [node for node in model.graph.node if node.op_type != "Identity"]
    for node in kept:
        node.input[:] = [
            f"{name}_32" if name in ("input_ids", "attention_mask") else name for name in node.input
        ]
    casts = [
        helper.make_node("Cast", [name], [f"{name}_32"], to=TensorProto.INT32)
        for name in ("input_ids", "attention_mask")
    ]
    casts.append(helper.make_node("Identity", ["token_type_ids"], ["unused"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"])
        for name in (*INPUTS, "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["n", "t", 384])]
    graph = helper.make_graph([*casts, *kept], "export", inputs, outputs, list(model.graph.initializer))
    export = helper.make_model(graph, opset_imports=list(model.opset_import), ir_version=9)
    archive = tmp_path / "onnx.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=0) as tar:
        for name, data in (
            ("model.onnx", export.SerializeToString()),
            ("tokenizer.json", installed.tokenizer.read_bytes()),
        ):
            member = tarfile.TarInfo(f"onnx/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    assert unpack_chroma(archive, tmp_path) is None  # not the published hash
    weights = unpack_chroma(archive, tmp_path, hashlib.sha256(archive.read_bytes()).hexdigest())
    assert weights is not None
    rebuilt = tmp_path / "graph.onnx"
    rebuilt.write_bytes(build_graph(weights.model))
    ours, theirs = embedder.tokens(TEXTS), Embedder(weights, rebuilt).tokens(TEXTS)
    for one, other in zip(ours, theirs, strict=True):
        assert np.allclose(one.last, other.last, atol=1e-5)
        assert np.allclose(one.third, other.third, atol=1e-5)
