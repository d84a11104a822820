"""The model that the package ships, back as a network to teach on: 8-bit weights as floats.

Teaching on makes good for the rounding; checkpoints need not be kept.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from tools.reader.network import HEADS, HIDDEN, Labels, Network, Shape, labels_from

Array = npt.NDArray[np.float32]


class Constants:
    """The arrays of an exported graph, by the names that `export.Graph` gives them."""

    def __init__(self, path: Path) -> None:
        self.arrays = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}

    def __contains__(self, name: str) -> bool:
        return name in self.arrays

    def weight(self, name: str) -> Array:
        """A linear layer's weights, [out, in]."""
        if f"{name}.matrix" in self.arrays:
            return self.arrays[f"{name}.matrix"].T
        whole = self.arrays[f"{name}.matrix_quantized"].astype(np.float32)
        zero = self.arrays[f"{name}.matrix_zero_point"].astype(np.float32)
        return ((whole - zero) * self.arrays[f"{name}.matrix_scale"]).T


def network(folder: Path) -> Network:
    """The shipped network; heads that it does not have yet are new."""
    labels: Labels = labels_from(json.loads((folder / "labels.json").read_text(encoding="utf-8")))
    found = Constants(folder / "model.onnx")
    layers = sum(name.endswith(".q.shift") for name in found.arrays)
    made = Network(Shape(layers=layers), labels)
    state = made.state_dict()

    def put(name: str, values: Array) -> None:
        state[name] = torch.from_numpy(np.array(values, np.float32))

    for name in state:
        layer, _, kind = name.rpartition(".")
        if name in found:
            put(name, found.arrays[name])
        elif layer.endswith((".q", ".k", ".v")):
            row, part = layer.rsplit(".", 1)
            source = found.weight(f"{row}.q") if kind == "weight" else found.arrays[f"{row}.q.shift"]
            values = np.split(source, 3)["qkv".index(part)]
            put(name, values * (HIDDEN // HEADS) ** 0.5 if part == "q" else values)
        elif kind == "weight" and (f"{layer}.matrix" in found or f"{layer}.matrix_quantized" in found):
            put(name, shaped(found.weight(layer), state[name].shape))
        elif kind == "bias" and f"{layer}.shift" in found:
            put(name, shaped(found.arrays[f"{layer}.shift"], state[name].shape))
    made.load_state_dict(state)
    return made


def shaped(values: Array, wanted: torch.Size) -> Array:
    """The values, with rows of noughts for classes that are new."""
    if values.shape == tuple(wanted):
        return values
    grown = np.zeros(tuple(wanted), np.float32)
    grown[: len(values)] = values
    return grown
