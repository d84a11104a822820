"""Sentences and words: `|` parts words, `||` sentences."""

import time

import pytest

from verbale.languages.pack import neutral_segmentation
from verbale.reading.segmentation import SENTENCE_LIMIT, Segmentation, sentences

FRENCH = Segmentation(
    elisions=("l'", "d'", "qu'", "n'", "s'", "c'"),
    enclitics=("-t-il", "-il", "-le", "-moi"),
    whole=("aujourd'hui", "c'est-à-dire"),
    abbreviations=("M.", "etc."),
)
ENGLISH = Segmentation(enclitics=("n't", "'s", "'re"), split_hyphens=True, abbreviations=("Mr.", "U.S."))
PORTUGUESE = Segmentation(enclitics=("-se", "-lo"))
PLAIN = Segmentation()
NEUTRAL = Segmentation.of(neutral_segmentation())  # of languages without a folder


def letters(run: str) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in range(len(run))]


def drawn(text: str, settings: Segmentation) -> str:
    found = sentences(text, settings, letters)
    return " || ".join("|".join(text[a:b] for a, b in words.spans) for words in found)


CASES = [
    (NEUTRAL, "L'Algeria critica la politica dell’Iran.", "L'|Algeria|critica|la|politica|dell’|Iran|."),
    (NEUTRAL, "Türkiye'nin ve İran'ın ortak adımı", "Türkiye'nin|ve|İran'ın|ortak|adımı"),
    (NEUTRAL, "Пам'ять про Swahili ng'ombe", "Пам'ять|про|Swahili|ng'ombe"),
    (FRENCH, "L'armée n'a pas dit qu'il l’a fait.", "L'|armée|n'|a|pas|dit|qu'|il|l’|a|fait|."),
    (FRENCH, "Aujourd’hui, a-t-il dit.", "Aujourd’hui|,|a|-t-il|dit|."),
    (FRENCH, "Donne-le-moi, c’est-à-dire ici.", "Donne|-le|-moi|,|c’est-à-dire|ici|."),
    (FRENCH, "M. Diop et J.-P. Bá, etc. Il part.", "M.|Diop|et|J.-P.|Bá|,|etc.|Il|part|."),
    (FRENCH, "« Oui. » Il part.", "«|Oui|.|» || Il|part|."),
    (FRENCH, "« Oui ! » dit-il.", "«|Oui|!|»|dit|-il|."),
    (FRENCH, "Il a 10 000 euros, 3,5 % de 1.234.", "Il|a|10 000|euros|,|3,5|%|de|1.234|."),
    (FRENCH, "Les États-Unis et l'O'Neill", "Les|États-Unis|et|l'|O'Neill"),
    (FRENCH, "Islamabad – 3 août 2025 – Le ministre part.", "Islamabad|–|3|août|2025|– || Le|ministre|part|."),
    (FRENCH, "PARIS, 3 mars (AP) - Le chef part.", "PARIS|,|3|mars|(|AP|)|- || Le|chef|part|."),
    (FRENCH, "Le 3 août, Moscou - qui nie - a dit non.", "Le|3|août|,|Moscou|-|qui|nie|-|a|dit|non|."),
    (FRENCH, "Titre\n\nLe texte\nva ainsi. Fin", "Titre || Le|texte|va|ainsi|. || Fin"),
    (FRENCH, "Il part... Elle (...) reste…", "Il|part|... || Elle|(|...|)|reste|…"),
    (ENGLISH, "Mr. Li didn't say Iran's state-owned firm.", "Mr.|Li|did|n't|say|Iran|'s|state|-|owned|firm|."),
    (ENGLISH, "U.S. troops left. The 'end' came.", "U.S.|troops|left|. || The|'|end|'|came|."),
    (PORTUGUESE, "Trata-se de fazê-lo já.", "Trata|-se|de|fazê|-lo|já|."),
    (PLAIN, "这是。第二！", "这|是|。 || 第|二|！"),
    (PLAIN, "سافر الوزير. هل عاد؟ نعم.", "سافر|الوزير|. || هل|عاد|؟ || نعم|."),
    (PLAIN, "यह सच है। हाँ।", "यह|सच|है|। || हाँ|।"),
    (PLAIN, "See https://a.org/b?c=1, or me@b.org.", "See|https://a.org/b?c=1|,|or|me@b.org|."),
    (PLAIN, "a\x00b\u200b \ud800 c", "a|b|c"),
    (PLAIN, "", ""),
    (PLAIN, " \n\t ", ""),
]


@pytest.mark.parametrize(("settings", "text", "wanted"), CASES, ids=[text[:24] for _, text, _ in CASES])
def test_cut(settings: Segmentation, text: str, wanted: str) -> None:
    assert drawn(text, settings) == wanted


@pytest.mark.parametrize("unit", ["a", "'", "-", "é ", "A.", "l'", "1,", "漢", "@a.", ".", "x\n", "1 000", "a-"])
def test_a_huge_line_is_bounded(unit: str) -> None:
    began = time.perf_counter()
    found = sentences(unit * (200_000 // len(unit)), FRENCH, letters)
    assert time.perf_counter() - began < 10
    assert all(len(words) <= SENTENCE_LIMIT for words in found)


def test_settings_are_checked() -> None:
    assert Segmentation.of({"elisions": ["l'"], "split_hyphens": True}) == Segmentation(
        elisions=("l'",), split_hyphens=True
    )
    with pytest.raises(ValueError, match="elision"):
        Segmentation.of({"elision": []})
