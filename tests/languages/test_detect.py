"""Which language a text is in."""

from verbale.languages.detect import detect

FOUR = ("fr", "en", "es", "pt")


def test_short_texts_are_in_a_language_that_is_read() -> None:
    assert detect("Le Mali a signé.", FOUR) == "fr"
    assert detect("Iran attacked Israel.", FOUR) == "en"


def test_a_longer_text_is_in_its_own() -> None:
    text = "Der Bundeskanzler empfing am Dienstag den Präsidenten von Ghana zu Gesprächen über die Energiewende in Berlin."
    assert detect(text, FOUR) == "de"


def test_no_letters_no_language() -> None:
    assert detect("12 345 – 67", FOUR) is None
