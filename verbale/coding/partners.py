"""Whom a side that binds itself, blames, threatens or uses force means, where its clause names nobody.

In a report on two states, "New Delhi se dit prête à convertir ses prêts" is said to the other one; in
a report on one, strikers turn to its government and the police act on the crowd told of before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from verbale.coding.drafts import IMPLIED, Draft, is_armed_or_ruling, is_public, known
from verbale.coding.entities import BLOCS, UNIONS, Entity, Referent
from verbale.coding.relevance import OPEN_TO_ALL
from verbale.coding.senses import RECIPROCAL
from verbale.coding.sides import Scene, Side

PLACE = "people of the place"
SITES = frozenset({"city", "region", "state", "seat"})
SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "ACCUSE", "SUPPORT", "REQUEST", "CONCEDE", "AID"})
OUTWARD = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})  # deeds of one state against another
CIVIL = frozenset({"OPP", "PTY", "LAB", "AGR", "EDU", "SOC", "REL", "ELI"})  # who turn to their own rulers
TO_RULERS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION"})
ORDER = frozenset({"COP", "JUD", "UAF", "REB"})  # who act on people at home
RULERS = frozenset({"GOV", "MIL"})
GUARDS = frozenset({"COP", "JUD", "MIL", "SPY", "GOV"})
FORCED = frozenset({"CVL", "REB", "PRM", "UAF", "OPP", "CRM", "LAB", "AGR", "EDU", "JRN", "REF", "REL", "SOC"})
ENVOYS = frozenset({"ambassador", "diplomat", "consul", "embassy"})
IN_PASSIVE = frozenset({"ACCUSE", "SANCTION", "COERCE", "RETREAT", "REQUEST", "SUPPORT", "CONSULT"})
BY_GUARDS = frozenset({"COERCE", "SANCTION", "RETREAT", "ACCUSE"})
SHARE = 0.15  # of a report's mentions of states that each of two partners has at least
EVEN = 0.4  # of the first's mentions that the second of a pair has at least
CONFLICT = frozenset({"ACCUSE", "SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
FAR = 8  # sentences back
NEAR = 2  # sentences back
ALONE = 0.5  # of the mentions that the state which a report is about has at least


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


def nearest(draft: Draft, wanted: str) -> Side | None:
    """The nearest actor of a wanted state in the draft's own sentence."""
    found = [
        Side(entity, referent, IMPLIED, 0.5)
        for referent in draft.scene.referents for entity in referent.entities
        if entity.country == wanted and not entity.is_agency
    ]  # fmt: skip
    public = [side for side in found if is_public(side)] or found
    return min(public, key=lambda s: abs(s.referent.mention.head - draft.hit.head), default=None)


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


def named_last(scenes: Sequence[Scene], states: set[str]) -> str | None:
    """Which of the states is named last before a sentence's end."""
    for scene in reversed(scenes):
        for referent in reversed(scene.referents):
            for entity in referent.entities:
                if entity.country in states:
                    return entity.country
    return None


def others_of(counts: Counter[str], own: set[str], before: Sequence[Scene]) -> list[str]:
    """The states that a side speaks to or acts on: the partner in a report on two, both where a
    third speaks, the state that a report is about where somebody from outside speaks."""
    total = sum(counts.values())
    main = [state for state, n in counts.most_common(2) if n >= SHARE * total]
    if own & set(main):
        rivals = {state for state, n in counts.items() if n >= SHARE * total} - own
        if len(rivals) > 1:  # of several partners the one in play
            return [last] if (last := named_last(before, rivals)) else []
        return [state for state in main if state not in own]
    even = len(main) == 2 and counts[main[1]] >= EVEN * counts[main[0]]
    if main and counts[main[0]] >= ALONE * total and not even:
        return main[:1]
    return main if len(main) == 2 else []


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
    """A state as the other side, shown by its nearest mention."""
    found = nearest(draft, state) or last_named(scenes[: draft.scene.index + 1], state)
    if found is None:
        return None
    sources = {id(s.entity) for s in draft.source}
    return state_of(found) if id(found.entity) in sources else found


def is_civil(draft: Draft) -> bool:
    """Is its source from a state's people, parties or unions, and not of its rulers?"""
    sectors = {x for s in known(draft.source) for x in s.entity.sector}
    return bool(sectors & CIVIL) and not sectors & RULERS


def is_domestic_force(draft: Draft) -> bool:
    """Force by organs of order, or by rebels, falls on people at home."""
    if draft.event not in ("ASSAULT", "COERCE", "SANCTION"):
        return False
    sectors = {x for s in known(draft.source) for x in s.entity.sector}
    return bool(sectors & ORDER)


def targets(draft: Draft, scenes: Sequence[Scene], counts: Counter[str], own: str) -> list[Side]:
    home = counts.most_common(1)[:1] == [(own, counts[own])]
    wanted = others_of(counts, {own}, scenes[: draft.scene.index + 1])
    if draft.event == "PROTEST" or (draft.event in TO_RULERS and is_civil(draft)):
        ruler = actor_near(draft, scenes, own, RULERS, len(scenes))
        found = ruler or whole_state(draft, scenes, own)
        return [found] if found and (draft.event == "PROTEST" or home or ruler) else []
    forced = draft.event == "COERCE" or (draft.event == "ASSAULT" and any(map(is_armed_or_ruling, draft.source)))
    if is_domestic_force(draft) or (forced and home and not (wanted and draft.event in OUTWARD and outward(draft))):
        found = opposite(draft, scenes, own, FORCED) or whole_state(draft, scenes, own)
        return [found] if found else []
    if draft.event in SPOKEN or (draft.event in OUTWARD and outward(draft)):
        sides = [s for state in wanted if (s := whole_state(draft, scenes, state))]
        if draft.event in OUTWARD - ANSWERS and len(sides) > 1:  # force falls on one, and which is not told
            return []
        rival = None if sides or draft.event not in SPOKEN else opposite(draft, scenes, own)
        return [rival] if rival else sides
    return []


