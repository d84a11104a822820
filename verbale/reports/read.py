"""Documents in: text files, standard input and JSONL rows become reports, or row errors."""

import datetime
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, Any

from verbale.record.errors import InputError
from verbale.record.report import Report

STDIN = "-"
LIMIT = 5_000_000  # characters of one report; a longer one is refused
LINE = 6 * LIMIT  # characters of one row: JSON may write each character of a text as six
BYTES = 4 * LIMIT  # of one text file
BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of pairs: no character
CONTROL = {c: " " for c in range(32) if chr(c) not in "\n\t"} | {0x7F: " "}
# Marks that turn the direction of text: they hide what a line says.
OVERRIDES = {c: " " for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
BLANKED = CONTROL | OVERRIDES | SURROGATES


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that cannot be read; `id` is the row's where it has one."""

    id: str | None
    error: InputError


def cleaned(text: str) -> str:
    """Control characters and direction overrides as spaces, at equal length."""
    return text.translate(BLANKED)


def decoded(data: bytes, name: str) -> str:
    """Text of UTF-8, UTF-16 with a mark, or else Windows-1252.

    Raises InputError for what is no text.
    """
    encoding = next((e for bom, e in BOMS.items() if data.startswith(bom)), None)
    if encoding is None and b"\x00" in data:
        raise InputError("binary data, no text", where=name, hint="give a text or JSONL file")
    for attempt in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise InputError("no encoding fits", where=name, hint="save the file as UTF-8")


def report_of(text: str, name: str, **fields: Any) -> Report:
    if not text.strip():
        raise InputError("the report is empty", where=name, hint="leave it out or mend the source")
    if len(text) > LIMIT:
        raise InputError(f"longer than {LIMIT} characters", where=name, hint="split it into reports")
    return Report(cleaned(text), **fields)


def date_of(value: Any, where: str) -> datetime.date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(f"no ISO date: {value!r}", where=where, hint="write 2025-08-03") from error


def lang_of(value: Any, where: str) -> str | None:
    """ISO 639-1 of a tag such as `fr`, `FR` or `fr-CA`.

    >>> lang_of("pt-BR", "")
    'pt'
    """
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise InputError(f"no language: {value!r}", where=where, hint='write "fr", or leave it out')
    return value.replace("_", "-").partition("-")[0].strip().lower()


def row_report(line: str, where: str) -> Report:
    """The report of one JSONL row: `id`, `text`, and optionally `lang`, `date`, `title`."""
    try:
        line.encode("utf-8")  # what is no UTF-8 was read as lone surrogates
        row = json.loads(line)
    except UnicodeEncodeError as error:
        raise InputError("not in UTF-8", where=where, hint="convert the file to UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}", where=where, hint="one object a line") from error
    if not (isinstance(row, dict) and isinstance(row.get("text"), str) and has_id(row)):
        raise InputError("a row needs `id` and `text`", where=where, hint="see `verbale code --help`")
    return report_of(
        row["text"], where, id=str(row["id"]), lang=lang_of(row.get("lang"), where),
        date=date_of(row.get("date"), where), title=cleaned(str(row.get("title") or "")),
    )  # fmt: skip


def has_id(row: dict[str, Any]) -> bool:
    return isinstance(row.get("id"), str | int) and not isinstance(row["id"], bool)


def row_id(line: str) -> str | None:
    """The id of a row that is otherwise broken, where it can be made out."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(row["id"]) if isinstance(row, dict) and has_id(row) else None


def numbered(lines: IO[str], most: int) -> Iterator[tuple[int, str | None]]:
    """Lines with their numbers; None stands for one of more characters than can be held."""
    for number in count(1):
        line = lines.readline(most)
        if not line:
            return
        if len(line) < most or line.endswith("\n"):
            yield number, line
            continue
        while (rest := lines.readline(most)) and not rest.endswith("\n"):
            pass
        yield number, None


def read_rows(lines: IO[str], name: str) -> Iterator[Report | Refused]:
    """A report, or a refusal, for every line that is not blank."""
    for number, line in numbered(lines, LINE):
        where = f"{name}:{number}"
        if line is None:
            what = f"the row is longer than {LINE} characters"
            yield Refused(None, InputError(what, where=where, hint="split it into reports"))
        elif line.strip():
            try:
                yield row_report(line, where)
            except InputError as error:
                yield Refused(row_id(line), error)


def rows_of(stream: IO[bytes], name: str) -> Iterator[Report | Refused]:
    """Rows of JSONL; bytes that are no UTF-8 become lone surrogates, for which their row is refused."""
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="\n") as lines:
        yield from read_rows(lines, name)


def read_lines(name: str) -> Iterator[Report | Refused]:
    """Reports of a file of JSONL rows, whatever its name; `-` is standard input.

    Raises InputError at once where there is no such file.
    """
    return rows_of(opened(name), name)


def opened(name: str) -> IO[bytes]:
    if name == STDIN:
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=name, hint="is the path right?") from error


def read_file(name: str, *, lang: str | None = None, date: datetime.date | None = None) -> Iterator[Report | Refused]:
    """A text file is one report; a `.jsonl` file, or standard input that begins with "{", rows."""
    try:
        with opened(name) as stream:
            head = stream.peek(1)[:1] if isinstance(stream, io.BufferedReader) else b""
            if name.endswith((".jsonl", ".ndjson")) or (name == STDIN and head == b"{"):
                yield from rows_of(stream, name)
                return
            data = stream.read(BYTES + 1)
            if len(data) > BYTES:
                raise InputError(f"longer than {BYTES} bytes", where=name, hint="split it into reports")
            text = decoded(data, name)
            yield report_of(text, name, id=Path(name).stem if name != STDIN else name, lang=lang, date=date)
    except InputError as error:
        yield Refused(Path(name).stem, error)


def read(
    names: Iterable[str | Path], *, lang: str | None = None, date: datetime.date | None = None
) -> Iterator[Report | Refused]:
    """Reports of files (`-` is standard input), in order; what cannot be read comes as Refused."""
    for name in names:
        yield from read_file(str(name), lang=lang, date=date)
