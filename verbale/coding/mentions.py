"""Where actors are mentioned in a sentence: by name, by office, by group, by pronoun.

A mention says what its own words say; who is meant is settled over the whole report (reference.py).
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from verbale.coding.lexicon import DEMONYM_STEM, Lexicon, bare, fold, key, plain, state_within
from verbale.coding.world.actors import Known, world
from verbale.coding.world.gazetteer import gazetteer
from verbale.languages.actors import ActorRow
from verbale.reading.reading import Sentence, Token
from verbale.record.span import Span

PLACES = frozenset({"city", "region"})
NOMINAL = frozenset({"office", "group", "body", "side", "counterpart", "people"})
NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
NAMED = frozenset({"state", "org", "seat", "city", "region", "person"})
LONGEST_ENDING = 4
PLURAL = 1  # letters that a demonym may have more than its row where it is a name as well ("Kenyatta")
SHORTEST_BASE = 4
QUALIFYING = frozenset({"amod", "nmod", "compound", "appos", "acl", "flat"})
LINKED = frozenset({"flat", "appos"})
FAR = 8  # words between an office and the name that the tree hangs on it
SETTLED = frozenset({"COP", "JUD", "LEG", "EDU", "LAB", "AGR", "CVL"})  # who are where they are at home
KNOWN_KINDS = {"person": "person", "seat": "seat", "region": "region"}
WORLD_ROWS = "world"  # where a row of persons.tsv or bodies.tsv comes from
OWNING = frozenset({"state", "seat", "org", "region", "city", "body", "office", "group"})
BODILY = frozenset({"body", "org", "group"})
GENERAL = frozenset({  # offices that any body has
    "president", "vice president", "vice-president", "co-president", "leader", "director", "spokesperson", "official",
    "secretary-general", "adviser", "commander", "officer",
})  # fmt: skip
ARMED = frozenset({"UAF", "REB", "MIL", "PRM", "CRM"})
AGENTS, SERVICES = ("COP",), frozenset({"SPY", "MIL"})
LARGE = 20_000  # people of a town that needs no state beside it
HYPHEN = "-"
REACH = 3  # words that may stand between the parts of a phrase, or between a title and its name


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names an actor or a place.

    `head` is the token that the tree attaches it by, `first` and `last` its outermost tokens.
    `countries` has several codes in "les présidents russe et ukrainien". `kind`: state, seat, city,
    region, org, office, group, body, people, person, side, counterpart, pronoun, possessive.
    """

    head: int
    first: int
    last: int
    kind: str
    countries: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    count: int | None = None
    plural: bool = False
    definite: bool = False
    former: bool = False
    foreign: bool = False
    gender: str | None = None
    lemma: str = ""
    rows: tuple[str, ...] = ()

    def span(self, sentence: Sentence) -> Span:
        return Span(sentence[self.first].start, sentence[self.last].end)


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
    if not token.form[:1].isupper() and not token.form[:1].isdigit():
        return None
    for row in lexicon.names.get(key(token.form), ()):
        end = token.start + len(row.phrase)
        written = plain(text[token.start : end])
        if written != row.phrase and written != row.phrase.upper():
            continue
        last = next((t.i for t in sentence.tokens[i:] if t.end == end), None)
        if last is not None and not is_first_name(sentence, i, last, row):
            return Match(i, last, row)
    return None


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
    if row.kind not in PLACES | {"state", "seat"} or last + 1 >= len(sentence):
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
    row = state_within(token.form, lexicon.stems)
    return Match(i, i, row) if row else None


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
    for word in (fold(token.lemma), fold(token.form)):
        for parts, row in lexicon.words.get(word, ()):
            if row.kind == "demonym" and len(parts) == 1:
                return row
    if token.upos not in ("ADJ", "NOUN", "PROPN"):
        return None
    form = fold(token.form)
    for row in lexicon.demonyms.get(form[:DEMONYM_STEM], ()):
        longer = len(form) - len(row.phrase)
        if inflects(row.phrase.casefold(), form) and not (longer > PLURAL and world().called(token.form)):
            return row
    return None


