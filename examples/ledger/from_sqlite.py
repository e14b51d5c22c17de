"""From a register in SQLite to the report: run make_register.py first."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ogirmodel import tally, write
from ogirmodel.ledger import load_map

mapping = load_map(Path(__file__).with_name("register.toml"))
with closing(sqlite3.connect("register.sqlite")) as database:
    database.row_factory = sqlite3.Row
    cases = mapping.rows("cases", database.execute("select * from requests"))
    suits = mapping.rows("proceedings", database.execute("select * from proceedings"))
    papers = mapping.rows("documents", database.execute("select * from documents"))
    reading = tally(cases, year=2025, organ="云溪县人民政府", proceedings=suits, documents=papers, mapping=mapping)
write(reading.report, "report.docx")
print(*(finding.text() for finding in reading.findings), sep="\n")
