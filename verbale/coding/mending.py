"""Trees put right where the language's own words say more than the reader saw."""

from collections.abc import Container, Mapping
from dataclasses import replace

from verbale.coding.lexicon import fold
from verbale.reading.reading import ROOT, Sentence, Token

BETWEEN = 3  # words that may stand between an auxiliary and its participle
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "conj", "acl", "obj", "obl"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
MARKS = frozenset({"mark", "case"})
RAISED = SUBJECTS | {"csubj", "csubj:pass", "parataxis"}


def mended(sentence: Sentence, auxiliaries: Mapping[str, str], modals: Container[str] = frozenset()) -> Sentence:
    """Auxiliaries that were read as verbs stand under their participles again ("que le ministre a limogés"), and
    modal verbs above what they govern, however a treebank hangs them ("must return", "debe devolver").

    `auxiliaries` maps lemmas to aux or aux:pass; what else hung on them is the participle's. `modals` are lemmas of
    the lexicon that mean more than a tense.
    """
    tokens = list(sentence.tokens)
    for token in sentence.tokens:
        relation = auxiliaries.get(fold(token.lemma)) if token.upos in ("VERB", "AUX") else None
        if relation is None or token.deprel.startswith("aux"):
            continue
        main = participle(sentence, token)
        if main is None:
            continue
        for child in sentence.children(token):
            if child.i != main.i:
                tokens[child.i] = replace(tokens[child.i], head=main.i)
        tokens[main.i] = replace(main, head=token.head, deprel=token.deprel)
        tokens[token.i] = replace(token, head=main.i, deprel=relation, upos="AUX")
    for token in sentence.tokens:
        if token.deprel == "aux" and fold(token.lemma) in modals and fold(token.lemma) not in auxiliaries:
            raised(tokens, token)
    for token in sentence.tokens:
        described(sentence, tokens, token)
    for token in sentence.tokens:
        if (verb := verb_above(sentence, tokens, token)) is not None:
            tokens[token.i] = replace(tokens[token.i], head=verb.i)
    return sentence if tokens == list(sentence.tokens) else replace(sentence, tokens=tuple(tokens))


def described(sentence: Sentence, tokens: list[Token], verb: Token) -> None:
    """A clause after a comma and its verb's object describes that ("la Cédéao, qu'il accuse de …"): what completes a
    verb stands behind no comma."""
    marks = sentence.children(verb, "mark")
    if verb.deprel != "ccomp" or not marks or marks[0].i < 2 or sentence.children(verb, "obj"):
        return
    mark, before = marks[0], sentence[marks[0].i - 2]
    if sentence[mark.i - 1].form != "," or mark.i > verb.i:
        return
    above = [t for t in (before, *sentence.ancestors(before)) if t.head == verb.head and t.deprel == "obj"]
    if above and above[0].upos in ("NOUN", "PROPN"):
        tokens[verb.i] = replace(tokens[verb.i], head=above[0].i, deprel="acl:relcl")
        feats = {**mark.feats, "PronType": "Rel"}
        tokens[mark.i] = replace(tokens[mark.i], deprel="obj", upos="PRON", feats=feats)


def raised(tokens: list[Token], modal: Token) -> None:
    """A modal takes the place of its verb, with the subject and what stands before it."""
    main = tokens[modal.head]
    for child in tokens:
        if child.head == main.i and child.i != modal.i and (child.deprel in RAISED or child.i < modal.i):
            relation = "nsubj" if child.deprel in SUBJECTS else child.deprel
            if child.deprel not in ("expl", "aux:pass"):
                tokens[child.i] = replace(child, head=modal.i, deprel=relation)
    tokens[modal.i] = replace(modal, head=main.head, deprel=main.deprel, upos="VERB")
    tokens[main.i] = replace(main, head=modal.i, deprel="xcomp")


def verb_above(sentence: Sentence, tokens: list[Token], token: Token) -> Token | None:
    """The verb whose subject hangs on an adverbial before it ("M. Traoré a en revanche critiqué …"): a noun under a
    preposition has no subject unless it is a predicate."""
    if token.deprel not in SUBJECTS or token.head == ROOT:
        return None
    noun = tokens[token.head]
    below = [t for t in tokens if t.head == noun.i]
    adverbial = noun.upos in ("NOUN", "PROPN") and noun.deprel in ("obl", "advmod") and noun.head != ROOT
    if not adverbial or not any(t.deprel == "case" for t in below) or any(t.deprel == "cop" for t in below):
        return None
    verb = tokens[noun.head]
    has_own = any(t.head == verb.i and t.deprel in SUBJECTS for t in tokens)
    return verb if verb.upos == "VERB" and not has_own else None


def participle(sentence: Sentence, auxiliary: Token) -> Token | None:
    """The past participle that follows and hangs on it, with nothing that opens a clause before it."""
    for child in sentence.children(auxiliary):
        past = child.feats.get("VerbForm") == "Part" and child.feats.get("Tense", "Past") == "Past"
        near = 0 < child.i - auxiliary.i <= BETWEEN
        if near and past and child.upos == "VERB" and child.deprel in CLAUSAL:
            if auxiliary.head == ROOT or auxiliary.head != child.i:
                return None if sentence.children(child, *MARKS) else child
    return None
