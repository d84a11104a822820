"""Actor dictionaries in the format of PETRARCH: names in capitals, codes in brackets, dated or not.

    BOUTROS_BOUTROS-GHALI_ [IGOUNO 19920101-19961231]   ; a name with its codes
    +BOUTROS_GHALI_                                     ; another name of the same actor
        [EGYGOV <19911231]                              ; a further code, on a line of its own

A code is a state's, or an international one, then sectors of three letters each. `<` and `>` date it before and
after a day, two days joined by "-" from one to the other; days are YYMMDD or YYYYMMDD. What follows ";" or "#" is
a comment. Agents (`POLICE [~COP]`) are words, which belong into a language's `actors.tsv`; they are refused.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from verbale.coding.world.own import PERSON, Refusal, Taken, fault
from verbale.record import ontology

CODE = re.compile(r"\[([^\]\[]*)\]")
COMMENT = re.compile(r"[;#].*")
BLOCK = 3  # letters of a part of a code
CENTURY = 2000  # of two figures below PIVOT
PIVOT = 50
ACRONYM = 4  # letters of a lone word that stays in capitals
BODY = "body"
# CAMEO's generic codes, and what PLOVER calls them; "" says nothing of its own.
SECTORS = {
    "HLH": "MED", "SET": "CVL", "CVL": "CVL", "CIV": "CVL", "INS": "REB", "SEP": "REB", "RAD": "UAF", "MED": "JRN",
    "MOD": "", "UIS": "", "ENV": "", "DEV": "", "HRI": "", "NGM": "", "CHR": "", "MOS": "", "JEW": "",
}  # fmt: skip
INTERNATIONAL = {"UNO": "UNO", "EEC": "EUR", "EUR": "EUR"}


@dataclass
class Entry:
    """The names and the codes of one actor, with the line of each code."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)


def read_petrarch(lines: Iterable[str], source: str = "") -> Iterator[Taken | Refusal]:
    """The actors of a dictionary, entry by entry."""
    entry: Entry | None = None
    for number, line in enumerate(lines, 1):
        text = COMMENT.sub("", line).rstrip()
        if not text.strip() or text.startswith("<!"):
            continue
        codes = [(number, code) for code in CODE.findall(text)]
        name = CODE.sub("", text).strip()
        if "[" in name or "]" in name:
            yield Refusal(number, "a bracket without its other half")
            continue
        if not text[0].isspace() and not text.startswith("+"):
            if entry:
                yield from terms(entry, source)
            entry = Entry(number)
        if entry is None:
            yield Refusal(number, "before any name")
            continue
        if name.lstrip("+"):
            entry.names.append(spelt(name.lstrip("+").partition("{")[0]))
        entry.codes += codes
    if entry:
        yield from terms(entry, source)


def spelt(name: str) -> str:
    """A name of the dictionary as it is written: "BASHAR_AL-ASSAD_" is "Bashar Al-Assad"."""
    words = name.strip().strip("_").replace("_", " ")
    if " " not in words and len(words) <= ACRONYM:
        return words
    return words.title() if words.isupper() else words


def terms(entry: Entry, source: str) -> Iterator[Taken | Refusal]:
    """A row for each code; one without days holds where no other does."""
    names = tuple(dict.fromkeys(name for name in entry.names if name))
    if not entry.codes:
        yield Refusal(entry.line, "no code")
        return
    found: list[tuple[int, Taken]] = []
    plain: list[tuple[int, Taken]] = []
    for line, code in entry.codes:
        try:
            row = coded(names, code, source)
        except ValueError as error:
            yield Refusal(line, str(error))
            continue
        (found if row.start or row.end else plain).append((line, row))
    kind = PERSON if found else BODY
    spans = sorted((row.start, row.end) for _, row in found)
    found += [(line, within(row, gap)) for line, row in plain for gap in gaps(spans)]
    for line, row in found:
        row = within(row, (row.start, row.end), kind)
        reason = fault(row)
        yield Refusal(line, reason) if reason else row


def within(row: Taken, span: tuple[str, str], kind: str = PERSON) -> Taken:
    return Taken(row.names, row.country, row.sector, kind, row.role, *span, source=row.source)


