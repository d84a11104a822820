"""Where an actor is at home whose words name no state ("la police", "the rebels"): what a report tells around a mention
speaks for one state or another, and is weighed (homes.toml)."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from verbale.coding.anaphora import Past
from verbale.coding.choice import NONE, Evidence, gathered, likeliest
from verbale.coding.entities import BLOCS, NATIONAL, Entity, Referent
from verbale.coding.mention import PLACES, Mention, is_where, marker
from verbale.coding.world.gazetteer import LARGE, gazetteer
from verbale.languages.discourse import Discourse
from verbale.reading.reading import Sentence, Token
from verbale.record.event import Place

ABROAD = frozenset({"embassy", "consulate", "ambassador", "diplomat", "consul"})  # whose state is not where they are
SITES = PLACES | {"seat", "state"}
OWN = "*"  # how the gazetteer marks a place's name that is its very own, or ours for it
TOLD, WITHIN = frozenset({"ccomp", "parataxis"}), frozenset({"amod", "compound", "nmod", "flat"})
PHRASE = WITHIN | {"appos"}
RELATIVE = frozenset({"acl:relcl", "acl"})
CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "conj"})
OPENING = 12  # tokens at a sentence's head where a place sets the scene, if no verb stands before it
MOST = 0.5  # of a report's mentions of states


@dataclass(frozen=True)
class Setting:
    """What is known of a report before it is read: the state of its title, of its dateline, the one that it plays in,
    how often each is named in it, where the dateline ends, how many characters it has, and the dateline's place."""

    title: str | None = None
    dateline: str | None = None
    focus: str | None = None
    named: Counter[str] = field(default_factory=Counter)
    opening: int = 0
    length: int = 0
    at: Place | None = None


def home(evidence: Evidence) -> str | None:
    """The likeliest state, or none where there is too little for any."""
    return likeliest(evidence, "homes")


def evidence(
    past: Past, setting: Setting, mention: Mention, local: Sequence[Referent], ahead: Sequence[Mention],
    sentence: Sentence, scene: str | None, discourse: Discourse,
) -> Evidence:  # fmt: skip
    """What speaks for each state at a mention. `local` are the referents before it in the sentence, `ahead` the
    mentions behind it, `scene` is where the sentence before took place."""
    told = (
        *in_sentence(past, mention, local, ahead, sentence), *of_place(mention, local, ahead, sentence, discourse),
        *before(past, mention), *setting_of(past, setting),
        (scene, "the scene before"), (NONE, "no state"),
    )  # fmt: skip
    return {state: frozenset(names) for state, names in gathered(told).items() if state not in BLOCS}


def in_sentence(
    past: Past, mention: Mention, local: Sequence[Referent], ahead: Sequence[Mention], sentence: Sentence
) -> Iterator[tuple[str | None, str]]:
    yield opening(local), "opens the sentence"
    acting = (e.country for r in local if r.subject and not r.quoted for e in r.entities if not e.is_agency)
    yield next(filter(None, acting), None), "subject"
    for referent in local:
        if referent.subject and tells(sentence, referent.mention, mention):
            yield from ((e.country, "teller before") for e in referent.entities if not e.is_agency)
    national = [
        r.mention for r in local
        if r.mention.countries and r.mention.kind in NATIONAL and r.mention.role not in ABROAD
    ]  # fmt: skip
    yield from ((m.countries[0], "named beside" if m is national[-1] else "named earlier") for m in national)
    for referent in local:
        told, state = referent.mention, next((e.country for e in referent.entities), None)
        if told.kind in SITES and told.countries:
            yield told.countries[0], f"{told.kind} before"
        if told.kind == "possessive":
            yield state, "owner" if told.last == mention.first - 1 else "owner before"
        if referent.entities and referent.entities[0].inferred:
            yield state, "inferred before"
    yield site(past, [r.mention for r in local if not r.subject], sentence), "a place beside"
    inside = [m for m in ahead if m.countries and not m.is_agency and is_under(sentence, m.head, mention)]
    yield from ((m.countries[0], f"{m.kind} in its phrase") for m in inside)
    behind = [m for m in ahead if m.first > mention.last and m.countries and not m.is_agency]
    for other in behind:
        kind = "nationality" if other.kind in NATIONAL else other.kind
        yield other.countries[0], "teller behind" if tells(sentence, other, mention) else f"{kind} behind"


def of_place(
    mention: Mention, local: Sequence[Referent], ahead: Sequence[Mention], sentence: Sentence, discourse: Discourse
) -> Iterator[tuple[str | None, str]]:
    """States and towns under a preposition of place; and whose a relative makes it ("Kenya, whose soldiers")."""
    head, around = sentence[mention.head], set(clause(sentence, sentence[mention.head]))
    for other in (*(r.mention for r in local), *ahead):
        if other.kind in SITES and other.countries and is_where(sentence, sentence[other.head], discourse):
            where = "behind" if other.head > mention.head else "before"
            yield other.countries[0], f"where it is told, {where}"
            if other.head in around:
                yield other.countries[0], f"where it is told, {where}, in the clause"
    if any(t.lemma.casefold() in discourse.relatives for t in sentence.children(head)):
        verb = next((t for t in (head, *sentence.ancestors(head)) if t.deprel in RELATIVE), None)
        owner = next((r for r in local if verb and r.mention.first <= verb.head <= r.mention.last), None)
        yield from ((e.country, "whose") for e in (owner.entities if owner else ()))