def inflects(lemma: str, form: str) -> bool:
    """Is the form the lemma with another ending ("kényan", "kényanes"; "chileno", "chilenas")?"""
    base = bare(lemma[:-1] if len(lemma) > DEMONYM_STEM else lemma)
    return len(base) >= SHORTEST_BASE and bare(form).startswith(base) and (
        len(form) - len(base) <= LONGEST_ENDING
    )


def lexical_matches(text: str, sentence: Sentence, lexicon: Lexicon) -> list[Match]:
    """Names and phrases in surface order, none overlapping, the longest first come."""
    found: list[Match] = []
    i = 0
    while i < len(sentence):
        options = [match_name(text, sentence, i, lexicon), match_words(sentence, i, lexicon)]
        options.append(match_known(text, sentence, i))
        options += [match_stem(sentence, i, lexicon)] if lexicon.stems else []
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
        if row and sentence[i].upos == "ADJ":
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


def find_mentions(text: str, sentence: Sentence, lexicon: Lexicon) -> list[Mention]:
    """All mentions of a sentence in surface order; parts of one noun phrase are one mention."""
    found = lexical_matches(text, sentence, lexicon)
    stance = lexicon.pack.discourse.stance
    idle = [m for m in found if m.row.kind == "none" or is_stance(sentence, m, stance)]
    blocked = {i for m in idle for i in range(m.first, m.last + 1)}
    found = [m for m in found if m.first not in blocked]
    found = [m for m in found if m.row.kind != "demonym" or not is_surname(sentence, m)]
    taken = blocked | {
        i for m in found if m.row.kind != "demonym" or m.row.phrase[:1].isupper() for i in range(m.first, m.last + 1)
    }
    demonyms = [m for m in found if m.row.kind == "demonym"]
    mentions = [built(sentence, m) for m in found if m.row.kind not in ("demonym", "title")]
    mentions += [people(sentence, m, demonyms) for m in demonyms if is_noun_use(sentence, m)]
    for first, last in person_runs(sentence, taken, lexicon.pack.calendar.weekdays):
        name = text[sentence[first].start : sentence[last].end]
        title = next((m for m in found if m.row.kind == "title" and m.last == first - 1), None)
        first = title.first if title else first
        head = head_of(sentence, first, last)
        mentions.append(Mention(head, first, last, "person", name=name))
    mentions += references(sentence, lexicon, {m.head for m in mentions})
    mentions.sort(key=lambda m: (m.first, m.last))
    whole = merged(sentence, with_countries(sentence, mentions, demonyms, lexicon), found)
    free = [m for m in demonyms if not is_noun_use(sentence, m)]
    free = [m for m in free if not any(w.first <= m.first <= w.last for w in whole)]
    whole += [replace(people(sentence, m), kind="demonym") for m in free]
    return sorted(whole, key=lambda m: (m.first, m.last))


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


def is_noun_use(sentence: Sentence, match: Match) -> bool:
    """Does a demonym stand for people: a noun, or a capital where the adjective is written without?"""
    token, above = sentence[match.first], sentence.parent(sentence[match.first])
    if token.upos in ("NOUN", "PROPN"):
        beside = token.deprel in ("amod", "compound") and above is not None and above.i > token.i
        return not (beside and match.row.phrase[:1].isupper())
    return token.upos == "ADJ" and token.form[:1].isupper() and match.row.phrase[:1].islower()


def built(sentence: Sentence, match: Match) -> Mention:
    row, head = match.row, head_of(sentence, match.first, match.last)
    token = sentence[head]
    return Mention(
        head, match.first, match.last, row.kind,
        countries=(row.country,) if row.country else (),
        sector=row.sector, role=row.role,
        name=row.phrase if row.kind in NAMED else None,
        plural=token.feats.get("Number") == "Plur", gender=gender(sentence, token),
        lemma=fold(token.lemma), rows=(row.where,), definite=is_definite(sentence, token),
    )  # fmt: skip


