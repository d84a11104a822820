"""Which language a text is in."""

from functools import cache
from typing import Any

SAMPLE = 2_000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, judged by its first 2,000 characters; None where
    it has no letters."""
    sample = text[:SAMPLE]
    if not any(c.isalpha() for c in sample):
        return None
    language, _ = _identifier().classify(sample)
    return str(language)
