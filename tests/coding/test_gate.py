"""What is read of a report: all of one that is full of events, of others what may tell one."""

import pytest

from verbale.coding.coder import lexicon_of, reader
from verbale.coding.gate import is_likely, is_open, worth_reading
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


def kept(text: str, settings: Segmentation) -> int:
    return len(worth_reading(text, reader().split(text, settings), lexicon_of("fr"), reader()))


def test_a_report_full_of_events_is_read_whole(settings: Segmentation) -> None:
    assert kept(" ".join([*OPEN, *OPEN, SHUT[0]]), settings) == 7
    assert kept(" ".join([OPEN[0], *SHUT, *SHUT]), settings) == 1


def test_a_short_text_is_read_whole(settings: Segmentation) -> None:
    assert kept(" ".join(SHUT), settings) == len(SHUT)


def test_pieces_that_the_weights_have_not_met_say_nothing(settings: Segmentation) -> None:
    dull = "Il fait beau ce matin et la cuisine est très bonne dans ce petit restaurant."
    (words,) = reader().split(dull, settings)
    assert not is_likely(reader().pieces(dull, words))
    assert is_likely([10**6 + i for i in range(20)])
