"""What every record keeps to: spans reproduce their text, the same input gives the same record."""

import json
from collections.abc import Iterator

import pytest

from verbale.coding.coder import code, code_many
from verbale.record.event import Event
from verbale.record.report import Report
from verbale.record.rows import from_row, to_row
from verbale.record.span import Span

REPORT = """LIMA, 12 mars 2024 – Le Pérou a rappelé mardi son ambassadeur à La Paz, a annoncé le ministre \
péruvien des Affaires étrangères, Javier González-Olaechea. « Nous n’accepterons aucune ingérence », a-t-il dit.

Plusieurs milliers de personnes ont manifesté samedi à Puno contre le gouvernement. La police a \
arrêté une trentaine de manifestants, selon le parquet. L’ONU a appelé les autorités péruviennes \
à libérer les détenus. Le Chili versera 2 millions de dollars au Pérou d’ici à la fin de l’année."""


def spans(value: object, text: str | None = None) -> Iterator[tuple[Span, str | None]]:
    if isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif hasattr(value, "__dataclass_fields__"):
        span = getattr(value, "span", None)
        if isinstance(span, Span):
            yield span, getattr(value, "text", None)
        for name in value.__dataclass_fields__:
            yield from spans(getattr(value, name))


@pytest.fixture(scope="module")
def events(reader_files: None) -> list[Event]:
    return code(Report(REPORT, id="lima", lang="fr"))


def test_every_span_reproduces_its_text(events: list[Event]) -> None:
    assert len(events) >= 4
    found = [pair for event in events for pair in spans(event)]
    assert found
    for span, text in found:
        assert span.end <= len(REPORT)
        if text is not None:
            assert span.of(REPORT) == text


def test_the_same_report_gives_the_same_bytes(events: list[Event]) -> None:
    again = code(Report(REPORT, id="lima", lang="fr"))
    assert json.dumps(list(map(to_row, again))) == json.dumps(list(map(to_row, events)))


def test_a_report_is_coded_alike_alone_and_among_others(events: list[Event]) -> None:
    other = Report("La Serbie a expulsé deux diplomates croates.", id="other", lang="fr")
    many = list(code_many([other, Report(REPORT, id="lima", lang="fr"), other]))
    assert list(many[1].events) == events


def test_ids_are_unique_and_rows_come_back(events: list[Event]) -> None:
    assert len({e.id for e in events}) == len(events)
    assert [from_row(to_row(e)) for e in events] == events


def test_a_report_without_letters_is_an_error_and_the_rest_goes_on(reader_files: None) -> None:
    good = Report("Le Mali a expulsé l'ambassadeur de France.", id="good", lang="fr")
    coded = list(code_many([Report("12 34", id="bad"), good]))
    assert "no letters" in (coded[0].error or "")
    assert coded[1].error is None and coded[1].events
