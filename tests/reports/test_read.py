import datetime

import pytest

from verbale.record.report import Report
from verbale.reports.read import Refused, cleaned, read, read_lines

FILES = {
    "utf-8": ("é".encode(), "é"),
    "utf-8 with a mark": (b"\xef\xbb\xbfa", "a"),
    "utf-16": ("Téhéran".encode("utf-16"), "Téhéran"),
    "windows-1252": ("l’été".encode("cp1252"), "l’été"),
}
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t ", "empty"),
    "binary": (b"MZ\x00\x01", "binary"),
    "no encoding": (b"\x81\x8d", "encoding"),
}
ROWS = {
    "no JSON": ("nonsense", None, "no JSON"),
    "a list": ("[1]", None, "needs `id`"),
    "deep": ("[" * 100_000, None, "no JSON"),
    "no text": ('{"id": "a"}', "a", "needs `id`"),
    "no id": ('{"text": "a"}', None, "needs `id`"),
    "text a number": ('{"id": "a", "text": 3}', "a", "needs `id`"),
    "empty text": ('{"id": "a", "text": " "}', "a", "empty"),
    "bad date": ('{"id": "a", "text": "b", "date": "hier"}', "a", "no ISO date"),
}


@pytest.mark.parametrize(("data", "text"), FILES.values(), ids=FILES)
def test_encodings(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    assert list(read([tmp_path / "a.txt"])) == [Report(text, "a")]


@pytest.mark.parametrize(("data", "what"), REFUSED.values(), ids=REFUSED)
def test_files_refused(tmp_path, data, what):
    (tmp_path / "a.txt").write_bytes(data)
    [found] = read([tmp_path / "a.txt"])
    assert isinstance(found, Refused) and what in found.error.what and found.error.hint


def test_a_missing_file_is_refused_and_the_next_is_read(tmp_path):
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    first, second = read([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(first, Refused) and second == Report("b", "b")


@pytest.mark.parametrize(("line", "id", "what"), ROWS.values(), ids=ROWS)
def test_rows_refused_with_their_line(tmp_path, line, id, what):
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"id": 1, "text": "a"}}\n\n{line}\n{{"id": 2, "text": "b"}}\n', encoding="utf-8")
    first, found, last = read_lines(str(path))
    assert (first.id, last.id) == ("1", "2")
    assert found.id == id and what in found.error.what
    assert found.error.where == f"{path}:3"


def test_a_row_whole(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "b", "lang": "fr", "date": "2025-08-03T10:00", "title": "t"}')
    assert list(read([path])) == [Report("b", "a", "fr", datetime.date(2025, 8, 3), "t")]


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\ud800"])
def test_marks_that_hide_something_are_gone_at_equal_length(mark):
    assert mark not in cleaned(f"a{mark}b") and len(cleaned(f"a{mark}b")) == 3
