"""The chart of a brief: cooperation above, conflict below the line, month by month; an SVG by matplotlib."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from verbale.analysis.series import Point
from verbale.record.errors import LedgerError

COLOURS = {
    "verbal cooperation": "#9ecae1", "material cooperation": "#3182bd", "verbal conflict": "#fdae6b",
    "material conflict": "#cb181d",
}  # fmt: skip
SIZE = (7.2, 2.6)  # inches
BAR = 26  # days
STACKS = ((1, ("material cooperation", "verbal cooperation")), (-1, ("material conflict", "verbal conflict")))
NUMERIC = ["%Y", "%m", "%d", "", "", ""]  # months as numbers: the same in all languages


def chart(points: Sequence[Point], labels: Mapping[str, str]) -> str:
    """Counts of each quad class in each month as an SVG, the same bytes for the same points. Raises LedgerError where
    matplotlib is not installed."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise LedgerError("charts need matplotlib", where="matplotlib", hint="pip install 'verbale[brief]'") from error
    with matplotlib.rc_context({"svg.hashsalt": "verbale", "svg.fonttype": "path", "font.size": 8}):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.add_subplot()
        draw(axes, points, labels)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def draw(axes: Any, points: Sequence[Point], labels: Mapping[str, str]) -> None:
    """Bars stacked away from the line in the middle, on axes of matplotlib."""
    from matplotlib import dates, ticker

    starts: Any = dates.date2num([point.start for point in points])  # type: ignore[no-untyped-call]
    for sign, kinds in STACKS:
        base = [0.0] * len(points)
        for kind in kinds:
            heights = [sign * point.quads[kind] for point in points]
            axes.bar(starts, heights, BAR, bottom=base, color=COLOURS[kind], label=labels[kind])
            base = [b + h for b, h in zip(base, heights, strict=True)]
    axes.axhline(0, color="#444444", linewidth=0.8)
    axes.xaxis_date()
    locator: Any = dates.AutoDateLocator(maxticks=10)  # type: ignore[no-untyped-call]
    formatter: Any = dates.ConciseDateFormatter(locator, formats=NUMERIC)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
    axes.yaxis.set_major_locator(ticker.MaxNLocator(integer=True, nbins=5))
    axes.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{abs(value):g}"))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(ncols=4, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0))
