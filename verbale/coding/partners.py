"""Whom a side that binds itself, blames or threatens means, where its clause names nobody.

In a report on two states, "New Delhi se dit prête à convertir ses prêts" is said to the other one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from verbale.coding.drafts import Draft, is_armed_or_ruling, is_public, known
from verbale.coding.reference import BLOCS, Entity, Referent
from verbale.coding.sides import Scene, Side

IMPLIED = "partner in the report"
SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "ACCUSE", "SUPPORT", "REQUEST", "CONCEDE", "AID"})
SHARE = 0.15  # of a report's mentions of states that each of two partners has at least
NEAR = 2  # sentences back
ALONE = 0.5  # of them that the state which a report is about has at least


def mentions(scenes: Iterable[Scene]) -> Counter[str]:
    """How often each state and its people are named."""
    return Counter(
        entity.country
        for scene in scenes for referent in scene.referents for entity in referent.entities
        if entity.country and entity.country not in BLOCS
    )  # fmt: skip


def nearest(draft: Draft, wanted: frozenset[str]) -> Side | None:
    """The nearest actor of a wanted state in the draft's own sentence."""
    found = [
        Side(entity, referent, IMPLIED, 0.5)
        for referent in draft.scene.referents for entity in referent.entities
        if entity.country in wanted
    ]  # fmt: skip
    public = [side for side in found if is_public(side)] or found
    return min(public, key=lambda s: abs(s.referent.mention.head - draft.hit.head), default=None)


def last_named(scenes: Sequence[Scene], state: str) -> Side | None:
    """The last mention of a state by name, or else of anybody of it."""
    fitting: list[tuple[bool, Referent]] = [
        (referent.mention.kind == "state", referent)
        for scene in scenes for referent in scene.referents
        if any(e.country == state for e in referent.entities)
    ]  # fmt: skip
    named = [r for is_state, r in fitting if is_state] or [r for _, r in fitting]
    if not named:
        return None
    entity = next(e for e in named[-1].entities if e.country == state)
    return Side(entity, named[-1], IMPLIED, 0.5)


def others_of(draft: Draft, counts: Counter[str], own: set[str]) -> frozenset[str]:
    """The states that a side speaks to or acts on: the partner in a report on two, both where a
    third speaks, the state that a report is about where somebody from outside speaks."""
    total = sum(counts.values())
    main = [state for state, n in counts.most_common(2) if n >= SHARE * total]
    if own & set(main):
        return frozenset(main) - own
    if main and counts[main[0]] >= ALONE * total:
        return frozenset(main[:1])
    return frozenset(main) if len(main) == 2 else frozenset()


def opposite(draft: Draft, scenes: Sequence[Scene], own: set[str]) -> Side | None:
    """In a report on one state: the last named actor of it from another camp than the speaker's."""
    camp = {x for s in draft.source for x in s.entity.sector}
    for scene in reversed(scenes[max(0, draft.scene.index - NEAR) : draft.scene.index + 1]):
        for referent in reversed(scene.referents):
            for entity in referent.entities:
                other = entity.country in own and entity.sector and not camp & set(entity.sector)
                if other and camp:
                    return Side(entity, referent, IMPLIED, 0.5)
    return None


def at_home(draft: Draft, counts: Counter[str], own: set[str]) -> bool:
    """Force used by an authority or rebels of the state that a report is about falls on its people."""
    top = counts.most_common(1)
    forced = draft.event == "COERCE" or (
        draft.event == "ASSAULT" and any(is_armed_or_ruling(s) for s in draft.source)
    )
    return forced and bool(top) and {top[0][0]} == own


def imply(drafts: Iterable[Draft], scenes: Sequence[Scene]) -> None:
    """Give drafts without a target the report's other side, where the report has one."""
    counts = mentions(scenes)
    for draft in drafts:
        own = {s.entity.country for s in draft.source if s.entity.country}
        if known(draft.target) or len(own) != 1:
            continue
        if at_home(draft, counts, own):
            wanted = frozenset(own)
        elif draft.event in SPOKEN:
            wanted = others_of(draft, counts, own)
            if not wanted and (rival := opposite(draft, scenes, own)):
                draft.target = [rival]
                draft.rules.append(IMPLIED)
        else:
            continue
        found = [
            side for state in sorted(wanted)
            if (side := nearest(draft, frozenset({state})) or last_named(scenes[: draft.scene.index + 1], state))
        ]  # fmt: skip
        sources = {id(s.entity) for s in draft.source}
        found = [state_of(s) if id(s.entity) in sources else s for s in found]
        if found:
            draft.target = found
            draft.rules.append(IMPLIED)


def state_of(side: Side) -> Side:
    """The side's state in its place: nobody acts on himself."""
    return replace(side, entity=Entity("state", side.entity.countries[:1]))
