import io

import pytest

from verbale.reports import read as reading
from verbale.reports.read import Refused, lang_of, numbered, read, read_lines

LANGS = [("fr", "fr"), ("FR", "fr"), ("fr-CA", "fr"), ("pt_BR", "pt"), ("", None), (None, None)]
ROWS = {
    "no UTF-8": (b'{"id": "b", "text": "\xff Niamey"}', "b", "UTF-8"),
    "language a number": (b'{"id": "b", "text": "Niamey", "lang": 5}', "b", "no language"),
    "id an object": (b'{"id": {}, "text": "Niamey"}', None, "`id`"),
}


@pytest.mark.parametrize(("value", "lang"), LANGS)
def test_languages(value, lang):
    assert lang_of(value, "") == lang


@pytest.mark.parametrize(("line", "id", "what"), ROWS.values(), ids=ROWS)
def test_a_row_refused_and_the_next_read(tmp_path, line, id, what):
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"id": "c", "text": "Bamako"}\n')
    refused, report = read_lines(str(path))
    assert isinstance(refused, Refused) and refused.id == id and what in str(refused.error)
    assert report.id == "c"


def test_a_line_too_long_is_passed_over():
    assert list(numbered(io.StringIO("ab\nabcdefgh\nc\n"), 4)) == [(1, "ab\n"), (2, None), (3, "c\n")]


def test_a_file_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BYTES", 10)
    (tmp_path / "a.txt").write_text("x" * 11, encoding="utf-8")
    [found] = read([tmp_path / "a.txt"])
    assert isinstance(found, Refused) and "longer" in found.error.what
