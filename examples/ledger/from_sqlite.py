"""From a register in SQLite to the report: run make_register.py first."""

from pathlib import Path

from ogirmodel import Register, tally, write
from ogirmodel.ledger import load_map

mapping = load_map(Path(__file__).with_name("register.toml"))
reading = tally(Register("sqlite:///register.sqlite", mapping), year=2025, organ="云溪县人民政府")
write(reading.report, "report.docx")
print(*(finding.text() for finding in reading.findings), sep="\n")
