"""Reading the `.tsv` files of a language folder, all faults gathered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from verbale.languages.tables import Faults

EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, cells by column name; an empty cell is ""."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def alternatives(self, column: str) -> tuple[str, ...]:
        return tuple(filter(None, self.cells[column].split("|")))

    def list(self, column: str) -> tuple[str, ...]:
        return tuple(filter(None, self.cells[column].split(",")))


def rows(path: Path, columns: tuple[str, ...], faults: Faults) -> Iterator[Row]:
    """The rows of a table with a header line; a missing file has none."""
    if not path.exists():
        return
    header: list[str] | None = None
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            cells = [c.strip() for c in line.split("\t")]
            if header is None:
                header = cells
                if missing := [c for c in columns if c not in header]:
                    faults.add(path, number, f"columns missing: {', '.join(missing)}")
                    return
                continue
            if len(cells) > len(header):
                faults.add(path, number, f"{len(cells)} cells for {len(header)} columns")
                continue
            cells += [""] * (len(header) - len(cells))
            values = {c: "" if v == EMPTY else v for c, v in zip(header, cells, strict=True)}
            yield Row(path, number, values)
