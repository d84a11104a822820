"""Names and words of actors in a sentence: rows of a folder, of the world, of the gazetteer, matched to its tokens."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from verbale.coding.lexicon import DEMONYM_STEM, Lexicon, bare, fold, key, plain, state_within
from verbale.coding.mention import PLACES, REACH
from verbale.coding.world.actors import Known, world
from verbale.coding.world.gazetteer import gazetteer
from verbale.languages.actors import ActorRow
from verbale.reading.reading import Sentence, Token

NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
LONGEST_ENDING = 4
PLURAL = 1  # letters that a demonym may have more than its row where it is a name as well ("Kenyatta")
SHORTEST_BASE = 4
KNOWN_KINDS = {"person": "person", "seat": "seat", "region": "region"}
WORLD_ROWS = "world"  # where a row of persons.tsv or bodies.tsv comes from
GAZETTEER_ROWS = "gazetteer"  # where a capital comes from in a language without a folder
HYPHEN = "-"
VOWELS = frozenset("aeiou")
NO_ENDINGS = ("", "s")  # what is left of another word where a lemma's last consonant goes
BESIDE = frozenset({"amod", "compound"})


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` that a row of actors.tsv matches."""

    first: int
    last: int
    row: ActorRow


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token between first and last whose own head lies outside: the one nearest the root."""
    for i in range(first, last + 1):
        if not first <= sentence[i].head <= last and sentence[i].upos not in ("ADP", "DET", "PUNCT"):
            return i
    return first


def match_name(text: str, sentence: Sentence, i: int, lexicon: Lexicon) -> Match | None:
    """The longest name that begins with token i, written as in the lexicon or in capitals."""
    token = sentence[i]
    for row in lexicon.names.get(key(token.form), ()):
        end = token.start + len(row.phrase)
        written = plain(text[token.start : end])
        if written != row.phrase and written != row.phrase.upper():
            continue
        last = next((t.i for t in sentence.tokens[i:] if t.end == end), None)
        if last is not None and not is_first_name(sentence, i, last, row) and not is_last_word(sentence, i, last, row):
            return Match(i, last, row)
    return None


def is_last_word(sentence: Sentence, first: int, last: int, row: ActorRow) -> bool:
    """A body's name of one word that ends a longer one ("the National Alliance" is not NATO)."""
    if row.kind != "org" or first != last or not first or sentence[first].form.isupper():
        return False
    before = sentence[first - 1]
    return before.form[:1].isupper() and before.head == first and before.deprel in BESIDE and before.upos != "NOUN"


def match_known(text: str, sentence: Sentence, i: int) -> Match | None:
    """The longest name of a person or body of the world that begins with token i; a lone word must be a name."""
    token = sentence[i]
    if not token.form[:1].isupper():
        return None
    for last in range(min(i + world().longest(token.form), len(sentence)) - 1, i - 1, -1):
        name = text[token.start : sentence[last].end]
        found = world().named(name)
        if found and (last > i or token.upos in ("PROPN", "X") or name.isupper()):
            row = row_of(name, found)
            if row.kind != "person" or not is_part_of_name(sentence, i, last):
                return Match(i, last, row)
    return None


def is_month(token: Token, lexicon: Lexicon) -> bool:
    """A month under a preposition ("by May"), whoever bears its name."""
    return fold(token.form) in lexicon.pack.calendar.months and token.deprel in ("obl", "nmod", "obl:tmod", "nmod:tmod")


def is_part_of_name(sentence: Sentence, first: int, last: int) -> bool:
    """Does the tree join a name to more of it before or after: a namesake ("John Major Smith", "Bilal Erdogan")?"""
    for left, right in ((first - 1, first), (last, last + 1)):
        if left < 0 or right >= len(sentence):
            continue
        before, after = sentence[left], sentence[right]
        if before.upos == after.upos == "PROPN" and before.form[:1].isupper() and after.form[:1].isupper():
            if after.deprel == "flat" and (after.head == left or after.head == before.head or after.head == first):
                return True
    return False


def row_of(name: str, found: Sequence[Known]) -> ActorRow:
    """What a name says whoever of several bears it: kind, country and sector as far as they agree."""
    kinds = {KNOWN_KINDS.get(actor.kind, "org") for actor in found}
    kind = kinds.pop() if len(kinds) == 1 else "org"
    countries = {c for actor in found for c in actor.countries}
    sectors = {actor.terms[-1].sector for actor in found}
    if kind == "person":
        return ActorRow(name, kind, None, (), None, WORLD_ROWS)
    country = countries.pop() if len(countries) == 1 else None
    return ActorRow(name, kind, country, sectors.pop() if len(sectors) == 1 else (), None, WORLD_ROWS)


