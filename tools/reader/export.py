"""Write a checkpoint as the model that the package ships: an ONNX graph in 8 bits, and its labels.

    python -m tools.reader.export CHECKPOINT --out verbale/reading/data [--float]

The graph reads one sentence: `vectors` [pieces, 384], `first` and `last` [1 + words] (piece 0 is the
root). It gives, with n = 1 + words: `upos` [n], `feats` [n, values], `edits` [n, 4], `arcs` [n, n]
(probabilities of heads, by row), `rels` [n, n] (the best relation of each pair), `types` [n, TYPES]
and `parts` [n, n, ROLES] (probabilities: what the row tells, the part of the column in it), `modes`, `statuses`
and `contexts` [n, classes] (probabilities: how the row tells it), `sectors` [n, classes] (of the actor that it names).
"""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from tools.reader.network import HEADS, HIDDEN, Labels, Network, load
from verbale.reading.reading import ROLES, TYPES

OPSET = 20
EDITS = 4
# Its input has values so large that 8 bits lose half a point of LAS; the others lose nothing measurable.
IN_FLOATS = frozenset({"layers.0.fo.matrix"})
Array = npt.NDArray[np.float32] | npt.NDArray[np.int64]


class Graph:
    """Nodes and constants, written down as they are called for."""

    def __init__(self, network: Network) -> None:
        self.state = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.count = 0

    def op(self, kind: str, *inputs: str, out: str = "", **attributes: object) -> str:
        self.count += 1
        name = out or f"{kind.lower()}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=f"{name}.node", **attributes))
        return name

    def constant(self, name: str, values: Array) -> str:
        if all(held.name != name for held in self.constants):
            self.constants.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def shape(self, *sizes: int) -> str:
        return self.constant("shape" + "_".join(map(str, sizes)), np.array(sizes, np.int64))

    def weight(self, name: str) -> str:
        return self.constant(name, self.state[name].astype(np.float32))

    def linear(self, x: str, *names: str, scale: float = 1.0) -> str:
        """A linear layer, or several side by side on the same input."""
        matrix = np.concatenate([self.state[f"{name}.weight"] for name in names]).T * scale
        made = self.op("MatMul", x, self.constant(f"{names[0]}.matrix", matrix.astype(np.float32)))
        if f"{names[0]}.bias" not in self.state:
            return made
        bias = np.concatenate([self.state[f"{name}.bias"] for name in names]) * scale
        return self.op("Add", made, self.constant(f"{names[0]}.shift", bias.astype(np.float32)))

    def norm(self, x: str, name: str) -> str:
        return self.op(
            "LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), axis=-1, epsilon=1e-12
        )

    def mlp(self, x: str, name: str) -> str:
        return self.op("Gelu", self.linear(x, f"{name}.linear"))

    def layer(self, x: str, i: int) -> str:
        name, size = f"layers.{i}", HIDDEN // HEADS
        for kind in ("weight", "bias"):  # the root of the size is the query's once and for all
            self.state[f"{name}.q.{kind}"] = self.state[f"{name}.q.{kind}"] * size**-0.5
        three = self.linear(x, *(f"{name}.{part}" for part in "qkv"))
        three = self.op("Transpose", self.op("Reshape", three, self.shape(-1, 3, HEADS, size)), perm=[1, 2, 0, 3])
        q, k, v = (self.op("Gather", three, self.constant(f"at{n}", np.array(n)), axis=0) for n in range(3))
        seen = self.op("Softmax", self.op("MatMul", q, self.op("Transpose", k, perm=[0, 2, 1])), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", seen, v), perm=[1, 0, 2])
        mixed = self.linear(self.op("Reshape", mixed, self.shape(-1, HIDDEN)), f"{name}.ao")
        x = self.norm(self.op("Add", x, mixed), f"{name}.aln")
        inner = self.linear(self.op("Gelu", self.linear(x, f"{name}.fi")), f"{name}.fo")
        return self.norm(self.op("Add", x, inner), f"{name}.oln")


def relations(graph: Graph, begin: str, label: int, count: int) -> None:
    dep, head = graph.mlp(begin, "rel_dep"), graph.mlp(begin, "rel_head")
    pairs = graph.op("Reshape", graph.linear(dep, "rel"), graph.shape(-1, label))
    pairs = graph.op("MatMul", pairs, graph.op("Transpose", head, perm=[1, 0]))
    own = graph.op("Reshape", graph.linear(dep, "rel_from"), graph.shape(-1, 1))
    pairs = graph.op("Add", pairs, own)
    wide = graph.op("Concat", graph.shape(-1, count), graph.op("Shape", "first"), axis=0)
    pairs = graph.op("Reshape", pairs, wide)
    other = graph.op("Transpose", graph.linear(head, "rel_to"), perm=[1, 0])
    graph.op("ArgMax", graph.op("Add", pairs, other), axis=1, keepdims=0, out="rels")


def parts(graph: Graph, begin: str, label: int) -> None:
    event, actor = graph.mlp(begin, "part_event"), graph.mlp(begin, "part_actor")
    pairs = graph.op("Reshape", graph.linear(event, "part"), graph.shape(-1, label))
    pairs = graph.op("MatMul", pairs, graph.op("Transpose", actor, perm=[1, 0]))
    own = graph.op("Reshape", graph.linear(event, "part_from"), graph.shape(-1, 1))
    pairs = graph.op("Add", pairs, own)
    wide = graph.op("Concat", graph.shape(-1, len(ROLES)), graph.op("Shape", "first"), axis=0)
    pairs = graph.op("Reshape", pairs, wide)
    other = graph.op("Transpose", graph.linear(actor, "part_to"), perm=[1, 0])
    pairs = graph.op("Softmax", graph.op("Add", pairs, other), axis=1)
    graph.op("Transpose", pairs, perm=[0, 2, 1], out="parts")


def build(network: Network) -> onnx.ModelProto:
    graph = Graph(network)
    size = graph.op("Shape", "vectors", start=0, end=1)
    zero, axis = graph.constant("zero", np.array([0], np.int64)), graph.constant("axis", np.array([0], np.int64))
    x = graph.op("Add", "vectors", graph.op("Slice", graph.weight("positions"), zero, size, axis))
    x = graph.norm(x, "ln")
    for i in range(network.shape.layers):
        x = graph.layer(x, i)
    begin = graph.op("Gather", x, "first", axis=0)
    both = graph.op("Concat", begin, graph.op("Gather", x, "last", axis=0), axis=-1)
    tag = graph.mlp(both, "tag")
    graph.op("ArgMax", graph.linear(tag, "upos"), axis=-1, keepdims=0, out="upos")
    graph.op("Identity", graph.linear(tag, "feats"), out="feats")
    edits = graph.linear(graph.mlp(both, "edit"), "edits")
    top = graph.constant("top", np.array([EDITS], np.int64))
    graph.nodes.append(helper.make_node("TopK", [edits, top], ["edit_scores", "edits"], axis=-1, name="topk"))
    head = graph.mlp(begin, "arc_head")
    arcs = graph.op(
        "MatMul", graph.mlp(begin, "arc_dep"), graph.op("Transpose", graph.linear(head, "arc"), perm=[1, 0])
    )
    bias = graph.op("Transpose", graph.linear(head, "arc_bias"), perm=[1, 0])
    graph.op("Softmax", graph.op("Add", arcs, bias), axis=-1, out="arcs")
    relations(graph, begin, network.shape.label, len(network.labels.deprels))
    graph.op("Softmax", graph.linear(graph.mlp(both, "tell"), "types"), axis=-1, out="types")
    manner = graph.mlp(both, "manner")
    graph.op("Softmax", graph.linear(manner, "modes"), axis=-1, out="modes")
    graph.op("Softmax", graph.linear(manner, "statuses"), axis=-1, out="statuses")
    graph.op("Sigmoid", graph.linear(manner, "contexts"), out="contexts")
    graph.op("Sigmoid", graph.linear(graph.mlp(both, "actor"), "sectors"), out="sectors")
    parts(graph, begin, network.shape.label)
    return finished(graph, network.labels)


def finished(graph: Graph, labels: Labels) -> onnx.ModelProto:
    def value(name: str, kind: int, *sizes: int | str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, list(sizes))

    ints, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = [value("vectors", floats, "pieces", HIDDEN), value("first", ints, "n"), value("last", ints, "n")]
    outputs = [
        value("upos", ints, "n"),
        value("feats", floats, "n", sum(map(len, labels.feats.values()))),
        value("edits", ints, "n", EDITS),
        value("arcs", floats, "n", "n"),
        value("rels", ints, "n", "n"),
        value("types", floats, "n", len(TYPES)),
        value("parts", floats, "n", "n", len(ROLES)),
        value("modes", floats, "n", len(labels.modes)),
        value("statuses", floats, "n", len(labels.statuses)),
        value("contexts", floats, "n", len(labels.contexts)),
        value("sectors", floats, "n", len(labels.sectors)),
    ]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def export(checkpoint: Path, out: Path, *, whole: bool = False) -> None:
    """`model.onnx` and `labels.json` in `out`; `whole` keeps 32-bit floats."""
    network = load(checkpoint).eval()
    model = build(network)
    out.mkdir(parents=True, exist_ok=True)
    if whole:
        onnx.save(model, out / "model.onnx")
    else:
        with tempfile.TemporaryDirectory() as folder:
            onnx.save(model, Path(folder) / "float.onnx")
            quantize_dynamic(
                Path(folder) / "float.onnx",
                out / "model.onnx",
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                nodes_to_exclude=[n.name for n in model.graph.node if set(n.input) & IN_FLOATS],
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
    (out / "labels.json").write_text(json.dumps(asdict(network.labels), ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=Path("verbale/reading/data"))
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    export(args.checkpoint, args.out, whole=args.float)


if __name__ == "__main__":
    main()