def is_definite(sentence: Sentence, token: Token) -> bool:
    """Under an article or a demonstrative that points to what is known."""
    words = sentence.children(token, "det")
    return any(w.feats.get("Definite") == "Def" or w.feats.get("PronType") == "Dem" for w in words)


def gender(sentence: Sentence, token: Token) -> str | None:
    """What the article says of a person's gender; the noun's own may be another."""
    found = (word.feats.get("Gender") for word in sentence.children(token, "det"))
    return next(filter(None, found), None)


def people(sentence: Sentence, match: Match, others: Iterable[Match] = ()) -> Mention:
    """People by where they are from; the adjective beside theirs says where they live ("Serbes bosniaques")."""
    token = sentence[head_of(sentence, match.first, match.last)]
    beside = {t.i for t in sentence.children(token, "amod", "compound")}
    home = [m.row.country for m in others if m.first in beside and abs(m.first - token.i) == 1]
    country = next(filter(None, home), match.row.country)
    return Mention(
        token.i, match.first, match.last, "people", countries=(country,) if country else (),
        plural=token.feats.get("Number") == "Plur", lemma=fold(token.lemma),
        rows=(match.row.where,),
    )  # fmt: skip


def references(sentence: Sentence, lexicon: Lexicon, taken: set[int]) -> Iterator[Mention]:
    """Counterparts, pronouns and possessives."""
    discourse = lexicon.pack.discourse
    for token in sentence:
        form, lemma = fold(token.form), fold(token.lemma)
        plural = token.feats.get("Number") == "Plur"
        if lemma in discourse.counterpart or form in discourse.counterpart:
            yield Mention(token.i, token.i, token.i, "counterpart", plural=plural, lemma=lemma)
        elif token.i in taken or token.deprel == "expl":
            continue
        elif form in discourse.speaker and token.upos in ("PRON", "DET"):
            yield Mention(token.i, token.i, token.i, "speaker", lemma=lemma)
        elif form in discourse.owner and token.upos in ("DET", "PRON"):
            plural = form in discourse.plural_owner
            yield Mention(token.i, token.i, token.i, "possessive", plural=plural, lemma=lemma)
        elif is_pronoun(token) and (form in discourse.pronouns or lemma in discourse.pronouns):
            plural = plural or token.upos == "NUM"
            sex = token.feats.get("Gender")
            yield Mention(token.i, token.i, token.i, "pronoun", plural=plural, gender=sex, lemma=lemma)


def is_pronoun(token: Token) -> bool:
    """A pronoun, or a number that stands alone ("ambos")."""
    return token.upos == "PRON" or (token.upos == "NUM" and token.deprel in ("nsubj", "nsubj:pass", "obj", "obl"))


def with_countries(
    sentence: Sentence, mentions: list[Mention], demonyms: list[Match], lexicon: Lexicon
) -> list[Mention]:
    """Give each office, group and body the nationality in its own noun phrase."""
    by_head = {m.head: m for m in mentions}
    done = []
    for mention in sorted(mentions, key=lambda m: -depth(sentence, m.head)):  # whose an owner is comes first
        if mention.kind in NOMINAL - {"people"}:
            mention = nationality(sentence, mention, demonyms, by_head, lexicon)
            mention = counted(sentence, mention, lexicon)
            words = {fold(t.lemma) for t in sentence.children(sentence[mention.head], "amod")}
            discourse = lexicon.pack.discourse
            mention = replace(
                mention, former=mention.former or bool(words & discourse.former),
                foreign=bool(words & discourse.foreign),
            )  # fmt: skip
            by_head[mention.head] = mention
        done.append(mention)
    return sorted(done, key=lambda m: (m.first, m.last))


