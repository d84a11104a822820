"""Train the reader on treebanks, from the pretrained encoder or from a checkpoint.

python -m tools.reader.train --treebanks DIR --weights FILE --out DIR [--start CHECKPOINT]
    [--extra FILE.conllu=WEIGHT …] [--gold FILE.txt=WEIGHT …] [--standoff FOLDER=WEIGHT] [--epochs N] [--layers N]
"""

import argparse
import logging
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from tools.reader import shipped, standoff
from tools.reader.batches import IGNORED, PIECE_LIMIT, Maker, labels_of, varied
from tools.reader.network import Labels, Network, Shape, load, save
from tools.reader.told import examples, silent
from tools.reader.treebanks import UNKNOWN, Tree, read
from verbale.languages import pack
from verbale.reading.pieces import Pieces, PieceTable

log = logging.getLogger("train")

# How often an epoch sees each file; less than 1 is that share of it, drawn anew each epoch. Of a file at 0 no tree
# is learnt (its trees are of another style than those of its language), only what its sentences tell.
FILES = {
    "French-Sequoia/fr_sequoia-ud-train": 1.3,
    "French-Sequoia/fr_sequoia-ud-dev": 1.3,
    "French-GSD/fr_gsd-ud-dev": 2.0,
    "French-ALTS/fr_alts-ud-train": 0.5,
    "English-EWT/en_ewt-ud-train": 0.55,
    "Portuguese-Bosque/pt_bosque-ud-train": 1.0,
    "Portuguese-Bosque/pt_bosque-ud-dev": 1.0,
    "Spanish-AnCora/es_ancora-ud-dev": 1.6,
    "Spanish-GSD/es_gsd-ud-dev": 0.0,
    "German-GSD/de_gsd-ud-dev": 0.0,
    "Persian-Seraji/fa_seraji-ud-dev": 0.0,
    "Persian-PerDT/fa_perdt-ud-dev": 0.0,
    "Turkish-BOUN/tr_boun-ud-dev": 0.0,
    "Russian-Taiga/ru_taiga-ud-train": 0.0,
    "Chinese-GSDSimp/zh_gsdsimp-ud-dev": 0.0,
}
RARE, TELLING = 4.0, 3.0  # weights of a word that tells an event, and of this loss beside the trees
HALF = torch.cpu._is_avx512_bf16_supported()  # elsewhere 16 bits are slower than 32
CONTEXTS = 5.0  # weight of a mean over classes that are mostly absent
HELD_OUT = 20  # one tree in so many of each dev file is kept to watch the training


def gather(
    folder: Path, names: dict[str, float], known: Path | None, often: float
) -> tuple[list[tuple[float, list[Tree]]], list[Tree]]:
    """(weight, trees) of each file, and the trees held out. The sentences of which the folder `known` says what they
    tell are a list of their own, of weight `often`."""
    found, held = [], []
    for name, weight in names.items():
        trees = read(folder / f"{name}.conllu.xz")
        if name.endswith("-dev") and weight:
            held += trees[::HELD_OUT]
            trees = [tree for i, tree in enumerate(trees) if i % HELD_OUT]
        rows = known / f"{Path(name).name}.tsv" if known else None
        if rows and rows.exists():
            told = standoff.load(rows)
            telling = [replace(t, told=standoff.told_by(t, told[t.id])) for t in trees if t.id in told]
            found.append((often, telling if weight else [bare(tree) for tree in telling]))
            trees = [tree for tree in trees if weight and tree.id not in told]
        found.append((weight, trees))
    return found, held


def bare(tree: Tree) -> Tree:
    """The sentence without its tree."""
    words = (replace(w, upos="", head=UNKNOWN, deprel="", lemma=None, feats=None) for w in tree.words)
    return replace(tree, words=tuple(words))


def quiet(trees: list[Tree], share: float, chance: random.Random) -> Iterator[Tree]:
    """The trees of a file, so many of them looked at for telling nothing."""
    languages = {name: code for code, folder in pack.folders().items() for name in pack.load(folder).treebanks}
    for tree in trees:
        looked_at = tree.told is None and chance.random() < share
        yield silent(tree, languages[tree.source]) if looked_at else tree


def drawn(weighted: Sequence[tuple[float, list[Tree]]], chance: random.Random) -> list[Tree]:
    """One epoch's trees, each in its look of this epoch."""
    trees = []
    for weight, source in weighted:
        whole, part = divmod(weight, 1)
        trees += source * int(whole)
        trees += chance.sample(source, round(part * len(source)))
    return [varied(tree, chance) for tree in trees]


