"""How a place's name is compared: without case, accents, hyphens and kinds of apostrophe."""

import unicodedata

UNMARKED = str.maketrans({"'": "", ".": "", "ı": "i", "ø": "o", "đ": "d"})


class Plain(dict[int, str]):
    """What a letter is without its accents, looked up once each."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "\u2019\u2018\u02bc\u02bb\u2032":
            found = "'"
        elif letter in "\u2010\u2011\u2013":
            found = "-"
        else:
            parts = unicodedata.normalize("NFKD", letter.replace("ł", "l"))
            found = "".join(c for c in parts if not unicodedata.combining(c))
        self[code] = found
        return found


PLAIN = Plain()


def place_key(name: str) -> str:
    r"""The form of a name by which it is found.

    >>> place_key("Nouakchott-Sud"), place_key("N\u2019Djaména"), place_key("Łódź")
    ('nouakchott sud', "n'djamena", 'lodz')
    """
    text = name.lower() if name.isascii() else name.casefold().translate(PLAIN)
    return " ".join(text.replace("-", " ").split())


def name_key(name: str) -> str:
    r"""The form of an actor's name by which it is found: a place's, without apostrophes and points.

    >>> name_key("Recep Tayyip Erdoğan"), name_key("M. N\u2019Diaye-Bâ"), name_key("U.N.")
    ('recep tayyip erdogan', 'm ndiaye ba', 'un')
    """
    key = place_key(name)
    return key if key.isascii() and "'" not in key and "." not in key else key.translate(UNMARKED)
