"""`discourse.toml`: the function words that status, attribution and reference rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from verbale.languages.tables import Faults, merged, read_tables


@dataclass(frozen=True, slots=True)
class Discourse:
    """Sets of lemmas or forms in lower case, one field a section of the file.

    `future` and `conditional` are auxiliaries that make these. `agent` stands before who does what a
    passive tells; `half_negation` negates only with a word of `negation` in its clause ("ne … pas", but "ne
    … que"). `pronouns` stand for an actor named before, `relatives` open a relative clause, `owner` are the
    possessives of the third person and `plural_owner` those of several owners. `of` joins a thing to whose
    it is, `stance` are parts of compounds that make a nationality one's side, not one's own ("pro-Russian"),
    `both` counts two that are known, `leading` are verbs whose agent is the actor's own ("led by Kenya", "Saudi-led"),
    `when` opens a clause of the same time, `site` are nouns that a place's name stands by, `site_part` those that are
    a part of it, `partitive` are nouns looked through ("une dizaine de", "un groupe de"), `elsewhere` words of
    sport and fiction, `capital` words for a state's capital.
    """

    negation: frozenset[str] = frozenset()
    half_negation: frozenset[str] = frozenset()
    according: frozenset[str] = frozenset()
    condition: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()
    purpose: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    counterpart: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    stance: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    partitive: frozenset[str] = frozenset()
    ongoing: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()
    plural_owner: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    site: frozenset[str] = frozenset()
    site_part: frozenset[str] = frozenset()


def words(section: object, key: str = "words") -> frozenset[str]:
    if not isinstance(section, Mapping):
        return frozenset()
    return frozenset(str(w).casefold().replace("’", "'") for w in section.get(key, ()))


def load_discourse(folder: Path, faults: Faults) -> Discourse:
    path = folder / "discourse.toml"
    found = merged([table for _, table in read_tables([folder], path.name, faults)])
    known = {f.name for f in fields(Discourse)} - {"relatives", "speaker", "site_part"}
    for section in found.keys() - known:
        faults.add(path, section, f"no section [{section}]")
    values = {name: words(found.get(name)) for name in known - {"pronouns"}}
    pronouns = found.get("pronouns")
    return Discourse(
        **values,
        pronouns=words(pronouns, "personal"),
        relatives=words(pronouns, "relative"),
        speaker=words(pronouns, "speaker"),
        site_part=words(found.get("site"), "part"),
    )
