"""Gold written by hand: the notation of `gold/README.md`, read into the rows that scores compare.

    python -m verbale.evaluation.notation FILE…      check, and print the rows as JSONL
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale.record import ontology
from verbale.record.errors import GoldError

EVENT = re.compile(
    r"""^(?P<may>may\s+)?(?P<types>[A-Z|/a-z-]+)\s*(?P<context>\+[\w,]+)?\s*
    "(?P<quote>.+)"(?:\#(?P<nth>\d+))?\s*:\s*(?P<rest>.*)$""",
    re.VERBOSE,
)
NUMBER = re.compile(r"\d+(\.\d+)?")
EVIDENCE = {"word": "trigger", "who": "source", "whom": "target"}  # key → whose words it gives
FIELDS = frozenset({"date", "title", "lang"})
MEASURES = frozenset(
    "deaths injuries arrests people troops money distance duration percent weapons vehicles "
    "prisoners other".split()
)


class Pieces:
    """One file's lines, taken piece by piece."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lang = path.resolve().parent.name
        self.lines = path.read_text(encoding="utf-8").splitlines()

    def fault(self, number: int, what: str) -> GoldError:
        return GoldError(what, where=f"{self.path}:{number}", hint="see gold/README.md")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        starts = [i for i, line in enumerate(self.lines) if line.startswith("### ")]
        for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True):
            yield self.piece(start, end)

    def piece(self, start: int, end: int) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": self.lines[start][4:].strip(), "lang": self.lang, "date": None, "title": None,
        }  # fmt: skip
        at = start + 1
        while at < end and self.lines[at].strip():
            key, colon, value = self.lines[at].partition(":")
            if not colon or key.strip() not in FIELDS:
                raise self.fault(at + 1, f"no field {key.strip()!r}")
            row[key.strip()] = value.strip()
            at += 1
        rule = next((i for i in range(at, end) if self.lines[i].strip() == "---"), None)
        if rule is None:
            raise self.fault(start + 1, "no line --- after the text")
        row["text"] = text = paragraphs(self.lines[at:rule])
        row["events"] = [
            self.event(i + 1, self.lines[i].strip(), text)
            for i in range(rule + 1, end) if self.lines[i].strip()
        ]  # fmt: skip
        return row

    def event(self, number: int, line: str, text: str) -> dict[str, Any]:
        found = EVENT.match(line)
        if not found:
            raise self.fault(number, f"no event line: {line[:60]!r}")
        event: dict[str, Any] = {"must": not found["may"], "status": "occurred"}
        self.types(number, found["types"], event)
        event["context"] = [c for c in (found["context"] or "+")[1:].split(",") if c]
        if wrong := set(event["context"]) - ontology.CONTEXTS:
            raise self.fault(number, f"no context {sorted(wrong)}")
        event["quote"] = self.quote(number, found["quote"], int(found["nth"] or 1), text)
        sides, *parts = [p.strip() for p in found["rest"].split(" ; ")]
        source, _, target = sides.partition(" > ")
        event["source"] = self.actors(number, source)
        event["target"] = self.actors(number, target)
        for part in parts:
            key, _, value = part.partition(" ")
            if key in EVIDENCE:
                spans = [self.near(number, words.strip(), event["quote"], text) for words in value.split(" & ")]
                event.setdefault("evidence", {})[EVIDENCE[key]] = spans
            else:
                self.key(number, part, event)
        return event

    def types(self, number: int, cell: str, event: dict[str, Any]) -> None:
        first, *others = cell.split("|")
        kinds = [name.partition("/") for name in (first, *others)]
        for name, _, mode in kinds:
            if name not in ontology.EVENTS or (mode and mode not in ontology.modes(name)):
                raise self.fault(number, f"no type {name}/{mode}")
        event["event"], event["mode"] = kinds[0][0], kinds[0][2] or None
        if others:
            event["alt"] = [name for name, _, _ in kinds[1:]]

    def quote(self, number: int, quote: str, nth: int, text: str) -> list[int]:
        at = -1
        for _ in range(nth):
            at = text.find(quote, at + 1)
            if at < 0:
                raise self.fault(number, f"the text has no {quote!r}")
        return [at, at + len(quote)]

    def near(self, number: int, words: str, quote: list[int], text: str) -> list[int]:
        """Where whole words stand, in the quotation or nearest to it."""
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)") if words[:1].isalnum() else re.compile(re.escape(words))
        places = [m.start() for m in whole.finditer(text)]
        places = places or [m.start() for m in re.finditer(re.escape(words), text)]  # scripts without spaces, clitics
        if not words or not places:
            raise self.fault(number, f"the text has no {words!r}")
        start = min(places, key=lambda at: (max(quote[0] - at, at + len(words) - quote[1], 0), at))
        return [start, start + len(words)]

    def actors(self, number: int, cell: str) -> list[dict[str, Any]]:
        names = [c.strip() for c in cell.strip().split(" & ")]
        return [self.actor(number, name) for name in names if name not in ("", "-")]

    def actor(self, number: int, cell: str) -> dict[str, Any]:
        codes, _, name = cell.partition("=")
        country, _, sectors = codes.partition(":")
        sector = [s for s in sectors.split(",") if s]
        if country != "?" and not ontology.is_country(country):
            raise self.fault(number, f"no country {country!r}")
        if wrong := set(sector) - ontology.SECTORS:
            raise self.fault(number, f"no sector {sorted(wrong)}")
        return {
            "country": None if country == "?" else country, "sector": sector, "name": name or None
        }

    def key(self, number: int, part: str, event: dict[str, Any]) -> None:
        key, _, value = part.partition(" ")
        value = value.strip()
        match key:
            case "status" if value in ontology.STATUSES:
                event["status"] = value
            case "date" | "episode":
                event[key] = value
            case "place":
                event["place"] = {"name": value}
            case "says":
                event["attribution"] = self.actors(number, value)
            case "qty":
                event.setdefault("quantities", []).append(self.quantity(number, value))
            case "commit":
                event["commitment"] = promise(value)
            case _:
                raise self.fault(number, f"no key {part!r}")

    def quantity(self, number: int, cell: str) -> dict[str, Any]:
        words = cell.split()
        if len(words) < 2 or words[0] not in MEASURES or not NUMBER.fullmatch(words[1]):
            raise self.fault(number, f"no quantity {cell!r}")
        measure, value, *rest = words
        qualifier = next((r for r in rest if r in ontology.QUALIFIERS), "exact")
        unit = next((r for r in rest if r not in ontology.QUALIFIERS), None)
        return {"measure": measure, "value": float(value), "unit": unit, "qualifier": qualifier}


def promise(cell: str) -> dict[str, Any]:
    what, _, deadline = cell.partition(" by ")
    measure, *rest = what.split()
    number = rest[0] if rest and NUMBER.fullmatch(rest[0]) else None
    return {
        "measure": measure.replace("_", " "),
        "value": float(number) if number else None,
        "unit": rest[1] if number and len(rest) > 1 else None,
        "deadline": deadline or None,
    }


def paragraphs(lines: list[str]) -> str:
    """Paragraphs parted by empty lines; inside one, a line break is a space."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return "\n".join(" ".join(p) for p in found if p)


def load(path: Path) -> list[dict[str, Any]]:
    """The rows of a file.

    Raises GoldError with file and line at the first fault.
    """
    return list(Pieces(path))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    status = 0
    for path in parser.parse_args().files:
        try:
            for row in load(path):
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        except GoldError as error:
            sys.stderr.write(f"{error}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
