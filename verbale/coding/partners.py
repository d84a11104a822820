"""Whom a side that binds itself, blames or threatens means, where its clause names nobody.

In a report on two states, "New Delhi se dit prête à convertir ses prêts" is said to the other one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from verbale.coding.events import Draft, is_public
from verbale.coding.reference import BLOCS, Referent
from verbale.coding.sides import Scene, Side

IMPLIED = "partner in the report"
SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "ACCUSE", "SUPPORT", "REQUEST", "CONCEDE", "AID"})
SHARE = 0.25  # of a report's mentions of states that its main partner has at least


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


def imply(drafts: Iterable[Draft], scenes: Sequence[Scene]) -> None:
    """Give drafts without a target the report's other state, where the report has one."""
    counts = mentions(scenes)
    total = sum(counts.values())
    main = [state for state, n in counts.most_common(2) if n >= SHARE * total]
    for draft in drafts:
        own = {s.entity.country for s in draft.source}
        if draft.target or draft.event not in SPOKEN or len(own) != 1 or None in own:
            continue
        others = frozenset(main) - own
        if len(others) != 1 or not own & set(main):
            continue
        side = nearest(draft, others) or last_named(scenes[: draft.scene.index + 1], *others)
        if side is not None:
            draft.target = [side]
            draft.rules.append(IMPLIED)
