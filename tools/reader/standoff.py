"""What sentences of treebanks tell, kept apart from their text: by the sentence's id and the numbers of its words.

    python -m tools.reader.standoff TREEBANK.conllu.xz GOLD.txt … > gold/treebanks/TREEBANK.tsv

A GOLD.txt is in the notation of gold/README.md (the folder that it lies in names the language), its pieces the
treebank's sentences under their ids: it holds the treebank's text and stays with whoever wrote it. A row of the
file made has the sentence's id, the number of the trigger among the surface words (`treebanks.read`, from 1; `-`
where the sentence tells nothing; `?` after it where it may), TYPE/mode, status, contexts, and the parts:
`4=source/LAB` is the fourth word, the head of the source's mention, a union's; `9=?` may be a part as well.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.reader.told import NAMING, examples
from tools.reader.treebanks import UNKNOWN, Told, Tree, read
from verbale.reading.reading import ROLES

Row = list[str]


def rows(tree: Tree, piece: Tree) -> Iterator[Row]:
    """The rows of a sentence, of which `piece` is what our own reading of the words says that it tells."""
    told, begin = piece.told or Told(), tree.text.find(piece.text)
    if begin < 0:
        raise ValueError(f"{tree.id}: the treebank's sentence has no {piece.text[:60]!r}: copy it letter by letter")
    place = {word.start - begin: i for i, word in enumerate(tree.words)}
    at = {i: place[word.start] + 1 for i, word in enumerate(piece.words) if word.start in place}
    for trigger, kind in sorted(told.types.items()):
        if trigger in at:
            parts = sorted((m, part) for (t, m), part in told.parts.items() if t == trigger and part and m in at)
            yield [
                tree.id, str(at[trigger]), told.modes[trigger] or kind, told.statuses[trigger],
                ",".join(sorted(told.contexts[trigger])),
                " ".join(f"{at[m]}={named(part, told.sectors.get(m))}" for m, part in parts),
            ]  # fmt: skip
    for trigger in sorted(told.unsure - told.types.keys()):
        if trigger in at:
            yield [tree.id, f"{at[trigger]}?", "", "", "", ""]


def named(part: int, sectors: frozenset[str] | None) -> str:
    return "?" if part == UNKNOWN else ROLES[part] + (f"/{','.join(sorted(sectors))}" if sectors is not None else "")


def load(path: Path) -> Mapping[str, list[Row]]:
    """The rows of each sentence."""
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row[0], []).append(row)
    return found


def told_by(tree: Tree, given: list[Row]) -> Told:
    """What a treebank's sentence tells by its rows."""
    types: dict[int, str] = {}
    modes, statuses, contexts, sectors, parts = {}, {}, {}, {}, {}
    unsure = set()
    for _, number, kind, status, about, played in given:
        if not number[:1].isdigit():
            continue
        if number.endswith("?"):
            unsure.add(int(number[:-1]) - 1)
            continue
        at = int(number) - 1
        types[at], modes[at] = kind.partition("/")[0], kind if "/" in kind else ""
        statuses[at], contexts[at] = status, frozenset(filter(None, about.split(",")))
        for cell in played.split():
            mention, _, part = cell.partition("=")
            part, known, codes = part.partition("/")
            parts[at, int(mention) - 1] = UNKNOWN if part == "?" else ROLES.index(part)
            if known:
                sectors[int(mention) - 1] = frozenset(filter(None, codes.split(",")))
    mentions = {i for i, word in enumerate(tree.words) if word.upos in NAMING} | {m for _, m in parts}
    return Told(types, tuple(sorted(mentions)), parts, modes, statuses, contexts, sectors, frozenset(unsure))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    trees = {tree.id: tree for tree in read(args.treebank)}
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
    for path in args.gold:
        pieces: dict[str, list[Tree]] = {}
        for piece in examples(path):
            pieces.setdefault(piece.id, []).append(piece)
        for name, parts in pieces.items():
            made = [row for piece in parts for row in rows(trees[name], piece)]
            out.writerows(made or [[name, "-", "", "", "", ""]])


if __name__ == "__main__":
    main()
