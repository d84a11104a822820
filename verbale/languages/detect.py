"""Which language a text is in."""

SAMPLE = 2_000
NO_LANGUAGE = ("zxx", "und")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, judged by its first 2,000 characters; None where
    it has no letters, or none that make a language."""
    sample = text[:SAMPLE]
    if not any(c.isalpha() for c in sample):
        return None
    from py3langid import classify

    language, _ = classify(sample)
    return None if language in NO_LANGUAGE else str(language)