def depth(sentence: Sentence, i: int) -> int:
    """How many words stand above a token in the tree."""
    steps = 0
    while (i := sentence[i].head) >= 0:
        steps += 1
    return steps


def counted(sentence: Sentence, mention: Mention, lexicon: Lexicon) -> Mention:
    """The number in "les deux ministres"."""
    for child in sentence.children(sentence[mention.head], "nummod", "det", "amod"):
        if child.upos == "NUM" or child.feats.get("NumType") == "Card":
            return replace(mention, plural=True, count=numeral(child, lexicon))
    return mention


def numeral(token: Token, lexicon: Lexicon) -> int | None:
    if token.form.isascii() and token.form.isdigit():
        return int(token.form)
    return lexicon.pack.numbers.cardinals.rows.get((fold(token.form),))


def nationality(
    sentence: Sentence,
    mention: Mention,
    demonyms: Iterable[Match],
    by_head: dict[int, Mention],
    lexicon: Lexicon,
) -> Mention:
    if mention.countries and mention.kind != "body":
        return mention
    inside = [m for m in demonyms if belongs(sentence, sentence[head_of(sentence, m.first, m.last)], mention)]
    codes = [m.row.country for m in inside if m.row.country]
    last = max([mention.last, *(m.last for m in inside if m.first <= mention.last + 2)])
    rows = tuple(m.row.where for m in inside)
    owned = list(owners(sentence, mention, by_head, lexicon))
    if not codes:
        named = [o for o in owned if o.kind == "org" and o.countries] if mention.kind == "group" else []
        for owner in named or owned:  # whose men they are comes before where ("Congo's M23 rebels")
            codes += owner.countries
            rows += owner.rows
            last = max(last, owner.last)
    sector = next((found for owner in owned if (found := sector_of(mention, owner))), mention.sector)
    if not codes and sector == mention.sector:
        return mention
    return replace(
        mention, countries=tuple(dict.fromkeys(codes)), sector=sector, last=last, rows=mention.rows + rows
    )


def sector_of(mention: Mention, owner: Mention) -> tuple[str, ...]:
    """Who heads or speaks for a body is of its sector, where the office may be any body's ("president"); so are
    the men of an armed group by name ("Boko Haram gunmen"), and the officers and agents of a service."""
    men = mention.kind == "group" and (
        (owner.kind == "org" and {*mention.sector} & (ARMED | {"OPP"}) and {*owner.sector} & ARMED)
        or (owner.kind in BODILY and mention.sector == AGENTS and {*owner.sector} & SERVICES)
    )
    return owner.sector if men or (mention.role in GENERAL and owner.kind in BODILY) else ()


def belongs(sentence: Sentence, token: Token, mention: Mention) -> bool:
    """Is the adjective part of the mention's phrase, in the tree or, failing that, by its place?"""
    if token.upos not in ("ADJ", "PROPN", "NOUN"):
        return False
    while token.deprel == "conj":
        token = sentence[token.head]
    if mention.first <= token.head <= mention.last and token.deprel in QUALIFYING:
        return True
    inside = mention.first <= token.i <= mention.last
    beside = token.upos == "ADJ" and token.i in (mention.first - 1, mention.last + 1)
    return inside or beside


