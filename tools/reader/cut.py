"""The piece table, cut to the scripts that are read: `pieces.tsv` and `table.bin`."""

import argparse
import unicodedata
from pathlib import Path

import numpy as np

from tools.reader.weights import WeightFile

SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "GREEK", "HEBREW", "DEVANAGARI", "CJK", "EXTENDED")
SPECIAL = 4
KEEP = 140_000


def script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0].split("-")[0]


def wanted(piece: str) -> bool:
    """Are all letters of the piece of a script that is read?"""
    return all(script(ch) in SCRIPTS for ch in piece if ch.isalpha())


def kept(texts: list[str], count: int = KEEP) -> list[int]:
    """The pieces to keep: the likeliest of the scripts (they are stored in that order), and all single letters."""
    ids = [i for i in range(SPECIAL, len(texts)) if texts[i] != "<mask>" and wanted(texts[i])]
    single = {i for i in ids if len(texts[i].lstrip("\u2581")) <= 1}
    longer = [i for i in ids if i not in single][: count - len(single) - SPECIAL]
    return [*range(SPECIAL), *sorted(single.union(longer))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    source = WeightFile(args.weights)
    texts = [text.decode("utf-8") for text in source.texts]
    ids = kept(texts)
    args.out.mkdir(parents=True, exist_ok=True)
    lines = [f"{texts[i]}\t{source.scores[i]:.4f}" for i in ids]
    (args.out / "pieces.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = source.blocks("emb.word").reshape(source.pieces, -1)
    (args.out / "table.bin").write_bytes(np.ascontiguousarray(rows[ids]).tobytes())


if __name__ == "__main__":
    main()
