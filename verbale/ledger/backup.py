"""Backup and restore: every table of a ledger as a Parquet file in a folder, whichever database it lives in.

A backup made of a DuckDB ledger can be restored into PostgreSQL and back; any tool that reads Parquet
reads it.
"""

import json
import shutil
from pathlib import Path

from verbale.ledger.migrations import prepare
from verbale.ledger.store import Store
from verbale.ledger.tables import TABLES, VERSION
from verbale.record.errors import LedgerError

MANIFEST = "ledger.json"
PART = ".part"


def backup(store: Store, folder: Path) -> dict[str, int]:
    """Write all tables into a new folder; the rows of each. It appears under its name only when it is whole.

    Raises LedgerError where the folder is there already.
    """
    if folder.exists():
        raise LedgerError("is there already", where=str(folder), hint="give a folder that does not exist yet")
    part = folder.with_name(folder.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    counts = {}
    for table in TABLES:
        store.dump(table, part / f"{table}.parquet")
        counts[table] = store.run(f"select count(*) from {table}")[0][0]
    (part / MANIFEST).write_text(json.dumps({"version": VERSION, "rows": counts}, indent=1), encoding="utf-8")
    part.rename(folder)
    return counts


def restore(store: Store, folder: Path) -> dict[str, int]:
    """Fill an empty ledger from a backup; the rows of each table.

    Raises LedgerError where the folder is no whole backup, is of another version, or the ledger has reports.
    """
    manifest = read_manifest(folder)
    prepare(store)
    if store.run("select 1 from reports limit 1"):
        raise LedgerError("has reports already", where=store.where, hint="restore into a new ledger")
    with store.transaction():
        for table in TABLES:
            store.fill(table, folder / f"{table}.parquet")
        found = {table: store.run(f"select count(*) from {table}")[0][0] for table in TABLES}
        if found != manifest["rows"]:
            short = ", ".join(t for t in TABLES if found[t] != manifest["rows"].get(t))
            raise LedgerError(f"rows are missing: {short}", where=str(folder), hint="take another backup")
    return found


def read_manifest(folder: Path) -> dict[str, dict[str, int]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LedgerError(
            "no backup of a ledger", where=str(folder), hint="give a folder that `verbale backup` made"
        ) from error
    if manifest["version"] != VERSION:
        raise LedgerError(
            f"of version {manifest['version']}, this program restores {VERSION}", where=str(folder),
            hint="restore it with the version that made it, then bring the ledger up to date",
        )  # fmt: skip
    return dict(manifest)
