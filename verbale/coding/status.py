"""Whether it happened: what tense, mood, negation and conditions say of a trigger."""

from verbale.coding.lexicon import fold
from verbale.languages.discourse import Discourse
from verbale.reading.reading import Sentence, Token

CLAUSES = frozenset({"advcl", "ccomp", "xcomp", "acl:relcl", "parataxis", "conj"})


def finite(sentence: Sentence, token: Token) -> Token:
    """The word that carries tense and mood: the auxiliary or copula where there is one."""
    for child in sentence.children(token, "aux", "aux:pass", "cop"):
        if child.feats.get("VerbForm", "Fin") == "Fin":
            return child
    return token


def is_negated(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    """A negation at the word; a half one ("ne") needs the other half in its clause, beside another verb
    than the one of having or being able that it stands at."""
    half = False
    for child in sentence.children(token, "advmod", "det", "mark", "case", "obl", "aux", "cc"):
        words = {fold(child.form), fold(child.lemma)}
        if not discourse.negation and child.feats.get("Polarity") == "Neg":  # a language without a folder
            return True
        if child.deprel != "aux" and words & discourse.half_negation:
            half = True
        elif child.deprel != "aux" and words & discourse.negation and not is_adverb_of_degree(sentence, child, half):
            return True
    return half and any(
        {fold(t.form), fold(t.lemma)} & discourse.negation
        for child in sentence.children(token) if child.deprel not in CLAUSES
        for t in (child, *sentence.children(child, "det", "advmod", "cc"))
    )  # fmt: skip


def is_adverb_of_degree(sentence: Sentence, token: Token, half: bool) -> bool:
    """"Plus", "point" and "rien" negate only where the other half stands."""
    return not half and token.deprel == "advmod" and token.feats.get("Polarity") != "Neg"


def is_future(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    """A future by its form, or by its auxiliary ("will sign")."""
    return finite(sentence, token).feats.get("Tense") == "Fut" or has_auxiliary(sentence, token, discourse.future)


def is_conditional(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    by_form = finite(sentence, token).feats.get("Mood") == "Cnd"
    return by_form or has_auxiliary(sentence, token, discourse.conditional)


def has_auxiliary(sentence: Sentence, token: Token, words: frozenset[str]) -> bool:
    return any(words & {fold(t.lemma), fold(t.form)} for t in sentence.children(token, "aux"))


def has_marker(sentence: Sentence, token: Token, words: frozenset[str]) -> bool:
    """Does a conjunction or preposition of a set open the token's clause?"""
    for child in sentence.children(token, "mark", "case", "advmod"):
        if child.i > token.i:
            continue
        parts = [child, *sentence.children(child, "fixed")]
        lemma = " ".join(fold(t.lemma) for t in parts)
        form = " ".join(fold(t.form) for t in parts)
        if {lemma, form, fold(child.lemma), lemma.replace(" ", "_")} & words:
            return True
    return False


def is_aim(sentence: Sentence, token: Token) -> bool:
    """A clause that may tell a purpose; "pour avoir attaqué" and "pour son soutien" tell a reason."""
    return token.upos == "VERB" and not sentence.children(token, "aux", "aux:pass")


def is_ongoing(sentence: Sentence, token: Token, discourse: Discourse) -> bool:
    """A present tense with a word of duration ("actuellement", "depuis lundi")."""
    if finite(sentence, token).feats.get("Tense") != "Pres" or sentence.children(token, "aux"):
        return False
    below = [t for c in sentence.children(token) for t in (c, *sentence.children(c))]
    return any({fold(t.lemma), fold(t.form)} & discourse.ongoing for t in below)


def status_of(sentence: Sentence, token: Token, discourse: Discourse) -> str:
    """The status that a predicate's own clause gives it."""
    if is_negated(sentence, token, discourse):
        return "denied"
    if is_conditional(sentence, token, discourse) or has_marker(sentence, token, discourse.condition):
        return "hypothetical"
    if is_aim(sentence, token) and has_marker(sentence, token, discourse.purpose):
        return "intended"
    if is_ongoing(sentence, token, discourse):
        return "ongoing"
    return "occurred"
