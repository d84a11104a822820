"""Universal Dependencies treebanks, read as surface words with one common set of labels."""

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

KEPT = frozenset({"nsubj:pass", "aux:pass", "obl:agent", "acl:relcl", "compound:prt"})
FEATURES = (
    "Number Gender Person Tense Mood VerbForm Voice Definite PronType Case Poss Reflex Polarity "
    "NumType Degree Number[psor] Person[psor] ExtPos Abbr Foreign"
).split()
UNIVERSAL = frozenset(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse "
    "dislocated expl fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis "
    "punct reparandum root vocative xcomp".split()
)
TEXT, ID = "# text = ", "# sent_id = "
JOINS = "'\u2019-\u2010\u2011"
QUIET = frozenset({"French-ALTS"})  # old spelling: only its trees are learnt


UNKNOWN = -2  # a head, or a part in an event, that nobody has told


@dataclass(frozen=True)
class Word:
    """A surface word; `head` counts from 0, -1 is the root; a `lemma` or `feats` of None is not known."""

    start: int
    end: int
    form: str
    lemma: str | None
    upos: str
    feats: Mapping[str, str] | None
    head: int
    deprel: str

    spaced: bool = True


@dataclass(frozen=True)
class Told:
    """What a sentence tells: the type of each trigger, the heads of its mentions, the part (an index of ROLES, or
    UNKNOWN) that a mention plays, by (trigger, mention), and of each trigger the mode ("TYPE/mode" or empty), the
    status and the contexts; of mentions that play a part, the sectors; and words that may tell an event or not."""

    types: Mapping[int, str] = field(default_factory=dict)
    mentions: tuple[int, ...] = ()
    parts: Mapping[tuple[int, int], int] = field(default_factory=dict)
    modes: Mapping[int, str] = field(default_factory=dict)
    statuses: Mapping[int, str] = field(default_factory=dict)
    contexts: Mapping[int, frozenset[str]] = field(default_factory=dict)
    sectors: Mapping[int, frozenset[str]] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Tree:
    text: str
    words: tuple[Word, ...]
    source: str = ""
    told: Told | None = None
    id: str = ""  # of the sentence in its file


@dataclass
class Row:
    """One line of a file, before words are merged."""

    id: int
    form: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    spaced_after: bool
    children: list["Row"] = field(default_factory=list)


def common(deprel: str) -> str:
    """The relation in the common set.

    >>> common("obl:arg"), common("nsubj:pass"), common("flat:name")
    ('obl', 'nsubj:pass', 'flat')
    """
    if deprel in KEPT:
        return deprel
    base = deprel.split(":")[0]
    return base if base in UNIVERSAL else "dep"


def blocks(path: Path) -> Iterator[list[str]]:
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        block: list[str] = []
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield block
                block = []
        if block:
            yield block


def feats_of(cell: str) -> dict[str, str]:
    if cell == "_":
        return {}
    pairs = (pair.split("=", 1) for pair in cell.split("|"))
    return {key: value for key, value in pairs if key in FEATURES}


def pieces_of(surface: str, forms: list[str]) -> list[tuple[int, int]] | None:
    """Where the parts of a multiword token stand in it, if it is parted there by a mark.

    >>> pieces_of("don't", ["do", "n't"]), pieces_of("Trata-se", ["Trata", "se"]), pieces_of("du", ["de", "le"])
    ([(0, 2), (2, 5)], [(0, 5), (5, 8)], None)
    """
    spans, at = [], 0
    for form in forms:
        start = at
        if not surface.startswith(form, at) and surface[at : at + 1] in "-\u2010" and at:
            at += 1
        if not surface.startswith(form, at):
            return None
        at += len(form)
        spans.append((start, at))
    if at != len(surface):
        return None
    for (_, b), (c, d) in pairwise(spans):
        if not (surface[b - 1] in JOINS or any(mark in surface[c:d] for mark in JOINS)):
            return None
    return spans


def depth(row: Row, rows: Mapping[int, Row]) -> int:
    count = 0
    while row.head and count < 1000:
        row, count = rows[row.head], count + 1
    return count


