"""Who says so: speakers that the reporter names beside a clause."""

from verbale.coding.clauses import Filler, subject
from verbale.coding.mention import marker
from verbale.coding.sides import Scene, Side, sides_of
from verbale.coding.triggers import Hit
from verbale.reading.reading import Token


def speakers(scene: Scene, token: Token, hits: dict[int, list[Hit]]) -> list[Side]:
    """The actors of "selon X" and of a speech verb set beside the clause ("…, a déclaré X")."""
    chain = [token, *scene.sentence.ancestors(token)]
    for node in chain:
        found = according(scene, node) or beside(scene, node, hits)
        if found:
            return found
    return []


def according(scene: Scene, node: Token) -> list[Side]:
    wanted = scene.lexicon.pack.discourse.according
    for child in scene.sentence.children(node, "obl", "nmod", "advmod", "parataxis", "dep"):
        words = marker(scene.sentence, child)
        if words and {words, words.replace("_", " "), words.split("_")[0]} & wanted:
            return list(sides_of(scene, Filler(child, "according to"), places=False))
    return []


def beside(scene: Scene, node: Token, hits: dict[int, list[Hit]]) -> list[Side]:
    for child in scene.sentence.children(node, "parataxis", "ccomp", "dep"):
        if any(hit.row.event in ("@say", "@announce") for hit in hits.get(child.i, ())):
            if child.deprel != "parataxis" and child.i < node.i:
                continue
            found = subject(scene.sentence, child, scene.lexicon.pack.discourse)
            if found:
                return list(sides_of(scene, Filler(found.token, "speech beside"), places=False))
    return []
