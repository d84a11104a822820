"""Pure functions over the ledger: series, changes, comparisons, the brief."""
