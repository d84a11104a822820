"""Whom a pronoun or a possessive takes up: what a report tells around it speaks for one state's actor or another's, and
is weighed (antecedents.toml)."""

from collections.abc import Iterator, Sequence

from verbale.coding.anaphora import MEMORY, Past, clause_of, governs
from verbale.coding.choice import NONE, Evidence, gathered
from verbale.coding.entities import PERSONAL, Entity, Referent
from verbale.coding.mention import Mention
from verbale.reading.reading import Sentence

BACK = ("here", "one back", "two back", "three back")
MANY = 2  # entities of a co-ordination
SITED = frozenset({"city", "region", "seat"})


def evidence(
    past: Past, mention: Mention, local: Sequence[Referent], sentence: Sentence, ruled: Sequence[Entity], *,
    subject: bool, quoted: bool,
) -> Evidence:  # fmt: skip
    """What speaks for each state; `ruled` are those whom the order of subjects alone would take up."""
    told = [
        (state, name) for referent, back in candidates(past, local)
        for state in states_of(referent)
        for name in of_one(mention, referent, sentence, back, subject=subject, quoted=quoted)
    ]  # fmt: skip
    first = next((r for r, _ in candidates(past, local) if r.subject), None)
    told += [(e.country, "by order") for e in ruled if e.country]
    told += [(state, "first subject") for state in (states_of(first) if first else ())]
    told += [(state, name) for referent, name in nearest(past, mention, local) for state in states_of(referent)]
    most = past.counts.most_common(1)
    told += [(state, "most so far") for state, _ in most]
    told += [(NONE, "nobody")] if ruled else [(NONE, "nobody"), (NONE, "nobody by order")]
    return {state: frozenset(names) for state, names in gathered(told).items()}


def candidates(past: Past, local: Sequence[Referent]) -> Iterator[tuple[Referent, int]]:
    """Who may be taken up, with how many sentences back they stand."""
    for back, referents in enumerate([list(local), *reversed(past.history[-MEMORY:])]):
        for referent in referents:
            if referent.entities and referent.mention.kind not in ("possessive", "demonym", "speaker"):
                yield referent, back


def nearest(past: Past, mention: Mention, local: Sequence[Referent]) -> Iterator[tuple[Referent, str]]:
    """The last of those before, the last subject, and the last of the pronoun's number."""
    found = [r for r, _ in sorted(candidates(past, local), key=lambda c: (c[1], -c[0].mention.first))]
    alike = [r for r in found if is_many(r) == mention.plural]
    acting = [r for r in alike if r.subject]
    for name, referents in (("nearest", found), ("nearest alike", alike), ("nearest subject alike", acting)):
        yield from ((r, name) for r in referents[:1])
    yield from ((r, "second alike") for r in alike[1:2])


def is_many(referent: Referent) -> bool:
    return referent.mention.plural or len(referent.entities) >= MANY


def states_of(referent: Referent) -> list[str]:
    return list(dict.fromkeys(e.country for e in referent.entities if e.country and not e.is_agency))


def of_one(
    mention: Mention, referent: Referent, sentence: Sentence, back: int, *, subject: bool, quoted: bool
) -> Iterator[str]:
    """What speaks for one of those before."""
    told, entity = referent.mention, referent.entities[0]
    place = "subject" if referent.subject else "other"
    asks = f"{'they' if mention.plural else 'one'}{' owning' if mention.kind == 'possessive' else ''}"
    yield f"{place} {BACK[back]}"
    yield f"{kind_of(entity, told)} for {asks}"
    yield f"{'many' if is_many(referent) else 'single'} for {asks}"
    if mention.gender and entity.gender:
        yield "gender fits" if mention.gender == entity.gender else "gender against"
    if referent.quoted != quoted:
        yield "across quotes"
    if told.kind == "pronoun":
        yield "pronoun again"
    if entity.name and entity.kind in PERSONAL:
        yield "a named person"
    if back == 0:
        if governs(sentence, told, mention):
            yield "subject above"
        if beside(sentence, told, mention) and mention.kind == "possessive":
            yield f"{place} of its clause"
        elif beside(sentence, told, mention):
            yield "subject of its verb" if referent.subject and not subject else "of its clause"
    if subject and referent.subject:
        yield f"subject to subject {BACK[back]}"


def kind_of(entity: Entity, mention: Mention) -> str:
    if entity.kind in PERSONAL:
        return "person" if not mention.plural else "persons"
    if entity.kind in SITED:
        return "place"
    return entity.kind if entity.kind in ("state", "org", "body", "group", "people") else "other"


def beside(sentence: Sentence, told: Mention, mention: Mention) -> bool:
    """Do both hang on one verb?"""
    return clause_of(sentence, told.head) == clause_of(sentence, mention.head)
