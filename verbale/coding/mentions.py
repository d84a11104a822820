"""Where actors are mentioned in a sentence: by name, by office, by group, by pronoun.

A mention says what its own words say; who is meant is settled over the whole report (reference.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.matching import (
    Match,
    head_of,
    is_month,
    is_stance,
    is_surname,
    lexical_matches,
    person_runs,
)
from verbale.coding.mention import LANDS, REACH, Mention, preposition
from verbale.coding.owners import TWO, in_its_land, with_countries
from verbale.coding.places import best_site
from verbale.coding.sightings import sighted
from verbale.coding.world.actors import world
from verbale.coding.world.gazetteer import gazetteer
from verbale.reading.reading import Sentence, Token

NAMED = frozenset({"state", "org", "seat", "city", "region", "person"})
LINKED = frozenset({"flat", "appos"})
FAR = 8  # words between an office and the name that the tree hangs on it
OF_LAND = ("amod", "nmod", "compound", "flat")
ALONE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl"})
FAMOUS = 6.6  # what a town or region has to be worth (places.py) whose state nothing else in the report tells
READER_ROWS = "reader"  # where a mention comes from that no row names


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
    taken |= {t.i for t in sentence if is_month(t, lexicon)}
    demonyms = [m for m in found if m.row.kind == "demonym"]
    mentions = [built(sentence, m) for m in found if m.row.kind not in ("demonym", "title")]
    mentions += [people(sentence, m, demonyms) for m in demonyms if is_noun_use(sentence, m)]
    for first, last in person_runs(sentence, taken, lexicon.pack.calendar.weekdays):
        name = text[sentence[first].start : sentence[last].end]
        title = next((m for m in found if m.row.kind == "title" and m.last == first - 1), None)
        first = title.first if title else first
        head = head_of(sentence, first, last)
        mention = Mention(head, first, last, "person", name=name)
        mentions.append(mention if title else as_site(sentence, mention, lexicon))
    mentions += references(sentence, lexicon, {m.head for m in mentions})
    taken |= {i for m in mentions for i in range(m.first, m.last + 1)}
    for token, sectors in sighted(sentence, taken | parted(sentence, mentions, lexicon)):
        own = seen(token, sectors, land(sentence, mentions, token))
        mentions = [*without_land(sentence, mentions, token, lexicon), own]
    mentions.sort(key=lambda m: (m.first, m.last))
    mentions = [m for m in mentions if not is_said_by_name(sentence, m, mentions)]
    mentions = in_its_land(sentence, mentions)
    whole = merged(sentence, with_countries(sentence, mentions, demonyms, lexicon), found)
    free = [m for m in demonyms if not is_noun_use(sentence, m)]
    free = [m for m in free if not any(w.first <= m.first <= w.last for w in whole)]
    whole += [replace(people(sentence, m), kind="demonym") for m in free]
    return sorted(whole, key=lambda m: (m.first, m.last))


def as_site(sentence: Sentence, mention: Mention, lexicon: Lexicon) -> Mention:
    """A name that no row has, under a preposition of place, as the town or region that the gazetteer knows: "in
    Sochi"."""
    name, token = mention.name or "", sentence[mention.head]
    if token.upos != "PROPN" or fold(name) in lexicon.pack.calendar.months or world().called(name):
        return mention
    if preposition(sentence, token) not in lexicon.pack.discourse.where:
        return mention
    site = best_site([site for site in gazetteer().named(name) if site.mark], (), threshold=FAMOUS)
    if site is None or site.precision == "country":
        return mention
    return replace(mention, kind=site.precision, countries=(site.country,))


def parted(sentence: Sentence, mentions: Iterable[Mention], lexicon: Lexicon) -> set[int]:
    """The words for a part of an actor ("members of the ELN"), who is looked for behind them."""
    heads, partitive = {m.head for m in mentions}, lexicon.pack.discourse.partitive
    return {
        t.i for t in sentence
        if fold(t.lemma) in partitive and heads & {c.i for c in sentence.children(t, "nmod")}
    }  # fmt: skip


def is_said_by_name(sentence: Sentence, mention: Mention, mentions: Iterable[Mention]) -> bool:
    """Does a body's name follow the word that says what it is ("the organisation Oxfam")?"""
    names = (m for m in mentions if m.kind == "org" and m.first == mention.last + 1)
    return mention.kind == "side" and any(sentence[m.head].deprel in LINKED | {"nmod"} for m in names)


def is_noun_use(sentence: Sentence, match: Match) -> bool:
    """Does a demonym stand for people: a noun, or a capital where the adjective is written without?"""
    token, above = sentence[match.first], sentence.parent(sentence[match.first])
    if token.upos in ("NOUN", "PROPN"):
        beside = token.deprel in ("amod", "compound") and above is not None and above.i > token.i
        return not (beside and (token.upos == "PROPN" or match.row.phrase[:1].isupper()))
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


def seen(token: Token, sectors: tuple[str, ...], countries: tuple[str, ...]) -> Mention:
    """A group that no row names."""
    plural = token.feats.get("Number") == "Plur"
    return Mention(
        token.i, token.i, token.i, "group", countries, sectors, plural=plural, lemma=fold(token.lemma),
        rows=(READER_ROWS,),
    )  # fmt: skip


def land(sentence: Sentence, mentions: Iterable[Mention], token: Token) -> tuple[str, ...]:
    """The states named by what hangs on a noun ("израильская авиация", "президент Ирана")."""
    beside = {t.i for t in sentence.children(token, *OF_LAND)}
    return tuple(dict.fromkeys(c for m in mentions if m.head in beside and m.kind in LANDS for c in m.countries))


def without_land(
    sentence: Sentence, mentions: Iterable[Mention], token: Token, lexicon: Lexicon
) -> Iterator[Mention]:
    """In a language without a folder, where adjectives of nationality are found as states, those of a noun say
    whose it is and are no actors beside it."""
    beside = {t.i for t in sentence.children(token, *OF_LAND)}
    for mention in mentions:
        own = lexicon.stems and mention.head in beside and mention.kind in LANDS
        yield replace(mention, kind="demonym") if own else mention


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
            sex, both = token.feats.get("Gender"), form in discourse.both
            yield Mention(
                token.i, token.i, token.i, "pronoun", plural=plural or both, gender=sex, lemma=lemma,
                count=TWO if both else None,
            )  # fmt: skip


def is_pronoun(token: Token) -> bool:
    """A pronoun, or a number or article that stands alone ("ambos", "asked both")."""
    return token.upos == "PRON" or (token.upos in ("NUM", "DET") and token.deprel in ALONE)


def merged(sentence: Sentence, mentions: list[Mention], found: list[Match]) -> list[Mention]:
    """Join a title or office with the name that stands beside it ("le ministre …, Asif,")."""
    done: list[Mention] = []
    for mention in mentions:
        done.append(mention)
        while len(done) > 1 and joins(sentence, *done[-2:]):
            done[-2:] = [joined(*done[-2:])]
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
    if (right.kind == "person" or (right.kind == "office" and right.name)) and not between:
        return not left.plural  # "Deputy Minister Colonel-General Andrei Ivanov" has two titles
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
