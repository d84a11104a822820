import pytest

from verbale.evaluation.notation import load
from verbale.record.errors import GoldError

HEAD = "### one\ndate: 2025-08-03\n\nLe Mali a reçu le Niger. Il a reçu la France.\n\n---\n"
LINE = 'CONSULT/visit +diplomatic "a reçu"#2 : MLI:GOV=A. B & NER > FRA ; status denied ; date 2025 ; place Bamako'
FAULTS = {
    "no such field": ("### one\ncolour: red\n\nText.\n---\n", 2, "no field"),
    "no rule": ("### one\n\nText.\n", 1, "no line ---"),
    "no event line": (HEAD + "CONSULT meets\n", 7, "no event line"),
    "no type": (HEAD + 'PEACE "a reçu" : MLI\n', 7, "no type"),
    "no mode": (HEAD + 'AGREE/visit "a reçu" : MLI\n', 7, "no type"),
    "no context": (HEAD + 'AGREE +colour "a reçu" : MLI\n', 7, "no context"),
    "quote not in the text": (HEAD + 'AGREE "a vu" : MLI\n', 7, "the text has no"),
    "third of two": (HEAD + 'AGREE "a reçu"#3 : MLI\n', 7, "the text has no"),
    "no country": (HEAD + '\nAGREE "a reçu" : Mali\n', 8, "no country"),
    "no sector": (HEAD + 'AGREE "a reçu" : MLI:ZZZ\n', 7, "no sector"),
    "no key": (HEAD + 'AGREE "a reçu" : MLI ; mood good\n', 7, "no key"),
    "words that are not there": (HEAD + 'AGREE "a reçu" : MLI ; who le Togo\n', 7, "the text has no"),
    "no measure": (HEAD + 'AGREE "a reçu" : MLI ; qty sheep 3\n', 7, "no quantity"),
    "no number": (HEAD + 'AGREE "a reçu" : MLI ; qty deaths many\n', 7, "no quantity"),
    "no status": (HEAD + 'AGREE "a reçu" : MLI ; status perhaps\n', 7, "no key"),
}


@pytest.fixture
def file(tmp_path):
    (tmp_path / "fr").mkdir()
    return tmp_path / "fr" / "gold.txt"


@pytest.mark.parametrize(("text", "line", "what"), FAULTS.values(), ids=FAULTS)
def test_faults_with_their_line(file, text, line, what):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load(file)
    assert caught.value.where == f"{file}:{line}" and what in caught.value.what


def test_a_piece(file):
    file.write_text(HEAD + LINE, encoding="utf-8")
    [row] = load(file)
    [event] = row["events"]
    assert (row["id"], row["lang"], row["date"]) == ("one", "fr", "2025-08-03")
    start, end = event["quote"]
    assert row["text"][start:end] == "a reçu" and start > row["text"].index(".")
    assert event["source"][0] == {"country": "MLI", "sector": ["GOV"], "name": "A. B"}
    assert [a["country"] for a in event["target"]] == ["FRA"]
    assert (event["event"], event["mode"], event["status"]) == ("CONSULT", "visit", "denied")


def test_words_of_trigger_and_sides_nearest_to_the_quotation(file):
    file.write_text(HEAD + LINE + " ; word reçu ; who Il ; whom la France", encoding="utf-8")
    [row] = load(file)
    [event] = row["events"]
    found = {name: [row["text"][a:b] for a, b in spans] for name, spans in event["evidence"].items()}
    assert found == {"trigger": ["reçu"], "source": ["Il"], "target": ["la France"]}
    assert event["evidence"]["trigger"][0][0] > event["quote"][0]