def loss_of(network: Network, batch: dict[str, Tensor]) -> Tensor:
    out = network(batch["vectors"], batch["mask"], batch["first"], batch["last"])

    def cross(scores: Tensor, gold: Tensor) -> Tensor:
        return F.cross_entropy(scores.flatten(0, -2).float(), gold.flatten(), ignore_index=IGNORED)

    real = batch["heads"] != IGNORED
    words = torch.zeros_like(real)
    words[:, 0] = True
    arcs = out["arcs"].float().masked_fill(~(real | words)[:, None, :], -1e4)
    if not real.any():
        return told_loss(network, out, batch)
    total = cross(arcs, batch["heads"]) + told_loss(network, out, batch)
    at_head = batch["heads"].clamp(min=0)[:, :, None].expand(-1, -1, out["rel_head"].shape[2])
    head = out["rel_head"].gather(1, at_head)
    total = total + cross(network.relations(out["rel_dep"][real], head[real]), batch["deprels"][real])
    total = total + cross(out["upos"], batch["upos"])
    if (batch["edits"] != IGNORED).any():
        total = total + cross(out["edits"], batch["edits"])
        sizes = [len(values) for values in network.labels.feats.values()]
        for i, scores in enumerate(out["feats"].split(sizes, -1)):
            if (batch["feats"][..., i] != IGNORED).any():
                total = total + 0.5 * cross(scores, batch["feats"][..., i])
    return total


