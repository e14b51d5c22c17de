"""From a register in a CSV or a workbook to the report: run make_register.py first."""

from pathlib import Path

from ogirmodel import read_register, tally, write
from ogirmodel.ledger import load_map

mapping = load_map(Path(__file__).with_name("register.toml"))
reading = tally(read_register("requests.csv", mapping), year=2025, organ="云溪县人民政府", mapping=mapping)
write(reading.report, "report.docx")
print(*(finding.text() for finding in reading.findings), sep="\n")
