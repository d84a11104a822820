"""How a place's name is compared: without case, accents, hyphens and kinds of apostrophe."""

import unicodedata


def place_key(name: str) -> str:
    r"""The form of a name by which it is found.

    >>> place_key("Nouakchott-Sud"), place_key("N\u2019Djaména"), place_key("Łódź")
    ('nouakchott sud', "n'djamena", 'lodz')
    """
    if name.isascii():
        text = name.lower()
    else:
        parts = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
        text = "".join(c for c in parts if not unicodedata.combining(c))
        for mark in "\u2019\u2018\u02bc\u02bb\u2032":
            text = text.replace(mark, "'")
        text = text.replace("\u2010", "-").replace("\u2011", "-").replace("\u2013", "-")
    return " ".join(text.replace("-", " ").split())


def name_key(name: str) -> str:
    r"""The form of an actor's name by which it is found: a place's, without apostrophes and points.

    >>> name_key("Recep Tayyip Erdoğan"), name_key("M. N\u2019Diaye-Bâ"), name_key("U.N.")
    ('recep tayyip erdogan', 'm ndiaye ba', 'un')
    """
    return place_key(name).replace("'", "").replace(".", "").replace("ı", "i").replace("ø", "o").replace("đ", "d")
