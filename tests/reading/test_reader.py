"""The shipped model, from text to tree."""

import json
import subprocess
import sys

import pytest

from verbale.reading.reader import DATA, Reader
from verbale.reading.segmentation import Segmentation

pytestmark = pytest.mark.skipif(not (DATA / "model.onnx").exists(), reason="the model is not here")
FRENCH = Segmentation(elisions=("l'", "d'", "qu'"), enclitics=("-t-il",), abbreviations=("M.",))
TEXT = (
    "Islamabad – 3 août 2025 – Le ministre pakistanais de la Défense a reçu mardi l'ambassadeur d'Iran. "
    "Selon l'armée, des rebelles ont été tués par les soldats du Niger.\n\nM. Diop a signé un accord."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_offsets_and_trees(reader: Reader) -> None:
    reading = reader.read([TEXT], [FRENCH])[0]
    assert len(reading.sentences) == 4
    for sent in reading.sentences:
        assert sum(token.head == -1 for token in sent) == 1
        for i, token in enumerate(sent):
            assert token.i == i
            assert TEXT[token.start : token.end] == token.form
            assert 0 <= token.arc <= 1


def test_who_did_what(reader: Reader) -> None:
    sent = reader.read([TEXT], [FRENCH])[0].sentences[1]
    assert sent.root.form == "reçu"
    assert [t.form for t in sent.children(sent.root, "nsubj", "obj")] == ["ministre", "ambassadeur"]


def test_passive(reader: Reader) -> None:
    sent = reader.read([TEXT], [FRENCH])[0].sentences[2]
    assert [t.lemma for t in sent.children(sent.root, "nsubj:pass", "obl:agent")] == ["rebelle", "soldat"]
    du = next(t for t in sent if t.form == "du")
    assert (du.lemma, du.upos, du.deprel) == ("de", "ADP", "case")


def test_apostrophes_make_no_difference(reader: Reader) -> None:
    plain = reader.read([TEXT], [FRENCH])[0].sentences
    curly = reader.read([TEXT.replace("'", "\u2019")], [FRENCH])[0].sentences
    for one, other in zip(plain, curly, strict=True):
        assert [(t.lemma, t.upos, t.head, t.deprel, t.arc) for t in one] == [
            (t.lemma, t.upos, t.head, t.deprel, t.arc) for t in other
        ]


def test_company_makes_no_difference(reader: Reader) -> None:
    alone = reader.read([TEXT], [FRENCH])[0]
    among = reader.read(["Autre texte. " * 9, TEXT, "x"], [FRENCH] * 3)[1]
    assert alone == among


def test_a_part_is_read_like_the_whole(reader: Reader) -> None:
    words = [words for words in reader.split(TEXT, FRENCH) if len(words) > 8]
    part = reader.parse(TEXT, words)
    assert [sent.tokens[0].form for sent in part] == ["Le", "Selon"]
    whole = reader.read([TEXT], [FRENCH])[0].sentences
    assert all(sent in whole for sent in part)


BAD = ["", " ", "\x00\x01", "\ud800 x", "'" * 3000, "漢字" * 600, "é" * 5000, "\u202eabc\u202c", "<b>&amp;</b>", "١٢٣ نص."]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_bad_input(reader: Reader, text: str) -> None:
    for sent in reader.read([text], [Segmentation()])[0].sentences:
        for token in sent:
            assert text[token.start : token.end] == token.form


LIMITS = """
import json, re, time
began = time.perf_counter()
from verbale.reading.reader import Reader, Segmentation
reader = Reader()
loaded = time.perf_counter() - began
reader.read(["Le ministre a reçu l'ambassadeur. " * 40], [Segmentation()])
status = open("/proc/self/status").read()  # getrusage would count the process that started this one
print(json.dumps([loaded, int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1000]))
"""


def test_size_and_load() -> None:
    sizes = [path.stat().st_size for path in DATA.iterdir()]
    assert sum(sizes) < 60e6
    assert max(sizes) < 40e6
    run = subprocess.run([sys.executable, "-c", LIMITS], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(run.stdout)
    assert seconds < 6  # 1.5 on a machine with nothing else to do
    assert megabytes < 700
