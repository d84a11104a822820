"""Which words of a sentence may tell an event: rows of events.tsv matched in the tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from verbale.coding.lexicon import Lexicon, bare, fold
from verbale.languages.events import EventRow
from verbale.reading.reading import Sentence, Token

WINDOW = 8  # words of a phrase stand no further from its head
DEPTH = 3
SHORT = 5  # letters
NOTHING = "@none"  # a phrase that tells no event, whatever its words tell elsewhere
FUNCTIONS = frozenset({"aux", "aux:pass", "cop", "fixed", "case", "mark"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that matches at token `head`; `tokens` are all the phrase's words."""

    head: int
    tokens: tuple[int, ...]
    row: EventRow


def find_hits(sentence: Sentence, lexicon: Lexicon, taken: set[int]) -> dict[int, list[Hit]]:
    """The rows that match, by head token; words of an actor's phrase (`taken`) tell no event."""
    found: dict[int, list[Hit]] = {}
    present = words_present(sentence)
    for token in sentence:
        if token.i in taken or token.deprel in FUNCTIONS or is_compounded(sentence, token):
            continue
        hits = list(match_rows(sentence, token, lexicon, present))
        if hits:
            longest = max(len(h.tokens) for h in hits)
            told = {h.row.event for h in hits if len(h.tokens) == longest}
            # A shorter phrase of the same type may be met where the longer one lacks a side.
            found[token.i] = [h for h in hits if len(h.tokens) == longest or h.row.event in told]
    found = {i: hits for i, hits in found.items() if all(h.row.event != NOTHING for h in hits)}
    covered = {t for hits in found.values() for h in hits for t in h.tokens if t != h.head}
    return {i: hits for i, hits in found.items() if i not in covered or any(len(h.tokens) > 1 for h in hits)}


def is_compounded(sentence: Sentence, token: Token) -> bool:
    """The first part of an adjective of two ("war-torn", "bomb-damaged")."""
    above = sentence.parent(token)
    if above is None or above.i <= token.i or above.upos not in ("ADJ", "VERB") or above.deprel != "amod":
        return False
    return above.i - token.i <= 2 and sentence[token.i + 1].form in ("-", above.form)


def words_present(sentence: Sentence) -> frozenset[str]:
    """All lemmas and forms: most phrases of the lexicon have a word that is none of them."""
    return frozenset(word for t in sentence for word in (fold(t.lemma), fold(t.form)))


def match_rows(
    sentence: Sentence, token: Token, lexicon: Lexicon, present: frozenset[str]
) -> Iterator[Hit]:
    keys = {fold(token.lemma), fold(token.form), *adjectival(token)}
    for lemma in sorted(keys):
        for row in lexicon.triggers.get(lemma, ()):
            if lemma not in (fold(token.lemma), fold(token.form)) and row.pos != "ADJ":
                continue
            if not all(word in present or bare(word) in present for word in row.words[1:]):
                continue
            if not fits_pos(sentence, token, row) or not fits_mark(sentence, token, row):
                continue
            rest = match_words(sentence, token, row.words[1:])
            if rest is not None:
                yield Hit(token.i, (token.i, *rest), row)


def adjectival(token: Token) -> set[str]:
    """What the adjective of a participle's form may be ("disposée": disposé)."""
    form = fold(token.form)
    if token.upos != "VERB" or token.feats.get("VerbForm") != "Part" or len(form) < SHORT:
        return set()
    return {form[:-1], form[:-2]}


def fits_pos(sentence: Sentence, token: Token, row: EventRow) -> bool:
    if row.pos == "VERB":
        participle = token.feats.get("VerbForm") == "Part"
        return token.upos in ("VERB", "AUX") or (token.upos == "ADJ" and participle)
    if row.pos == "NOUN":
        return token.upos in ("NOUN", "PROPN") or (
            len(row.words) > 1 and token.upos not in ("VERB", "AUX")
        )
    if token.upos == "ADJ":
        return True
    participle = token.upos == "VERB" and token.feats.get("VerbForm") == "Part"
    return participle and not sentence.children(token, "aux") and fold(token.form).startswith(row.words[0])


def fits_mark(sentence: Sentence, token: Token, row: EventRow) -> bool:
    if row.mark is None:
        return True
    if row.mark == "refl":
        return any(
            t.feats.get("Reflex") == "Yes" or t.deprel == "expl" for t in sentence.children(token)
        )
    passive = bool(sentence.children(token, "nsubj:pass", "aux:pass", "obl:agent")) or (
        token.deprel in ("acl", "amod") and token.feats.get("VerbForm") == "Part"
    )
    turned = any(t.feats.get("Reflex") == "Yes" for t in sentence.children(token, "expl"))
    return (passive and not turned) == (row.mark == "pass")


def match_words(
    sentence: Sentence, head: Token, words: tuple[str, ...]
) -> tuple[int, ...] | None:
    """The tokens of a phrase's other words: near the head and below it, or right beside it."""
    found: list[int] = []
    for word in words:
        low, high = max(0, head.i - 3), min(len(sentence), head.i + WINDOW)
        fitting = [
            t.i for t in (*sentence.tokens[low:high], *distant(sentence, head, low, high))
            if t.i != head.i and t.i not in found
            and {word, bare(word)} & {fold(t.lemma), fold(t.form)}
            and (is_below(sentence, t, head) or t.i - head.i == len(found) + 1 or is_what(sentence, t, head))
        ]  # fmt: skip
        if not fitting:
            return None
        found.append(min(fitting, key=lambda i: abs(i - head.i)))
    return tuple(found)


def is_what(sentence: Sentence, token: Token, head: Token) -> bool:
    return head.deprel == "acl:relcl" and token.i == head.head


def distant(sentence: Sentence, head: Token, low: int, high: int) -> list[Token]:
    """A verb's subject in the passive and what its relative clause is about, however far: "l'ambassadeur
    …, a été convoqué", "l'embargo que le pays avait imposé"."""
    if head.upos != "VERB":
        return []
    found = list(sentence.children(head, "nsubj:pass"))
    if head.deprel == "acl:relcl" and head.head >= 0:
        found.append(sentence[head.head])
    return [t for t in found if not low <= t.i < high]


def is_below(sentence: Sentence, token: Token, head: Token) -> bool:
    for _ in range(DEPTH):
        if token.head == head.i:
            return True
        parent = sentence.parent(token)
        if parent is None:
            return False
        token = parent
    return False
