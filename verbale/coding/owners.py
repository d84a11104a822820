"""Whose an office, a group or a body is: the nationality and the owner in its own noun phrase."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from verbale.coding.lexicon import Lexicon, fold
from verbale.coding.matching import Match, head_of
from verbale.coding.mention import LANDS, Mention, depth, marker
from verbale.coding.world.gazetteer import LARGE, gazetteer
from verbale.reading.reading import Sentence, Token

NOMINAL = frozenset({"office", "group", "body", "side", "counterpart", "people"})
QUALIFYING = frozenset({"amod", "nmod", "compound", "appos", "acl", "flat"})
SETTLED = frozenset({"COP", "JUD", "LEG", "EDU", "LAB", "AGR", "CVL"})  # who are where they are at home
OWNING = frozenset({"state", "seat", "org", "region", "city", "body", "office", "group"})
BODILY = frozenset({"body", "org", "group"})
GENERAL = frozenset({  # offices that any body has
    "president", "vice president", "vice-president", "co-president", "leader", "director", "spokesperson", "official",
    "secretary-general", "adviser", "commander", "officer",
})  # fmt: skip
ARMED = frozenset({"UAF", "REB", "MIL", "PRM", "CRM"})
TOWNS = frozenset({"city", "seat", "region"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
TWO = 2
PARTY, FORCES = ("PTY",), ("MIL",)  # what a coalition is of, and one that a state leads
AGENTS, SERVICES = ("COP",), frozenset({"SPY", "MIL"})


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


def counted(sentence: Sentence, mention: Mention, lexicon: Lexicon) -> Mention:
    """The number in "les deux ministres", "both ministers"; the tree may hang it by the article."""
    article = sentence.children(sentence[mention.head], "det")
    for child in (
        *sentence.children(sentence[mention.head], "nummod", "det", "amod"),
        *(n for a in article for n in sentence.children(a, "nummod")),
    ):
        if fold(child.form) in lexicon.pack.discourse.both:
            return replace(mention, plural=True, definite=True, count=TWO)
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
    leading = lexicon.pack.discourse.leading
    inside = [m for m in demonyms if belongs(sentence, sentence[head_of(sentence, m.first, m.last)], mention, leading)]
    codes = [m.row.country for m in inside if m.row.country]
    last = max([mention.last, *(m.last for m in inside if m.first <= mention.last + 2)])
    rows = tuple(m.row.where for m in inside)
    owned = list(owners(sentence, mention, by_head, lexicon))
    leads = list(leaders(sentence, mention, by_head, lexicon))
    if not codes and not any(o.countries for o in owned):
        codes += [c for leader in leads for c in leader.countries]
    if not codes:
        named = [o for o in owned if o.kind == "org" and o.countries] if mention.kind == "group" else []
        for owner in named or owned:  # whose men they are comes before where ("Congo's M23 rebels")
            codes += owner.countries
            rows += owner.rows
            last = max(last, owner.last)
    sector = next((found for owner in owned if (found := sector_of(mention, owner))), mention.sector)
    if sector == PARTY and is_led(sentence, mention, leading) and all(m.kind in LANDS for m in leads):
        sector = FORCES
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
    if men and {*owner.sector} <= {*mention.sector}:  # their own word says more
        return mention.sector
    return owner.sector if men or (mention.role in GENERAL and owner.kind in BODILY) else ()


def belongs(sentence: Sentence, token: Token, mention: Mention, leading: Container[str]) -> bool:
    """Is the adjective part of the mention's phrase, in the tree ("Saudi-led coalition") or else by its place?"""
    if token.upos not in ("ADJ", "PROPN", "NOUN"):
        return False
    while token.deprel == "conj":
        token = sentence[token.head]
    above = sentence.parent(token)
    if above is not None and above.upos == "VERB" and token.i < above.i and fold(above.lemma) in leading:
        token = above
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
                if owner and (owner.kind in OWNING or (owner.kind == "side" and owner.countries)):
                    yield owner
                elif owner and owner.kind == "person" and SETTLED & set(mention.sector):
                    yield from sited(owner)


def leaders(
    sentence: Sentence, mention: Mention, by_head: dict[int, Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """Who leads it: "a coalition led by Saudi Arabia"."""
    discourse = lexicon.pack.discourse
    for word in sentence.children(sentence[mention.head], "acl", "amod"):
        if fold(word.lemma) in discourse.leading:
            for child in sentence.children(word, "obl:agent", "obl"):
                leader = by_head.get(child.i)
                if leader and (child.deprel == "obl:agent" or marker(sentence, child) in discourse.agent):
                    yield leader


def is_led(sentence: Sentence, mention: Mention, leading: Container[str]) -> bool:
    return any(fold(word.lemma) in leading for word in sentence.children(sentence[mention.head], "acl", "amod"))


def in_its_land(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """A town is in the state or region that stands behind a comma after it, if there is one of its name there:
    "Paris, Texas", "Tripoli, au Liban"."""
    done = list(mentions)
    for at, (town, land) in enumerate(pairwise(mentions)):
        between = sentence.tokens[town.last + 1 : land.first]
        comma = between and between[0].form == "," and all(t.upos in ("ADP", "DET") for t in between[1:])
        if not comma or town.kind not in TOWNS or sentence[land.head].deprel in SUBJECTS:
            continue
        country = land.countries[:1] if land.kind in ("state", "region") else region_of(land)
        if country and country != town.countries:
            sites = gazetteer().named(town.name or "")
            if any(site.country == country[0] for site in sites):
                done[at] = replace(town, kind="city", countries=country, sector=(), role=None)
    return done


def region_of(mention: Mention) -> tuple[str, ...]:
    """The state of a region that only the gazetteer knows."""
    sites = gazetteer().named(mention.name or "")
    regions = {site.country for site in sites if site.precision == "region" and site.people >= LARGE}
    return (regions.pop(),) if mention.kind == "person" and len(regions) == 1 else ()


def sited(mention: Mention) -> Iterator[Mention]:
    """A name that no row has, as the town that the gazetteer knows: "Mariupol police"."""
    found = {site.country for site in gazetteer().named(mention.name or "") if site.people >= LARGE}
    if len(found) == 1:
        yield replace(mention, kind="city", countries=(found.pop(),))


def is_site(token: Token, by_head: dict[int, Mention]) -> bool:
    """"Un tribunal à Manille", "police on Tanna": where those are who do not act abroad."""
    found = by_head.get(token.i)
    return found is not None and found.kind in ("city", "region", "seat")
