"""The pretrained encoder: an `E5S1` file, decoded to arrays (layout in README.md)."""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
BLOCK = 32
BLOCK_BYTES = 18


@dataclass(frozen=True)
class Entry:
    kind: int
    count: int
    offset: int
    size: int


class WeightFile:
    """Header, pieces and matrices of an `E5S1` file."""

    def __init__(self, path: Path) -> None:
        self.data = data = path.read_bytes()
        if data[:4] != b"E5S1":
            raise ValueError(f"{path}: no E5S1 file")
        at = 4
        (_, self.hidden, self.layers, self.heads, self.inner, self.pieces, self.positions, _, self.epsilon, _) = (
            struct.unpack_from("<I7ifi", data, at)
        )
        at += struct.calcsize("<I7ifi")
        count, _, _, _, _, length = struct.unpack_from("<5iQ", data, at)
        at += struct.calcsize("<5iQ")
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        text = data[at : at + length]
        at += length
        self.texts = [text[a:b] for a, b in pairwise(offsets.tolist())]
        _, table = struct.unpack_from("<iI", data, at)
        at += 8 + table
        self.entries = self._directory(at)

    def _directory(self, at: int) -> dict[str, Entry]:
        found = {}
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        for _ in range(count):
            (size,) = struct.unpack_from("<H", self.data, at)
            name = self.data[at + 2 : at + 2 + size].decode()
            at += 2 + size
            kind, n, offset, length = struct.unpack_from("<BIQQ", self.data, at)
            at += struct.calcsize("<BIQQ")
            found[name] = Entry(kind, n, offset, length)
        return found

    def blocks(self, name: str) -> npt.NDArray[np.uint8]:
        """The raw 18-byte blocks of a 4-bit matrix."""
        entry = self.entries[name]
        return np.frombuffer(self.data, np.uint8, entry.size, entry.offset).reshape(-1, BLOCK_BYTES)

    def array(self, name: str) -> Floats:
        """A matrix or vector as 32-bit floats, flat."""
        entry = self.entries[name]
        if entry.kind == 0:
            return np.frombuffer(self.data, "<f4", entry.count, entry.offset).astype(np.float32)
        return unpacked(self.blocks(name)).reshape(-1)[: entry.count]


def unpacked(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Blocks of an f16 scale and 32 half-bytes as floats, one row a block."""
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    low = (halves & 15).astype(np.float32) - 8
    high = (halves >> 4).astype(np.float32) - 8
    return np.concatenate([low, high], axis=1) * scale
