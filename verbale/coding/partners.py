"""Whom an event means: the other side that the report tells of, where its clause names nobody or someone less likely.

In a report on two states, "New Delhi se dit prête à convertir ses prêts" is said to the other one; in
a report on one, strikers turn to its government and the police act on the crowd told of before. What
speaks for each state is weighed (partners.toml).
"""

from collections.abc import Sequence
from dataclasses import replace

from verbale.coding.choice import NONE, Evidence, chances
from verbale.coding.counterparties import FORCE, OUTSIDE, evidence, is_civil, mentions, states_of
from verbale.coding.drafts import IMPLIED, Draft, is_armed, is_armed_or_ruling, is_public, known
from verbale.coding.entities import BLOCS, Entity, Referent
from verbale.coding.homes import ABROAD, Setting
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.senses import RECIPROCAL
from verbale.coding.sides import Scene, Side

PLACE = "people of the place"
SITES = frozenset({"city", "region", "state", "seat"})
TO_RULERS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})  # what civil people turn to their rulers with
GUARDS = frozenset({"COP", "JUD", "MIL", "SPY", "GOV"})
GOVERNMENT = frozenset({"GOV"})
BYSTANDERS = frozenset({"AGR", "BUS", "EDU", "JRN", "MED", "SOC"})
FORCED = frozenset({"CVL", "REB", "PRM", "UAF", "OPP", "CRM", "LAB", "AGR", "EDU", "JRN", "REF", "REL", "SOC"})
BY_GUARDS = frozenset({"COERCE", "SANCTION", "RETREAT", "ACCUSE"})
LEAST, TWIN = 0.2, 0.25  # chances from which a state is the other side, and one of two that are
MARGIN = 0.25  # how much likelier another state is than one that is named, to stand instead
NEAR = 2  # sentences back


def nearest(draft: Draft, wanted: str) -> Side | None:
    """The nearest actor of a wanted state in the draft's own sentence, none of its sides and not in the phrase of one
    ("guerrillas of the ELN"): nobody acts on himself."""
    sides = {id(s.entity) for s in (*draft.source, *draft.target)}
    inside = phrases(draft)
    found = [
        Side(entity, referent, IMPLIED, 0.5)
        for referent in draft.scene.referents for entity in referent.entities
        if entity.country == wanted and not entity.is_agency and id(entity) not in sides
        and referent.mention.head not in inside
    ]  # fmt: skip
    public = [side for side in found if is_public(side)] or found
    return min(public, key=lambda s: abs(s.referent.mention.head - draft.hit.head), default=None)


def phrases(draft: Draft) -> set[int]:
    """The words of the phrases that name a draft's sides."""
    here = [s.referent for s in (*draft.source, *draft.target) if s.referent.sentence is draft.scene.sentence]
    return {i for r in here for i in range(r.mention.first, r.mention.last + 1)}


def last_named(scenes: Sequence[Scene], state: str) -> Side | None:
    """The last mention of a state by name, or else of anybody of it."""
    fitting: list[tuple[bool, Referent]] = [
        (referent.mention.kind == "state", referent)
        for scene in scenes for referent in scene.referents
        if any(e.country == state and not e.is_agency for e in referent.entities)
    ]  # fmt: skip
    named = [r for is_state, r in fitting if is_state] or [r for _, r in fitting]
    if not named:
        return None
    entity = next(e for e in named[-1].entities if e.country == state)
    return Side(entity, named[-1], IMPLIED, 0.5)


def actor_near(draft: Draft, scenes: Sequence[Scene], own: str, wanted: frozenset[str], back: int) -> Side | None:
    """The last actor of a state with one of the sectors, before the draft or in its sentence."""
    camp = {id(s.entity) for s in (*draft.source, *draft.target, *draft.attribution)}
    for scene in reversed(scenes[max(0, draft.scene.index - back) : draft.scene.index + 1]):
        for referent in reversed(scene.referents):
            for entity in referent.entities:
                if entity.country == own and set(entity.sector) & wanted and id(entity) not in camp:
                    return Side(entity, referent, IMPLIED, 0.5)
    return None


def opposite(
    draft: Draft, scenes: Sequence[Scene], own: str, wanted: frozenset[str] = frozenset()
) -> Side | None:
    """In a report on one state: the last named actor of it from another camp than the speaker's, and of the
    `wanted` sectors where some are given."""
    camp = {x for s in draft.source for x in s.entity.sector}
    said = {id(s.entity) for s in draft.attribution}
    for scene in reversed(scenes[max(0, draft.scene.index - NEAR) : draft.scene.index + 1]):
        for referent in reversed(scene.referents):
            for entity in referent.entities:
                other = entity.country == own and entity.sector and not camp & set(entity.sector)
                if wanted and not wanted & set(entity.sector):
                    continue
                if other and camp and id(entity) not in said:
                    return Side(entity, referent, IMPLIED, 0.5)
    return None


def state_of(side: Side) -> Side:
    """The side's state in its place: nobody acts on himself."""
    return replace(side, entity=Entity("state", side.entity.countries[:1]))


def whole_state(draft: Draft, scenes: Sequence[Scene], state: str) -> Side | None:
    """A state as the other side, shown by its nearest mention; of people who do not stand for it, by its name."""
    found = nearest(draft, state) or last_named(scenes[: draft.scene.index + 1], state)
    if found is None:
        return None
    sources = {id(s.entity) for s in draft.source}
    named = found.referent.sentence is draft.scene.sentence and found.referent.mention.head in phrases(draft)
    sectors = set(found.entity.sector)
    aside = bool(sectors) and sectors <= BYSTANDERS
    return state_of(found) if named or aside or id(found.entity) in sources else found


