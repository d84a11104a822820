import pytest

from verbale.record.span import Span

BAD = [(-1, 2), (3, 2)]
COVERS = [((0, 5), (1, 4), True), ((0, 5), (0, 5), True), ((0, 5), (4, 6), False)]
OVERLAPS = [((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((4, 5), (0, 9), True)]


@pytest.mark.parametrize(("start", "end"), BAD)
def test_what_is_no_span(start, end):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


@pytest.mark.parametrize(("one", "other", "does"), COVERS)
def test_covers(one, other, does):
    assert Span(*one).covers(Span(*other)) is does


@pytest.mark.parametrize(("one", "other", "does"), OVERLAPS)
def test_overlaps_both_ways(one, other, does):
    assert Span(*one).overlaps(Span(*other)) is does
    assert Span(*other).overlaps(Span(*one)) is does


def test_join_and_length():
    assert Span(1, 2).join(Span(5, 9)) == Span(1, 9)
    assert len(Span(2, 7)) == 5
