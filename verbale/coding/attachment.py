"""Which of a sentence's events a phrase belongs to."""

from collections.abc import Sequence

from verbale.coding.drafts import Draft
from verbale.coding.sides import Scene
from verbale.reading.reading import Token

EDGES = frozenset({"acl:relcl", "advcl", "acl", "ccomp", "parataxis"})


def owner_of(draft: Draft, token: Token, drafts: Sequence[Draft]) -> tuple[Draft | None, bool]:
    """Which of a sentence's drafts a phrase belongs to: the nearest trigger above it in its clause;
    and whether it stands in no clause of its own."""
    heads: dict[int, Draft] = {}
    for other in drafts:
        heads.setdefault(other.hit.head, other)
        if other.outer is not None:
            heads.setdefault(other.outer.head, other)
    for node in (token, *draft.scene.sentence.ancestors(token)):
        if node.i in heads:
            return heads[node.i], True
        if node.deprel in EDGES:
            return None, False
    return None, True


def top(scene: Scene, first: int, last: int) -> Token:
    """The token of a stretch that the tree hangs it by."""
    for i in range(first, last + 1):
        if not first <= scene.sentence[i].head <= last:
            return scene.sentence[i]
    return scene.sentence[first]


def attached(draft: Draft, first: int, last: int, drafts: Sequence[Draft]) -> bool:
    owner, free = owner_of(draft, top(draft.scene, first, last), drafts)
    return owner is draft or (owner is None and free and len(drafts) == 1)


def attached_date(draft: Draft, first: int, last: int, drafts: Sequence[Draft]) -> bool:
    """As `attached`, where the words of the date may be a clause to the tree ("há um ano"), and one word may tell two
    events."""
    date = top(draft.scene, first, last)
    stem = draft.scene.sentence[date.head] if date.deprel in EDGES else date
    owner, free = owner_of(draft, stem, drafts)
    if owner is None:
        return free and len(drafts) == 1
    return owner.hit.head == draft.hit.head
