"""Write the pages that are made from the code anew: ``poe docs-pages``. A test holds them equal to what this writes."""

from collections.abc import Mapping
from pathlib import Path

from ogirmodel.forms import editions
from pages.commands import command_line
from pages.forms import form_page

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> Mapping[Path, str]:
    """Return every generated page by its path."""
    forms = {DOCS / "forms" / f"{edition}.md": form_page(form) for edition, form in editions().items()}
    return {**forms, DOCS / "commands.md": command_line("en"), DOCS / "zh" / "commands.md": command_line("zh")}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
