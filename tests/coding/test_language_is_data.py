"""A language is a folder: copied under another name it codes the same, and no Python knows it."""

import ast
import shutil
from pathlib import Path

import pytest

import verbale
from verbale.coding.coder import code
from verbale.languages.pack import HERE, folders, load
from verbale.record.report import Report
from verbale.record.rows import to_row

PACKAGE = Path(verbale.__file__).parent
TEXT = (
    "Le ministre malien de la Défense, Sadio Camara, a reçu lundi à Bamako son homologue nigérien. "
    "Les deux pays ont signé un accord de coopération militaire. Niamey s'est engagé à livrer du "
    "carburant au Mali avant la fin de l'année."
)


@pytest.mark.parametrize("folder", sorted(folders().values()), ids=lambda p: p.name)
def test_each_shipped_folder_passes_its_check(folder: Path) -> None:
    assert load(folder).code == folder.name


def test_a_folder_under_another_name_codes_the_same(tmp_path: Path, reader_files: None) -> None:
    shutil.copytree(HERE / "fr", tmp_path / "zz")
    ours = code(Report(TEXT, id="r", lang="fr"))
    theirs = code(Report(TEXT, id="r", lang="zz"), languages=(tmp_path,))
    assert ours
    assert [to_row(e) for e in theirs] == [to_row(e) for e in ours]


def literals(path: Path) -> set[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    }


@pytest.mark.parametrize(
    "path",
    sorted(p for place in ("coding", "reading", "languages") for p in (PACKAGE / place).rglob("*.py")),
    ids=lambda p: p.name,
)
def test_no_language_is_named_in_python(path: Path) -> None:
    codes = set(folders()) - {"no"}
    found = literals(path)
    assert not found & codes
    accented = {s for s in found if any(c in "éèêàùçôûîñãõ" for c in s)}
    assert not accented


def test_no_python_inside_a_language_folder() -> None:
    assert not [p for folder in folders().values() for p in folder.rglob("*.py")]