def outward(draft: Draft) -> bool:
    """Is it done by a state, its government or its army?"""
    return any(not s.entity.sector or set(s.entity.sector) & RULERS for s in known(draft.source))


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


def reply(draft: Draft, earlier: Sequence[Draft]) -> list[Side]:
    """Who blames, refuses, threatens or punishes without saying whom answers the one that acted on him last."""
    if draft.event not in ANSWERS:
        return []
    me = {(s.entity.country, bool(set(s.entity.sector) & CIVIL)) for s in known(draft.source)}
    for other in reversed(earlier):
        if draft.scene.index - other.scene.index > NEAR:
            break
        hit = {(s.entity.country, bool(set(s.entity.sector) & CIVIL)) for s in known(other.target)}
        actors = [s for s in known(other.source) if s.entity.country and s.entity.country not in {c for c, _ in me}]
        if me & hit and actors:
            return [replace(s, rule=IMPLIED) for s in actors[:1]]
    return []


def onlooker(draft: Draft, earlier: Sequence[Draft], counts: Counter[str], own: set[str]) -> list[Side]:
    """Who is not one of a report's states blames the one that is blamed or used force, and stands by the other."""
    if draft.event not in ("ACCUSE", "SUPPORT") or own & {state for state, _ in counts.most_common(2)}:
        return []
    for other in reversed(earlier):
        if draft.scene.index - other.scene.index > FAR or other.event not in CONFLICT:
            continue
        blames = other.event in SPOKEN or other.event == "SANCTION"
        pair = (other.target, other.source) if blames else (other.source, other.target)
        side = known(pair[0] if draft.event == "ACCUSE" else pair[1])
        states = {s.entity.country for s in side if s.entity.country}
        if len(states) == 1 and not states & own and states <= set(counts) and len(known(pair[0])) and known(pair[1]):
            both = {s.entity.country for s in (*pair[0], *pair[1])}
            if len(both) > 1:
                return [replace(s, rule=IMPLIED) for s in side[:1]]
    return []


def towards(draft: Draft, scenes: Sequence[Scene], counts: Counter[str], own: set[str]) -> list[Side]:
    """Several states that speak together, none of them those of the report, speak to these."""
    wanted = others_of(counts, own, scenes[: draft.scene.index + 1])
    main = {state for state, _ in counts.most_common(2)}
    if draft.event not in SPOKEN or own & main:
        return []
    return [s for state in wanted if (s := whole_state(draft, scenes, state))]


def sources(draft: Draft, drafts: Sequence[Draft], scenes: Sequence[Scene], counts: Counter[str]) -> list[Side]:
    """Who did what its clause tells in the passive: whoever acts on the same noun in the same sentence
    ("a expulsé deux diplomates, accusés d'espionnage"), the guards told of just before, the other state."""
    own = {s.entity.country for s in draft.target if s.entity.country}
    if draft.event not in IN_PASSIVE or len(own) != 1:
        return []
    acted = {id(s.entity) for s in draft.target}
    for other in drafts:
        shared = other.scene is draft.scene and acted & {id(s.entity) for s in other.target}
        if other is not draft and shared and known(other.source) and not acted & {id(s.entity) for s in other.source}:
            return [replace(s, rule=IMPLIED) for s in known(other.source)]
    country = own.pop() or ""
    abroad = [s for s in draft.target if s.entity.role in ENVOYS]
    if abroad:
        others = others_of(counts, {country}, scenes[: draft.scene.index + 1])
        return [s for state in others[:1] if (s := whole_state(draft, scenes, state))]
    if draft.event in BY_GUARDS:
        guard = actor_near(draft, scenes, country, GUARDS, 1)
        return [guard] if guard else []
    return []


def imply(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """Give drafts without a target, or without a source, the report's other side, where it has one."""
    counts = mentions(scenes, drafts)
    for place, draft in enumerate(drafts):
        if not known([*draft.source, *draft.target]):
            settle(draft)
        if known(draft.target) and not known(draft.source):
            draft.source = sources(draft, drafts, scenes, counts) or draft.source
            draft.rules += [IMPLIED] if known(draft.source) else []
        own = {s.entity.country for s in draft.source if s.entity.country}
        mutual = draft.event in RECIPROCAL and len(known(draft.source)) > 1
        if known(draft.target) or not own or mutual:
            continue
        if len(own) == 1:
            found = reply(draft, drafts[:place]) or onlooker(draft, drafts[:place], counts, own)
            found = found or targets(draft, scenes, counts, own.pop() or "")
        else:
            found = onlooker(draft, drafts[:place], counts, own) or towards(draft, scenes, counts, own)
        if found:
            draft.target = found
            draft.rules.append(IMPLIED)
