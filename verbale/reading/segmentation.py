"""Text to sentences and words, by one rule for all languages and a few settings of each.

Treebanks' own cuts are followed where they agree with each other: a word is what stands between
spaces and marks; elisions ("l'") and enclitics ("-t-il", "'s") are words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

Cut = Callable[[str], list[tuple[int, int]]]
Place = tuple[int, int]

WORD_LIMIT = 120
SENTENCE_LIMIT = 160
DATELINE_LIMIT = 90

APOSTROPHES = "'\u2019\u02bc\uff07\u2018\u00b4"
HYPHENS = "-\u2010\u2011"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
STOPS = frozenset(".!?…。！？؟۔।॥｡")
ENDS_ALWAYS = frozenset("。！？؟۔।॥｡")
CLOSERS = frozenset("\"'»”’)]›」』）】\u201c")
OPENERS = frozenset("\"'«“‘([‹„¿¡「『（【" + DASHES + "•*·")
_AROUND = CLOSERS | OPENERS


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The `[segmentation]` of a language.toml (docs/adding-a-language.md)."""

    elisions: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    split_hyphens: bool = False
    abbreviations: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> "Segmentation":
        """From a table of settings; keys that are not known are an error (ValueError)."""
        unknown = settings.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"[segmentation] has no key {sorted(unknown)[0]!r}")
        made: dict[str, object] = {}
        for key, value in settings.items():
            made[key] = tuple(map(str, value)) if isinstance(value, list | tuple) else bool(value)
        return cls(**made)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that has not been read yet: where its words lie in the report's text."""

    start: int
    end: int
    spans: tuple[Place, ...]

    def __len__(self) -> int:
        return len(self.spans)


def _class(*, categories: tuple[str, ...]) -> str:
    """The characters of these categories as the inside of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in range(0x20000):
        if unicodedata.category(chr(code)) in categories:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)


_MARKS = _class(categories=("Mn", "Mc", "Me")) + "\u200c\u200d\u00ad"
_SOLID = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff"
)
_LETTER = rf"(?:[^\W{_SOLID}]|[{_MARKS}])"
_INNER = rf"[{re.escape(APOSTROPHES + HYPHENS)}]"
_FIXED_SPACE = "\u00a0\u202f\u2009"
_RUN = rf"{_LETTER}{{1,{WORD_LIMIT}}}"
_NAME = r"[\w-]{1,64}"
# The first that fits wins; a match's group is its kind. All repeats are bounded.
_KINDS = {
    "link": (
        r"(?:https?://|www\.)[^\s<>\"«»]{1,200}[^\s<>\"«».,;:!?)\]'’]"
        rf"|[\w.+-]{{1,64}}@{_NAME}(?:\.{_NAME})+|[@\#]\w{{2,60}}"
        rf"|{_NAME}(?:\.{_NAME}){{0,4}}\.(?:com|org|net|gov|edu|info|int)(?!\w)"
    ),
    "number": (
        rf"\d{{1,3}}(?:[{_FIXED_SPACE} ]\d{{3}}){{1,5}}(?:[.,]\d+)?(?!\d)|\d{{1,40}}(?:[.,:/]\d{{1,40}}){{1,12}}(?!\d)"
    ),
    "acronym": rf"(?:[^\W\d_{_SOLID}]\.-?){{1,9}}[^\W\d_{_SOLID}]\.(?!{_LETTER})",
    "solid": rf"[{_SOLID}]{{1,200}}",
    "sign": rf"°[CF](?!{_LETTER})|[A-Z]{{1,3}}\$",
    "word": rf"{_INNER}?{_RUN}(?:(?:{_INNER}|(?<=\d)[.,](?=\d)){_RUN}){{0,12}}(?:{_INNER}(?!-))?",
    "mark": r"(?P<twin>[.!?=*~$<>\-])(?P=twin)+|[^\w\s]",
    "other": r"\S",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_BREAK = re.compile(r"[\r\n\u2028\u2029\x85\x0b\x0c]+")


@dataclass(frozen=True)
class _Rules:
    """A language's settings, made ready: folded, longest first."""

    elisions: frozenset[str]
    enclitics: tuple[str, ...]
    whole: frozenset[str]
    split_hyphens: bool
    abbreviations: frozenset[str]


def _folded(text: str) -> str:
    """In lower case with plain apostrophes and hyphens, at equal length."""
    low = "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text)
    return low.translate(_FOLD)


