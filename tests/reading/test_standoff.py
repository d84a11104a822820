"""What sentences of treebanks tell, kept apart from their text (tools/reader/standoff.py)."""

from pathlib import Path

import pytest

from tools.reader import standoff
from tools.reader.treebanks import UNKNOWN, Told, Tree, Word
from verbale.record import ontology

KEPT = Path(__file__).parents[2] / "gold" / "treebanks"


def tree(text: str, upos: str, told: Told | None = None, begin: int = 0) -> Tree:
    words, at = [], begin
    for form, tag in zip(text[begin:].split(), upos.split(), strict=True):
        at = text.index(form, at)
        words.append(Word(at - begin, at - begin + len(form), form, None, tag, None, -1, ""))
    return Tree(text[begin:], tuple(words), "own", told, id="own-1")


def test_rows_keep_triggers_parts_and_doubts_by_the_number_of_the_word() -> None:
    text = "Hier , la police a dispersé les grévistes après la bagarre"
    told = Told(
        {3: "ASSAULT"}, (1, 5), {(3, 1): 1, (3, 5): 2}, {3: "ASSAULT/crowd-control"}, {3: "occurred"},
        {3: frozenset({"repression"})}, {1: frozenset({"COP"})}, frozenset({8}),
    )  # fmt: skip
    upos = "ADV PUNCT DET NOUN AUX VERB DET NOUN ADP DET NOUN"
    piece = tree(text, "DET NOUN AUX VERB DET NOUN ADP DET NOUN", told, begin=text.index("la police"))
    made = list(standoff.rows(tree(text, upos), piece))
    assert made == [
        ["own-1", "6", "ASSAULT/crowd-control", "occurred", "repression", "4=source/COP 8=target"],
        ["own-1", "11?", "", "", "", ""],
    ]
    back = standoff.told_by(tree(text, upos), made)
    assert back.types == {5: "ASSAULT"}
    assert back.parts == {(5, 3): 1, (5, 7): 2}
    assert back.mentions == (3, 7, 10)
    assert back.sectors == {3: frozenset({"COP"})}
    assert back.unsure == {10}


def test_a_piece_that_does_not_stand_in_its_sentence_is_named() -> None:
    with pytest.raises(ValueError, match="own-1: the treebank's sentence has no 'La police'"):
        list(standoff.rows(tree("La troupe", "DET NOUN"), tree("La police", "DET NOUN", Told())))


def test_what_may_play_a_part_is_no_lesson() -> None:
    back = standoff.told_by(tree("Oslo nie", "PROPN VERB"), [["own-1", "2", "REJECT", "occurred", "", "1=?"]])
    assert back.parts == {(1, 0): UNKNOWN}


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.tsv")), ids=lambda path: path.stem)
def test_kept_rows_name_types_of_the_ontology(path: Path) -> None:
    told = [row for rows in standoff.load(path).values() for row in rows if row[1].isdigit()]
    assert told
    for _, _, kind, status, contexts, _ in told:
        event, _, mode = kind.partition("/")
        assert event in ontology.EVENTS
        assert not mode or mode in ontology.modes(event)
        assert status in ontology.STATUSES
        assert set(filter(None, contexts.split(","))) <= ontology.CONTEXTS
