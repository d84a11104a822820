from pathlib import Path

import pytest

from verbale.languages import calendar, numbers
from verbale.record.errors import LanguageError

PACKAGE = Path(calendar.__file__).parent


def folder(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_cldr_names_the_months_and_days() -> None:
    found = calendar.load_calendar([PACKAGE / "xx"], "fr")
    assert found.months["août"] == 8 and found.weekdays["dimanche"] == 7
    assert calendar.load_calendar([PACKAGE / "xx"], "zz").months == {}


def test_a_later_folder_replaces_keys_and_removes_them(tmp_path: Path) -> None:
    later = folder(tmp_path, "numbers.toml", 'joiners = ["und"]\n[signs]\nUSD = "-"\n')
    found = numbers.load_numbers([PACKAGE / "xx", later])
    assert found.joiners == {"und"}
    assert "$" not in found.signs and found.signs["€"] == "EUR"


def test_all_faults_of_a_calendar_are_told_with_their_lines(tmp_path: Path) -> None:
    text = 'artikles = []\n[units]\nfortnight = ["x"]\n[at]\nsometimes = ["{moon} now"]\n'
    with pytest.raises(LanguageError) as raised:
        calendar.load_calendar([folder(tmp_path, "calendar.toml", text)], None)
    message = str(raised.value)
    for line, word in ((1, "artikles"), (3, "fortnight"), (5, "sometimes"), (5, "{moon}")):
        assert any(f":{line}: " in row and word in row for row in message.splitlines()), word


def test_all_faults_of_numbers_are_told(tmp_path: Path) -> None:
    text = '[counted]\nsheep = ["x"]\n[qualifiers]\nroughly = ["y"]\n[cardinals]\none = ["z"]\n'
    with pytest.raises(LanguageError) as raised:
        numbers.load_numbers([folder(tmp_path, "numbers.toml", text)])
    assert all(word in str(raised.value) for word in ("sheep", "roughly", "one"))


def test_a_broken_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(LanguageError):
        numbers.load_numbers([folder(tmp_path, "numbers.toml", "[")])
