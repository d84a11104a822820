"""One report in, its records out."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from verbale.coding.confidence import is_told, of_one_type
from verbale.coding.continuing import carried_on, time_told, with_since
from verbale.coding.dates import dateline
from verbale.coding.drafts import Draft
from verbale.coding.entities import Referent
from verbale.coding.events import drafts
from verbale.coding.explain import explained
from verbale.coding.gate import worth_reading
from verbale.coding.homes import Setting
from verbale.coding.lemmas import with_lemmas
from verbale.coding.lexicon import Lexicon, compile_pack, fold, key
from verbale.coding.mention import Mention, marker
from verbale.coding.mentions import find_mentions
from verbale.coding.partners import imply
from verbale.coding.proposals import weighed
from verbale.coding.records import details, write
from verbale.coding.reference import Referents, focus_country
from verbale.coding.relevance import is_all_elsewhere, is_political, is_same_visit, mark_again, mark_back, mark_company
from verbale.coding.sides import Scene
from verbale.coding.siting import Told
from verbale.coding.triggers import find_hits
from verbale.coding.whereabouts import told_before
from verbale.languages.detect import detect
from verbale.languages.pack import bare_pack, folders, load
from verbale.reading.reader import Reader
from verbale.reading.reading import Reading, Sentence, Token
from verbale.reading.segmentation import Segmentation
from verbale.record.errors import InputError, VerbaleError
from verbale.record.event import Event
from verbale.record.report import Report

SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")
OPENING, CLOSING = frozenset("«“„\""), frozenset("»”\"")
HEAD = 300  # a dateline stands in a report's first characters


@dataclass(frozen=True, slots=True)
class Coded:
    """A report with its records, or with the reason why it has none."""

    report: Report
    lang: str | None
    events: tuple[Event, ...] = ()
    error: str | None = None


@cache
def reader() -> Reader:
    """The one reader of the process."""
    return Reader()


def lexicon_of(lang: str, extra: Sequence[Path] = ()) -> Lexicon:
    """The words of a language; one without a folder has CLDR's names of states alone."""
    found = folders(extra)
    pack = load(found[lang]) if lang in found else bare_pack(lang)
    if pack is None:
        raise InputError(f"no language {lang!r}", hint="an ISO 639-1 code is wanted, such as fr or pt")
    return compile_pack(pack)


def code(report: Report, *, languages: Sequence[Path] = ()) -> list[Event]:
    """The events that a report tells.

    Raises InputError where there is nothing to read or no language to read it in.
    """
    coded = _coded(report, languages)
    return list(coded.events)


def code_many(reports: Iterable[Report], *, languages: Sequence[Path] = ()) -> Iterator[Coded]:
    """Reports coded one by one; what goes wrong with one is its own row's error."""
    for report in reports:
        try:
            yield _coded(report, languages)
        except Exception as error:  # the boundary: one report's fault must not stop the others
            what = str(error) if isinstance(error, VerbaleError) else f"{type(error).__name__}: {error}"
            yield Coded(report, report.lang, error=what)


def _coded(report: Report, languages: Sequence[Path]) -> Coded:
    lang = report.lang or detect(report.text, folders(languages))
    if lang is None:
        raise InputError("no letters to read", where=report.id, hint="is the report empty?")
    lexicon = lexicon_of(lang, languages)
    scenes, referents = scenes_of(report, lexicon)
    return Coded(report, lang, tuple(events_of(report, scenes, referents)))


def events_of(report: Report, scenes: Sequence[Scene], referents: Referents) -> list[Event]:
    """The records of a report whose sentences have been read."""
    return [event for _, event in written(report, scenes, referents)]


def written(report: Report, scenes: Sequence[Scene], referents: Referents) -> list[tuple[Draft, Event]]:
    """The records of a report, each with the draft that it was written from."""
    found = report_drafts(scenes, referents.setting)
    countries = {c for e in referents.entities for c in e.countries}
    events: list[Event] = []
    setting = referents.setting
    for scene, sure in found:
        begin = report.text.rfind("\n", 0, scene.sentence.start) + 1
        here, before = time_told(events, begin, referents.date), time_told(events, 0, referents.date, exact=True)
        told = Told(setting.at, tuple(events), report.text)
        facts = details(
            scene, report.text, referents.date, countries, setting.focus, here, before, setting.opening, told
        )
        events += with_since([write(report, draft, facts, sure) for draft in sure], facts.times)
    drafts = [draft for _, sure in found for draft in sure]
    return list(zip(drafts, carried_on(told_before(events), report.text, referents.date), strict=True))


def report_drafts(scenes: Sequence[Scene], setting: Setting) -> list[tuple[Scene, list[Draft]]]:
    """The drafts of each sentence that has any, the report's partners implied."""
    found = [(scene, sentence_drafts(scene)) for scene in scenes]
    imply([draft for _, told in found for draft in told], scenes, setting)
    if is_all_elsewhere(scenes):
        return []
    political = [
        (scene, [draft for draft in told if is_political(draft) and not is_same_visit(draft, told)])
        for scene, told in found
    ]
    for _, told in political:
        mark_again(told)
    mark_back(political)
    mark_company(political, setting.length)
    sure = [(scene, of_one_type([draft for draft in told if is_told(draft)])) for scene, told in political]
    return [(scene, told) for scene, told in sure if told]


