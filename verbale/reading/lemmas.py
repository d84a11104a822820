"""Lemmas as edits of the form, so that a model can choose them as classes.

An edit is written `CASE<front>|<back>` with `CASE` one of l (lower), t (title), k (kept as in the
form), where front and back are `<letters cut>+<letters put>`; or `CASE=<whole lemma>`.
"""

from functools import lru_cache

PLAIN = "l0+|0+"


def _shared(form: str, lemma: str) -> tuple[int, int, int]:
    """The longest stretch in both: its start in the form, its start in the lemma, its length."""
    best = (0, 0, 0)
    before = [0] * (len(lemma) + 1)
    for i, letter in enumerate(form):
        row = [0] * (len(lemma) + 1)
        for j, other in enumerate(lemma):
            if letter == other:
                row[j + 1] = before[j] + 1
                if row[j + 1] > best[2]:
                    best = (i - row[j + 1] + 1, j - row[j + 1] + 1, row[j + 1])
        before = row
    return best


@lru_cache(maxsize=200_000)
def edit(form: str, lemma: str) -> str:
    """The edit that makes the lemma of the form.

    >>> edit("Rencontraient", "rencontrer"), edit("est", "être")
    ('l0+|5+er', 'l=être')
    """
    low_form, low_lemma = form.lower(), lemma.lower()
    if len(low_form) != len(form) or len(low_lemma) != len(lemma):
        return f"k={lemma}"
    if lemma == low_lemma:
        case = "l"
    elif lemma == titled(low_lemma):
        case = "t"
    else:
        case = "k"
        low_form, low_lemma = form, lemma
    at, to, length = _shared(low_form, low_lemma)
    if (length < 2 and len(low_form) > 1) or 2 * length < len(low_form):
        return f"{case}={low_lemma}"
    end, tail = len(form) - at - length, low_lemma[to + length :]
    return f"{case}{at}+{low_lemma[:to]}|{end}+{tail}"


def titled(word: str) -> str:
    """Each part between hyphens with a capital; `str.title` would raise the s of "l's".

    >>> titled("saint-étienne")
    'Saint-Étienne'
    """
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


@lru_cache(maxsize=100_000)
def lemma(form: str, edit: str) -> str | None:
    """The form edited, or None where the edit does not fit it.

    >>> lemma("rencontraient", "l0+|5+er"), lemma("a", "l0+|5+er")
    ('rencontrer', None)
    """
    case, rest = edit[0], edit[1:]
    base = form if case == "k" else form.lower()
    if rest.startswith("="):
        made = rest[1:]
    else:
        (cut, front), (drop, back) = (part.split("+", 1) for part in rest.split("|", 1))
        if int(cut) + int(drop) >= len(base):
            return None
        made = front + base[int(cut) : len(base) - int(drop)] + back
    return titled(made) if case == "t" else made