_FOLD = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(HYPHENS, "-")})


@lru_cache(maxsize=256)
def _rules(settings: Segmentation) -> _Rules:
    return _Rules(
        frozenset(map(_folded, settings.elisions)),
        tuple(sorted(map(_folded, settings.enclitics), key=len, reverse=True)),
        frozenset(map(_folded, settings.whole)),
        settings.split_hyphens,
        frozenset(map(_folded, settings.abbreviations)),
    )


def sentences(text: str, settings: Segmentation, cut: Cut) -> list[Words]:
    """The text's sentences; `cut` parts a run of a script that is written without spaces."""
    rules = _rules(settings)
    found: list[Words] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        spans = list(words(text, start, end, rules, cut))
        for group in _sentences(text, spans, rules, dateline=number < 3):
            found.extend(_bounded(text, group))
    return found


def paragraphs(text: str) -> Iterator[Place]:
    """Stretches parted by line ends; one line end before a small letter is a space (wrapped lines)."""
    start = 0
    for match in _BREAK.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        wrapped = match.group() in ("\n", "\r\n") and after.islower() and before not in STOPS
        if not wrapped:
            if text[start : match.start()].strip():
                yield start, match.start()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def words(text: str, start: int, end: int, rules: _Rules, cut: Cut) -> Iterator[Place]:
    """The words of a stretch of text, in order."""
    at = start
    while at < end:
        match = _TOKEN.search(text, at, end)
        if match is None:
            return
        a, b = match.span()
        kind = "mark" if match["mark"] else match.lastgroup
        at = b
        if kind == "word":
            if text[b : b + 1] == "." and _folded(text[a : b + 1]) in rules.abbreviations:
                at = b + 1
                yield a, at
            elif _initial(text, a, b):
                at = b + 1
                yield a, at
            else:
                yield from parted(text, a, b, rules)
        elif kind == "acronym" and b < end and _folded(text[a:b]) in rules.abbreviations:
            yield a, b
        elif kind == "solid":
            yield from ((a + x, a + y) for x, y in cut(text[a:b]) or [(0, b - a)])
        elif b - a > 1 or unicodedata.category(text[a])[0] != "C":
            yield a, b


def _initial(text: str, a: int, b: int) -> bool:
    """A capital with a stop before a further name: "J. Chirac"."""
    follows = text[b + 1 : b + 3].lstrip(" \u00a0")
    return b - a == 1 and text[a].isupper() and text[b : b + 1] == "." and follows[:1].isupper()


def parted(text: str, a: int, b: int, rules: _Rules) -> Iterator[Place]:
    """A run of letters, hyphens and apostrophes, parted as the language does."""
    tail: list[Place] = []
    folded = _folded(text[a:b])
    low, high = 0, len(folded)
    while low < high:
        word = folded[low:high]
        if word in rules.whole or word in rules.elisions or word in rules.enclitics:
            break
        if word[0] in "'-" and len(word) > 1 and not word[1].isdigit():
            yield a + low, a + low + 1
            low += 1
            continue
        elided = _elided(word, rules)
        if elided:
            yield a + low, a + low + elided
            low += elided
            continue
        clitic = next((c for c in rules.enclitics if word.endswith(c) and _joins(word, c)), None)
        if clitic:
            tail.append((a + high - len(clitic), a + high))
            high -= len(clitic)
            continue
        if word[-1] in "'-" and len(word) > 1:
            tail.append((a + high - 1, a + high))
            high -= 1
            continue
        break
    if low < high:
        yield from _hyphened(folded, a, low, high, rules)
    yield from reversed(tail)


def _elided(word: str, rules: _Rules) -> int:
    """How long the elision is that the word begins with."""
    at = word.find("'") + 1
    while 0 < at < len(word):
        if word[:at] in rules.elisions:
            return at
        at = word.find("'", at) + 1
    return 0


def _joins(word: str, clitic: str) -> bool:
    """Is there a word before the enclitic ("n't" after "do", not "n't" alone)?"""
    rest = word[: -len(clitic)]
    return bool(rest) and rest[-1] not in "'-" and any(ch.isalnum() for ch in rest)


