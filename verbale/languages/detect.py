"""Which language a text is in."""

from collections.abc import Collection

SAMPLE = 2_000
SHORT = 80  # characters under which the letters alone prove little
NEAR = 4.0  # how far behind the first, in log probability, a preferred language of a short text may lie
NO_LANGUAGE = ("zxx", "und")


def detect(text: str, preferred: Collection[str] = ()) -> str | None:
    """The ISO 639-1 code of a text's language, judged by its first 2,000 characters; None where
    it has no letters, or none that make a language. A short text is in one of the `preferred` languages
    where these are nearly as likely as the likeliest ("Le Mali a signé.")."""
    sample = text[:SAMPLE]
    if not any(c.isalpha() for c in sample):
        return None
    from py3langid import rank

    ranked = rank(sample)
    first, best = ranked[0]
    if len(sample) < SHORT:
        first = next((str(name) for name, score in ranked if name in preferred and best - score <= NEAR), first)
    return None if first in NO_LANGUAGE else str(first)