def is_first_name(sentence: Sentence, first: int, last: int, row: ActorRow) -> bool:
    """A place's name that the tree joins to a surname ("Rosario Murillo"), or a town's that is one ("Feliciano
    Valencia")."""
    if row.kind == "city" and first == last and sentence[first].deprel == "flat" and first:
        before = sentence[first - 1]
        if before.upos == "PROPN" and before.form[:1].isupper() and sentence[first].head == first - 1:
            return True
    short = row.kind == "org" and first == last and not sentence[first].form.isupper()  # "Alena Novak" is no treaty
    if not (short or row.kind in PLACES | {"state", "seat"}) or last + 1 >= len(sentence):
        return False
    following = sentence[last + 1]
    return following.upos == "PROPN" and following.deprel == "flat" and first <= following.head <= last


def matches_word(token: Token, word: str) -> bool:
    return word in (fold(token.lemma), fold(token.form))


def matches_form(token: Token, word: str) -> bool:
    """A later word of a phrase: the lemma, or by its looks where the lemma may be wrong."""
    return matches_word(token, word) or inflects(word, fold(token.form))


def match_words(sentence: Sentence, i: int, lexicon: Lexicon) -> Match | None:
    """The longest phrase of lemmas that begins with token i; articles and adjectives of
    nationality may stand inside ("ministre iranien de la Défense")."""
    token = sentence[i]
    if token.upos not in NOMINAL_TAGS:
        return None
    options = {fold(token.lemma): None, fold(token.form): None}
    found: list[Match] = []
    if row := demonym(token, lexicon):
        found.append(Match(i, i, row))
    for option in options:
        for parts, row in lexicon.words.get(option, ()):
            last = match_rest(sentence, i, parts[1:], lexicon)
            if last is not None:
                found.append(Match(i, last, row))
    if token.upos == "ADJ":
        found = [m for m in found if m.row.kind in ("demonym", "none") or m.last > m.first]
    return max(found, key=lambda m: (len(m.row.phrase.split()), m.row.kind != "demonym"), default=None)


def match_stem(sentence: Sentence, i: int, lexicon: Lexicon) -> Match | None:
    token = sentence[i]
    if token.upos not in NOMINAL_TAGS or (token.form[:1].islower() and token.upos != "ADJ"):
        return None
    row = state_within(token.form, lexicon.stems, noun=token.upos == "NOUN")
    return Match(i, i, row) if row else None


def match_capital(sentence: Sentence, i: int) -> Match | None:
    """A capital by the gazetteer's names, in a language without a folder."""
    token = sentence[i]
    if token.upos not in NOMINAL_TAGS or token.form[:1].islower():
        return None
    for name in dict.fromkeys((token.form, token.lemma)):
        sites = gazetteer().named(name)
        if sites and (site := max(sites, key=lambda s: s.people)).capital:
            return Match(i, i, ActorRow(site.name, "seat", site.country, ("GOV",), None, GAZETTEER_ROWS))
    return None


def match_rest(sentence: Sentence, i: int, parts: tuple[str, ...], lexicon: Lexicon) -> int | None:
    skipped = 0
    for part in parts:
        i += 1
        while i < len(sentence) and not matches_form(sentence[i], part):
            skippable = sentence[i].upos == "DET" or is_demonym(sentence[i], lexicon)
            if not skippable or skipped == REACH:
                return None
            skipped += 1
            i += 1
        if i >= len(sentence):
            return None
    return i


def is_demonym(token: Token, lexicon: Lexicon) -> bool:
    return demonym(token, lexicon) is not None


def demonym(token: Token, lexicon: Lexicon) -> ActorRow | None:
    """The demonym's row that a word, or the last part of a hyphenated one, matches."""
    return demonym_of(token.form, token.lemma, token.upos in ("ADJ", "NOUN", "PROPN"), lexicon)


@lru_cache(maxsize=1 << 15)
def demonym_of(written: str, lemma: str, nominal: bool, lexicon: Lexicon) -> ActorRow | None:
    form = fold(written)
    for word in (fold(lemma), form):
        for parts, row in lexicon.words.get(word, ()):
            if row.kind == "demonym" and len(parts) == 1:
                return row
    for row in lexicon.demonyms.get(form[:DEMONYM_STEM], ()) if nominal else ():
        longer = len(form) - len(row.phrase)
        if inflects(row.phrase.casefold(), form) and not (longer > PLURAL and world().called(written)):
            return row
    return None


