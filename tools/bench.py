"""What `make bench` measures: import, first result, throughput, memory and size.

Throughput is end to end, from raw text to records, on one core, over the full reports of `gold/`;
the reader alone is measured on the same sentences in the same run, and the two are given as a ratio.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from verbale.coding import coder
from verbale.evaluation.notation import load
from verbale.reading.segmentation import Segmentation
from verbale.record.report import Report

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
MEGABYTE = 1 << 20


def fresh(code: str) -> float:
    """Seconds that a fresh interpreter takes for a line of code, without its own start."""
    timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
    out = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    return float(out.stdout.split()[-1])


def rate(count: int, work: object, runs: int) -> float:
    """Median of `count` things a second."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        seconds.append(time.perf_counter() - start)
    return count / statistics.median(seconds)


def size(*patterns: str) -> float:
    files = {p for pattern in patterns for p in (ROOT / "verbale").glob(pattern) if p.is_file()}
    return sum(p.stat().st_size for p in files) / MEGABYTE


def language(path: Path, runs: int) -> None:
    reports = [
        Report(r["text"], r["id"], r["lang"], None, r["title"] or "")
        for file in sorted(path.glob("reports-dev*.txt")) for r in load(file)
    ]  # fmt: skip
    if not reports:
        return
    lexicon = coder.lexicon_of(path.name)
    segmentation = Segmentation(**lexicon.pack.segmentation)  # type: ignore[arg-type]
    texts = [r.text for r in reports]
    reader = coder.reader()
    whole = reader.read(texts, [segmentation] * len(texts))
    count = sum(len(r.sentences) for r in whole)
    end_to_end = rate(count, lambda: list(coder.code_many(reports)), runs)
    alone = rate(count, lambda: reader.read(texts, [segmentation] * len(texts)), runs)
    print(f"{path.name}: {len(reports)} reports, {count} sentences")
    print(f"  end to end       {end_to_end:8.0f} sentences a second")
    print(f"  reader alone     {alone:8.0f} sentences a second (ratio {end_to_end / alone:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    args = parser.parse_args()
    print(f"import verbale     {fresh('import verbale'):8.2f} s")
    first = "import verbale; verbale.code(verbale.Report('Le Mali a rompu avec le Niger.', lang='fr'))"
    print(f"first result       {fresh(first):8.2f} s")
    for path in sorted((ROOT / "gold").iterdir()):
        if path.is_dir():
            language(path, args.runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory             {peak:8.0f} MB at its highest")
    print(f"reader and pieces  {size('reading/data/*'):8.1f} MB")
    print(f"package            {size('**/*'):8.1f} MB")


if __name__ == "__main__":
    main()