def _hyphened(folded: str, a: int, low: int, high: int, rules: _Rules) -> Iterator[Place]:
    if not rules.split_hyphens or folded[low:high] in rules.whole:
        yield a + low, a + high
        return
    start = low
    for i in range(low, high):
        if folded[i] == "-":
            if start < i:
                yield a + start, a + i
            yield a + i, a + i + 1
            start = i + 1
    if start < high:
        yield a + start, a + high


def _sentences(text: str, spans: list[Place], rules: _Rules, *, dateline: bool) -> Iterator[list[Place]]:
    start = _dateline(text, spans) if dateline else 0
    if start:
        yield spans[:start]
    i = start
    while i < len(spans):
        if text[spans[i][1] - 1] in STOPS and _ends(text, spans, i, start, rules):
            i += 1
            while i < len(spans) and text[spans[i][0]] in CLOSERS and _closes(text, spans, i):
                i += 1
            yield spans[start:i]
            start = i
        else:
            i += 1
    if start < len(spans):
        yield spans[start:]


def _closes(text: str, spans: list[Place], i: int) -> bool:
    """A plain quote closes where no space stands before it, or nothing follows."""
    mark = text[spans[i][0]]
    if spans[i][1] - spans[i][0] != 1:
        return False
    return mark not in "\"'\u201c" or text[spans[i][0] - 1] not in " \u00a0\u202f" or i + 1 == len(spans)


def _ends(text: str, spans: list[Place], i: int, start: int, rules: _Rules) -> bool:
    """Does the mark at word i end its sentence?"""
    a, b = spans[i]
    if i + 1 == len(spans):
        return True
    if text[b - 1] in ENDS_ALWAYS:
        return True
    if _folded(text[a:b]) in rules.abbreviations:
        return False
    k = i + 1
    while k + 1 < len(spans) and k - i < 8 and text[spans[k][0]] in _AROUND:
        k += 1
    following = text[spans[k][0]]
    if following.islower() or following in STOPS or (following in ",;:)" and k == i + 1) or following in ",;":
        return False
    if text[a] == "." and b == spans[i + 1][0] and text[spans[i + 1][0]] not in CLOSERS:
        return False  # "www.x", "p.12": no space after the stop
    if b - a > 1 and text[a].isalnum():
        return False  # an acronym with stops: "U.S. troops"; its sentence's end is found by the next
    if text[a:b] == "." and i > start and spans[i - 1][1] == a:
        before = text[slice(*spans[i - 1])]
        if before.isdigit() and i - 1 == start and len(before) < 3:
            return False  # a list's number: "1. Le ministre"
    return True


def _dateline(text: str, spans: list[Place]) -> int:
    """How many words at a report's head say place, day and agency: "PARIS, 3 mars (AP) - …"."""
    end = 0
    for i, (a, b) in enumerate(spans[:25]):
        if a - spans[0][0] > DATELINE_LIMIT or i + 1 == len(spans):
            break
        if text[a] in STOPS and i + 1 < len(spans) and b - a == 1 and _plain_stop(text, spans, i):
            break
        spaced = text[a - 1].isspace() and text[b].isspace() if 0 < a and b < len(text) else False
        if i and spaced and b - a <= 2 and text[a] in DASHES and text[spans[i + 1][0]].isupper():
            before = [text[slice(*span)] for span in spans[:i]]
            if before[0][:1].isupper() and _tells_place(before):
                end = i + 1
    return end


def _plain_stop(text: str, spans: list[Place], i: int) -> bool:
    return text[spans[i][1]].isspace() and spans[i][0] - spans[i - 1][0] > 4


def _tells_place(before: list[str]) -> bool:
    """A number, an agency in brackets, or a place all in capitals; and few words in small letters."""
    shown = any(word.isdigit() for word in before) or "(" in before or (before[0].isupper() and len(before[0]) > 2)
    return shown and sum(word.islower() and len(word) > 2 for word in before) <= 4


def _bounded(text: str, spans: list[Place]) -> Iterator[Words]:
    """Cut a sentence that is too long, after a mark if there is one in its second half."""
    start = 0
    while len(spans) - start > SENTENCE_LIMIT:
        at = start + SENTENCE_LIMIT
        for i in range(at - 1, at - SENTENCE_LIMIT // 2, -1):
            if text[spans[i][0]] in ";:,–—":
                at = i + 1
                break
        yield made(spans[start:at])
        start = at
    if start < len(spans):
        yield made(spans[start:])


def made(spans: list[Place]) -> Words:
    return Words(spans[0][0], spans[-1][1], tuple(spans))