def sentence_drafts(scene: Scene) -> list[Draft]:
    """The drafts of a sentence, political or not."""
    taken = {
        i for r in scene.referents if r.mention.kind not in ("side", "demonym", "possessive")
        for i in (*range(r.mention.first, r.mention.last + 1), *qualifiers(scene, r))
    }  # fmt: skip
    hits = find_hits(scene.sentence, scene.lexicon, taken)
    return weighed(scene, drafts(scene, hits), hits, taken)


def qualifiers(scene: Scene, referent: Referent) -> list[int]:
    """Nouns that only say which actor is meant ("le gouvernement de transition"): a genitive with
    no article under the mention."""
    sentence, of = scene.sentence, scene.lexicon.pack.discourse.of
    if referent.mention.kind not in ("office", "group", "body"):
        return []
    return [
        child.i for child in sentence.children(sentence[referent.mention.head], "nmod")
        if child.upos == "NOUN" and marker(sentence, child) in of
        and not sentence.children(child, "det") and not is_merged(sentence, child)
    ]  # fmt: skip


def is_merged(sentence: Sentence, token: Token) -> bool:
    """Is its preposition one with an article ("du", "des", "del")?"""
    return any(c.form.casefold() != fold(c.lemma) and c.form[-1:].isalpha()
               for c in sentence.children(token, "case"))  # fmt: skip


def scenes_of(
    report: Report, lexicon: Lexicon, *, whole: bool = False, told: Sequence[str] = ()
) -> tuple[list[Scene], Referents]:
    """The report's sentences with their referents, read from its first word to its last; `whole`: those
    that can tell nothing as well; `told`: countries of which is spoken around it."""
    reading = read(report.text, lexicon, whole=whole)
    mentions = [find_mentions(report.text, s, lexicon) for s in reading.sentences]
    head = report.text[:HEAD]
    place, day, opening = dateline(head, lexicon.pack.calendar, lexicon.pack.numbers, anchor=report.date)
    date: datetime.date | None = report.date or day
    home = place.country if place else None
    every = [m for found in mentions for m in found if not m.is_agency]
    title = headed(report.title, lexicon)
    focus = focus_country(every, title, home) or next(iter(told), None)
    named = Counter(m.countries[0] for m in every if m.countries)
    setting = Setting(title, home, focus, named, opening, len(report.text), place)
    referents = Referents(date=date, setting=setting, discourse=lexicon.pack.discourse, told=frozenset(told))
    scenes = []
    for index, (sentence, found) in enumerate(zip(reading.sentences, mentions, strict=True)):
        local: list[Referent] = []
        inside = quoted(sentence)
        referents.open(sentence, found)
        # Who "we" is stands after the quotation, so those who speak in it are settled last.
        for mention in sorted(found, key=lambda m: m.kind == "speaker"):
            first = coordination(sentence, mention)
            local.append(
                referents.resolve(
                    mention, local, subject=first.deprel in SUBJECTS, group=first.i,
                    quoted=mention.head in inside,
                )
            )  # fmt: skip
        referents.close(local)
        scenes.append(Scene(index, sentence, tuple(local), lexicon))
    return scenes, referents


def headed(title: str, lexicon: Lexicon) -> str | None:
    """The state of a title that begins with where it plays: "Géorgie : …"."""
    place = title.partition(":")[0].strip() if ":" in title else ""
    rows = [row for row in lexicon.names.get(key(place.split()[0]), ()) if row.phrase == place] if place else []
    return next((row.country for row in rows if row.country), None)


def quoted(sentence: Sentence) -> set[int]:
    """The tokens inside quotation marks, as far as the sentence shows them; a sentence that closes
    marks which it did not open begins inside."""
    opened: int | None = None
    found: set[int] = set()
    for token in sentence:
        if token.form in OPENING and (opened is None or token.form not in CLOSING):
            opened = token.i
        elif token.form in CLOSING:
            found |= set(range(opened if opened is not None else 0, token.i))
            opened = None
    return found | set(range(opened, len(sentence))) if opened is not None else found


def coordination(sentence: Sentence, mention: Mention) -> Token:
    """The first member of the co-ordination that a mention stands in, or itself."""
    token = sentence[mention.head]
    while token.deprel in ("conj", "flat", "appos") and token.head >= 0:
        token = sentence[token.head]
    return token


def read(text: str, lexicon: Lexicon, *, whole: bool = False) -> Reading:
    segmentation = Segmentation(**lexicon.pack.segmentation)  # type: ignore[arg-type]
    sentences = reader().split(text, segmentation)
    whole = whole or not lexicon.pack.has_lexicon
    wanted = sentences if whole else worth_reading(text, sentences, lexicon, reader())
    return with_lemmas(Reading(text, tuple(reader().parse(text, wanted))), lexicon)


def explain(report: Report, *, languages: Sequence[Path] = ()) -> str:
    """For each event: the sentence, the tree path, the row, the rules, the chains of reference."""
    lang = report.lang or detect(report.text, folders(languages))
    if lang is None:
        raise InputError("no letters to read", where=report.id, hint="is the report empty?")
    lexicon = lexicon_of(lang, languages)
    scenes, referents = scenes_of(report, lexicon)
    return "\n\n".join(
        explained(report.text, draft) for _, told in report_drafts(scenes, referents.setting) for draft in told
    )
