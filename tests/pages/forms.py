"""A page for each form, made from its TOML: sections, tables as they are printed, identities and wordings."""

from collections.abc import Iterable, Iterator

from ogirmodel import compose, messages
from ogirmodel.document import Document, Grid
from ogirmodel.findings import default_severity
from ogirmodel.forms import Form, Node, Number, Section, Succession, TableForm
from ogirmodel.model import blank
from ogirmodel.renderers.html import HtmlRenderer


def form_page(form: Form) -> str:
    """Return the page of ``form`` as Markdown."""
    return "\n".join(_page(form))


def _page(form: Form) -> Iterator[str]:
    last = form.years.last
    years = f"the years from {form.years.first} on" if last is None else f"the years {form.years.first} to {last}"
    yield f"# The form of {form.edition}\n"
    yield f"{form.name}（{form.authority}）, for reports on {years}."
    yield f"This page is made from `src/ogirmodel/forms/data/{form.edition}.toml`, the file that the library reads.\n"
    yield "## The title\n"
    yield f"The form prescribes `{form.title}`."
    yield "Other titles are understood when a report is read, and kept:\n"
    yield from (f"- `{title}`" for title in form.title_aliases)
    yield "\n## The sections\n"
    yield from _table(("id", "heading", "holds"), (_section(section) for section in form.sections))
    yield from _wordings("Headings", "S01", ((s.heading, s.aliases, s.seen) for s in form.sections))
    grids = (block for block in compose(blank("×××", form.years.first, form.edition)).blocks if isinstance(block, Grid))
    for (name, table), grid in zip(form.tables.items(), grids, strict=True):
        _, section = form.section_of(name)
        yield f"## Table `{name}`\n"
        yield f"It stands under {section.heading} and has {len(table.cells)} cells."
        yield "Point at a cell to see its key.\n"
        yield HtmlRenderer(fragment=True).render(Document((grid,))).decode()
        yield from _axes(table)
        yield from _identities(table)
    if form.succeeds:
        yield from _succession(form.succeeds)


def _section(section: Section) -> tuple[str, ...]:
    held = [f"the table `{section.table}`" if section.table else "prose"]
    held += [f"on {'、'.join(section.covers)}"] if section.covers else []
    held += [f"(in principle at most {section.limit} characters)"] if section.limit else []
    return f"`{section.id}`", section.heading, " ".join(held)


def _axes(table: TableForm) -> Iterator[str]:
    yield "### Rows\n"
    yield from _table(
        ("path", "label", "role"),
        ((f"`{row.path}`", _chain(row.chain), _code(row.node.role)) for row in table.rows),
    )
    yield "### Columns\n"
    seen = dict.fromkeys((column.key, column.chain[-1]) for cell in table.cells for column in (cell.column,))
    yield from _table(
        ("key", "label", "figure"),
        ((f"`{key}`", node.label, _kind(node)) for key, node in seen),
    )
    nodes = dict.fromkeys(n for p in table.panels for n in _nodes((*p.columns, *p.rows)) if n.aliases or n.seen)
    yield from _wordings("Labels", "T08", ((node.label, node.aliases, node.seen) for node in nodes))


def _kind(node: Node) -> str:
    kinds = {Number.COUNT: "count", Number.SIGNED: "signed count", Number.MONEY: "money"}
    return kinds[node.number] + (f", {node.unit}" if node.unit else "")


def _identities(table: TableForm) -> Iterator[str]:
    if not table.identities:
        return
    yield "### Identities\n"
    yield "Each holds in every row or column where its names exist; `x.*` stands for all that is below `x`."
    yield "The one that derives a cell says so; `last.` is the year before.\n"
    yield from _table(
        ("code", "equation", "in every", "derives", "basis", "severity"),
        (
            (
                f"[{i.code}](../checks.md#{i.code.lower()})",
                f"`{i.equation}`",
                i.per.value,
                _code(i.derives),
                messages.text(f"basis.{i.basis}", "en"),
                messages.text(f"severity.{i.severity or default_severity(i.code, i.basis)}", "en"),
            )
            for i in table.identities
        ),
    )


def _succession(held: Succession) -> Iterator[str]:
    yield f"## What became of the form of {held.edition}\n"
    yield f"Figures of {held.edition} find their place here by the same path, with these exceptions.\n"
    rows = [(f"`{old}`", "is now", f"`{new}`") for old, new in held.renamed.items()]
    rows += [(f"`{old}`", "was split into", ", ".join(f"`{n}`" for n in new)) for old, new in held.split.items()]
    rows += [(f"`{old}`", "was dropped", "") for old in held.dropped]
    yield from _table((f"in {held.edition}", "", "here"), rows)


def _wordings(what: str, code: str, known: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    rows = [(label, "；".join(aliases), "；".join(seen)) for label, aliases, seen in known if aliases or seen]
    if rows:
        yield f"{what} in other words are accepted in silence, or recognised with a finding (`{code}`):\n"
        yield from _table(("as printed", "accepted", "recognised"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _chain(nodes: tuple[Node, ...]) -> str:
    return " › ".join(node.label for node in nodes)


def _code(name: str | None) -> str:
    return f"`{name}`" if name else ""


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)