class Reader:
    """Makes one Tree of one block of lines."""

    def __init__(self, block: list[str]) -> None:
        self.comments = [line for line in block if line.startswith("#")]
        self.rows: dict[int, Row] = {}
        self.groups: list[tuple[int, int, str, bool]] = []
        for line in block:
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            spaced = "SpaceAfter=No" not in cells[9].split("|")
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                self.groups.append((first, last, cells[1], spaced))
                continue
            i = int(cells[0])
            self.rows[i] = Row(i, cells[1], cells[2], cells[3], feats_of(cells[5]), int(cells[6]), cells[7], spaced)

    def units(self) -> Iterator[tuple[list[Row], list[str], bool, bool]]:
        """Surface words: the rows in each, its form, whether a space stands before, and after."""
        starts = {group[0]: group for group in self.groups}
        i = 1
        while i in self.rows:
            if i not in starts:
                yield [self.rows[i]], [self.rows[i].form], True, self.rows[i].spaced_after
                i += 1
                continue
            first, last, surface, spaced = starts[i]
            rows = [self.rows[k] for k in range(first, last + 1)]
            spans = pieces_of(surface, [row.form for row in rows])
            if spans is None:
                yield rows, [surface], True, spaced
            else:
                for k, (row, (a, b)) in enumerate(zip(rows, spans, strict=True)):
                    yield [row], [surface[a:b]], True, spaced if k == len(rows) - 1 else False
            i = last + 1

    def tree(self, source: str) -> Tree:
        place: dict[int, int] = {}
        chosen: list[Row] = []
        forms: list[str] = []
        after: list[bool] = []
        for rows, (form,), _, spaced in self.units():
            for row in rows:
                place[row.id] = len(chosen)
            chosen.append(min(rows, key=lambda row: (depth(row, self.rows), row.id)))
            forms.append(form)
            after.append(spaced)
        text, words = "", []
        for n, (row, form) in enumerate(zip(chosen, forms, strict=True)):
            start = len(text)
            text += form
            head = place[row.head] if row.head else -1
            quiet = source in QUIET
            words.append(
                Word(
                    start, len(text), form, None if quiet else row.lemma, row.upos,
                    None if quiet else row.feats, head, common(row.deprel), n == 0 or after[n - 1],
                )
            )  # fmt: skip
            if after[n] and n + 1 < len(chosen):
                text += " "
        said = next((line[len(TEXT) :].strip() for line in self.comments if line.startswith(TEXT)), text)
        text, words = placed(said, text, words)
        name = next((line[len(ID) :].strip() for line in self.comments if line.startswith(ID)), "")
        return Tree(text, harmonised(words, source), source, id=name)


def placed(said: str, rebuilt: str, words: list[Word]) -> tuple[str, list[Word]]:
    """The words where they lie in the text that the file gives; else in the rebuilt one."""
    made, at = [], 0
    for word in words:
        start = said.find(word.form, at)
        if start < 0 or said[at:start].strip():
            return rebuilt, words
        at = start + len(word.form)
        made.append(replace(word, start=start, end=at))
    return said, made


def harmonised(words: list[Word], source: str) -> tuple[Word, ...]:
    """Treebanks that mark less than others: agents, passives, relative clauses."""
    children: dict[int, list[int]] = {}
    for i, word in enumerate(words):
        children.setdefault(word.head, []).append(i)
    made = list(words)
    spanish = source == "Spanish-AnCora"
    for i, word in enumerate(words):
        below = [words[k] for k in children.get(i, ())]
        if spanish and word.upos == "VERB" and (word.feats or {}).get("VerbForm") == "Part":
            _passive(made, children.get(i, ()))
        if word.deprel == "acl" and (word.feats or {}).get("VerbForm") != "Part" and _relative(i, words, children):
            made[i] = replace(word, deprel="acl:relcl")
        if word.head >= 0 and any(w.deprel == "case" and w.lemma in AGENTS.get(source, ()) for w in below):
            passive = any(made[k].deprel == "aux:pass" for k in children.get(word.head, ()))
            participle = (words[word.head].feats or {}).get("VerbForm") == "Part"
            perfect = any(words[k].lemma == "haber" for k in children.get(word.head, ()))
            agent = spanish and word.deprel == "obj" and participle and (passive or not perfect)
            if agent or (word.deprel == "obl" and passive):
                made[i] = replace(made[i], deprel="obl:agent")
    return tuple(made)


AGENTS: Mapping[str, tuple[str, ...]] = {"Spanish-AnCora": ("por",), "English-EWT": ("by",)}


def _passive(made: list[Word], below: list[int] | tuple[int, ...]) -> None:
    """The auxiliary and the subject of a passive that has a plain `aux`: "fue detenido"."""
    if not any(made[k].deprel in ("aux", "aux:pass") and made[k].lemma == "ser" for k in below):
        return
    for k in below:
        if made[k].deprel == "aux" and made[k].lemma == "ser":
            made[k] = replace(made[k], deprel="aux:pass")
        elif made[k].deprel == "nsubj":
            made[k] = replace(made[k], deprel="nsubj:pass")


def _relative(i: int, words: list[Word], children: Mapping[int, list[int]]) -> bool:
    """Is there a relative pronoun among the clause's dependents, or theirs, before its verb?"""
    near = [k for k in children.get(i, ()) if k < i]
    near += [k for n in near for k in children.get(n, ())]
    return any("Rel" in (words[k].feats or {}).get("PronType", "") for k in near)


def read(path: Path, source: str = "") -> list[Tree]:
    """All trees of a `.conllu` or `.conllu.xz` file, in the treebank's style."""
    return [Reader(block).tree(source or path.parent.name) for block in blocks(path)]
