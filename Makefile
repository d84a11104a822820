PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test lint bench quality

setup: .venv/.ready

.venv/.ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: setup
	$(BIN)/verbale code examples/*.txt
	rm -rf build/demo && mkdir -p build/demo
	$(BIN)/verbale add --ledger build/demo/demo.duckdb examples/*.txt examples/reports.jsonl
	$(BIN)/verbale dyad --ledger build/demo/demo.duckdb BFA GHA
	$(BIN)/verbale commitments --ledger build/demo/demo.duckdb BFA GHA
	$(BIN)/verbale brief --ledger build/demo/demo.duckdb BFA GHA --lang fr --format html --out build/demo/brief.html
	$(BIN)/verbale brief --ledger build/demo/demo.duckdb BFA GHA --lang en --format pdf --out build/demo/brief.pdf
	@echo "The brief: build/demo/brief.html (French), build/demo/brief.pdf (English)"

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check verbale tests tools
	$(BIN)/ruff format --check verbale/cli verbale/ledger verbale/reports verbale/record
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m tools.bench
	$(BIN)/python -m tools.ledger_bench

quality: setup
	$(BIN)/python -m tools.quality > docs/quality.md
