"""The reader's network: a BERT encoder on frozen piece vectors, and heads on words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tools.reader.weights import WeightFile
from verbale.reading.reading import ROLES, TYPES
from verbale.record import ontology

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
MODES = ("", *(f"{event}/{mode}" for event in TYPES[1:] for mode in sorted(ontology.modes(event))))


@dataclass(frozen=True)
class Labels:
    """The classes of each head; `feats` maps a feature to its values, the first of them none."""

    upos: tuple[str, ...]
    feats: dict[str, tuple[str, ...]]
    edits: tuple[str, ...]
    deprels: tuple[str, ...]
    modes: tuple[str, ...] = MODES
    statuses: tuple[str, ...] = ontology.STATUSES
    contexts: tuple[str, ...] = tuple(sorted(ontology.CONTEXTS))
    sectors: tuple[str, ...] = tuple(sorted(ontology.SECTORS))


@dataclass(frozen=True)
class Shape:
    layers: int = 6
    arc: int = 256
    label: int = 128
    tag: int = 256
    dropout: float = 0.2
    encoder_dropout: float = 0.1


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.drop(self.ao(seen.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))


class Mlp(nn.Module):
    def __init__(self, inside: int, outside: int, dropout: float) -> None:
        super().__init__()
        self.linear, self.drop = nn.Linear(inside, outside), nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.drop(F.gelu(self.linear(x)))


class Network(nn.Module):
    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        self.shape, self.labels = shape, labels
        self.positions = nn.Parameter(torch.zeros(POSITIONS, HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, 1e-12)
        self.drop, self.word_drop = nn.Dropout(shape.encoder_dropout), nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape.encoder_dropout) for _ in range(shape.layers))
        self.tag = Mlp(2 * HIDDEN, shape.tag, shape.dropout)
        self.upos = nn.Linear(shape.tag, len(labels.upos))
        self.feats = nn.Linear(shape.tag, sum(map(len, labels.feats.values())))
        self.edit = Mlp(2 * HIDDEN, shape.tag, shape.dropout)
        self.edits = nn.Linear(shape.tag, len(labels.edits))
        self.arc_dep, self.arc_head = (Mlp(HIDDEN, shape.arc, shape.dropout) for _ in range(2))
        self.rel_dep, self.rel_head = (Mlp(HIDDEN, shape.label, shape.dropout) for _ in range(2))
        self.arc = nn.Linear(shape.arc, shape.arc, bias=False)
        self.arc_bias = nn.Linear(shape.arc, 1, bias=False)
        self.rel = nn.Linear(shape.label, len(labels.deprels) * shape.label, bias=False)
        self.rel_from, self.rel_to = (nn.Linear(shape.label, len(labels.deprels)) for _ in range(2))
        self.tell = Mlp(2 * HIDDEN, shape.tag, shape.dropout)
        self.types = nn.Linear(shape.tag, len(TYPES))
        self.manner = Mlp(2 * HIDDEN, shape.tag, shape.dropout)
        self.modes, self.statuses, self.contexts = (
            nn.Linear(shape.tag, len(classes)) for classes in (labels.modes, labels.statuses, labels.contexts)
        )
        self.actor = Mlp(2 * HIDDEN, shape.tag, shape.dropout)
        self.sectors = nn.Linear(shape.tag, len(labels.sectors))
        self.part_event, self.part_actor = (Mlp(HIDDEN, shape.label, shape.dropout) for _ in range(2))
        self.part = nn.Linear(shape.label, len(ROLES) * shape.label, bias=False)
        self.part_from, self.part_to = (nn.Linear(shape.label, len(ROLES)) for _ in range(2))
        for weights in (self.arc.weight, self.rel.weight, self.part.weight):
            nn.init.normal_(weights, std=0.01)

    def hidden(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Piece states; `mask` is true where there is a piece."""
        x = self.drop(self.ln(vectors + self.positions[: vectors.shape[1]]))
        seen = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def forward(self, vectors: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        """`first` and `last` are the words' pieces, [batch, 1 + words]: the first is the root's, piece 0."""
        states = self.word_drop(self.hidden(vectors, mask))
        begin = _pick(states, first)
        both = torch.cat([begin, _pick(states, last)], -1)
        tag, manner = self.tag(both), self.manner(both)
        arc_head = self.arc_head(begin)
        arcs = self.arc_dep(begin) @ self.arc(arc_head).transpose(1, 2) + self.arc_bias(arc_head).transpose(1, 2)
        return {
            "upos": self.upos(tag),
            "feats": self.feats(tag),
            "edits": self.edits(self.edit(both)),
            "arcs": arcs,
            "rel_dep": self.rel_dep(begin),
            "rel_head": self.rel_head(begin),
            "types": self.types(self.tell(both)),
            "modes": self.modes(manner),
            "statuses": self.statuses(manner),
            "contexts": self.contexts(manner),
            "sectors": self.sectors(self.actor(both)),
            "part_event": self.part_event(begin),
            "part_actor": self.part_actor(begin),
        }

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations between paired words, both [n, label]."""
        pairs = self.rel(dep).view(len(dep), -1, self.shape.label) @ head[:, :, None]
        return pairs[:, :, 0] + self.rel_from(dep) + self.rel_to(head)

    def parts(self, event: Tensor, actor: Tensor) -> Tensor:
        """Scores of the parts that paired mentions play in events, both [n, label]."""
        pairs = self.part(event).view(len(event), -1, self.shape.label) @ actor[:, :, None]
        return pairs[:, :, 0] + self.part_from(event) + self.part_to(actor)

    def load_encoder(self, path: Path) -> None:
        """The pretrained weights of the first layers."""
        source = WeightFile(path)
        own = self.state_dict()

        def put(name: str, entry: str) -> None:
            own[name].copy_(torch.from_numpy(source.array(entry)).view(own[name].shape))

        put("positions", "emb.pos")
        own["positions"] += torch.from_numpy(source.array("emb.type")[:HIDDEN].copy())
        put("ln.weight", "emb.ln.w")
        put("ln.bias", "emb.ln.b")
        for i in range(self.shape.layers):
            for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                put(f"layers.{i}.{part}.weight", f"l{i}.{part}.w")
                put(f"layers.{i}.{part}.bias", f"l{i}.{part}.b")


def _pick(states: Tensor, index: Tensor) -> Tensor:
    return states.gather(1, index[:, :, None].expand(-1, -1, states.shape[2]))


def save(network: Network, path: Path) -> None:
    """A checkpoint: shape, labels and weights; written beside and then renamed."""
    beside = path.with_suffix(".part")
    torch.save(
        {"shape": asdict(network.shape), "labels": asdict(network.labels), "state": network.state_dict()}, beside
    )
    beside.rename(path)


def labels_from(kept: Mapping[str, Any]) -> Labels:
    """Labels as JSON or a checkpoint keeps them; what is not kept is as it is now."""
    classes = {name: tuple(values) for name, values in kept.items() if name != "feats"}
    return Labels(feats={name: tuple(values) for name, values in kept["feats"].items()}, **classes)


def load(path: Path) -> Network:
    kept = torch.load(path, weights_only=True)
    network = Network(Shape(**kept["shape"]), labels_from(kept["labels"]))
    state = network.state_dict()  # heads that the checkpoint does not have are new
    state.update(kept["state"])
    network.load_state_dict(state)
    return network
