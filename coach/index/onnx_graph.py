"""The six layers of all-MiniLM-L6-v2 as an ONNX graph, made from its safetensors.

Owns the graph's shape: onnxruntime's fused operators (`com.microsoft`), inputs `input_ids`
and `attention_mask` (int32, batch by length, padding on the right), outputs `last` and
`third`, the hidden states after the sixth and the third layer. Refuses to run it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

GRAPH_VERSION = 1
LAYERS, HEADS, WIDTH, POSITIONS = 6, 12, 384, 512
INPUTS = ("input_ids", "attention_mask")
OUTPUTS = ("last", "third")
_THIRD = "encoder.layer.2.output.LayerNorm.bias"
_EPSILON = 1e-12

Tensors = Mapping[str, NDArray[np.float32]]


def build_graph(weights: Path) -> bytes:
    """The serialised graph for `weights`: safetensors, or an ONNX export that lacks the third layer."""
    model = _extend_export(weights) if weights.suffix == ".onnx" else _fused_graph(load_file(weights))
    return bytes(model.SerializeToString())


def _fused_graph(tensors: Tensors) -> Any:
    nodes: list[Any] = []
    constants: dict[str, NDArray[np.float32]] = {}

    def constant(name: str, value: NDArray[np.float32] | None = None) -> str:
        constants[name] = np.ascontiguousarray(tensors[name] if value is None else value, dtype=np.float32)
        return name

    def add(operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> None:
        domain = "" if operator == "MatMul" else "com.microsoft"
        nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))

    # All texts are of segment 0, so its embedding is added to the positions once, here.
    positions = (
        tensors["embeddings.position_embeddings.weight"]
        + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    add(
        "EmbedLayerNormalization",
        [
            "input_ids",
            "",
            constant("embeddings.word_embeddings.weight"),
            constant("positions", positions),
            "",
            constant("embeddings.LayerNorm.weight"),
            constant("embeddings.LayerNorm.bias"),
            "attention_mask",
        ],
        ["hidden", "lengths"],
        epsilon=_EPSILON,
    )
    hidden = "hidden"
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        parts = [f"{at}.attention.self.{name}" for name in ("query", "key", "value")]
        qkv = constant(
            f"{at}.qkv.weight", np.concatenate([tensors[f"{part}.weight"].T for part in parts], axis=1)
        )
        qkv_bias = constant(f"{at}.qkv.bias", np.concatenate([tensors[f"{part}.bias"] for part in parts]))
        add("Attention", [hidden, qkv, qkv_bias, "lengths"], [f"{at}.heads"], num_heads=HEADS)

        def dense(name: str, source: str) -> str:
            weight = constant(f"{name}.weight.T", tensors[f"{name}.weight"].T)
            add("MatMul", [source, weight], [f"{name}.product"])
            return f"{name}.product"

        def normalise(name: str, skip: str, at: str = at) -> str:
            product = dense(f"{name}.dense", f"{at}.heads" if "attention" in name else f"{at}.gelu")
            out = f"{name}.out"
            beta = constant(f"{name}.LayerNorm.bias")
            gamma, bias = constant(f"{name}.LayerNorm.weight"), constant(f"{name}.dense.bias")
            add("SkipLayerNormalization", [product, skip, gamma, beta, bias], [out], epsilon=_EPSILON)
            return out

        attended = normalise(f"{at}.attention.output", hidden)
        wide = dense(f"{at}.intermediate.dense", attended)
        add("BiasGelu", [wide, constant(f"{at}.intermediate.dense.bias")], [f"{at}.gelu"])
        hidden = normalise(f"{at}.output", attended)
    graph = helper.make_graph(
        nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info(name, TensorProto.INT32, ["n", "t"])
            for name in ("input_ids", "attention_mask")
        ],
        [],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    _expose(model, hidden)
    return model


def _extend_export(path: Path) -> Any:
    model = onnx.load(path)
    _expose(model, model.graph.output[0].name)
    return model


def _expose(model: Any, last: str) -> None:
    """Name the outputs `last` and `third`; the third layer is where its LayerNorm's bias is added."""
    third = next(
        node.output[0] for node in model.graph.node if any(name.endswith(_THIRD) for name in node.input)
    )
    del model.graph.output[:]
    for name, source in zip(OUTPUTS, (last, third), strict=True):
        model.graph.node.append(helper.make_node("Identity", [source], [name]))
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", "t", WIDTH]))
