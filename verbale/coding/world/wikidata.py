"""Actors out of Wikidata: a JSON dump (an entity a line, as Wikidata publishes it), or a query's JSON result.

Of a dump, persons are taken with the positions that they held, organisations with their state. Two passes over the
file: the first learns states and positions, the second reads who held them; only states and positions stay in
memory. What a position or an organisation is tells its label or description, by the words that the language
folders have for offices and bodies.

A query's result needs the variables `label` and `country` (ISO 3166-1 alpha-3), and may have `alias`, `position`,
`description`, `start` and `end`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from verbale.coding.world.own import PERSON, TOO_LONG, Refusal, Taken, fault
from verbale.languages.pack import folders, load

HUMAN = "Q5"
INSTANCE, SUBCLASS, HELD, CITIZEN, STATE, OF, ISO3 = "P31", "P279", "P39", "P27", "P17", "P1001", "P298"
START, END = "P580", "P582"
DEPRECATED = "deprecated"
EXACT, MONTH, YEAR = 11, 10, 9  # Wikidata's precisions of a time
WIDTHS = {EXACT: 10, MONTH: 7, YEAR: 4}
WORDS = 5  # of the longest phrase looked for
ALIASES = 12  # of one actor
OFFICE, BODIES = "office", frozenset({"body", "group"})
WORD = re.compile(r"[\w'’-]+")
CHUNK = 1 << 16
Entity = dict[str, Any]
Meaning = tuple[tuple[str, ...], str]  # sectors and role


@cache
def meanings() -> Mapping[str, Mapping[str, tuple[str, Meaning]]]:
    """By language, what each phrase for an office, body or group means."""
    found = {}
    for lang, folder in folders().items():
        rows = [row for row in load(folder).actors if row.kind == OFFICE or row.kind in BODIES]
        found[lang] = {row.phrase.casefold(): (row.kind, (row.sector, row.role or "")) for row in rows}
    return found


def meaning(texts: Mapping[str, str], fits: Callable[[str], bool]) -> Meaning | None:
    """What the longest phrase of an office or body in a text of any language with a folder means."""
    for lang, phrases in meanings().items():
        words = WORD.findall(texts.get(lang, "").casefold())
        for size in range(min(WORDS, len(words)), 0, -1):
            for i in range(len(words) - size + 1):
                kind, told = phrases.get(" ".join(words[i : i + size]), ("", ((), "")))
                if fits(kind) and told[0]:
                    return told
    return None


def is_office(kind: str) -> bool:
    return kind == OFFICE


def is_body(kind: str) -> bool:
    return kind in BODIES


@dataclass
class Facts:
    """What the first pass has learnt: states by entity, positions with their state and meaning."""

    states: dict[str, str]
    positions: dict[str, tuple[str | None, Meaning]]


def read_dump(opened: Callable[[], Iterable[str]], source: str = "") -> Iterator[Taken | Refusal]:
    """The actors of a dump; `opened` gives its lines, once for each pass."""
    facts = learnt(opened())
    for number, line in enumerate(opened(), 1):
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        entity = parsed(text)
        if entity is None:
            yield Refusal(number, "no JSON object of an entity")
            continue
        for row in rows(entity, facts, source):
            yield Refusal(number, row) if isinstance(row, str) else checked(number, row)


def checked(number: int, row: Taken) -> Taken | Refusal:
    reason = fault(row)
    return Refusal(number, reason) if reason else row


def parsed(text: str) -> Entity | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("id"), str) else None


def learnt(lines: Iterable[str]) -> Facts:
    """States and positions. A line that is none of either costs no parsing."""
    facts = Facts({}, {})
    waiting: dict[str, tuple[str | None, Meaning]] = {}
    for line in lines:
        if f'"{ISO3}"' not in line and f'"{SUBCLASS}"' not in line and f'"{OF}"' not in line:
            continue
        entity = parsed(line.strip().rstrip(","))
        if entity is None:
            continue
        code = next((v for v in values(entity, ISO3) if isinstance(v, str)), None)
        if code:
            facts.states[entity["id"]] = code
        elif told := meaning(texts(entity, "labels"), is_office):
            waiting[entity["id"]] = next(targets(entity, OF), None) or next(targets(entity, STATE), None), told
    facts.positions = {key: (facts.states.get(of or ""), told) for key, (of, told) in waiting.items()}
    return facts


def rows(entity: Entity, facts: Facts, source: str) -> Iterator[Taken | str]:
    """The terms of a person or an organisation, or why there is none."""
    if entity["id"] in facts.states or entity["id"] in facts.positions:
        return  # what the first pass has read
    names = names_of(entity)
    if not names:
        yield "no label"
    elif HUMAN in targets(entity, INSTANCE):
        yield from person(entity, names, facts, source)
    else:
        yield organisation(entity, names, facts, source)


def person(entity: Entity, names: tuple[str, ...], facts: Facts, source: str) -> Iterator[Taken | str]:
    home = next((facts.states[c] for c in targets(entity, CITIZEN) if c in facts.states), None)
    count = 0
    for statement in statements(entity, HELD):
        position = target(statement.get("mainsnak"))
        state, told = facts.positions.get(position or "", (None, None))
        country = state or home
        if told is None or country is None:
            continue
        sectors, role = told
        start, end = qualified(statement, START), qualified(statement, END)
        yield Taken(names, country, sectors, PERSON, role, start, end, source=f"{source}{entity['id']}")
        count += 1
    if not count:
        yield "no position that is known" if statements(entity, HELD) else "held no position"


def organisation(entity: Entity, names: tuple[str, ...], facts: Facts, source: str) -> Taken | str:
    country = next((facts.states[c] for c in targets(entity, STATE) if c in facts.states), None)
    if country is None:
        return "no state that is known"
    told = meaning(texts(entity, "descriptions"), is_body) or meaning(texts(entity, "labels"), is_body)
    if told is None:
        return "nothing tells what it does"
    return Taken(names, country, told[0], told[1] or "body", source=f"{source}{entity['id']}")


def statements(entity: Entity, prop: str) -> list[dict[str, Any]]:
    claims = entity.get("claims")
    found = claims.get(prop, []) if isinstance(claims, dict) else []
    return [s for s in found if isinstance(s, dict) and s.get("rank") != DEPRECATED]


def value(snak: Any) -> Any:
    held = snak.get("datavalue") if isinstance(snak, dict) else None
    return held.get("value") if isinstance(held, dict) else None


def values(entity: Entity, prop: str) -> Iterator[Any]:
    return (value(statement.get("mainsnak")) for statement in statements(entity, prop))


def target(snak: Any) -> str | None:
    found = value(snak)
    key = found.get("id") if isinstance(found, dict) else None
    return key if isinstance(key, str) else None


def targets(entity: Entity, prop: str) -> Iterator[str]:
    return (key for s in statements(entity, prop) if (key := target(s.get("mainsnak"))))


def qualified(statement: dict[str, Any], prop: str) -> str:
    """The day of a qualifier, as coarse as it is known; "" where there is none."""
    found = statement.get("qualifiers")
    snaks = found.get(prop, []) if isinstance(found, dict) else []
    told = value(snaks[0]) if snaks else None
    if not isinstance(told, dict) or not isinstance(told.get("time"), str):
        return ""
    width = WIDTHS.get(told.get("precision", 0), 0)
    return str(told["time"]).lstrip("+")[:width].removesuffix("-00-00").removesuffix("-00")


def texts(entity: Entity, key: str) -> dict[str, str]:
    found = entity.get(key)
    held = found.items() if isinstance(found, dict) else ()
    return {lang: t["value"] for lang, t in held if isinstance(t, dict) and isinstance(t.get("value"), str)}


def names_of(entity: Entity) -> tuple[str, ...]:
    """Labels and aliases of the languages with a folder, each once."""
    labels, aliases = texts(entity, "labels"), entity.get("aliases")
    found = [labels[lang] for lang in meanings() if lang in labels] or list(labels.values())[:1]
    for lang in meanings():
        others = aliases.get(lang, []) if isinstance(aliases, dict) else []
        found += [a["value"] for a in others if isinstance(a, dict) and isinstance(a.get("value"), str)]
    kept = (" ".join(name.replace("|", " ").split()) for name in found)
    return tuple(dict.fromkeys(name for name in kept if name and len(name) <= TOO_LONG))[:ALIASES]


def read_query(chunks: Iterable[str], source: str = "") -> Iterator[Taken | Refusal]:
    """The actors of a query's result, one binding after another; a refusal's line is the binding's number."""
    for number, binding in enumerate(bindings(chunks), 1):
        if binding is None:
            yield Refusal(number, "the result breaks off")
            return
        cell = {k: str(v["value"]) for k, v in binding.items() if isinstance(v, dict) and "value" in v}
        every = dict.fromkeys(meanings(), cell.get("position", ""))
        told = meaning(every, is_office) if cell.get("position") else None
        kind = PERSON if told else "body"
        told = told or meaning(dict.fromkeys(meanings(), cell.get("description", "")), is_body)
        if told is None:
            yield Refusal(number, "neither position nor description tells what it does")
            continue
        names = (cell.get("label", ""), *cell.get("alias", "").split("|"))
        start, end = (cell.get(key, "")[:10] for key in ("start", "end"))
        named = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        role = told[1] if kind == PERSON else ""
        yield checked(number, Taken(named, cell.get("country", ""), told[0], kind, role, start, end, source=source))


def bindings(chunks: Iterable[str]) -> Iterator[dict[str, Any] | None]:
    """The objects of `"bindings": [...]`, without the whole in memory; None where the text breaks off."""
    decoder, text, inside = json.JSONDecoder(), "", False
    for chunk in chunks:
        text += chunk
        if not inside:
            _, mark, rest = text.partition('"bindings"')
            if not mark or "[" not in rest:
                continue
            text, inside = rest.partition("[")[2], True
        while True:
            text = text.lstrip(" \n\r\t,")
            if text.startswith("]"):
                return
            try:
                found, end = decoder.raw_decode(text)
            except ValueError:
                break
            yield found if isinstance(found, dict) else {}
            text = text[end:]
    yield None
