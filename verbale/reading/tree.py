"""The best tree of a matrix of arc scores, with one root."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEAST = 1e-12


def heads(probabilities: npt.NDArray[np.float32]) -> list[int]:
    """The head of each word, as rows and columns of the matrix (0 is the root).

    `probabilities[d, h]` is that of the arc from d to its head h; row 0 says nothing. Mostly each
    word's own best head makes a tree; where not, the maximum spanning tree is looked for.

    >>> heads(np.array([[0, 0, 0], [0.9, 0, 0.1], [0.2, 0.8, 0]], np.float32))
    [0, 1]
    """
    scores = np.log(np.maximum(probabilities.astype(np.float64), LEAST))
    np.fill_diagonal(scores, -np.inf)
    best = scores[1:].argmax(axis=1)
    if is_tree(best):
        return [int(head) for head in best]
    return _one_root(scores)


def is_tree(best: Ints) -> bool:
    """Do the heads of words 1.. lead to the root, by one word alone?"""
    if (best == 0).sum() != 1:
        return False
    at = np.concatenate([[0], best])
    reached = at
    for _ in range(len(at).bit_length()):
        reached = reached[reached]
    return not reached.any()


def _one_root(scores: Floats) -> list[int]:
    """The best tree whose root has one child: arcs from the root are made dear, which keeps their order."""
    dear = scores.copy()
    dear[0] = -np.inf
    span = scores[1:][np.isfinite(scores[1:])]
    dear[1:, 0] -= (span.max() - span.min() + 1) * len(scores)
    found = _spanning(dear)
    return [int(head) for head in found[1:]]


def _spanning(scores: Floats) -> Ints:
    """Chu-Liu and Edmonds: best heads, with each cycle drawn together to one node."""
    best: Ints = scores.argmax(axis=1)
    best[0] = 0
    cycle = _cycle(best)
    if not cycle:
        return best
    inside = np.array(cycle)
    rest = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    held = scores[inside, best[inside]]
    enter = scores[np.ix_(inside, rest)] - held[:, None]
    leave = scores[np.ix_(rest, inside)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[:-1, -1] = leave.max(axis=1)
    small[-1, :-1] = enter.max(axis=0)
    small[0] = -np.inf
    inner = _spanning(small)
    made: Ints = best.copy()
    for i, node in enumerate(rest):
        head = inner[i]
        made[node] = inside[leave[i].argmax()] if head == len(rest) else rest[head]
    into = inner[-1]
    breaks = inside[enter[:, into].argmax()]
    made[breaks] = rest[into]
    made[0] = 0
    return made


def _cycle(best: Ints) -> list[int]:
    """The nodes of a cycle, if there is one."""
    seen = np.zeros(len(best), np.int64)
    seen[0] = -1
    for start in range(1, len(best)):
        node = start
        while not seen[node]:
            seen[node] = start
            node = int(best[node])
        if seen[node] == start:
            found, at = [node], int(best[node])
            while at != node:
                found.append(at)
                at = int(best[at])
            return found
    return []