def owners(
    sentence: Sentence, mention: Mention, by_head: dict[int, Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """The states or organisations that a phrase names as its own ("l'armée du Mali")."""
    for i in range(mention.first, mention.last + 1):
        for child in sentence.children(sentence[i], "nmod", "compound", "nmod:poss", "amod"):
            if child.i <= mention.last and mention.first <= child.i:
                continue
            if child.deprel == "amod" and not (child.i in by_head and by_head[child.i].kind == "org"):
                continue  # a name may be read as an adjective ("Boko Haram gunmen")
            owned = child.deprel != "nmod" or marker(sentence, child) in lexicon.pack.discourse.of
            if not owned and not (SETTLED & set(mention.sector) and is_site(child, by_head)):
                continue
            for token in [child, *sentence.children(child, "conj")]:
                owner = by_head.get(token.i)
                if owner and owner.kind in OWNING:
                    yield owner
                elif owner and owner.kind == "person" and SETTLED & set(mention.sector):
                    yield from sited(owner)


def sited(mention: Mention) -> Iterator[Mention]:
    """A name that no row has, as the town that the gazetteer knows: "Mariupol police"."""
    found = {site.country for site in gazetteer().named(mention.name or "") if site.people >= LARGE}
    if len(found) == 1:
        yield replace(mention, kind="city", countries=(found.pop(),))


def is_site(token: Token, by_head: dict[int, Mention]) -> bool:
    """"Un tribunal à Manille", "police on Tanna": where those are who do not act abroad."""
    found = by_head.get(token.i)
    return found is not None and found.kind in ("city", "region", "seat")


def marker(sentence: Sentence, token: Token) -> str:
    """The preposition's lemma, or the postposition's ("'s"): the words of a compound one joined by "_"; "" where
    there is none."""
    before, after = [], []
    for case in sentence.children(token, "case", "mark"):
        if case.i < token.i:
            fixed = sentence.children(case, "fixed")
            before += [fold(case.lemma), *(fold(t.lemma) for t in fixed)]
        elif case.deprel == "case":
            after.append(fold(case.lemma))
    return "_".join(before or after)


def merged(sentence: Sentence, mentions: list[Mention], found: list[Match]) -> list[Mention]:
    """Join a title or office with the name that stands beside it ("le ministre …, Asif,")."""
    done: list[Mention] = []
    for mention in mentions:
        if done and joins(sentence, done[-1], mention):
            done[-1] = joined(done[-1], mention)
        else:
            done.append(mention)
    return done


def joins(sentence: Sentence, left: Mention, right: Mention) -> bool:
    kinds = {left.kind, right.kind}
    roles = {"office", "counterpart", "group"}
    if not kinds <= roles | {"person"} or right.first <= left.last:
        return False
    if left.kind == right.kind == "person" or (left.name and right.name):
        return False
    between = sentence.tokens[left.last + 1 : right.first]
    own = sentence[right.head].head == left.head and sentence[right.head].deprel in LINKED
    if own and right.kind == "person" and not left.plural and len(between) <= FAR:
        return True
    if len(between) > REACH or any(t.upos in ("VERB", "AUX", "CCONJ", "ADP") for t in between):
        return False
    if left.kind == "group" and (between or left.plural):
        return False
    commas = sum(t.upos == "PUNCT" for t in between)
    attached = sentence[right.head].head in range(left.first, left.last + 1)
    if right.kind == "person" and not between:
        return not left.plural
    related = attached and sentence[right.head].deprel in LINKED | {"nmod"}
    if commas == 1 and between[0].upos == "PUNCT":
        return closes(sentence, right) or related
    return related


def closes(sentence: Sentence, mention: Mention) -> bool:
    """Does a comma or the sentence's end follow: an apposition's second half?"""
    following = mention.last + 1
    return following >= len(sentence) or sentence[following].upos == "PUNCT"


def joined(left: Mention, right: Mention) -> Mention:
    """Two parts of one phrase: the left one's place in the tree, what either says."""
    role, other = (left, right) if left.kind != "person" else (right, left)
    return replace(
        left,
        last=max(left.last, right.last),
        kind=role.kind if role.kind == "counterpart" else "office",
        name=left.name or right.name,
        countries=role.countries or other.countries,
        sector=tuple(dict.fromkeys((*role.sector, *other.sector))),
        role=role.role or other.role,
        plural=False,
        former=left.former or right.former,
        gender=role.gender,
        lemma=role.lemma,
        rows=left.rows + right.rows,
    )