def clause(sentence: Sentence, token: Token) -> Iterator[int]:
    """The words of the clause that a word stands in."""
    while token.head >= 0 and token.deprel.split(":")[0] not in CLAUSES:
        token = sentence[token.head]
    return (t.i for t in sentence.subtree(token))


def is_under(sentence: Sentence, i: int, mention: Mention) -> bool:
    """Does a word hang on a mention by nouns alone ("the family of a Dutch traveller", "the spokesman in Jakarta")?"""
    while sentence[i].head >= 0 and sentence[i].deprel in PHRASE:
        i = sentence[i].head
        if i == mention.head:
            return True
    return False


def tells(sentence: Sentence, other: Mention, mention: Mention) -> bool:
    """Is the other, or whose it is, subject of what a mention's clause hangs under: "…, Thai sources said"?"""
    token = sentence[other.head]
    while token.deprel in WITHIN and token.head >= 0:
        token = sentence[token.head]
    told = sentence[mention.head]
    while told.head >= 0 and told.deprel not in TOLD:
        told = sentence[told.head]
    return token.deprel == "nsubj" and told.deprel in TOLD and told.head == token.head


def before(past: Past, mention: Mention) -> Iterator[tuple[str | None, str]]:
    recent = [e for e in reversed(past.recent) if e.country and e.country not in BLOCS and not e.is_agency]
    if not mention.name:  # another holder of an office may be another state's
        same = next((e for e in recent if e.lemma == mention.lemma and e.kind == mention.kind), None)
        yield same.country if same else None, "same word inferred" if same and same.inferred else "same word"
    yield next((e.country for e in recent if set(e.sector) & set(mention.sector)), None), "same sector"
    yield next((e.country for e in recent), None), "named last"
    yield next((e.country for e in recent if e.inferred), None), "inferred last"
    last = next((sentence for sentence in reversed(past.history) if sentence), [])
    yield next((r.entities[0].country for r in last if r.subject and not r.quoted), None), "subject before"
    yield from ((e.country, "in play") for r in last for e in r.entities if not e.is_agency)


def setting_of(past: Past, setting: Setting) -> Iterator[tuple[str | None, str]]:
    yield setting.title, "title"
    yield setting.dateline, "dateline"
    yield setting.focus, "focus"
    yield from share(past.counts, "so far")
    yield from share(setting.named, "of all")


def share(counts: Counter[str], when: str) -> Iterator[tuple[str, str]]:
    """The state named most, and the one that most of what is named is of."""
    states = Counter({state: n for state, n in counts.items() if state not in BLOCS})
    for state, n in states.most_common(1):
        yield state, f"most {when}"
        if n >= MOST * states.total():
            yield state, f"half {when}"


def opening(local: Sequence[Referent]) -> str | None:
    """The state of a place that opens a sentence: "À Nairobi, le président …", "Au Brésil, …"."""
    for referent in local:
        mention, sentence = referent.mention, referent.sentence
        under = bool(marker(sentence, sentence[mention.head])) and not referent.subject
        opens = mention.first < OPENING and all(t.upos not in ("VERB", "AUX") for t in sentence.tokens[: mention.first])
        if not (under and opens and mention.kind in SITES | {"person"}):
            break
        if mention.countries:
            return mention.countries[0]
    return None


def site(past: Past, mentions: Sequence[Mention], sentence: Sentence) -> str | None:
    """The state of the last town or region under a preposition, also of one that only the gazetteer knows ("la
    province de Malaita"): in a state that the report has named, or else a large one by its own name."""
    named = {c for e in past.entities for c in e.countries}
    for mention in reversed(mentions):
        if not marker(sentence, sentence[mention.head]):
            continue
        if mention.kind in PLACES and mention.countries:
            return mention.countries[0]
        if mention.kind == "person" and mention.name and (state := gazetted(mention.name, named)):
            return state
    return None


def gazetted(name: str, named: Collection[str]) -> str | None:
    sites = gazetteer().named(name)
    known = {s.country for s in sites if s.country in named}
    large = {s.country for s in sites if s.people >= LARGE and s.mark == OWN}
    return next((next(iter(fitting)) for fitting in (known, large) if len(fitting) == 1), None)


def rehome(entities: Sequence[Entity], past: Past, setting: Setting, scene: str | None) -> None:
    """Where a sentence shows at its end where it took place, its actors that were given the report's own state
    are of that place."""
    known = [e for sentence in past.history for r in sentence for e in r.entities]
    for entity in entities:
        if scene and entity.inferred and entity.countries == (setting.focus,) and all(entity is not e for e in known):
            entity.countries = (scene,)
