"""Who the other side of an event is: whom its clause names, and what a report tells around, speaks for one state or
another, and is weighed (partners.toml, doers.toml)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from verbale.coding.choice import NONE, Evidence, gathered
from verbale.coding.drafts import Draft, known
from verbale.coding.entities import BLOCS, UNIONS
from verbale.coding.homes import ABROAD, Setting
from verbale.coding.mention import LANDS
from verbale.coding.sides import Scene, Side

FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
CIVIL = frozenset({"OPP", "PTY", "LAB", "AGR", "EDU", "SOC", "REL", "ELI"})  # who turn to their own rulers
ORDER = frozenset({"COP", "JUD", "UAF", "REB"})  # who act on people at home
PAIR = 0.8  # of a report's mentions of states that two have together
RULERS = frozenset({"GOV", "MIL"})
SHARE, LARGE_SHARE = 0.15, 0.3  # of a report's mentions of states
FAR = 8  # sentences back
PLAYED = (0.02, 0.05, 0.2, 0.5, 0.8, 0.95)  # probabilities
OUTSIDE = "a third speaks"  # whose state is none of the two that the report names most
RANKS = ("named most", "named second", "named third", "named fourth")


def mentions(scenes: Iterable[Scene], drafts: Iterable[Draft]) -> Counter[str]:
    """How often each state and its people are named; unions of states are told as states. Who only says
    what others did is none of a report's sides."""
    tell: set[int] = set()
    act: set[int] = set()
    for draft in drafts:
        tell.update(id(s.entity) for s in draft.attribution)
        act.update(id(s.entity) for s in (*draft.source, *draft.target))
    return Counter(
        entity.country
        for scene in scenes for referent in scene.referents for entity in referent.entities
        if entity.country and entity.country not in BLOCS - UNIONS and id(entity) not in tell - act
        and not entity.is_agency
    )  # fmt: skip


def is_civil(draft: Draft) -> bool:
    """Is its source from a state's people, parties or unions, and not of its rulers?"""
    sectors = {x for s in known(draft.source) for x in s.entity.sector}
    return bool(sectors & CIVIL) and not sectors & RULERS


def states_of(sides: Sequence[Side]) -> set[str]:
    return {s.entity.country for s in known(sides) if s.entity.country}


def evidence(
    draft: Draft, part: str, drafts: Sequence[Draft], scenes: Sequence[Scene], counts: Counter[str], setting: Setting,
) -> Evidence:  # fmt: skip
    """What speaks for each state as the `part`, source or target, of a draft of the report's whose other is known."""
    him, named = (draft.source, draft.target) if part == "target" else (draft.target, draft.source)
    own = states_of(him)
    earlier = drafts[: next(i for i, other in enumerate(drafts) if other is draft)]
    told = (
        *of_named(draft, named, own), *of_reader(draft, part), *of_order(draft, own),
        *of_himself(draft, him, own), *of_report(draft, own, counts, setting), *of_sentence(draft, him, drafts, own),
        *of_story(own, draft, earlier), (named_before(own, scenes[: draft.scene.index]), "named last"),
        (NONE, "nobody"), (NONE, f"nobody: {draft.event}"), (NONE, f"nobody, by a {draft.hit.row.pos}"),
    )  # fmt: skip
    return {state: frozenset(names) for state, names in gathered(told).items()}


def of_named(draft: Draft, named: Sequence[Side], own: set[str]) -> Iterator[tuple[str | None, str]]:
    """Whom the clause itself names, by the rules or to the reader."""
    for side in known(named)[:1]:
        entity = side.entity
        kind = "a state" if not entity.sector else "a ruler" if set(entity.sector) <= RULERS else "another"
        camp = "of his state" if {entity.country} == own else "of another"
        yield entity.country, "named"
        yield entity.country, f"named by {side.rule.split(',')[0]}"
        yield entity.country, f"named, {kind} {camp}, {'inferred' if entity.inferred else 'told'}"
        yield entity.country, f"named, {kind} {camp}: {draft.event}"
        yield entity.country, f"named as a {side.referent.mention.kind}"
        yield NONE, "nobody, though the clause names one"


def of_reader(draft: Draft, part: str) -> Iterator[tuple[str | None, str]]:
    """How likely the reader finds it that a mention in the sentence plays the part."""
    told = draft.scene.sentence.told
    if told is None:
        return
    for referent in draft.scene.referents:
        chance = told.plays(draft.hit.head, referent.mention.head, part)
        for entity in referent.entities:
            yield from ((entity.country, f"reader gives {step}") for step in PLAYED if chance >= step)


