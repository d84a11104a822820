"""The grammar of a clause over the tree: who is subject and object of a word, by named rules.

Rows of a lexicon are written for the plain active clause; passives, participles, relative clauses,
control and co-ordination are settled here, for all languages alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verbale.coding.lexicon import fold
from verbale.coding.mention import marker
from verbale.languages.discourse import Discourse
from verbale.languages.events import Slot
from verbale.reading.reading import Sentence, Token

MAX_HOPS = 6


@dataclass(frozen=True, slots=True)
class Filler:
    """A token that stands in a slot, and the rule that found it there."""

    token: Token
    rule: str


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """A passive clause, or a past participle that modifies its object ("les otages libérés")."""
    if any(is_reflexive(t) for t in sentence.children(verb, "expl", "obj", "iobj")):
        return False
    if sentence.children(verb, "aux:pass", "csubj:pass", "obl:agent"):
        return True
    if sentence.children(verb, "nsubj:pass"):
        return not sentence.children(verb, "aux")  # "sont convenus": a perfect, whatever its subject is called
    parent = sentence.parent(verb)
    if verb.deprel == "conj" and parent and is_past_participle(verb) and is_past_participle(parent):
        if not sentence.children(verb, "aux", "nsubj"):
            return is_passive(sentence, parent)  # "a dispersé … et arrêté …" shares its auxiliary
    if verb.feats.get("Voice") == "Pass":  # with an object it acts itself: "used gas and detained eleven"
        return not sentence.children(verb, "aux") and not (verb.deprel == "conj" and sentence.children(verb, "obj"))
    return is_past_participle(verb) and verb.deprel in ("acl", "amod", "advcl") and not (
        sentence.children(verb, "aux", "nsubj")
    )


def is_past_participle(verb: Token) -> bool:
    return verb.feats.get("VerbForm") == "Part" and verb.feats.get("Tense", "Past") == "Past"


def is_predicate(token: Token) -> bool:
    return token.upos in ("VERB", "AUX", "ADJ")


def subject(sentence: Sentence, verb: Token, discourse: Discourse, hops: int = 0) -> Filler | None:
    """The agent: the active clause's subject, the passive one's "par"."""
    if hops > MAX_HOPS:
        return None
    if is_passive(sentence, verb):
        agents = agents_of(sentence, verb, discourse)
        if agents:
            return Filler(agents[0], "agent")
        return shared_agent(sentence, verb, discourse)
    own = sentence.children(verb, "nsubj", "nsubj:pass")
    if own:
        nearest = next((t for t in reversed(own) if t.i < verb.i), own[0])
        return antecedent(sentence, verb, nearest, discourse) or Filler(nearest, "subject")
    return borrowed(sentence, verb, discourse, hops)


def agents_of(sentence: Sentence, verb: Token, discourse: Discourse) -> list[Token]:
    """Who does what a passive tells, so called by the tree or by its preposition."""
    found = [t for t in sentence.children(verb, "obl") if marker(sentence, t) in discourse.agent]
    return [*sentence.children(verb, "obl:agent"), *found]


def shared_agent(sentence: Sentence, verb: Token, discourse: Discourse) -> Filler | None:
    parent = sentence.parent(verb)
    if verb.deprel == "conj" and parent and is_passive(sentence, parent):
        agents = agents_of(sentence, parent, discourse)
        return Filler(agents[0], "shared agent") if agents else None
    return None


def antecedent(
    sentence: Sentence, verb: Token, pronoun: Token, discourse: Discourse
) -> Filler | None:
    """What a relative pronoun stands for."""
    lemma, form = fold(pronoun.lemma), fold(pronoun.form)
    relative = pronoun.feats.get("PronType") == "Rel" or {lemma, form} & discourse.relatives
    clause = verb
    while clause.deprel == "conj":
        clause = sentence[clause.head]
    if relative and clause.deprel in ("acl:relcl", "acl") and clause.head >= 0:
        return Filler(sentence[clause.head], "relative")
    return None


def borrowed(sentence: Sentence, verb: Token, discourse: Discourse, hops: int) -> Filler | None:
    """The subject of a verb that has none of its own: that of the verb it depends on."""
    parent = sentence.parent(verb)
    if parent is None:
        return None
    if verb.deprel in ("acl", "amod", "acl:relcl") and parent.upos in ("NOUN", "PROPN", "PRON"):
        if verb.feats.get("VerbForm") in ("Part", "Ger") or verb.deprel == "acl:relcl" or verb.upos == "ADJ":
            return Filler(parent, "participle")
        return None
    if verb.deprel in ("xcomp", "obl", "ccomp") and verb.feats.get("VerbForm") in ("Inf", None, "Part", "Ger"):
        if verb.deprel == "ccomp" and verb.feats.get("VerbForm") is None:
            return None
        controller = sentence.children(parent, "obj", "iobj")
        if controller and is_predicate(parent) and not is_reflexive(controller[0]):
            return Filler(controller[0], "object control")
        return renamed(subject_or_patient(sentence, parent, discourse, hops), "control")
    if verb.deprel in ("conj", "advcl", "parataxis") and is_predicate(parent):
        rule = {"conj": "shared subject", "advcl": "adverbial clause"}.get(verb.deprel, "parataxis")
        if verb.deprel == "parataxis":
            return None
        return renamed(subject_or_patient(sentence, parent, discourse, hops), rule)
    return None


def is_reflexive(token: Token) -> bool:
    return token.feats.get("Reflex") == "Yes" or token.deprel == "expl"


def subject_or_patient(
    sentence: Sentence, verb: Token, discourse: Discourse, hops: int
) -> Filler | None:
    """The surface subject: the agent of an active clause, the patient of a passive one."""
    if is_passive(sentence, verb):
        return patient(sentence, verb, discourse, hops + 1)
    return subject(sentence, verb, discourse, hops + 1)


def renamed(filler: Filler | None, rule: str) -> Filler | None:
    return Filler(filler.token, rule) if filler else None


def patient(sentence: Sentence, verb: Token, discourse: Discourse, hops: int = 0) -> Filler | None:
    """The object: of the active clause, or the subject of the passive one."""
    if hops > MAX_HOPS:
        return None
    if is_passive(sentence, verb):
        own = sentence.children(verb, "nsubj:pass", "nsubj")
        if own:
            return antecedent(sentence, verb, own[0], discourse) or Filler(own[0], "passive subject")
        parent = sentence.parent(verb)
        if parent and verb.deprel in ("acl", "amod", "acl:relcl"):
            return Filler(parent, "passive participle")
        if parent and verb.deprel in ("conj", "advcl", "xcomp") and is_predicate(parent):
            return renamed(subject_or_patient(sentence, parent, discourse, hops), "shared subject")
        return None
    objects = [t for t in sentence.children(verb, "obj") if not is_reflexive(t)]
    objects.sort(key=lambda t: t.upos == "PRON" and t.feats.get("PronType") != "Rel")
    if objects:
        return antecedent(sentence, verb, objects[0], discourse) or Filler(objects[0], "object")
    if verb.deprel == "acl:relcl":
        marks = (fold(t.form) for t in sentence.children(verb, "mark"))
        relative = any(form in discourse.relatives for form in marks) and sentence.children(verb, "nsubj")
        return Filler(sentence[verb.head], "relative") if relative else None
    shared = [
        t for c in sentence.children(verb, "conj") if is_predicate(c) and c.deprel == "conj"
        for t in sentence.children(c, "obj") if not sentence.children(c, "nsubj") and c.i - verb.i <= 2
    ]  # fmt: skip
    return Filler(shared[0], "shared object") if shared else None


def fill(sentence: Sentence, word: Token, slot: Slot, discourse: Discourse) -> Iterator[Filler]:
    """The tokens that stand in a slot of a trigger."""
    match slot.relation:
        case "nsubj":
            own = is_predicate(word) or sentence.children(word, "cop", "nsubj")
            found = subject(sentence, word, discourse) if own else None
            if found:
                yield found
        case "obj":
            found = patient(sentence, word, discourse)
            if found:
                yield found
        case "iobj":
            for token in sentence.children(word, "iobj"):
                if not is_reflexive(token):
                    yield Filler(token, "indirect object")
        case "obl" | "nmod":
            yield from prepositional(sentence, word, slot)
        case "poss":
            for token in sentence.children(word, "det", "nmod", "nmod:poss"):
                if token.feats.get("Poss") == "Yes" or fold(token.form) in discourse.owner:
                    yield Filler(token, "possessive")
        case "amod" | "compound":
            for token in sentence.children(word, "amod", "compound", "acl"):
                yield Filler(token, "nationality")
        case relation:
            for token in sentence.children(word, relation, f"{relation}:relcl"):
                if fits_marker(sentence, token, slot.marker):
                    yield Filler(token, relation)


def prepositional(sentence: Sentence, word: Token, slot: Slot) -> Iterator[Filler]:
    """Phrases with the slot's preposition; a parser may hang them one word too low or too high."""
    for token in sentence.children(word, "obl", "nmod", "iobj", "obl:agent", "advmod"):
        if fits_marker(sentence, token, slot.marker):
            yield Filler(token, "preposition")
    for middle in sentence.children(word, "obj", "xcomp", "obl", "nmod", "amod", "acl"):
        lower = [t for t in sentence.children(middle, "nmod", "obl") if is_owner_marker(sentence, t, slot)]
        yield from (Filler(token, "preposition, lower") for token in lower)
        if lower:
            return


def is_owner_marker(sentence: Sentence, token: Token, slot: Slot) -> bool:
    """A lower attachment counts only with a preposition that does not make a plain genitive."""
    return slot.marker is not None and len(slot.marker) > 2 and fits_marker(sentence, token, slot.marker)


def fits_marker(sentence: Sentence, token: Token, wanted: str | None) -> bool:
    if wanted is None:
        return True
    own = marker(sentence, token)
    return own == wanted or own.split("_")[0] == wanted


def conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """A token and what is co-ordinated with it."""
    found = [token]
    for member in found:
        found += sentence.children(member, "conj")
    return sorted(found, key=lambda t: t.i)
