from pathlib import Path

import pytest

import verbale

DATA = Path(verbale.__file__).parent / "reading" / "data"
FILES = ("labels.json", "model.onnx", "pieces.tsv", "table.bin")


@pytest.fixture(scope="session")
def reader_files():
    """Stands before every test that reads text: without the reader's files it is skipped."""
    missing = [name for name in FILES if not (DATA / name).is_file()]
    if missing:
        pytest.skip(f"the reader's files are missing: {', '.join(missing)}")