def told_loss(network: Network, out: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor:
    """Of the words that tell events, and of who plays which part in them."""
    told = batch["types"] != IGNORED
    if not told.any():
        return torch.zeros(())
    gold = batch["types"][told]
    rare = 1.0 + (RARE - 1.0) * (gold > 0)  # most words tell nothing
    each = F.cross_entropy(out["types"][told].float(), gold, reduction="none")
    total = TELLING * (each * rare).sum() / rare.sum()
    if len(batch["parts"]):
        b, event, actor, part = batch["parts"].T
        scores = network.parts(out["part_event"][b, event], out["part_actor"][b, actor])
        total = total + F.cross_entropy(scores.float(), part)
    if len(batch["manners"]):
        b, event, mode, status = batch["manners"].T
        total = total + F.cross_entropy(out["modes"][b, event].float(), mode)
        total = total + F.cross_entropy(out["statuses"][b, event].float(), status)
        total = total + CONTEXTS * F.binary_cross_entropy_with_logits(
            out["contexts"][b, event].float(), batch["contexts"]
        )
    if len(batch["actors"]):
        b, actor = batch["actors"].T
        total = total + CONTEXTS * F.binary_cross_entropy_with_logits(
            out["sectors"][b, actor].float(), batch["sectors"]
        )
    return total


@torch.no_grad()
def watch(network: Network, maker: Maker, trees: list[Tree]) -> dict[str, float]:
    """Accuracies with gold words, heads by argmax."""
    network.eval()
    right = {"upos": 0, "edits": 0, "uas": 0, "las": 0}
    count = 0
    for group in maker.groups(trees, 3000, random.Random(0)):
        batch = maker.batch(group)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            out = network(batch["vectors"], batch["mask"], batch["first"], batch["last"])
        real = batch["heads"] != IGNORED
        arcs = (
            out["arcs"]
            .float()
            .masked_fill(~torch.cat([torch.ones_like(real[:, :1]), real[:, 1:]], 1)[:, None, :], -1e4)
        )
        heads = arcs.argmax(-1)
        chosen = out["rel_head"].gather(1, heads[:, :, None].expand(-1, -1, out["rel_head"].shape[2]))
        rels = network.relations(out["rel_dep"][real].float(), chosen[real].float()).argmax(-1)
        ok = heads[real] == batch["heads"][real]
        right["uas"] += int(ok.sum())
        right["las"] += int((ok & (rels == batch["deprels"][real])).sum())
        right["upos"] += int((out["upos"].argmax(-1)[real] == batch["upos"][real]).sum())
        right["edits"] += int((out["edits"].argmax(-1)[real] == batch["edits"][real]).sum())
        count += int(real.sum())
    network.train()
    return {name: round(100 * n / count, 2) for name, n in right.items()}


@torch.no_grad()
def watch_told(network: Network, maker: Maker, trees: list[Tree]) -> dict[str, float]:
    """Precision and recall of the types that sentences tell, and the share of right parts of mentions."""
    network.eval()
    hits = found = wanted = right = pairs = modes = statuses = triggers = 0
    for group in maker.groups(trees, 3000, random.Random(0)):
        batch = maker.batch(group)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            out = network(batch["vectors"], batch["mask"], batch["first"], batch["last"])
        best = out["types"].argmax(-1).masked_fill(batch["types"] == IGNORED, 0)
        for told, gold in zip(best.tolist(), batch["types"].clamp(min=0).tolist(), strict=True):
            ours, theirs = Counter(filter(None, told)), Counter(filter(None, gold))
            hits, found, wanted = hits + (ours & theirs).total(), found + ours.total(), wanted + theirs.total()
        if len(batch["parts"]):
            b, event, actor, part = batch["parts"].T
            scores = network.parts(out["part_event"][b, event].float(), out["part_actor"][b, actor].float())
            played = part > 0
            right, pairs = right + int((scores.argmax(-1) == part)[played].sum()), pairs + int(played.sum())
        if len(batch["manners"]):
            b, event, mode, status = batch["manners"].T
            modes += int((out["modes"][b, event].argmax(-1) == mode).sum())
            statuses += int((out["statuses"][b, event].argmax(-1) == status).sum())
            triggers += len(mode)
    network.train()
    return {
        "precision": round(hits / max(1, found), 3), "recall": round(hits / max(1, wanted), 3),
        "parts": round(right / max(1, pairs), 3), "modes": round(modes / max(1, triggers), 3),
        "statuses": round(statuses / max(1, triggers), 3),
    }  # fmt: skip


def grown(network: Network, labels: Labels) -> Network:
    """The network with room for the edits that are new."""
    if labels == network.labels:
        return network
    made = Network(network.shape, labels)
    state, old = made.state_dict(), network.state_dict()
    for name, values in old.items():
        if name.startswith("edits."):
            state[name].zero_()
            state[name][: len(values)] = values
        else:
            state[name] = values
    with torch.no_grad():
        state["edits.bias"][len(old["edits.bias"]) :] = float(old["edits.bias"].min())
    made.load_state_dict(state)
    return made


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, default=Path("verbale/reading/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint, or a folder with the shipped model.onnx")
    parser.add_argument("--extra", action="append", default=[], metavar="FILE=WEIGHT")
    parser.add_argument("--gold", action="append", default=[], metavar="FILE.txt=WEIGHT")
    parser.add_argument("--held-gold", action="append", default=[], type=Path, metavar="FILE.txt")
    parser.add_argument("--standoff", metavar="FOLDER=WEIGHT", help="what treebanks' sentences tell (gold/treebanks)")
    parser.add_argument("--silent", type=float, default=0.0, help="share of trees that may tell nothing")
    parser.add_argument("--share", type=float, default=1.0, help="scales the weight of all treebanks")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--warmup", type=int, default=150)
    parser.add_argument("--pieces-a-batch", type=int, default=1800)
    parser.add_argument("--steps", type=int, help="stop after so many steps (for comparisons)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    known, often = args.standoff.rsplit("=", 1) if args.standoff else (None, 0)
    shares = {name: args.share * weight for name, weight in FILES.items()}
    weighted, held = gather(args.treebanks, shares, known and Path(known), float(often))
    weighted = [(weight, list(quiet(trees, args.silent, chance))) for weight, trees in weighted]
    extra = []
    for given in args.extra:
        path, weight = given.rsplit("=", 1)
        extra.append((float(weight), read(Path(path), Path(path).stem)))
    for given in args.gold:
        path, weight = given.rsplit("=", 1)
        weighted.append((float(weight), list(examples(Path(path)))))
    held_told = [tree for path in args.held_gold for tree in examples(path)]
    start = None
    if args.start:
        start = shipped.network(args.start) if args.start.is_dir() else load(args.start)
    if start is None:
        labels = labels_of([t for _, trees in weighted + extra for t in trees], seldom=2)
        network = Network(Shape(layers=args.layers), labels)
        network.load_encoder(args.weights)
    else:
        network = grown(start, labels_of([t for _, trees in extra for t in trees], seldom=2, known=start.labels))
    maker = Maker(Pieces(args.pieces / "pieces.tsv"), PieceTable(args.pieces / "table.bin"), network.labels)
    train(network, maker, weighted + extra, (held, held_told), args, chance)


def train(
    network: Network,
    maker: Maker,
    weighted: list[tuple[float, list[Tree]]],
    held: tuple[list[Tree], list[Tree]],
    args: argparse.Namespace,
    chance: random.Random,
) -> None:
    weighted = [(weight, [t for t in trees if maker.size(t) <= PIECE_LIMIT]) for weight, trees in weighted]
    plan = [list(maker.groups(drawn(weighted, chance), args.pieces_a_batch, chance)) for _ in range(args.epochs)]
    total = args.steps or sum(map(len, plan))
    encoder = [p for n, p in network.named_parameters() if n.split(".")[0] in ("positions", "ln", "layers")]
    inside = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in inside]
    groups = [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 4 * args.rate}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / args.warmup, max(0.0, (total - step) / max(1, total - args.warmup)))
    )
    log.info("%d steps, %d edits, %d held out", total, len(network.labels.edits), len(held[0]))
    args.out.mkdir(parents=True, exist_ok=True)
    step, mean, began = 0, 0.0, time.monotonic()
    for epoch, groups_of_epoch in enumerate(plan, 1):
        for group in groups_of_epoch[: total - step]:
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                loss = loss_of(network, maker.batch(group))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            mean += (float(loss.detach()) - mean) / min(step, 50)
            if step % 25 == 0:
                log.info(
                    "step %d of %d, loss %.3f, %.2f s a step", step, total, mean, (time.monotonic() - began) / step
                )
            if step % 300 == 0:
                save(network, args.out / "last.pt")
        save(network, args.out / "last.pt")
        log.info("epoch %d: %s", epoch, watch(network, maker, held[0]) | watch_told(network, maker, held[1]))


if __name__ == "__main__":
    main()