def target(draft: Draft, state: str, scenes: Sequence[Scene], earlier: Sequence[Draft]) -> Side | None:
    """Somebody of the state: at home whom such a source acts on or turns to; else who acted on him last, or the
    state itself."""
    if state in states_of(draft.source):
        if draft.event == "PROTEST" or (draft.event in TO_RULERS and is_civil(draft)):
            found = actor_near(draft, scenes, state, GOVERNMENT, len(scenes))
        else:
            armed = draft.event in FORCE and any(map(is_armed_or_ruling, draft.source))
            found = opposite(draft, scenes, state, FORCED if armed else frozenset())
        return found or whole_state(draft, scenes, state)
    for other in reversed(earlier):
        if draft.scene.index - other.scene.index > NEAR:
            break
        if states_of(draft.source) & states_of(other.target):
            actor = next((s for s in known(other.source) if s.entity.country == state), None)
            if actor is not None:
                return replace(actor, rule=IMPLIED)
    return whole_state(draft, scenes, state)


def settle(draft: Draft) -> None:
    """Where nobody is named, the place of a protest or an attack says whose people took part or were hit."""
    if draft.event not in OPEN_TO_ALL:
        return
    places = [
        Side(entity, referent, PLACE, 0.5)
        for referent in draft.scene.referents for entity in referent.entities
        if referent.mention.kind in SITES and entity.countries and entity.country not in BLOCS
    ]  # fmt: skip
    after = [s for s in places if s.referent.mention.first > draft.hit.head] or places
    if not after:
        return
    side = replace(after[0], entity=Entity("people", after[0].entity.countries[:1]))
    if draft.event == "PROTEST":
        draft.source = [side]
    else:
        draft.target = [side]
    draft.rules.append(PLACE)


def source(draft: Draft, state: str, scenes: Sequence[Scene], drafts: Sequence[Draft]) -> Side | None:
    """Somebody of the state: whoever acts on the same noun in the same sentence ("a expulsé deux diplomates, accusés
    d'espionnage"), the guards told of just before, or the state itself."""
    acted = {id(s.entity) for s in draft.target}
    for other in drafts:
        shared = other.scene is draft.scene and acted & {id(s.entity) for s in other.target}
        actor = next((s for s in known(other.source) if s.entity.country == state), None)
        if other is not draft and shared and actor is not None and id(actor.entity) not in acted:
            return replace(actor, rule=IMPLIED)
    guard = actor_near(draft, scenes, state, GUARDS, 1) if draft.event in BY_GUARDS else None
    if guard is not None:
        return guard
    found = nearest(draft, state) or last_named(scenes[: draft.scene.index + 1], state)
    return found and (state_of(found) if id(found.entity) in acted else found)


def imply(drafts: Sequence[Draft], scenes: Sequence[Scene], setting: Setting) -> None:
    """Give drafts without a target, or without a source, the report's other side, where it has one."""
    counts = mentions(scenes, drafts)
    for place, draft in enumerate(drafts):
        if not known([*draft.source, *draft.target]):
            settle(draft)
        if is_recall(draft) or is_sent(draft):
            draft.target = []
        mutual = draft.event in RECIPROCAL and len(known(draft.source)) > 1
        if states_of(draft.source) and is_open(draft.target) and not mutual:
            draft.partners = evidence(draft, "target", drafts, scenes, counts, setting)
            states = chosen(draft.partners, "partners", draft.target, states_of(draft.source))
            found = [target(draft, state, scenes, drafts[:place]) for state in states]
            draft.target = [side for side in found if side is not None] or draft.target
        if states_of(draft.target) and is_open(draft.source) and not mutual:
            draft.doers = evidence(draft, "source", drafts, scenes, counts, setting)
            states = chosen(draft.doers, "doers", draft.source, states_of(draft.target))
            found = [source(draft, state, scenes, drafts) for state in states]
            draft.source = [side for side in found if side is not None] or draft.source
        if any(s.rule == IMPLIED for s in (*draft.source, *draft.target)):
            draft.rules.append(IMPLIED)


def is_recall(draft: Draft) -> bool:
    """Who calls back or sends his own envoy acts on the state where that is posted."""
    own, target = states_of(draft.source), known(draft.target)
    return bool(target) and states_of(target) == own and all(s.entity.role in ABROAD for s in target)


def is_sent(draft: Draft) -> bool:
    """A state's own soldiers are what it moves, not whom it moves against."""
    own, target = states_of(draft.source), known(draft.target)
    return draft.event == "MOBILIZE" and bool(target) and states_of(target) == own and all(map(is_armed, target))


def is_open(sides: Sequence[Side]) -> bool:
    """Is nobody named, or one state, which another may be likelier than?"""
    return not known(sides) or len(states_of(sides)) == 1


def chosen(evidence: Evidence, name: str, named: Sequence[Side], own: set[str]) -> list[str]:
    """The likeliest state, or the two that one from outside may speak to alike. Instead of one that is named, only
    another state that is much likelier than his own: right 14 times of 21 in our gold, with others as often wrong."""
    found = chances(evidence, name)
    if known(named):
        best, other = next(iter(found)), states_of(named) - own
        sure = found[best] - sum(found[state] for state in states_of(named)) >= MARGIN
        return [best] if best not in own | {NONE} and sure and not other else []
    likely = [(state, chance) for state, chance in found.items() if state != NONE]
    twins = [state for state, chance in likely[:2] if chance >= TWIN and OUTSIDE in evidence[state]]
    return twins if len(twins) > 1 else [state for state, chance in likely[:1] if chance >= LEAST]