def inflects(lemma: str, form: str) -> bool:
    """Is the form the lemma with another ending ("kényan", "kényanes"; "chileno", "chilenas")? "Strikes" is none of
    "striker"."""
    written = bare(form)
    base = bare(lemma[:-1] if len(lemma) > DEMONYM_STEM else lemma)
    if len(base) < SHORTEST_BASE or not written.startswith(base) or len(form) - len(base) > LONGEST_ENDING:
        return False
    return len(base) == len(lemma) or bare(lemma[-1]) in VOWELS or written[len(base) :] not in NO_ENDINGS


def lexical_matches(text: str, sentence: Sentence, lexicon: Lexicon) -> list[Match]:
    """Names and phrases in surface order, none overlapping, the longest first come."""
    found: list[Match] = []
    i = 0
    while i < len(sentence):
        options = [match_name(text, sentence, i, lexicon), match_words(sentence, i, lexicon)]
        if not is_month(sentence[i], lexicon):
            options.append(match_known(text, sentence, i))
        options += [match_capital(sentence, i), match_stem(sentence, i, lexicon)] if lexicon.stems else []
        best = max((m for m in options if m), key=lambda m: m.last, default=None)
        if best is None:
            i += 1
            continue
        found.append(best)
        found.extend(inner_matches(sentence, best, lexicon))
        i = best.last + 1
    return found


def inner_matches(sentence: Sentence, outer: Match, lexicon: Lexicon) -> Iterator[Match]:
    """Adjectives of nationality that stand inside an office's phrase."""
    if outer.row.is_name:
        return
    for i in range(outer.first + 1, outer.last):
        row = demonym(sentence[i], lexicon)
        if row and (sentence[i].upos == "ADJ" or sentence[i].deprel in BESIDE):
            yield Match(i, i, row)


def is_name_word(token: Token) -> bool:
    return token.form[:1].isupper() and token.upos in ("PROPN", "X", "NOUN", "ADJ")


def person_runs(sentence: Sentence, taken: set[int], days: Container[str]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns that no row matches; short words in lower case may stand inside
    where the tree joins both sides ("Mohammed ben Salmane"). Names of `days` are no persons."""
    i = 0
    while i < len(sentence):
        token = sentence[i]
        if i in taken or token.upos != "PROPN" or not token.form[:1].isupper() or fold(token.form) in days:
            i += 1
            continue
        last = i
        while last + 1 < len(sentence) and last + 1 not in taken:
            following = sentence[last + 1]
            if is_name_word(following) and (following.upos == "PROPN" or following.deprel == "flat"):
                last += 1
                continue
            after = sentence[last + 2] if last + 2 < len(sentence) else None
            if after and after.i not in taken and is_hyphen(sentence[last], following, after):
                last += 2
                continue
            particle = following.form.islower() and len(following.form) <= 4
            joined = after and after.i not in taken and after.upos == "PROPN" and after.deprel == "flat"
            if not (particle and joined and following.upos != "CCONJ"):
                break
            last += 2
        yield i, last
        i = last + 1


def is_hyphen(before: Token, sign: Token, after: Token) -> bool:
    """Does a hyphen join two parts of a name: "Ho-jen", "Al-Sabah"?"""
    return sign.form == HYPHEN and before.end == sign.start and sign.end == after.start and after.form[:1].isalpha()


def is_stance(sentence: Sentence, match: Match, stance: Container[str]) -> bool:
    """A nationality joined by a hyphen to a word of whose side one is on ("pro-Russian", "US-backed")."""
    tokens = sentence.tokens
    before, after = tokens[max(match.first - 2, 0) : match.first], tokens[match.last + 1 : match.last + 3]
    for sign, word, first, last in (
        *((before[1], before[0], before[1], tokens[match.first]) for _ in before[1:]),
        *((after[0], after[1], tokens[match.last], after[0]) for _ in after[1:]),
    ):
        if sign.form == HYPHEN and first.end == last.start and fold(word.form) in stance:
            return True
    return fold(tokens[match.first].form).partition(HYPHEN)[0] in stance and match.first == match.last


def is_surname(sentence: Sentence, match: Match) -> bool:
    """A capital after a first name ("Arnoldo Alemán"), or a first name that only begins like one ("Helen Paterson")."""
    token = sentence[match.first]
    first = token.upos == "PROPN" and token.form[:1].isupper() and bool(sentence.children(token, "flat"))
    if first and match.row.phrase.casefold() not in (fold(token.form), fold(token.lemma)):
        return True
    before = sentence[token.i - 1] if token.i and token.head == token.i - 1 else None
    named = before is not None and before.upos == "PROPN" and before.form[:1].isupper()
    return named and token.deprel.startswith("flat") and token.form[:1].isupper() and not token.form.isupper()
