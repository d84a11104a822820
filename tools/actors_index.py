"""Write verbale/coding/world/index.json: which rows of the two tables are of one actor, and what names it has.

    python -m tools.actors_index

To be run after each change of the tables; a test compares.
"""

import json

from verbale.coding.world.actors import BODIES, INDEX, PERSONS, World, bodies, grouped, persons, read_rows


def index() -> str:
    rows = {
        "persons": grouped(list(read_rows(PERSONS)), 0, 2),
        "bodies": grouped(list(read_rows(BODIES)), 0, 1, 3),
    }
    world = World([*persons(), *bodies()]).index()
    return json.dumps({**rows, **world}, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
