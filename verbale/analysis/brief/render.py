"""Briefs as Markdown, HTML and PDF: one set of lines, three templates. What a report says is never read as markup."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from verbale.analysis.brief.chart import chart
from verbale.analysis.brief.content import Brief
from verbale.analysis.brief.words import page
from verbale.languages.wording import wording
from verbale.record.errors import LedgerError

Form = Literal["md", "html", "pdf"]
FORMS: tuple[Form, ...] = ("md", "html", "pdf")
TEMPLATES = Path(__file__).parent / "templates"
# Characters that either markup reads as a sign; each is written behind a backslash.
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!$])")
TYPST = re.compile(r"([\\`*_{}\[\]<>#$@~/=+\-'\"])")
TICKS = str.maketrans("`", "'")


def environment(form: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=form == "html", undefined=StrictUndefined, trim_blocks=False,
        keep_trailing_newline=True,
    )  # fmt: skip
    filters: dict[str, Callable[[Any], str]] = {
        "md": lambda text: MARKDOWN.sub(r"\\\1", str(text)),
        "typ": lambda text: TYPST.sub(r"\\\1", str(text)),
        "code": lambda text: str(text).translate(TICKS),
        "string": lambda text: str(text).replace("\\", "").replace('"', "'"),
    }
    found.filters.update(filters)
    return found


def render(brief: Brief, lang: str, form: Form, *, image: str = "") -> bytes:
    """The document. `image`: what Markdown names as its chart (`drawn` makes it); the other forms hold theirs.

    Raises InputError where the language has no briefs, LedgerError where a library is missing.
    """
    told = page(brief, wording(lang), lang)
    if form == "pdf":
        return pdf(told, drawn(brief, lang))
    shown = image if form == "md" else drawn(brief, lang)
    text: str = environment(form).get_template(f"brief.{form}").render(page=told, chart=shown)
    return (tidy(text) if form == "md" else text).encode("utf-8")


def drawn(brief: Brief, lang: str) -> str:
    """The chart as an SVG element; "" where nothing happened."""
    if not brief.points:
        return ""
    svg = chart(brief.points, wording(lang).quads)
    return svg[svg.index("<svg") :]


def tidy(text: str) -> str:
    """Never more than one empty line, as templates leave them."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def pdf(told: Any, svg: str) -> bytes:
    """Set by typst, which needs nothing of the system."""
    try:
        import typst
    except ImportError as error:
        raise LedgerError("PDF needs typst", where="typst", hint="pip install 'verbale[brief]'") from error
    with TemporaryDirectory() as folder:
        root = Path(folder)
        if svg:
            (root / "chart.svg").write_text(svg, encoding="utf-8")
        text = environment("typ").get_template("brief.typ").render(page=told, chart="chart.svg" if svg else "")
        (root / "brief.typ").write_text(text, encoding="utf-8")
        return bytes(typst.compile(str(root / "brief.typ"), root=str(root), timestamp=0))