def of_order(draft: Draft, own: set[str]) -> Iterator[tuple[str | None, str]]:
    """Where in the sentence a state's people are named: before or behind the trigger, in what hangs on it or not."""
    below = {t.i for t in draft.scene.sentence.subtree(draft.token)}
    for referent in draft.scene.referents:
        head = referent.mention.head
        place = f"{'below' if head in below else 'beside'} and {'behind' if head > draft.hit.head else 'before'}"
        for entity in referent.entities:
            yield entity.country, f"{place}, {'his own' if entity.country in own else 'another'}"


def of_himself(draft: Draft, him: Sequence[Side], own: set[str]) -> Iterator[tuple[str, str]]:
    told = {id(s.entity) for s in him}
    inside = {i for s in him for i in range(s.referent.mention.first, s.referent.mention.last + 1)}
    named = (r for r in draft.scene.referents if r.mention.kind not in ("demonym", "possessive"))
    here = {e.country for r in named for e in r.entities if id(e) not in told and r.mention.head not in inside}
    how = "by force" if draft.event in FORCE else "in the street" if draft.event == "PROTEST" else "in words"
    for state in own:
        yield from ((state, "his own"), (state, f"his own: {draft.event}"))
        yield state, f"his own, who is {kind_of(him)}, {how}"
        if state in here:
            yield state, "his own, named again"


def kind_of(sides: Sequence[Side]) -> str:
    sectors = {x for s in known(sides) for x in s.entity.sector}
    if any(s.entity.role in ABROAD for s in sides):
        return "an envoy"
    if all(s.entity.kind in LANDS for s in sides):
        return "a state"
    kinds = (("of order", ORDER), ("civil", CIVIL), ("ruling", RULERS))
    return next((kind for kind, wanted in kinds if sectors & wanted), "another")


def of_report(draft: Draft, own: set[str], counts: Counter[str], setting: Setting) -> Iterator[tuple[str | None, str]]:
    yield from ((setting.focus, "focus"), (setting.title, "title"), (setting.dateline, "dateline"))
    two = dict(counts.most_common(2))
    if len(two) > 1 and sum(two.values()) >= PAIR * counts.total() and own & set(two):
        yield from ((state, "the other of two") for state in two if state not in own)
    third = not own & {state for state, _ in counts.most_common(2)}
    for rank, (state, _) in zip(RANKS, counts.most_common(len(RANKS)), strict=False):
        if state not in own:
            yield from ((state, rank), (state, f"another: {draft.event}"))
    for state, n in counts.items():
        if state in own:
            continue
        share = n / counts.total()
        yield state, "named once" if n == 1 else "named again"
        if share >= SHARE:
            yield state, "a large share" if share >= LARGE_SHARE else "a share"
        if third:
            yield state, OUTSIDE
        if setting.focus in own:
            yield state, "abroad"
        if state in BLOCS:
            yield state, "no state but a body"


def of_sentence(
    draft: Draft, him: Sequence[Side], drafts: Sequence[Draft], own: set[str]
) -> Iterator[tuple[str | None, str]]:
    here = [
        (abs(r.mention.head - draft.hit.head), e.country, r.mention.kind)
        for r in draft.scene.referents for e in r.entities
        if e.country and e.country not in own and not e.is_agency
    ]  # fmt: skip
    for _, state, kind in here:
        yield from ((state, "in the sentence"), (state, f"a {kind} in the sentence"))
    if here:
        yield min(here)[1], "nearest in the sentence"
    yield from ((s.entity.country, "speaker") for s in draft.attribution)
    told = {id(s.entity) for s in him}
    beside = (d for d in drafts if d.scene is draft.scene and d is not draft)
    acting = (d for d in beside if told & {id(s.entity) for s in d.target})
    yield from ((s.entity.country, "acts on him in the sentence") for d in acting for s in known(d.source))


def of_story(own: set[str], draft: Draft, earlier: Sequence[Draft]) -> Iterator[tuple[str, str]]:
    """Who acted on him last, whom he acted on last, and the sides of the last event with others."""
    near = [d for d in reversed(earlier) if draft.scene.index - d.scene.index <= FAR]
    sides = [(states_of(d.source), states_of(d.target)) for d in near]
    yield from ((c, "acted on him") for c in next((s for s, t in sides if own & t and not own & s), set()))
    yield from ((c, "he acted on") for c in next((t - own for s, t in sides if own & s and t - own), set()))
    source, target = next(((s - own, t - own) for s, t in sides if (s | t) - own), (set(), set()))
    yield from ((c, "last source") for c in source)
    yield from ((c, "last target") for c in target)


def named_before(own: set[str], scenes: Sequence[Scene]) -> str | None:
    """The state, none of his, that is named last before a sentence."""
    every = (e.country for s in reversed(scenes) for r in reversed(s.referents) for e in reversed(r.entities))
    return next((country for country in every if country and country not in own), None)
