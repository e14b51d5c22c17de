"""Write the pages that are made from the code anew: ``poe docs-pages``. A test holds them equal to what this writes."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ogirmodel.forms import form
from ogirmodel.forms.load import FORMS
from pages.commands import command_line
from pages.forms import form_page

DOCS = Path(__file__).parents[2] / "docs"
EDITIONS = [entry.name for entry in FORMS.entries() if entry.builtin]

PAGES: Mapping[Path, Callable[[], str]] = {
    **{DOCS / "forms" / f"{edition}.md": partial(form_page, form(edition)) for edition in EDITIONS},
    DOCS / "commands.md": partial(command_line, "en"),
    DOCS / "zh" / "commands.md": partial(command_line, "zh"),
}
"""Every generated page, and what writes it."""


if __name__ == "__main__":
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8", newline="\n")
