"""How the reader's model is made: fetch, train, export, evaluate (see README.md)."""
