import subprocess
import sys

import pytest

import verbale

NAMES = ["Actor", "Event", "Ledger", "Report", "Span", "VerbaleError", "__version__", "code", "code_many", "read"]
HEAVY = {"onnxruntime", "tokenizers", "duckdb", "babel", "numpy", "rich", "click"}


def test_the_top_exports_these_names_and_no_more():
    assert verbale.__all__ == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_name_loads(name):
    assert getattr(verbale, name)


def test_no_other_name_loads():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        verbale.nothing  # noqa: B018


def test_the_import_loads_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, verbale; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert not HEAVY & {name.partition(".")[0] for name in told.stdout.split()}
