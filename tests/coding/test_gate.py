"""What is read of a report: all of one that is full of events, of others what may tell one."""

import pytest

from verbale.coding.coder import lexicon_of, reader
from verbale.coding.gate import is_open, worth_reading
from verbale.reading.segmentation import Segmentation

OPEN = ["Le Mali a expulsé deux diplomates.", "Ils ont été reçus à Alger.", "La grève continue."]
SHUT = ["Il fait beau ce matin.", "Le chat dort sur le lit.", "Elle aime beaucoup le fromage."]


@pytest.fixture(scope="module")
def settings(reader_files: None) -> Segmentation:
    return Segmentation(**lexicon_of("fr").pack.segmentation)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "wanted"), [*((t, True) for t in OPEN), *((t, False) for t in SHUT)])
def test_sentences(settings: Segmentation, text: str, wanted: bool) -> None:
    (words,) = reader().split(text, settings)
    assert is_open(text, words, lexicon_of("fr")) is wanted


def test_a_report_full_of_events_is_read_whole(settings: Segmentation) -> None:
    for text, count in ((" ".join([*OPEN, SHUT[0]]), 4), (" ".join([OPEN[0], *SHUT]), 1)):
        assert len(worth_reading(text, reader().split(text, settings), lexicon_of("fr"))) == count