def gaps(spans: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The times that no span covers, from the first day to the day after the last."""
    reached: str | None = ""
    for start, end in spans:
        if reached is not None and start > reached:
            yield reached, start
        if reached is not None:
            reached = max(reached, end) if end else None
    if reached is not None:
        yield reached, ""


def coded(names: tuple[str, ...], code: str, source: str) -> Taken:
    """One code as a row. Raises ValueError with the reason where it is none."""
    letters, _, rest = code.strip().partition(" ")
    if not letters:
        raise ValueError("an empty code")
    if letters.startswith("~"):
        raise ValueError("an agent is a word: it belongs into a language's actors.tsv")
    country, sectors = parts(letters)
    start, end = days(rest.strip())
    return Taken(names, country, sectors, start=start, end=end, source=source)


def parts(letters: str) -> tuple[str, tuple[str, ...]]:
    """The country and the sectors of a code: "EGYGOVMIL"."""
    blocks = [letters[i : i + BLOCK].upper() for i in range(0, len(letters), BLOCK)]
    if len(blocks[-1]) < BLOCK or not letters.isalpha():
        raise ValueError(f"no code {letters!r}: parts of three letters are wanted")
    country, *others = blocks
    if country == "IGO" and others and others[0] in INTERNATIONAL:
        country, others = INTERNATIONAL[others[0]], others[1:]
    country = INTERNATIONAL.get(country, country)
    if country in ontology.SECTORS or not ontology.is_country(country):
        raise ValueError(f"no country in {letters!r}")
    named = (SECTORS.get(block, block) for block in others)
    return country, tuple(dict.fromkeys(s for s in named if s in ontology.SECTORS))


def days(text: str) -> tuple[str, str]:
    """The first day of a code, and the first day after it; "" where it is open."""
    if not text:
        return "", ""
    if text.startswith("<"):
        return "", day(text[1:])
    if text.startswith(">"):
        return day(text[1:]), ""
    first, mark, last = text.partition("-")
    if not mark:
        raise ValueError(f"no days {text!r}: <DAY, >DAY or DAY-DAY is wanted")
    return day(first), following(day(last))


def day(text: str) -> str:
    """A day of six or eight figures, as ISO."""
    figures = text.strip()
    if not figures.isdigit() or len(figures) not in (6, 8):
        raise ValueError(f"no day {figures!r}: YYMMDD or YYYYMMDD is wanted")
    if len(figures) == 6:
        short = int(figures[:2])
        figures = f"{CENTURY + short if short < PIVOT else CENTURY - 100 + short}{figures[2:]}"
    try:
        return datetime.date(int(figures[:4]), int(figures[4:6]), int(figures[6:])).isoformat()
    except ValueError:
        raise ValueError(f"no day {text.strip()!r}: there is none of that date") from None


def following(text: str) -> str:
    return (datetime.date.fromisoformat(text) + datetime.timedelta(1)).isoformat()


def before(text: str) -> str:
    return (datetime.date.fromisoformat(text) - datetime.timedelta(1)).isoformat()


def full(text: str) -> str:
    """A coarse day as the first of its month or year."""
    return (text + "-01-01")[:10] if len(text) < 10 else text


def petrarch_lines(rows: Iterable[Taken]) -> Iterator[str]:
    """Rows as a dictionary: the names of an actor once, a code for each term."""
    last: tuple[str, ...] | None = None
    for row in rows:
        if row.names != last:
            first, *others = dict.fromkeys(capitals(name) for name in row.names)
            yield f"{first}_\n"
            yield from (f"+{name}_\n" for name in others)
            last = row.names
        yield f"\t[{row.country}{''.join(row.sector)}{written_days(row)}]\n"


def capitals(name: str) -> str:
    return "_".join(re.sub(r"[\[\];#{}]", " ", name).upper().split())


def written_days(row: Taken) -> str:
    start, end = (full(text).replace("-", "") if text else "" for text in (row.start, row.end))
    if start and end:
        return f" {start}-{before(full(row.end)).replace('-', '')}"
    if start:
        return f" >{start}"
    return f" <{end}" if end else ""
