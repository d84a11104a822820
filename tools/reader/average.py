"""One network from several that were taught on from one another: the mean of their weights.

    python -m tools.reader.average OUT.pt CHECKPOINT=WEIGHT … [--trees CHECKPOINT=WEIGHT]

The mean forgets less of the trees than the last alone (docs/reader.md). What `--trees` names counts for the encoder and
the heads of words and trees only, not for those of events (M. Wortsman and others, Model soups, 2022).
"""

import argparse
from pathlib import Path

import torch

from tools.reader.network import load, save

EVENTS = ("tell", "types", "manner", "modes", "statuses", "contexts", "actor", "sectors", "part")


def weighed(given: str) -> tuple[dict[str, torch.Tensor], float]:
    path, weight = given.rsplit("=", 1)
    return load(Path(path)).state_dict(), float(weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", nargs="+", metavar="CHECKPOINT=WEIGHT")
    parser.add_argument("--trees", action="append", default=[], metavar="CHECKPOINT=WEIGHT")
    args = parser.parse_args()
    whole, trees = [weighed(c) for c in args.checkpoints], [weighed(c) for c in args.trees]
    network = load(Path(args.checkpoints[0].rsplit("=", 1)[0]))
    state = network.state_dict()
    for name in state:
        counted = whole if name.startswith(EVENTS) else whole + trees
        total = sum(weight for _, weight in counted)
        state[name] = sum((weight / total * source[name] for source, weight in counted), torch.zeros(()))
    network.load_state_dict(state)
    save(network, args.out)


if __name__ == "__main__":
    main()
